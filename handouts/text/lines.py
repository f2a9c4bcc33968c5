"""One line from the parts that stand on it: order, place, colours, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from handouts.compose.runs import Run
from handouts.pdf.glyphs import Row, Segment, Stretch
from handouts.text.bidi import visual
from handouts.text.style import TextStyle
from handouts.text.units import Material, Part, Unit, dash, rejoined

_RAISED_HEIGHT = 0.35


class Link(NamedTuple):
    """A part of a line that leads elsewhere, from ``left`` to ``right`` in points."""

    target: str
    left: float
    right: float


@dataclass(frozen=True, eq=False)
class Line:
    """One line: where it begins (points from the left edge), how wide it is, what it says."""

    x: float
    width: float
    text: str
    row: Row
    links: tuple[Link, ...]


def line(whole: Material, start: int, end: int, style: TextStyle, measure: float, y: float) -> Line:
    """The line of the parts from ``start`` to ``end``, its baseline at ``y`` (points).

    The space at its end is kept for copying, but takes no room.
    """
    parts, is_last = whole.parts[start:end], end == len(whole.parts)
    units = _content(parts, is_last)
    if any(part.kind not in ("space", None) for part in parts):
        units = rejoined(whole, units, measure / style.size)
    wide = sum([one.width for one in units]) * style.size
    x = _indent(style, measure - wide, whole.backward)
    final = parts[-1].space
    hanging = 0.0
    if final and not is_last:
        # Rule L1: the space at the end of a line goes in the paragraph's direction.
        level = 1 if whole.backward else 0
        units = [*units, final if final.level == level else replace(final, level=level)]
        hanging = final.width * style.size if whole.backward else 0.0
    order = visual(units, [one.level for one in units])
    row = Row(x - hanging, y, tuple([_stretch(one, style) for one in order]))
    said = "".join([one.glyphs.text for one in units])
    return Line(x, wide, said, row, tuple(_links(order, x - hanging, style.size)))


def _content(parts: tuple[Part, ...], is_last: bool) -> list[Unit]:
    units: list[Unit] = []
    for part in parts:
        units += part.units
        if part.space and part is not parts[-1]:
            units.append(part.space)
    if parts[-1].kind == "hyphen" and units and not is_last:
        units.append(dash(units[-1]))
    return units


def _indent(style: TextStyle, slack: float, backward: bool) -> float:
    if style.align == "centre":
        return slack / 2
    return slack if (style.align == "end") != backward else 0.0


def _stretch(one: Unit, style: TextStyle) -> Stretch:
    rise = _RAISED_HEIGHT * style.size if one.run.raised else 0.0
    colour, segment = _colour(one.run, style), _segment(one.run, style)
    return Stretch(one.glyphs, style.size * one.scale, rise, colour, segment)


def _segment(run: Run, style: TextStyle) -> Segment | None:
    language = run.language if run.language not in (None, style.language) else ""
    if not (run.link or language):
        return None
    return Segment(run.link or "", language or "", run.about)


def _colour(run: Run, style: TextStyle) -> str:
    if run.link and style.link_colour:
        return style.link_colour
    return style.strong_colour if run.strong and style.strong_colour else style.colour


def _links(order: list[Unit], left: float, size: float) -> list[Link]:
    links: list[Link] = []
    for one in order:
        right = left + one.width * size
        if one.run.link:
            if links and links[-1].target == one.run.link and abs(links[-1].right - left) < 0.01:
                left = links.pop().left
            links.append(Link(one.run.link, left, right))
        left = right
    return links
