"""Draw lines as tagged content of a structure element; each link gets an element inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from handouts.pdf.fonts.glyphs import GlyphRow, Segment, format_operators, format_points
from handouts.pdf.objects import Rectangle
from handouts.pdf.tags.structure import Element, ReadingOrder
from handouts.text.lines import Line

if TYPE_CHECKING:
    from handouts.pdf.canvas import Canvas
    from handouts.pdf.fonts.embedding import DocumentFonts


@dataclass
class TaggedLineWriter:
    """Draws lines as content of an element, ``scope``, and keeps track of the open segment.

    ``order`` is the position of the lines in the element's reading order. A segment that
    continues on the next line stays in the same element; ``link`` is the one around it. In
    ``rtl`` text the rightmost group of a line is read first.
    """

    canvas: Canvas
    scope: Element
    order: int
    rtl: bool = False
    open_segment: Segment | None = None
    link: Element | None = None
    element: Element | None = None
    parts: list[str] = field(default_factory=list)

    def draw(
        self, lines: Sequence[Line], x: float, top: float, shift: float, leading: float
    ) -> None:
        """Draw lines below one another from ``top``; ``shift`` is added to their own heights."""
        pen_x = pen_y = 0.0
        for number, line in enumerate(lines):
            left, y = x + line.row.x, shift + line.row.y
            self.parts.append(f"{format_points(left - pen_x)} {format_points(y - pen_y)} Td")
            pen_x, pen_y = left, y
            foot = top - (number + 1) * leading
            self._draw_line(line, number, (left, foot, left, foot + leading))
        if self.parts:
            self.canvas.put(f"q BT {' '.join(self.parts)} EMC ET Q")

    def _draw_line(self, line: Line, number: int, box: Rectangle) -> None:
        left, foot, _, top = box
        codes = self.canvas.fonts.embed_row(line.row)
        reordered = self.rtl and len(line.row.segments) > 1
        for place, group in enumerate(line.row.segments):
            order = (self.order, number, -place if reordered else place)
            self._begin_segment(group.segment, order, force=reordered)
            self.parts.append(format_operators(group.stretches, codes) if codes else group.code)
            if group.link:
                box = (left, foot, left + group.width, top)
                self.canvas.link(self.link, group.link, [box], group.description)
            left += group.width

    def _begin_segment(self, segment: Segment | None, order: ReadingOrder, force: bool) -> None:
        element = self.element if segment == self.open_segment else None
        if element and not force:
            return
        if self.element:
            self.parts.append("EMC")
        if element is None:
            element = self._add_element(segment, order)
        self.open_segment, self.element = segment, element
        self.parts.append(self.canvas.mark(self.element, order))

    def _add_element(self, segment: Segment | None, order: ReadingOrder) -> Element:
        """The element of a segment, in which an abbreviation has one of its own."""
        if segment is None:
            self.link = None
            return self.scope
        around, before = segment._replace(expansion=""), self.open_segment
        if self.link is None or before is None or before._replace(expansion="") != around:
            self.link = self._add_link(around, order)
        if not segment.expansion:
            return self.link
        return self.link.add(Element("Span", expansion=segment.expansion, order=order))

    def _add_link(self, segment: Segment, order: ReadingOrder) -> Element:
        if not (segment.link or segment.language):
            return self.scope
        role = "Link" if segment.link and self.canvas.has_links else "Span"
        parent = self.scope
        if segment.link.startswith("#") and parent.role != "Lbl":
            # What cites another place of the document (ISO 32000-1, 14.8.4.4.1).
            parent = parent.add(Element("Reference", order=order))
        return parent.add(Element(role, language=segment.language, order=order))


def link_untagged_line(canvas: Canvas, line: Line, x: float, top: float, height: float) -> None:
    """Add the links of a line that is drawn without tags."""
    left = x + line.row.x
    for group in line.row.segments:
        right = left + group.width
        if group.link:
            canvas.link(None, group.link, [(left, top - height, right, top)], group.description)
        left = right


class _PreparedLines:
    """The operators that draw lines from the start of the first one, ready to use.

    ``marks`` records the fonts in which all glyphs were embedded at the last check.
    """

    __slots__ = ("code", "marks", "rows")

    def __init__(self, code: str, rows: tuple[GlyphRow, ...]) -> None:
        self.code = code
        self.rows = rows
        self.marks: list[object] | None = None

    def embed_glyphs(self, fonts: DocumentFonts) -> bool:
        """Embed all glyphs; False if the code of any glyph differs from its glyph id."""
        marks = fonts.marks
        if self.marks == marks:
            return True
        if fonts.have_rows(self.rows):
            self.marks = marks
            return True
        return not any(fonts.embed_row(row) for row in self.rows)


def draw_plain_lines(
    canvas: Canvas, scope: Element, lines: tuple[Line, ...], order: int, x: float, shift: float
) -> bool:
    """Draw lines as one marked sequence of an element; False if they are not plain."""
    prepared = _prepare_lines(lines)
    if prepared is None:
        return False
    if not prepared.embed_glyphs(canvas.fonts):
        return False
    left, y = format_points(x + lines[0].row.x), format_points(shift + lines[0].row.y)
    mark = canvas.mark(scope, (order, 0, 0))
    canvas.put(f"{mark} q BT {left} {y} Td {prepared.code} ET Q EMC")
    return True


@lru_cache(maxsize=512)
def _prepare_lines(lines: tuple[Line, ...]) -> _PreparedLines | None:
    """The prepared lines; None if they contain a link or other segment."""
    if not lines or not all(line.row.is_plain for line in lines):
        return None
    parts = [lines[0].row.code]
    for above, line in zip(lines, lines[1:]):
        step = (
            f"{format_points(line.row.x - above.row.x)} {format_points(line.row.y - above.row.y)} "
            "Td"
        )
        parts += [step, line.row.code]
    return _PreparedLines(" ".join(parts), tuple(line.row for line in lines))
