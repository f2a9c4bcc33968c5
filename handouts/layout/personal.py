"""The personal panel: facts beside a body chart, notes, and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.compose import story
from handouts.compose.runs import plain, words
from handouts.data import Data
from handouts.layout.blocks import atoms, lines
from handouts.layout.chart import charts
from handouts.layout.formats import mm
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Around,
    Atom,
    Figure,
    Group,
    Lines,
    Piece,
    Placed,
    Told,
    Under,
)
from handouts.pdf import marks
from handouts.remembering import remembered
from handouts.text.setting import extent

if TYPE_CHECKING:
    from handouts.layout.page import Page

WRITING = mm(8.5)
"""From one line to write on to the next: room for a grown-up's hand."""

LEAST, MOST = 2, 14
"""How many lines to write on there are where nothing is noted, and at most."""

APART = 2.0
"""The space between the panel's blocks, in steps."""


class Ruled(Data, frozen=True):
    """Lines to write on, ``pitch`` points apart, the first so far below the top."""

    count: int
    pitch: float
    length: float
    colour: str

    @property
    def height(self) -> float:
        return self.count * self.pitch

    def draw(self, canvas: Page, x: float, top: float) -> None:
        for number in range(1, self.count + 1):
            down = top - number * self.pitch
            marks.rule(canvas, (x, down), (x + self.length, down), self.colour, 0.5)


@atoms.register
def _(block: story.Facts, look: Look, width: float) -> tuple[Atom, ...]:
    sizes = list(charts(block.chart, look, width)) if block.chart else []
    flow = _Flow(width, look.step, sizes[0] if sizes else None)
    for number, fact in enumerate(block.items):
        narrow = flow.beside(look.size * 0.8)
        slim = _fact(fact, look, narrow) if _may_stand(fact, look, narrow, flow.room) else None
        if not (slim and flow.put_beside(Under(slim, (number,)))):
            flow.put(Under(_fact(fact, look, width), (number,)))
    group = flow.group()
    taller = [flow.taller(chart) for chart in takewhile(flow.may_hold, sizes[1:])]
    if flow.wide:
        taller += _below_facts(block, look, width, sizes[1 + len(taller) :])
    higher = filter(lambda each: each.height > group.height, taller)
    return (Atom(group, before=look.step * APART, stretch=1.0, split=0.0, larger=tuple(higher)),)


def _below_facts(
    block: story.Facts, look: Look, width: float, sizes: Sequence[Figure]
) -> Iterator[Group]:
    """All facts at the whole width, with a chart below them that has no room beside them."""
    facts = [Under(_fact(fact, look, width), (n,)) for n, fact in enumerate(block.items)]
    for chart in sizes:
        flow = _Flow(width, look.step, chart)
        for fact in facts:
            flow.put(fact)
        yield flow.group()


@dataclass
class _Flow:
    """Pieces below one another, with a chart at the right of the first that have room there.

    What needs the whole width stands above the chart where it comes first, else below it.
    ``wide`` is the width of the widest piece beside the chart.
    """

    width: float
    gap: float
    chart: Figure | None
    down: float = 0.0
    foot: float = 0.0
    wide: float = 0.0
    parts: list[Placed] = field(default_factory=list)

    def beside(self, gap: float) -> float:
        """The width that the chart leaves."""
        return self.width - (self.chart.width + gap if self.chart else 0.0)

    @property
    def room(self) -> float:
        """The height that is left beside the chart."""
        if not self.chart:
            return 0.0
        return self.foot - self.down if self.foot else self.chart.height

    def put_beside(self, piece: Piece) -> bool:
        """Place a piece beside the chart; False where it has no room there."""
        if piece.height > self.room:
            return False
        self._place_chart(self.width)
        self._add(piece)
        self.wide = max(self.wide, _width(piece))
        return True

    def put(self, piece: Piece) -> None:
        """Place a piece that needs the whole width."""
        self.down = max(self.down, self.foot and self.foot + self.gap)
        self._add(piece)

    def group(self) -> Group:
        """All that was placed; last the chart, in the middle, if nothing stands beside it."""
        if self.chart and not self.foot:
            self.down += 2 * self.gap
            self._place_chart((self.width + self.chart.width) / 2)
        return Group(max(self.down - self.gap, self.foot), tuple(self.parts))

    def may_hold(self, chart: Figure) -> bool:
        """Whether a larger chart has room beside what stands beside the chart."""
        return chart.width + (self.wide and self.wide + 4 * self.gap) <= self.width

    def taller(self, chart: Figure) -> Group:
        """All that was placed, with a larger chart in the place of the chart."""
        if self.chart is None:
            return self.group()
        more = chart.height - self.chart.height
        left = (self.width - chart.width) / (1 if self.wide else 2)
        parts = [
            Placed(chart, left, part.down)
            if part.piece is self.chart
            else replace(part, down=part.down + more * (part.down >= self.foot))
            for part in self.parts
        ]
        return Group(self.group().height + more, tuple(parts))

    def _add(self, piece: Piece) -> None:
        self.parts.append(Placed(piece, 0.0, self.down))
        self.down += piece.height + self.gap

    def _place_chart(self, right: float) -> None:
        if self.chart and not self.foot:
            self.parts.append(Placed(self.chart, right - self.chart.width, self.down))
            self.foot = self.down + self.chart.height


def _width(piece: Piece) -> float:
    """How far to the right a fact reaches."""
    if isinstance(piece, Around):
        return _width(piece.piece)
    if isinstance(piece, Group):
        return max((part.x + _width(part.piece) for part in piece.parts), default=0.0)
    return piece.setting.width if isinstance(piece, Lines) else 0.0


def _may_stand(fact: story.Fact, look: Look, width: float, room: float) -> bool:
    """Whether a value may have room in a width and a height with no word of it parted."""
    if not fact.value:
        return False
    natural, least = extent(fact.value, look.body)
    rows = natural // width if natural > width else 1
    return least <= width and rows * look.body.leading <= room


def _fact(fact: story.Fact, look: Look, width: float) -> Group:
    """A label and what is known: beside it where it fits on one line, else below it."""
    label = _label(words(fact.label), look, width)
    indent = round(label.setting.width + look.size * 0.5, 2)
    if not fact.value:
        return _blank(label, indent, look, width)
    if extent(fact.value, look.body)[0] > width - indent:
        value = lines(fact.value, look.body, width)
        return _below((Told(label, ("mark",)), Told(value, ("body",))))
    value = lines(fact.value, look.body, width - indent)
    down = value.setting.first_baseline - label.setting.first_baseline
    parts = (Placed(Told(label, ("mark",)), 0.0, down), Placed(Told(value, ("body",)), indent))
    return Group(value.height, parts)


def _blank(label: Lines, indent: float, look: Look, width: float) -> Group:
    """A label that stands before a line to write on."""
    down = WRITING - label.setting.first_baseline
    line = Told(Ruled(1, WRITING, width - indent, look.quiet), ("body",))
    return Group(
        WRITING + look.step / 2, (Placed(Told(label, ("mark",)), 0.0, down), Placed(line, indent))
    )


@remembered(256)
def _label(text: str, look: Look, width: float) -> Lines:
    """A quiet label."""
    return lines(plain(text), replace(look.caption, strong=True), width)


def _below(pieces: Sequence[Piece]) -> Group:
    """Pieces below one another, with nothing between."""
    down, parts = 0.0, []
    for piece in pieces:
        parts.append(Placed(piece, 0.0, down))
        down += piece.height
    return Group(down, tuple(parts))


@atoms.register
def _(block: story.Label, look: Look, width: float) -> tuple[Atom, ...]:
    label = Told(_label(words(block.text), look, width), ())
    return (Atom(label, before=look.step * APART, stretch=1.0),)


@atoms.register
def _(block: story.Notes, look: Look, width: float) -> tuple[Atom, ...]:
    told = [
        Atom(Told(lines(text, look.body, width), (number,)))
        for number, text in enumerate(block.paragraphs)
    ]
    ruled = _lines_to_write_on(1 if told else LEAST, look, width)
    return (*told, Atom(ruled[0], larger=ruled[1:], split=0.0))


@remembered(64)
def _lines_to_write_on(least: int, look: Look, width: float) -> tuple[Piece, ...]:
    """As few lines as there must be, then more and more."""
    return tuple(
        Told(Ruled(count, WRITING, width, look.quiet), ("lines",))
        for count in range(least, MOST + 1)
    )
