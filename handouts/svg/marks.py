"""Marks in a picture: what carries meaning in it, such as an arrow, and must stay black in mono.

A drawing program does not say what a shape is for. But who draws an arrow makes it stand out: in a
strong colour, small or thin, and on top, with nothing but its like drawn over it. Skin, hair and
cloth are none of these, or have lines of another colour on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from handouts.data import Data
from handouts.svg.geometry import Box, Segment, measure_path, transform_path
from handouts.svg.picture import Paint, SimplePicture, Stroke, VectorGroup, VectorPart, VectorPath
from handouts.svg.shapes import read_outline

BLACK = "#000000"

_LEAST_CHROMA = 0.45
"""The least difference of a strong colour's lightest and darkest channel, from 0 to 1."""

_LIGHTEST = 0.68
"""The lightness (ITU-R BT.601) above which a colour is a ground, such as yellow, and no mark."""

_LARGEST = 0.1
"""The largest share of the picture that the box around a filled mark may take."""

_MOST_COVERED = 0.1
"""The largest share of a mark's points over which something else may be drawn."""

_MOST_MARKS = 60
"""How many shapes in strong colours may be marks; with more, the picture is drawn in them."""


class _Shape(Data, frozen=True):
    """A path as it stands in the picture: the box around it, its points, whether it is strong."""

    box: Box
    points: tuple[tuple[float, float], ...]
    is_strong: bool


@lru_cache(maxsize=64)
def blacken_marks(picture: SimplePicture) -> SimplePicture:
    """The picture with its marks in black."""
    shapes = [_read_shape(path, picture) for path in _walk(picture.parts)]
    strong = [place for place, shape in enumerate(shapes) if shape and shape.is_strong]
    if not strong or len(strong) > _MOST_MARKS:
        return picture
    marks = {place for place in strong if not _is_covered(shapes, place)}
    numbers = iter(range(len(shapes)))
    return replace(picture, parts=tuple(_blacken(picture.parts, numbers, marks)))


def _walk(parts: Iterable[VectorPart]) -> Iterator[VectorPath]:
    """Yield the paths in the order in which they are drawn."""
    for part in parts:
        if isinstance(part, VectorGroup):
            yield from _walk(part.parts)
        else:
            yield part


def _blacken(
    parts: Iterable[VectorPart], numbers: Iterator[int], marks: set[int]
) -> Iterator[VectorPart]:
    """Yield the parts, with the paths of these numbers in black."""
    for part in parts:
        if isinstance(part, VectorGroup):
            yield replace(part, parts=tuple(_blacken(part.parts, numbers, marks)))
        elif next(numbers) in marks:
            fill = replace(part.fill, colour=BLACK) if part.fill else None
            yield replace(part, fill=fill, stroke=_blacken_stroke(part.stroke))
        else:
            yield part


def _blacken_stroke(stroke: Stroke | None) -> Stroke | None:
    return replace(stroke, paint=replace(stroke.paint, colour=BLACK)) if stroke else None


def _read_shape(path: VectorPath, picture: SimplePicture) -> _Shape | None:
    """A path as a shape; None if it has no extent."""
    segments = list(transform_path(read_outline(path.outline), path.matrix))
    box = measure_path(segments)
    if box is None:
        return None
    paints = [each for each in (path.fill, path.stroke and path.stroke.paint) if each]
    is_small = not path.fill or _measure(box) <= _LARGEST * picture.width * picture.height
    is_strong = is_small and all(map(_is_strong, paints))
    return _Shape(box, tuple(_list_points(segments)) if is_strong else (), is_strong)


def _measure(box: Box) -> float:
    left, top, right, bottom = box
    return abs((right - left) * (bottom - top))


def _is_strong(paint: Paint) -> bool:
    """Whether a paint is a strong colour, and neither light nor mostly transparent."""
    if paint.gradient or paint.opacity < 0.5:
        return False
    red, green, blue = (int(paint.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    chroma = max(red, green, blue) - min(red, green, blue)
    return chroma >= _LEAST_CHROMA and 0.299 * red + 0.587 * green + 0.114 * blue <= _LIGHTEST


def _list_points(segments: Iterable[Segment]) -> Iterator[tuple[float, float]]:
    """Yield the ends of a path's steps, and points between them."""
    x = y = 0.0
    for name, numbers in segments:
        if name == "Z":
            continue
        ends = [(x, y), *zip(numbers[::2], numbers[1::2])]
        x, y = ends[-1]
        if name != "M":
            yield (ends[0][0] + x) / 2, (ends[0][1] + y) / 2
        yield x, y


def _is_covered(shapes: Sequence[_Shape | None], place: int) -> bool:
    """Whether something other than strong shapes is drawn over a shape."""
    shape = shapes[place]
    assert shape is not None
    above = [each.box for each in shapes[place + 1 :] if each and not each.is_strong]
    covered = sum(any(_holds(box, *point) for box in above) for point in shape.points)
    return covered > _MOST_COVERED * len(shape.points)


def _holds(box: Box, x: float, y: float) -> bool:
    left, top, right, bottom = box
    return left <= x <= right and top <= y <= bottom
