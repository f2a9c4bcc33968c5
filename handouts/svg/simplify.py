"""An SVG becomes a simple picture: everything that refers to something else is resolved."""

from __future__ import annotations

from functools import lru_cache

from handouts.svg.clean import count_drawn, write_clean
from handouts.svg.context import DrawingContext
from handouts.svg.drawing import Drawer
from handouts.svg.elements import AS_PNG, BadSvg, SvgFile
from handouts.svg.geometry import multiply
from handouts.svg.lengths import fit_view_box, measure_root, measure_viewport
from handouts.svg.picture import SIZE, SimplePicture
from handouts.svg.reach import reaches_too_far
from handouts.svg.styles import read_own_styles

_MOST_DRAWN = 50_000
_MOST_STRETCHED = 200
_LEAST_SIZE = 1e-4  # in user units


@lru_cache(maxsize=64)
def simplify_svg(text: str) -> SimplePicture:
    """The picture in the text of an SVG; where it cannot be drawn, it has problems."""
    try:
        return _simplify(SvgFile(text))
    except BadSvg as error:
        return SimplePicture(problems=tuple(error.problems))


@lru_cache(maxsize=64)
def clean_svg(text: str) -> str:
    """The SVG that can safely be turned into pixels. Raises BadSvg for one that has problems."""
    file = SvgFile(text)
    return write_clean(file, read_own_styles(file), _measure(file))


def _measure(file: SvgFile) -> tuple[float, float]:
    """The width and height of a file in user units. Raises BadSvg."""
    size = measure_root(file.root.attrib)
    if size and min(size) >= _LEAST_SIZE and max(size) <= _MOST_STRETCHED * min(size):
        return size
    message = "The picture does not say how large it is."
    hint = f"Add a size to <svg>, such as viewBox='0 0 100 100'. {AS_PNG}"
    if size:
        message = (
            f"The picture is {size[0]:,.6g} wide and {size[1]:,.6g} high, which is no picture."
        )
        hint = f"Correct its size in the drawing program. {AS_PNG}"
    file.report("picture-size", message, hint, file.root)
    raise BadSvg(file.problems)


def _simplify(file: SvgFile) -> SimplePicture:
    size = _measure(file)
    own = read_own_styles(file)
    if count_drawn(file, own, _MOST_DRAWN) > _MOST_DRAWN:
        hint = f"Simplify the drawing. {AS_PNG}"
        file.report("too-complex", "The picture has too many parts.", hint, file.root)
        raise BadSvg(file.problems)
    scale = SIZE / max(size)
    width, height = size[0] * scale, size[1] * scale
    upward = (scale, 0.0, 0.0, -scale, 0.0, height)
    context = DrawingContext(file, own, measure_viewport(file.root.attrib, *size))
    parts = Drawer(context).draw_root(multiply(upward, fit_view_box(file.root.attrib, *size)))
    if reaches_too_far(parts):
        message = "A shape of the picture is a thousand times as large as it, or as far away."
        hint = f"Delete what is outside of the picture, or correct its size. {AS_PNG}"
        file.report("picture-size", message, hint, file.root)
    if file.problems:
        raise BadSvg(file.problems)
    reasons = tuple(dict.fromkeys(context.reasons))
    if reasons:
        return SimplePicture(width, height, reasons=reasons, clean=write_clean(file, own, size))
    return SimplePicture(width, height, parts)
