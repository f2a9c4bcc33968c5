"""Lines drawn for an element of a document's structure, each link for one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from handouts.pdf.embed import embedded_fonts
from handouts.pdf.glyphs import Row, Segment, Shown, known, operators, points, taken
from handouts.pdf.structure import Element
from handouts.text.lines import Line

Box = tuple[float, float, float, float]


@dataclass
class Teller:
    """Draws lines for an element, its ``scope``, and remembers which segment is open.

    ``order`` is the place of the lines in what the element says. A segment that goes on in
    the next line goes on in the same element. In text that runs ``backward`` what stands
    rightmost in a line is told first.
    """

    canvas: Any
    scope: Element
    order: int
    backward: bool = False
    open: Segment | None = None
    element: Element | None = None
    parts: list[str] = field(default_factory=list)

    def draw(
        self, lines: Sequence[Line], x: float, top: float, shift: float, leading: float
    ) -> None:
        """Draw lines below one another from ``top``, their own heights counted from ``shift``."""
        pen_x = pen_y = 0.0
        for number, line in enumerate(lines):
            left, y = x + line.row.x, shift + line.row.y
            self.parts.append(f"{points(left - pen_x)} {points(y - pen_y)} Td")
            pen_x, pen_y = left, y
            foot = top - (number + 1) * leading
            self._line(line, number, (left, foot, left, foot + leading))
        if self.parts:
            self.canvas.put(f"q BT {' '.join(self.parts)} EMC ET Q")

    def _line(self, line: Line, number: int, box: Box) -> None:
        left, foot, _, top = box
        codes = taken(self.canvas, line.row)
        turned = self.backward and len(line.row.shown) > 1
        for place, shown in enumerate(line.row.shown):
            order = (self.order, number, -place if turned else place)
            self._begin(shown.segment, order, anew=turned)
            self.parts.append(operators(shown.stretches, codes) if codes else shown.code)
            if shown.segment and shown.segment.link:
                self._link(shown, (left, foot, left + shown.width, top))
            left += shown.width

    def _begin(self, segment: Segment | None, order: tuple[int, int, int], anew: bool) -> None:
        goes_on = self.element is not None and segment == self.open
        if goes_on and not anew:
            return
        if self.element is not None:
            self.parts.append("EMC")
        if not goes_on:
            self.open, self.element = segment, self._element(segment, order)
        self.parts.append(self.canvas.mark(self.element, order))

    def _element(self, segment: Segment | None, order: tuple[int, int, int]) -> Element:
        if segment is None:
            return self.scope
        role = "Link" if segment.link else "Span"
        return self.scope.add(Element(role, language=segment.language, order=order))

    def _link(self, shown: Shown, box: Box) -> None:
        assert shown.segment
        said = shown.segment.about or "".join(each.glyphs.text for each in shown.stretches)
        self.canvas.link(self.element, shown.segment.link, [box], said)


class _Ready:
    """What draws lines from where the first one begins; it notes where their glyphs were found."""

    __slots__ = ("code", "marks", "rows")

    def __init__(self, code: str, rows: tuple[Row, ...]) -> None:
        self.code = code
        self.rows = rows
        self.marks: list[object] | None = None

    def embedded(self, canvas: Any) -> bool:
        """Have all glyphs embedded; False where one goes by another number than its own."""
        fonts = embedded_fonts(canvas._doc).values()
        marks = [font.mark for font in fonts]
        if self.marks == marks:
            return True
        if known(canvas, self.rows):
            self.marks = marks
            return True
        return not any(taken(canvas, row) for row in self.rows)


def put_plain(
    canvas: Any, scope: Element, lines: tuple[Line, ...], order: int, x: float, shift: float
) -> bool:
    """Draw lines for an element in one stroke; False where they are not plain."""
    ready = _ready(lines)
    if ready is None:
        return False
    if not ready.embedded(canvas):
        return False
    left, y = points(x + lines[0].row.x), points(shift + lines[0].row.y)
    mark = canvas.mark(scope, (order, 0, 0))
    canvas.put(f"{mark} q BT {left} {y} Td {ready.code} ET Q EMC")
    return True


@lru_cache(maxsize=512)
def _ready(lines: tuple[Line, ...]) -> _Ready | None:
    """None where a link is in the lines."""
    if not lines or not all(line.row.plain for line in lines):
        return None
    parts = [lines[0].row.code]
    for above, line in zip(lines, lines[1:]):
        step = f"{points(line.row.x - above.row.x)} {points(line.row.y - above.row.y)} Td"
        parts += [step, line.row.code]
    return _Ready(" ".join(parts), tuple(line.row for line in lines))
