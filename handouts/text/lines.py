"""Build one line from its parts: visual order, position, colours, links."""

from __future__ import annotations

import dataclasses

import msgspec
from msgspec.structs import replace

from handouts.document.text import Run
from handouts.pdf.fonts.glyphs import GlyphRow, Segment, Stretch
from handouts.text.bidi import order_visually
from handouts.text.shaped_paragraph import ShapedParagraph, rejoin_words
from handouts.text.shaped_parts import ShapedUnit, UnbreakablePart, shape_hyphen
from handouts.text.style import TextStyle

_RAISED_HEIGHT = 0.35
_LOWERED_DEPTH = 0.12

HYPHEN = "\u2010"
"""A hyphen that programs which copy text never take for one that only divides a word."""

_OPENING_MARKS = frozenset("“‘„‚«‹\"'")


class Line(msgspec.Struct, frozen=True, eq=False):
    """One line: its start (points from the left edge), its width in points, and its text."""

    x: float
    width: float
    text: str
    row: GlyphRow


def build_line(
    paragraph: ShapedParagraph, start: int, end: int, style: TextStyle, measure: float, y: float
) -> Line:
    """Build the line of the parts from ``start`` to ``end``, its baseline at ``y`` (points).

    The space at its end is kept for copying, but takes no width.
    """
    parts, is_last = paragraph.parts[start:end], end == len(paragraph.parts)
    units = _collect_units(parts, is_last)
    if any(part.kind not in ("space", "line", None) for part in parts):
        units = rejoin_words(paragraph, units, paragraph.starts[start], measure / style.size)
    if parts[-1].kind == "zero" and not is_last:
        units = _keep_hyphen(units)
    wide = sum([one.width for one in units]) * style.size
    x = _compute_indent(style, measure - wide, paragraph.rtl)
    x -= _measure_hang(units, style, paragraph.rtl)
    final = parts[-1].space
    hanging = 0.0
    if final and not is_last:
        # Rule L1: the space at the end of a line goes in the paragraph's direction.
        level = 1 if paragraph.rtl else 0
        units = [*units, final if final.level == level else replace(final, level=level)]
        hanging = final.width * style.size if paragraph.rtl else 0.0
    order = order_visually(units, [one.level for one in units])
    row = GlyphRow(x - hanging, y, tuple(_build_stretches(order, style)))
    text = "".join([one.glyphs.text for one in units])
    return Line(x, wide, text, row)


def _collect_units(parts: tuple[UnbreakablePart, ...], is_last: bool) -> list[ShapedUnit]:
    units: list[ShapedUnit] = []
    for part in parts[:-1]:
        units += part.units
        if part.space:
            units.append(part.space)
    units += parts[-1].units
    if parts[-1].kind == "hyphen" and units and not is_last:
        units.append(shape_hyphen(units[-1]))
    return units


def _keep_hyphen(units: list[ShapedUnit]) -> list[ShapedUnit]:
    """The units of a line that ends at a word's own hyphen, as another character than "-".

    A "-" at the end of a line is lost when it is copied: "meta-analysis" became "metaanalysis".
    """
    last = units[-1]
    if last.glyphs.texts[-1:] != ("-",):
        return units
    texts, text = (*last.glyphs.texts[:-1], HYPHEN), f"{last.glyphs.text[:-1]}{HYPHEN}"
    glyphs = dataclasses.replace(last.glyphs, texts=texts, text=text)
    return [*units[:-1], replace(last, glyphs=glyphs)]


def _compute_indent(style: TextStyle, slack: float, rtl: bool) -> float:
    if style.align == "centre":
        return slack / 2
    return slack if (style.align == "end") != rtl else 0.0


def _measure_hang(units: list[ShapedUnit], style: TextStyle, rtl: bool) -> float:
    """How far a quotation mark at the start of a line stands in the margin, in points.

    The letters behind it then stand where those of other lines do. In a list and in a table
    something else is in the margin.
    """
    is_inside = style.breaking == "full" or style.in_table
    if not units or rtl or is_inside or style.align != "start":
        return 0.0
    glyphs = units[0].glyphs
    is_mark = len(glyphs.ids) > 1 and glyphs.texts[0] in _OPENING_MARKS and not units[0].level
    return glyphs.advances[0] * units[0].scale / 1000 * style.size if is_mark else 0.0


def _build_stretches(units: list[ShapedUnit], style: TextStyle) -> list[Stretch]:
    """The units of a line at the style's size and in its colours, which are those of a look."""
    stretches: list[Stretch] = []
    look: Run | None = None
    for one in units:
        if one.look is not look:
            look, size = one.look, style.size * one.scale
            rise, colour = _find_rise(look) * style.size, _choose_colour(look, style)
            segment = _build_segment(look, style)
        stretches.append(Stretch(one.glyphs, size, rise, colour, segment))
    return stretches


def _find_rise(run: Run) -> float:
    """How far above the line a run stands, in ems."""
    if run.raised or run.script == "super":
        return _RAISED_HEIGHT
    return -_LOWERED_DEPTH if run.script == "sub" else 0.0


def _build_segment(run: Run, style: TextStyle) -> Segment | None:
    language = run.language if run.language not in (None, style.language) else ""
    if not (run.link or language or run.expansion):
        return None
    return Segment(run.link or "", language or "", run.about, run.expansion)


def _choose_colour(run: Run, style: TextStyle) -> str:
    if run.link and style.link_colour:
        return style.link_colour
    return style.strong_colour if run.strong and style.strong_colour else style.colour
