"""A simplified SVG as PDF operators, with the shadings and masks that they use.

Gradients are shadings (ISO 32000-1, 8.7.4.5), clip paths clip (8.5.4), an opacity is a graphics
state, and what is masked or transparent as a whole is a transparency group (11.4, 11.5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handouts.pdf import objects
from handouts.pdf.colours import GREY, RGB, ColourSpace
from handouts.pdf.drawing.shadings import Recolour, format_pattern, format_shading, format_veil
from handouts.svg.geometry import IDENTITY, Matrix
from handouts.svg.picture import (
    Gradient,
    Outline,
    Paint,
    SimplePicture,
    Stroke,
    VectorGroup,
    VectorPart,
    VectorPath,
)
from handouts.svg.shapes import format_unit

AddObject = Callable[[bytes], str]
"""Adds an object to a document; returns its reference."""


class DrawnSvg:
    """The operators of a picture, and the resources that they need: empty if they need none.

    The operators have the colours of a screen, the resources those of a colour space.
    """

    def __init__(
        self, picture: SimplePicture, recolour: Recolour, add: AddObject, space: ColourSpace = RGB
    ) -> None:
        writer = _Writer((picture.width, picture.height), recolour, add, space)
        self.operators = "\n".join(writer.write_parts(picture.parts))
        self.resources = writer.format_resources()


def needs_resources(parts: Iterable[VectorPart]) -> bool:
    """Whether parts are more than flat shapes in flat colours."""
    return any(map(_needs_resource, parts))


def _needs_resource(part: VectorPart) -> bool:
    if isinstance(part, VectorGroup):
        own = part.opacity < 1 or part.mask is not None or part.blend
        return bool(own) or needs_resources(part.parts)
    paints = (part.fill, part.stroke.paint if part.stroke else None)
    return any(each and (each.gradient or each.opacity < 1) for each in paints)


class _Writer:
    """Writes the content stream of a picture, or of a group in it."""

    def __init__(
        self, size: tuple[float, float], recolour: Recolour, add: AddObject, space: ColourSpace
    ) -> None:
        self.size = size
        self.recolour = recolour
        self.add = add
        self.space = space
        self.resources: dict[str, dict[str, str]] = {}

    def write_parts(self, parts: Iterable[VectorPart]) -> Iterable[str]:
        """Yield the operators of parts."""
        for part in parts:
            if isinstance(part, VectorGroup):
                yield from self.write_group(part)
            else:
                yield from self.write_path(part)

    # --- paths ---------------------------------------------------------------------------

    def write_path(self, path: VectorPath) -> Iterable[str]:
        """Yield the operators of a path: filled and stroked, at once where that is the same."""
        fill, stroke = path.fill, path.stroke
        states = [self.enter_paint(each) for each in (fill, stroke.paint if stroke else None)]
        # PDFium draws a gradient first, whichever of the two it is for.
        is_flat = fill and stroke and not (fill.gradient or stroke.paint.gradient)
        if fill and stroke and is_flat and states == ["", ""] and not path.stroke_first:
            yield from self.write_steps(path, fill, stroke, "")
            return
        steps = [(fill, None, states[0]), (None, stroke, states[1])]
        for each_fill, each_stroke, state in reversed(steps) if path.stroke_first else steps:
            if each_fill or each_stroke:
                yield from self.write_steps(path, each_fill, each_stroke, state)

    def write_steps(
        self, path: VectorPath, fill: Paint | None, stroke: Stroke | None, state: str
    ) -> Iterable[str]:
        """Yield the operators that draw a path once."""
        code = [state] if state else []
        if path.matrix != IDENTITY:
            code.append(f"{_format_matrix(path.matrix)} cm")
        if fill:
            code.append(self.set_colour(fill, "rg", "cs", "scn"))
        if stroke:
            code.append(self.set_colour(stroke.paint, "RG", "CS", "SCN"))
            code.append(_set_line(stroke))
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[
            bool(fill), bool(stroke)
        ]
        star = "*" if path.outline.even_odd and fill else ""
        # An operator that fills closes each subpath by itself; a stroke must not be closed.
        yield f"q {' '.join(code)} {path.outline.operators} {paint}{star} Q"

    def enter_paint(self, paint: Paint | None) -> str:
        """The operator of a graphics state for what shows through a paint; empty for nothing."""
        if paint is None:
            return ""
        entries = f"/ca {paint.opacity:.4g}/CA {paint.opacity:.4g}" if paint.opacity < 1 else ""
        if paint.gradient and not paint.gradient.is_solid:
            entries += f"/SMask<</Type/Mask/S/Luminosity/G {self.draw_veil(paint.gradient)}>>"
        return self.use_state(entries) if entries else ""

    def set_colour(self, paint: Paint, flat: str, space: str, pattern: str) -> str:
        """The operators that set a colour or a gradient."""
        if not paint.gradient:
            return f"{objects.format_rgb(self.recolour(paint.colour))} {flat}"
        shading = format_shading(paint.gradient, self.recolour, self.space)
        name = self.use("Pattern", "P", format_pattern(paint.gradient, shading))
        return f"/Pattern {space} /{name} {pattern}"

    def draw_veil(self, gradient: Gradient) -> str:
        """Add a mask that is as light as a gradient is opaque; returns its reference."""
        pattern = format_pattern(gradient, format_veil(gradient))
        width, height = map(format_unit, self.size)
        content = f"/Pattern cs /P0 scn 0 0 {width} {height} re f"
        return self.add_form(content, f"<</Pattern<</P0{pattern}>>>>", "DeviceGray")

    # --- groups --------------------------------------------------------------------------

    def write_group(self, group: VectorGroup) -> Iterable[str]:
        """Yield the operators of a group."""
        clips = " ".join(_clip(outline) for outline in group.clips)
        is_plain = group.opacity >= 1 and not group.mask and not group.blend
        if is_plain and not (clips and _blends(group.parts)):
            yield f"q {clips}"
            yield from self.write_parts(group.parts)
            yield "Q"
            return
        entries = f"/ca {group.opacity:.4g}/CA {group.opacity:.4g}"
        if group.mask:
            space = RGB if self.space.name == RGB.name else GREY
            mask = self.add_group((group.mask,), _measure_light, space)
            kind = "Alpha" if group.mask_by == "alpha" else "Luminosity"
            entries += f"/SMask<</Type/Mask/S/{kind}/G {mask}>>"
        if group.blend:
            entries += f"/BM/{group.blend.title().replace('-', '')}"
        name = self.use("XObject", "X", self.add_group(group.parts, self.recolour, self.space))
        yield f"q {clips} {self.use_state(entries)} /{name} Do Q"

    def add_group(self, parts: Iterable[VectorPart], recolour: Recolour, space: ColourSpace) -> str:
        """Add parts as a transparency group; returns its reference."""
        inner = _Writer(self.size, recolour, self.add, space)
        content = space.convert_operators("\n".join(inner.write_parts(parts)))
        return self.add_form(content, inner.format_resources() or "<<>>", space.name)

    def add_form(self, content: str, resources: str, space: str) -> str:
        """Add a transparency group; returns its reference."""
        return self.add(format_form(content, resources, self.size, f"/CS/{space}/I true"))

    # --- resources -----------------------------------------------------------------------

    def use_state(self, entries: str) -> str:
        """The operator of a graphics state (ISO 32000-1, 8.4.5)."""
        return f"/{self.use('ExtGState', 'G', f'<<{entries}>>')} gs"

    def use(self, kind: str, letter: str, value: str) -> str:
        """The name of a resource."""
        known = self.resources.setdefault(kind, {})
        return known.setdefault(value, f"{letter}{len(known)}")

    def format_resources(self) -> str:
        """The dictionary of resources; empty if there are none."""
        kinds = (
            f"/{kind}<<{''.join(f'/{name} {value}' for value, name in known.items())}>>"
            for kind, known in self.resources.items()
        )
        return f"<<{''.join(kinds)}>>" if self.resources else ""


def format_form(content: str, resources: str, size: tuple[float, float], group: str) -> bytes:
    """A form XObject that is a transparency group (ISO 32000-1, 11.6.6)."""
    box = objects.format_numbers((0, 0, *size))
    entries = f"/Type/XObject/Subtype/Form/BBox{box}/Resources{resources}"
    entries += f"/Group<</S/Transparency{group}>>"
    return objects.format_flate_stream(content.encode("ascii"), entries)


def _blends(parts: Iterable[VectorPart]) -> bool:
    """Whether anything in parts is mixed with what is below them."""
    return any(
        isinstance(part, VectorGroup) and (part.blend or _blends(part.parts)) for part in parts
    )


def _measure_light(colour: str) -> str:
    """The grey of a mask's colour, as SVG weighs colours (SVG 1.1, 14.4); PDF does otherwise."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + f"{round(0.2125 * red + 0.7154 * green + 0.0721 * blue):02x}" * 3


def _clip(outline: Outline) -> str:
    return f"{outline.operators} W{'*' if outline.even_odd else ''} n"


def _set_line(stroke: Stroke) -> str:
    """The operators of a line's width, caps, joins and dashes."""
    code = f"{_format_fine(stroke.width)} w {stroke.cap} J {stroke.join} j"
    code += f" {format_unit(stroke.miter)} M"
    if stroke.dashes:
        dashes = " ".join(map(_format_fine, stroke.dashes))
        code += f" [{dashes}] {_format_fine(stroke.dash_start)} d"
    return code


def _format_matrix(matrix: Matrix) -> str:
    return " ".join(map(_format_fine, matrix))


def _format_fine(value: float) -> str:
    """A number to six decimals: in an SVG's own units, a hundredth may be too coarse."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
