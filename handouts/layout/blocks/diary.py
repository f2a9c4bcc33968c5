"""Diaries: a table for each week, with a box to tick for each exercise and day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec.structs import replace

from handouts.document.blocks import Diary
from handouts.document.text import Text, plain
from handouts.document.units import mm
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.text_table import keep_ends
from handouts.layout.form_fields import FillIn, make_box
from handouts.layout.graphics import Rule
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Artifact,
    Atom,
    Decoration,
    PieceGroup,
    Placed,
    Tagged,
)
from handouts.layout.prices import TEAR, price_items
from handouts.layout.roles import Role
from handouts.layout.typesetting import make_strong, tag_lines, typeset_lines
from handouts.text.setting import measure_text, typeset_text

BETWEEN_WEEKS = 260.0
"""The price of ending a panel between two weeks, dearer than before the diary."""

WEEK_GAP = 1.8
"""The space above the second week and those after it, in times that above the first."""

FEW_WEEKS = 2
"""So many weeks stay on one page of a screen, where another page costs nothing."""

MAX_LINES = 2
"""The most lines of a name beside its boxes; a longer one stands above them."""

MIN_BOX = mm(4.5)
"""The least width of a box to tick."""


@lays_out(Diary)
def _lay_out_diary(block: Diary, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style = replace(look.body_style, colour=look.shade("main"))
    title = tag_lines(make_strong(plain(look.words.labels["diary"])), style, width, parent)
    layout = _WeekLayout(block, look, width)
    atoms = [Atom(title, before=look.step * 2)]
    between = TEAR if look.scale.on_screen and block.weeks <= FEW_WEEKS else BETWEEN_WEEKS
    again = Artifact(title.piece, "Pagination")
    for week in range(block.first_week, block.first_week + block.weeks):
        first, *parts, last = layout.lay_out(week, Role("Table", parent))
        before = first.before * (1 if week == block.first_week else WEEK_GAP)
        atoms += [replace(first, top=again, before=before), *parts, replace(last, split=between)]
    return (*atoms[:-1], replace(atoms[-1], split=0.0))


class _WeekLayout:
    """Lays out the weeks of a diary, ``width`` points wide.

    Where the names leave no room for seven boxes, each name stands above its boxes.
    """

    def __init__(self, block: Diary, look: Look, width: float) -> None:
        self.look, self.width = look, width
        self.days = look.words.dates.list_week()
        self.head_style = replace(look.caption_style, strong=True, align="centre")
        self.names = list(zip(count(block.start), block.names))
        last = plain(f"{block.start + len(block.names)}\u00a0 ")
        self.indent = round(measure_text(last.runs, look.body_style)[0], 2)
        self.box = max(MIN_BOX, look.size)
        widest = max(measure_text(plain(day).runs, self.head_style)[0] for day in self.days)
        self.column = max(self.box, widest) + look.size * 0.3
        self.left = width - len(self.days) * self.column
        room = self.left - look.size * 0.4 - self.indent
        self.is_stacked = any(_is_too_long(name, look, room) for name in block.names)

    def lay_out(self, week: int, table: Role) -> tuple[Atom, ...]:
        """Lay out one week: its heads, which are drawn again where it goes on, and its rows."""
        head = self._lay_out_head(week, Role("TR", table))
        again = Artifact(_untag(head), "Pagination")
        price = price_items(len(self.names))
        rows = [
            Atom(self._lay_out_row(number, name, week, Role("TR", table)), split=price, top=again)
            for number, name in self.names
        ]
        return keep_ends([Atom(head), *rows], self.look, has_head=True)

    def _lay_out_head(self, week: int, row: Role) -> PieceGroup:
        """The week and the days, in one line where there is room."""
        label = make_strong(plain(self.look.words.week.format(week)))
        style = replace(self.head_style, align="start")
        corner = typeset_lines(label, style, self.width)
        head = Tagged(corner, Role("TH", row, scope="Column"))
        cells = [
            Tagged(
                typeset_lines(plain(day), self.head_style, self.column),
                Role("TH", row, scope="Column"),
            )
            for day in self.days
        ]
        return self._compose_row(head, cells, corner.setting.width > self.left)

    def _lay_out_row(self, number: int, name: Text, week: int, row: Role) -> PieceGroup:
        """An exercise with a box for each day, which is a field on a screen."""
        role = Role("TH", row, scope="Row", address=name.address)
        measure = self.width if self.is_stacked else self.left - self.look.size * 0.4
        numeral = typeset_lines(plain(f"{number}\u00a0 "), self.look.body_style, measure)
        words = typeset_lines(name, self.look.body_style, measure - self.indent)
        parts = (Placed(numeral), Placed(words, self.indent))
        head = Tagged(PieceGroup(words.height, parts), role)
        spoken = f"{number} {name.words}"
        boxes = [self._lay_out_box(spoken, week, day, row) for day in self.days]
        return self._compose_row(head, boxes, self.is_stacked)

    def _lay_out_box(self, name: str, week: int, day: str, row: Role) -> Tagged:
        words = self.look.words
        spoken = words.diary_box.format(week=words.week.format(week), day=day, exercise=name)
        box = make_box(self.box, self.look.shade("main"), spoken, self.look.body_style)
        cell, tickbox = Role("TD", row), words.labels["tickbox"]
        role = Role("Form", cell, alt=tickbox, field="cb", about=spoken)
        return Tagged(box, role)

    def _compose_row(self, head: Tagged, cells: Sequence[Tagged], is_stacked: bool) -> PieceGroup:
        """Put a row's head and cells side by side, or the cells below the head, above a rule."""
        pad = self.look.step * 0.5
        below = head.height + pad * 0.8 if is_stacked else 0.0
        tallest = max(cell.height for cell in cells)
        height = below + tallest if is_stacked else max(head.height, tallest)
        first = 0.0 if is_stacked else (height - head.height) / 2
        middle = below if is_stacked else (height - tallest) / 2
        parts = [Placed(head, 0.0, pad + first)]
        for place, cell in enumerate(cells):
            wide = self.box if isinstance(cell.piece, FillIn) else self.column
            x = self.left + place * self.column + (self.column - wide) / 2
            parts.append(Placed(cell, x, pad + middle))
        total = height + 2 * pad
        rule = Decoration(Rule(self.width, self.look.shade("pale")))
        return PieceGroup(total, (Placed(rule, 0.0, total), *parts))


def _is_too_long(name: Text, look: Look, room: float) -> bool:
    """Whether a name does not stand beside its boxes, in a room in points."""
    _, least = measure_text(name.runs, look.body_style)
    return room < least or len(typeset_text(name.runs, look.body_style, room)) > MAX_LINES


def _untag(group: PieceGroup) -> PieceGroup:
    """The same pieces, without their roles."""
    parts = (
        replace(part, piece=part.piece.piece) if isinstance(part.piece, Tagged) else part
        for part in group.parts
    )
    return PieceGroup(group.height, tuple(parts))
