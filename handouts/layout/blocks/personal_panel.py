"""The personal panel: facts beside a body chart, notes, and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from msgspec.structs import replace

from handouts.document.blocks import Fact, Facts, Label, Notes
from handouts.document.text import Address, plain
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.body_chart import lay_out_charts
from handouts.layout.form_fields import WRITING_PITCH, make_lines
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Atom,
    Figure,
    Piece,
    PieceGroup,
    Placed,
    Tagged,
    TextLines,
    Wrapper,
)
from handouts.layout.roles import Role, Tag
from handouts.layout.typesetting import tag_lines, typeset_lines
from handouts.memo import memoized
from handouts.text.setting import measure_text

MIN_LINES, MAX_LINES = 2, 14
"""How many writing lines there are at least, if there are no notes, and at most."""

BLOCK_GAP = 2.0
"""The space between the panel's blocks, in steps of the look."""


FACT_GAP = 1.5
"""The space between facts in steps: more than between a label and its value below it."""


@lays_out(Facts, recurs=False)
def _lay_out_facts(block: Facts, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    sizes = list(lay_out_charts(block.chart, look, width, parent)) if block.chart else []
    flow = _FactFlow(width, look.step * FACT_GAP, sizes[0] if sizes else None)
    items = _share_items(parent, len(block.items))
    narrow = flow.width_beside(look.size * 0.8)
    for fact, item in zip(block.items, items, strict=True):
        slim = (
            _lay_out_fact(fact, block.blank, look, narrow, item)
            if _fits_beside(fact, look, narrow, flow.height_beside)
            else None
        )
        if not (slim and flow.put_beside(slim)):
            flow.put_full_width(_lay_out_fact(fact, block.blank, look, width, item))
    group = flow.build_group()
    taller = [flow.build_with_chart(chart) for chart in takewhile(flow.has_room_for, sizes[1:])]
    left = sizes[1 + len(taller) :]
    if flow.widest and left:
        taller += _place_charts_below(block, look, width, left, items)
    higher = [each for each in taller if each.height > group.height]
    return (Atom(group, before=look.step * BLOCK_GAP, split=0.0, larger=tuple(higher)),)


@memoized(64)
def _share_items(parent: Role, count: int) -> tuple[Role, ...]:
    """The roles of so many facts in a list: the same for all people, like those of its section."""
    listed = Role("L", parent, numbering="Description")
    return tuple(Role("LI", listed) for _ in range(count))


@lru_cache(maxsize=256)
def _share_role(tag: Tag, item: Role, address: Address = ()) -> Role:
    """The role of a fact's label or value in its item: the same for all people, too."""
    return Role(tag, item, address=address)


def _place_charts_below(
    block: Facts, look: Look, width: float, sizes: Sequence[Figure], items: Sequence[Role]
) -> Iterator[PieceGroup]:
    """Place all facts at full width, with a chart below them that has no room beside them."""
    flow = _FactFlow(width, look.step * FACT_GAP, None)
    for fact, item in zip(block.items, items, strict=True):
        flow.put_full_width(_lay_out_fact(fact, block.blank, look, width, item))
    return map(flow.build_above, sizes)


@dataclass
class _FactFlow:
    """Pieces below one another, with a chart to the right of the first pieces that leave room.

    A piece that needs the full width goes above the chart if it comes first, else below it.
    ``widest`` is the width of the widest piece beside the chart.
    """

    width: float
    gap: float
    chart: Figure | None
    down: float = 0.0
    foot: float = 0.0
    widest: float = 0.0
    parts: list[Placed] = field(default_factory=list)

    def width_beside(self, gap: float) -> float:
        """The width that the chart leaves, less a gap."""
        return self.width - (self.chart.width + gap if self.chart else 0.0)

    @property
    def height_beside(self) -> float:
        """The free height beside the chart."""
        if not self.chart:
            return 0.0
        return self.foot - self.down if self.foot else self.chart.height

    def put_beside(self, piece: Piece) -> bool:
        """Place a piece beside the chart; False if there is no room."""
        if piece.height > self.height_beside:
            return False
        self._place_chart(self.width)
        self._append_piece(piece)
        self.widest = max(self.widest, _reach_right(piece))
        return True

    def put_full_width(self, piece: Piece) -> None:
        """Place a piece that needs the full width."""
        self.down = max(self.down, self.foot and self.foot + self.gap)
        self._append_piece(piece)

    def build_group(self) -> PieceGroup:
        """Build a group of all pieces; if none is beside the chart, it comes last, centred."""
        if self.chart and not self.foot:
            self.down += 2 * self.gap
            self._place_chart((self.width + self.chart.width) / 2)
        return PieceGroup(self._height, tuple(self.parts), reads_last=self.chart)

    def build_above(self, chart: Figure) -> PieceGroup:
        """Build a group of all pieces, with a chart below them that is not of the flow."""
        down = self.down + 2 * self.gap
        left = (self.width + chart.width) / 2 - chart.width
        height = max(down - self.gap, down + chart.height)
        return PieceGroup(height, (*self.parts, Placed(chart, left, down)), reads_last=chart)

    def has_room_for(self, chart: Figure) -> bool:
        """Whether a larger chart fits beside the pieces that are beside the chart."""
        return chart.width + (self.widest and self.widest + 4 * self.gap) <= self.width

    def build_with_chart(self, chart: Figure) -> PieceGroup:
        """Build the group again, with a larger chart in place of the chart."""
        if self.chart is None:
            return self.build_group()
        more = chart.height - self.chart.height
        left = (self.width - chart.width) / (1 if self.widest else 2)
        parts = [
            Placed(chart, left, part.down)
            if part.piece is self.chart
            else Placed(part.piece, part.x, part.down + more * (part.down >= self.foot))
            for part in self.parts
        ]
        return PieceGroup(self._height + more, tuple(parts), reads_last=chart)

    @property
    def _height(self) -> float:
        """The height of all pieces, the chart among them."""
        return max(self.down - self.gap, self.foot)

    def _append_piece(self, piece: Piece) -> None:
        self.parts.append(Placed(piece, 0.0, self.down))
        self.down += piece.height + self.gap

    def _place_chart(self, right: float) -> None:
        if self.chart and not self.foot:
            self.parts.append(Placed(self.chart, right - self.chart.width, self.down))
            self.foot = self.down + self.chart.height


def _reach_right(piece: Piece) -> float:
    """How far to the right a fact reaches."""
    if isinstance(piece, Wrapper):
        return _reach_right(piece.piece)
    if isinstance(piece, PieceGroup):
        return max((part.x + _reach_right(part.piece) for part in piece.parts), default=0.0)
    return piece.setting.width if isinstance(piece, TextLines) else 0.0


def _fits_beside(fact: Fact, look: Look, width: float, room: float) -> bool:
    """Whether a value probably fits a width and a height without breaking a word."""
    if not fact.value:
        return False
    natural, least = _measure_value(fact, look)
    rows = natural // width if natural > width else 1
    return least <= width and rows * look.body_style.leading <= room


@memoized(512)
def _measure_value(fact: Fact, look: Look) -> tuple[float, float]:
    """The width of a value on one line, and of its widest word."""
    return measure_text(fact.value.runs, look.body_style)


@memoized(1024)
def _lay_out_fact(fact: Fact, blank: str, look: Look, width: float, item: Role) -> PieceGroup:
    """Lay out a label and its value: beside it if it fits on one line, else below it."""
    lines = _typeset_label(fact.label.words, look, width)
    label = Tagged(lines, _share_role("Lbl", item))
    indent = round(lines.setting.width + look.size * 0.5, 2)
    if not fact.value:
        body = _share_role("LBody", item)
        field = Role("Form", body, alt=blank, field="tv", about=fact.label.words)
        return _lay_out_blank(label, lines, indent, look, width, field)
    role = _share_role("LBody", item, fact.value.address)
    if _measure_value(fact, look)[0] > width - indent:
        value = typeset_lines(fact.value, look.body_style, width)
        return _stack_pieces((label, Tagged(value, role)))
    value = typeset_lines(fact.value, look.body_style, width - indent)
    down = value.setting.first_baseline - lines.setting.first_baseline
    parts = (Placed(label, 0.0, down), Placed(Tagged(value, role), indent))
    return PieceGroup(value.height, parts)


def _lay_out_blank(
    label: Tagged, lines: TextLines, indent: float, look: Look, width: float, field: Role
) -> PieceGroup:
    """Lay out a label in front of a line to write on."""
    down = WRITING_PITCH - lines.setting.first_baseline
    line = Tagged(make_lines(1, width - indent, look.shade("main"), field.about), field)
    parts = (Placed(label, 0.0, down), Placed(line, indent))
    return PieceGroup(WRITING_PITCH + look.step / 2, parts)


@memoized(256)
def _typeset_label(text: str, look: Look, width: float) -> TextLines:
    """Typeset a label in the quiet ink."""
    return typeset_lines(plain(text), replace(look.caption_style, strong=True), width)


def _stack_pieces(pieces: Sequence[Piece]) -> PieceGroup:
    """Stack pieces below one another, without gaps."""
    down, parts = 0.0, []
    for piece in pieces:
        parts.append(Placed(piece, 0.0, down))
        down += piece.height
    return PieceGroup(down, tuple(parts))


@lays_out(Label)
def _lay_out_label(block: Label, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    label = Tagged(_typeset_label(block.text.words, look, width), Role("P", parent))
    return (Atom(label, before=look.step * BLOCK_GAP),)


@lays_out(Notes)
def _lay_out_notes(block: Notes, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    paragraphs = [
        Atom(tag_lines(text, look.body_style, width, parent)) for text in block.paragraphs
    ]
    least = 1 if paragraphs else MIN_LINES
    return (*paragraphs, _rule_lines(least, block.blank, look, width, parent))


@memoized(64)
def _rule_lines(least: int, blank: str, look: Look, width: float, parent: Role) -> Atom:
    """So many lines to write on, or more if there is room: the same for all people."""
    about, colour = look.words.labels["notes"], look.shade("main")
    role = Role("Form", Role("P", parent), alt=blank, field="tv", about=about)
    counts = range(least, MAX_LINES + 1)
    lines = [Tagged(make_lines(count, width, colour, about), role) for count in counts]
    return Atom(lines[0], larger=tuple(lines[1:]), split=0.0)
