"""The walk through an SVG: each element with its style, transform, clips and mask."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from handouts.svg.colours import read_share
from handouts.svg.context import DrawingContext, is_shown
from handouts.svg.cropping import Cropper
from handouts.svg.elements import SvgElement, list_children
from handouts.svg.geometry import (
    IDENTITY,
    Matrix,
    Segment,
    drop_flat,
    is_similar,
    measure_area,
    multiply,
    transform_path,
)
from handouts.svg.lengths import fit_view_box, measure_viewport, read_length
from handouts.svg.paints import PaintReader
from handouts.svg.paths import make_rectangle
from handouts.svg.picture import Outline, Paint, Stroke, VectorGroup, VectorPart, VectorPath
from handouts.svg.shapes import SHAPES, draw_outline, read_shape
from handouts.svg.strokes import read_stroke, scale_stroke
from handouts.svg.styles import Style, derive_style

_GROUPS = frozenset(("g", "a", "switch", "svg", "use"))
_WORDS = frozenset(("text", "flowRoot", "foreignObject"))
_DRAWN = _GROUPS | _WORDS | SHAPES | {"image"}
_FLATTENED = 1e-12

Parts = tuple[VectorPart, ...]


class Drawer:
    """Draws the elements of a file."""

    def __init__(self, context: DrawingContext) -> None:
        self.context = context
        self.paints = PaintReader(context)
        self.cropper = Cropper(context, self.draw_all)

    def draw_root(self, matrix: Matrix) -> Parts:
        """Everything in the file; ``matrix`` leads from user units to the picture's."""
        root = self.context.file.root
        style = derive_style({}, self.context.own[root])
        return self.finish_group(style, self.draw_all(root, style, matrix), matrix)

    def draw_all(self, element: SvgElement, style: Style, matrix: Matrix) -> Parts:
        """All that is in an element."""
        children = list_children(element)
        return tuple(part for each in children for part in self.draw(each, style, matrix))

    def draw(self, element: SvgElement, above: Style, matrix: Matrix) -> Parts:
        """An element and all that is in it; nothing for one that is not shown."""
        if element.tag not in _DRAWN or not is_shown(element):
            return ()
        style = derive_style(above, self.context.own[element])
        if style.get("display") == "none":
            return ()
        matrix = multiply(matrix, self.context.read_transform(element, style))
        if element.tag == "use":
            matrix = multiply(matrix, self.context.read_shift(element))
        if measure_area(matrix) < _FLATTENED:
            return ()
        return self.finish_group(style, self.draw_content(element, style, matrix), matrix)

    def draw_content(self, element: SvgElement, style: Style, matrix: Matrix) -> Parts:
        """What an element shows, before it is clipped, masked or made transparent."""
        if element.tag in SHAPES:
            return tuple(self.draw_shape(element, style, matrix))
        match element.tag:
            case "use":
                return self.draw_use(element, style, matrix)
            case "svg":
                return self.draw_viewport(element, element, style, matrix)
            case "switch":
                first = next(filter(is_shown, list_children(element)), None)
                return self.draw(first, style, matrix) if first is not None else ()
            case "image":
                self.context.note_image(element, matrix)
                return ()
            case "text" | "flowRoot" | "foreignObject":
                self.context.refuse_words(element, style)
                return ()
        return self.draw_all(element, style, matrix)

    def draw_use(self, element: SvgElement, style: Style, matrix: Matrix) -> Parts:
        """What a ``use`` refers to, at its place."""
        target = self.context.file.find(element.attrib.get("href", ""))
        if target is None:
            return ()
        if target.tag not in ("symbol", "svg"):
            return self.draw(target, style, matrix)
        inner = derive_style(style, self.context.own[target])
        if inner.get("display") == "none":
            return ()
        return self.finish_group(inner, self.draw_viewport(target, element, inner, matrix), matrix)

    def draw_viewport(
        self, element: SvgElement, sized: SvgElement, style: Style, matrix: Matrix
    ) -> Parts:
        """A nested SVG or a symbol; ``sized`` says how large it is."""
        outer = self.context.viewport
        sizes = (
            sized.attrib.get(name, element.attrib.get(name, "100%")) for name in ("width", "height")
        )
        width, height = map(read_length, sizes, outer)
        if width <= 0 or height <= 0:
            return ()
        if element.tag == "svg":
            matrix = multiply(matrix, self.context.read_shift(element))
        self.context.viewport = measure_viewport(element.attrib, width, height)
        inner = multiply(matrix, fit_view_box(element.attrib, width, height))
        parts = self.draw_all(element, style, inner)
        self.context.viewport = outer
        if not parts or style.get("overflow") in ("visible", "auto"):
            return parts
        frame = draw_outline(list(transform_path(make_rectangle(0, 0, width, height), matrix)))
        return (VectorGroup(parts, clips=(frame,)),)

    def draw_shape(self, element: SvgElement, style: Style, matrix: Matrix) -> Iterator[VectorPath]:
        """A shape with its fill and its stroke; nothing if it has neither."""
        if style.get("visibility", "visible") != "visible":
            return
        path = read_shape(self.context.file, element, *self.context.viewport)
        if len(path) < 2:
            return

        def read_paint(name: str = "stroke") -> Paint | None:
            """The paint of the fill or the stroke."""
            return self.paints.read_paint(element, style, name, path, matrix)

        fill = read_paint("fill")
        stroke = read_stroke(style, self.context.diagonal, read_paint)
        self.context.note_markers(element, style)
        yield from _paint_path(path, fill, stroke, style, matrix)

    def finish_group(self, style: Style, parts: Parts, matrix: Matrix) -> Parts:
        """The parts of an element, clipped, masked and transparent as it says."""
        self.context.note_effects(style)
        parts = self.cropper.crop(style, _fade(parts, read_share(style.get("opacity"))), matrix)
        blend = self.context.read_blend(style)
        return (VectorGroup(parts, blend=blend),) if blend and parts else parts


def _paint_path(
    path: list[Segment], fill: Paint | None, stroke: Stroke | None, style: Style, matrix: Matrix
) -> Iterator[VectorPath]:
    """Yield a path in the picture's units, or in its own where its stroke is distorted."""
    is_distorted = stroke is not None and not is_similar(matrix)
    place = matrix if is_distorted else IDENTITY
    line = stroke if is_distorted else scale_stroke(stroke, matrix)
    even_odd = style.get("fill-rule") == "evenodd"

    def trace(segments: list[Segment]) -> Outline:
        """The outline of segments."""
        shown = segments if is_distorted else list(transform_path(segments, matrix))
        return draw_outline(shown, even_odd=even_odd)

    filled = drop_flat(path) if fill else []
    order = [each for each in style.get("paint-order", "").split() if each in ("fill", "stroke")]
    stroke_first = order[:1] == ["stroke"]
    if len(filled) == len(path) or not fill:
        if fill or line:
            yield VectorPath(trace(path), fill, line, place, stroke_first)
        return
    drawn = [VectorPath(trace(filled), fill, None, place)] if filled else []
    drawn += [VectorPath(trace(path), None, line, place)] if line else []
    yield from reversed(drawn) if stroke_first else drawn


def _fade(parts: Parts, opacity: float) -> Parts:
    """Parts with an opacity, as one."""
    if opacity >= 1 or not parts:
        return parts
    if opacity <= 0:
        return ()
    path = parts[0]
    if len(parts) == 1 and isinstance(path, VectorPath) and path.fill and not path.stroke:
        return (replace(path, fill=replace(path.fill, opacity=path.fill.opacity * opacity)),)
    return (VectorGroup(parts, opacity),)
