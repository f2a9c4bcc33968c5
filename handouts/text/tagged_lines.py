"""Draw lines as tagged content of a structure element; each link gets an element inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
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


class PreparedLines:
    """The operators that draw lines of plain text from the start of the first one, ready to use.

    ``marks`` records the fonts in which all glyphs were embedded at the last check.
    """

    __slots__ = ("code", "marks", "rows", "x", "y")

    def __init__(self, rows: tuple[GlyphRow, ...]) -> None:
        self.rows = rows
        self.x, self.y = rows[0].x, rows[0].y
        self.code = _format_rows(rows)
        self.marks: list[object] | None = None

    def draw(self, canvas: Canvas, scope: Element, order: int, x: float, shift: float) -> bool:
        """Draw the lines as one marked sequence of an element; False if a glyph's code differs."""
        fonts = canvas.fonts
        if self.marks != fonts.marks and not self._embed_glyphs(fonts):
            return False
        place = f"{format_points(x + self.x)} {format_points(shift + self.y)}"
        canvas.put_marked(scope, (order, 0, 0), f"q BT {place} Td {self.code} ET Q")
        return True

    def _embed_glyphs(self, fonts: DocumentFonts) -> bool:
        """Embed all glyphs; False if the code of any glyph differs from its glyph id."""
        if fonts.have_rows(self.rows):
            self.marks = fonts.marks
            return True
        return not any(fonts.embed_row(row) for row in self.rows)


def _format_rows(rows: tuple[GlyphRow, ...]) -> str:
    """The operators that draw rows from the start of the first one."""
    parts = [format_operators(rows[0].stretches)]
    for above, row in zip(rows, rows[1:]):
        parts.append(f"{format_points(row.x - above.x)} {format_points(row.y - above.y)} Td")
        parts.append(format_operators(row.stretches))
    return " ".join(parts)


def prepare_lines(lines: Sequence[Line]) -> PreparedLines | None:
    """Prepare lines; None if there are none, or if one has a link or another segment."""
    rows = tuple([line.row for line in lines])
    return PreparedLines(rows) if rows and all(row.is_plain for row in rows) else None
