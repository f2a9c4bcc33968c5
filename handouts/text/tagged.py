"""Lines drawn for an element of a document's structure, each link for one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from handouts.pdf.glyphs import Segment, Shown, operators, points, taken
from handouts.pdf.structure import Element
from handouts.text.lines import Line

Box = tuple[float, float, float, float]


@dataclass
class Teller:
    """Draws lines within the canvas's scope, and remembers which segment is open.

    ``order`` is the place of the lines in what the element says. A segment that goes on in
    the next line goes on in the same element. In text that runs ``backward`` what stands
    rightmost in a line is told first.
    """

    canvas: Any
    order: int
    backward: bool = False
    open: Segment | None = None
    element: Element | None = None
    parts: list[str] = field(default_factory=list)

    def draw(
        self, lines: Sequence[Line], x: float, top: float, shift: float, leading: float
    ) -> None:
        """Draw lines below one another from ``top``, their own heights counted from ``shift``."""
        ready = _ready(tuple(lines))
        if ready and not any(taken(self.canvas, line.row) for line in lines):
            self._put_ready(ready, x + lines[0].row.x, shift + lines[0].row.y)
            return
        pen_x = pen_y = 0.0
        for number, line in enumerate(lines):
            left, y = x + line.row.x, shift + line.row.y
            self.parts.append(f"{points(left - pen_x)} {points(y - pen_y)} Td")
            pen_x, pen_y = left, y
            foot = top - (number + 1) * leading
            self._line(line, number, (left, foot, left, foot + leading))
        if self.parts:
            self.canvas.put(f"q BT {' '.join(self.parts)} EMC ET Q")

    def _put_ready(self, ready: str, left: float, y: float) -> None:
        mark = self.canvas.mark(self.canvas.scope, (self.order, 0, 0))
        self.canvas.put(f"{mark} q BT {points(left)} {points(y)} Td {ready} ET Q EMC")

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
        scope: Element = self.canvas.scope
        if segment is None:
            return scope
        role = "Link" if segment.link else "Span"
        return scope.add(Element(role, language=segment.language, order=order))

    def _link(self, shown: Shown, box: Box) -> None:
        assert shown.segment
        said = shown.segment.about or "".join(each.glyphs.text for each in shown.stretches)
        self.canvas.link(self.element, shown.segment.link, [box], said)


@lru_cache(maxsize=4_096)
def _ready(lines: tuple[Line, ...]) -> str:
    """What draws plain lines from where the first one begins; empty where a link is in them."""
    if not lines or not all(line.row.plain for line in lines):
        return ""
    parts = [lines[0].row.code]
    for above, line in zip(lines, lines[1:]):
        step = f"{points(line.row.x - above.row.x)} {points(line.row.y - above.row.y)} Td"
        parts += [step, line.row.code]
    return " ".join(parts)
