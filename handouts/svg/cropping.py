"""Clip paths and masks of an element (SVG 1.1, 14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from handouts.svg.context import DrawingContext
from handouts.svg.elements import SvgElement, list_children
from handouts.svg.geometry import (
    Box,
    Matrix,
    invert,
    join_boxes,
    measure_area,
    measure_path,
    multiply,
    transform_path,
)
from handouts.svg.lengths import read_length
from handouts.svg.paths import make_rectangle
from handouts.svg.picture import MaskKind, Outline, Paint, VectorGroup, VectorPart, VectorPath
from handouts.svg.shapes import SHAPES, draw_outline, read_outline, read_shape
from handouts.svg.styles import Style, derive_style

_REGION = (("x", "-10%"), ("y", "-10%"), ("width", "120%"), ("height", "120%"))
_DEEPEST = 8

DrawAll = Callable[[SvgElement, Style, Matrix], tuple[VectorPart, ...]]
"""Draws all that is in an element, with its style and the transform to the picture."""


class Cropper:
    """Finds what the clip paths and masks of elements let through."""

    def __init__(self, context: DrawingContext, draw_all: DrawAll) -> None:
        self.context = context
        self.draw_all = draw_all
        self.depth = 0

    def crop(
        self, style: Style, parts: tuple[VectorPart, ...], matrix: Matrix
    ) -> tuple[VectorPart, ...]:
        """Parts within the clip path and through the mask of a style."""
        if not parts:
            return ()
        clip, mask = style.get("clip-path", "none"), style.get("mask", "none")
        if (clip, mask) == ("none", "none"):
            return parts
        box = measure_parts(parts, matrix)
        if clip != "none":
            parts = self.clip(clip, parts, box, matrix)
        if mask != "none" and parts:
            parts = self.mask(mask, parts, box, matrix)
        return parts

    def clip(
        self, reference: str, parts: tuple[VectorPart, ...], box: Box | None, matrix: Matrix
    ) -> tuple[VectorPart, ...]:
        """Parts within a clip path; nothing where it is empty."""
        element = self.context.file.find(reference)
        if element is None or element.tag != "clipPath":
            if not re.match(r"\s*url\(", reference):
                self.context.reasons.append("a clipping shape of CSS")
            return parts
        if self.depth >= _DEEPEST:
            self.context.reasons.append("clip paths in clip paths")
            return parts
        style = self.context.style_of(element)
        inner = self._enter_units(element, "clipPathUnits", "userSpaceOnUse", box, matrix)
        if inner is None:
            return ()
        inner = multiply(inner, self.context.read_transform(element, style))
        outlines = tuple(self._find_outlines(element, style, inner))
        if "clip-path" in style:
            self.depth += 1
            parts = self.clip(style["clip-path"], parts, box, matrix)
            self.depth -= 1
        if not outlines or not parts:
            return ()
        if len(outlines) == 1:
            return (VectorGroup(parts, clips=outlines),)
        white = tuple(VectorPath(each, Paint("#ffffff")) for each in outlines)
        return (VectorGroup(parts, mask=VectorGroup(white)),)

    def _find_outlines(self, element: SvgElement, style: Style, matrix: Matrix) -> list[Outline]:
        """The outlines of the shapes in a clip path."""
        found: list[Outline] = []
        for child in list_children(element):
            if child.tag in SHAPES | {"use", "text"}:
                found += self._outline_child(child, style, matrix)
        return found

    def _outline_child(self, child: SvgElement, above: Style, matrix: Matrix) -> list[Outline]:
        context = self.context
        style = derive_style(above, context.own[child])
        if style.get("display") == "none" or style.get("visibility", "visible") != "visible":
            return []
        if style.get("clip-path", "none") != "none":
            context.reasons.append("clip paths in clip paths")
        if child.tag == "text":
            context.refuse_words(child, style)
            return []
        matrix = multiply(matrix, context.read_transform(child, style))
        if child.tag == "use":
            target = context.file.find(child.attrib.get("href", ""))
            if target is None or target.tag not in SHAPES:
                return []
            moved = multiply(matrix, context.read_shift(child))
            return self._outline_child(target, style, moved)
        path = read_shape(context.file, child, *context.viewport)
        if len(path) < 2 or measure_area(matrix) < 1e-12:
            return []
        even_odd = style.get("clip-rule") == "evenodd"
        return [draw_outline(list(transform_path(path, matrix)), even_odd=even_odd)]

    def mask(
        self, reference: str, parts: tuple[VectorPart, ...], box: Box | None, matrix: Matrix
    ) -> tuple[VectorPart, ...]:
        """Parts seen through a mask; nothing where it is empty."""
        context = self.context
        element = context.file.find(reference)
        if element is None or element.tag != "mask":
            return parts
        style = context.style_of(element)
        if self.depth >= _DEEPEST:
            context.reasons.append("masks in masks")
            return parts
        region = self._find_region(element, box, matrix)
        inner = self._enter_units(element, "maskContentUnits", "userSpaceOnUse", box, matrix)
        if region is None or inner is None:
            return ()
        self.depth += 1
        seen = self.draw_all(element, style, inner)
        seen = self.crop(
            {k: v for k, v in style.items() if k in ("mask", "clip-path")}, seen, inner
        )
        self.depth -= 1
        if not seen:
            return ()
        kind: MaskKind = "alpha" if style.get("mask-type") == "alpha" else "luminance"
        return (VectorGroup(parts, mask=VectorGroup(seen, clips=(region,)), mask_by=kind),)

    def _find_region(self, element: SvgElement, box: Box | None, matrix: Matrix) -> Outline | None:
        """The rectangle in which a mask shows anything."""
        in_box = element.attrib.get("maskUnits", "objectBoundingBox") != "userSpaceOnUse"
        inner = self._enter_units(element, "maskUnits", "objectBoundingBox", box, matrix)
        if inner is None:
            return None
        width, height = (1.0, 1.0) if in_box else self.context.viewport
        x, y, wide, high = (
            read_length(element.attrib.get(name, usual), height if at % 2 else width)
            for at, (name, usual) in enumerate(_REGION)
        )
        if wide <= 0 or high <= 0:
            return None
        return draw_outline(list(transform_path(make_rectangle(x, y, wide, high), inner)))

    def _enter_units(
        self, element: SvgElement, name: str, usual: str, box: Box | None, matrix: Matrix
    ) -> Matrix | None:
        """The transform from the units of a clip path or mask; None where its box is empty."""
        if element.attrib.get(name, usual) != "objectBoundingBox":
            return matrix
        if not box or box[0] >= box[2] or box[1] >= box[3]:
            return None
        return multiply(matrix, (box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]))


def measure_parts(parts: tuple[VectorPart, ...], matrix: Matrix) -> Box | None:
    """The box around parts, without the width of their strokes.

    It is in the units from which ``matrix`` leads to the picture's.
    """
    return join_boxes(_list_boxes(parts, invert(matrix)))


def _list_boxes(parts: tuple[VectorPart, ...], back: Matrix) -> Iterator[Box | None]:
    for part in parts:
        if isinstance(part, VectorGroup):
            yield from _list_boxes(part.parts, back)
        else:
            place = multiply(back, part.matrix)
            yield measure_path(transform_path(read_outline(part.outline), place))
