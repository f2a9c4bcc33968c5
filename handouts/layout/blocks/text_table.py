"""Tables: columns as wide as their words need, or entries below one another where they are wider.

A head cell is a TH with its scope, any other a TD (ISO 32000-1, 14.8.4.3.4). Where a table goes on
in another panel its heads are drawn again, as an artifact: those who listen hear them with each
cell anyway.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.blocks import TextTable
from handouts.document.text import Text, plain
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import lay_out_list
from handouts.layout.graphics import Gap, Rule
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Artifact,
    Atom,
    Decoration,
    Piece,
    PieceGroup,
    Placed,
    Tagged,
    stack_atoms,
)
from handouts.layout.prices import NEVER, TEAR, price_items
from handouts.layout.roles import Role
from handouts.layout.typesetting import make_strong, tag_lines, typeset_lines
from handouts.patterns import compile_late
from handouts.text.setting import measure_text
from handouts.text.style import TextStyle

GAPS = (0.9, 0.5)
"""The space between two columns in type sizes, and the least one, where there is no room."""

_NUMBER = compile_late(r"[£$€+\-−]?\s?[0-9][0-9\s.,/:–-]*\s?(?:%|[^\W\d]{1,3}|[£$€])?")


@lays_out(TextTable)
def _lay_out_text_table(
    block: TextTable, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    columns = fit_columns(block, look, width)
    if columns:
        role = Role("Table", parent, address=block.address)
        body = _lay_out_rows(block, look, columns, role)
    else:
        role = Role("L", parent, numbering="None")
        body = _lay_out_entries(block, look, width, role)
    if not block.caption:
        return body
    lines = tag_lines(make_strong(block.caption), look.body_style, width, role, "Caption")
    return (Atom(lines, before=look.step), *body)


# --- the widths of columns -------------------------------------------------------------------


class ColumnWidths(Data, frozen=True):
    """The widths of a table's columns, and the space between two of them, in points."""

    widths: tuple[float, ...]
    gap: float

    @property
    def width(self) -> float:
        """The width of the table."""
        return sum(self.widths) + self.gap * (len(self.widths) - 1)


def fit_columns(block: TextTable, look: Look, width: float) -> ColumnWidths | None:
    """The columns of a table that is at most so wide; None if words would have to be broken."""
    measured = [_measure_column(block, place, look) for place in range(len(block.aligns))]
    for gap in (look.size * each for each in GAPS):
        widths = share_width(measured, width - gap * (len(measured) - 1))
        if widths:
            return ColumnWidths(widths, gap)
    return None


def share_width(measured: Sequence[tuple[float, float]], room: float) -> tuple[float, ...]:
    """The widths of columns, by their natural and least widths; none if there is too little room.

    Narrow columns are as wide as their words, and wide ones share what is left.
    """
    if sum(least for _, least in measured) > room:
        return ()
    low, high = 0.0, max(natural for natural, _ in measured)
    if sum(natural for natural, _ in measured) <= room:
        low = high
    for _ in range(40):  # halved so often that no printer sees the rest
        level = (low + high) / 2
        if sum(max(least, min(natural, level)) for natural, least in measured) > room:
            high = level
        else:
            low = level
    return tuple(max(least, min(natural, low)) for natural, least in measured)


def _measure_column(block: TextTable, place: int, look: Look) -> tuple[float, float]:
    """The width of a column's longest cell on one line, and of its widest word."""
    cells = [(row[place], place == 0) for row in block.rows]
    if block.heads:
        cells.append((block.heads[place], True))
    measured = [
        measure_text((make_strong(cell) if strong else cell).runs, _make_cell_style(look))
        for cell, strong in cells
        if cell
    ]
    slack = 0.05  # so that rounding breaks no line
    return (
        max((natural for natural, _ in measured), default=look.size) + slack,
        max((least for _, least in measured), default=look.size) + slack,
    )


# --- rows ------------------------------------------------------------------------------------


def _lay_out_rows(
    block: TextTable, look: Look, columns: ColumnWidths, role: Role
) -> tuple[Atom, ...]:
    widths = columns.widths
    styles = [_choose_style(block, place, look) for place in range(len(widths))]
    price = price_items(len(block.rows))
    rows: list[Atom] = []
    head: Piece | None = None
    if block.heads:
        row = Role("TR", role)
        cells = [
            _tag_cell(make_strong(cell), style, width, row, "Column")
            for cell, style, width in zip(block.heads, styles, widths, strict=True)
        ]
        head = lay_out_row(cells, columns, look, is_head=True)
        rows.append(Atom(head, before=look.step))
    again = (
        Artifact(_lay_out_untagged_head(block, styles, columns, look), "Pagination")
        if head
        else None
    )
    for texts in block.rows:
        row = Role("TR", role)
        cells = [
            _tag_cell(
                text if place else make_strong(text), style, width, row, "" if place else "Row"
            )
            for place, (text, style, width) in enumerate(zip(texts, styles, widths, strict=True))
        ]
        rows.append(Atom(lay_out_row(cells, columns, look), split=price, top=again))
    return keep_ends(rows, look, has_head=head is not None)


def keep_ends(rows: list[Atom], look: Look, *, has_head: bool) -> tuple[Atom, ...]:
    """The rows of a table; its first two stay together, with their head, and so do its last two."""
    rows[0] = replace(rows[0], before=look.step)
    for place in {int(has_head), len(rows) - 2} & set(range(len(rows) - 1)):
        rows[place] = replace(rows[place], split=max(TEAR, rows[place].split))
    if has_head:
        rows[0] = replace(rows[0], split=NEVER)
    rows[-1] = replace(rows[-1], split=0.0)
    return tuple(rows)


def _make_cell_style(look: Look) -> TextStyle:
    """The style of a cell: its digits are of one width and height, so that they can be compared."""
    return replace(look.body_style, hyphenate=False, in_table=True, breaking="full")


def _choose_style(block: TextTable, place: int, look: Look) -> TextStyle:
    """The style of a column: numbers end at the same place, so that they can be compared."""
    align = block.aligns[place]
    cells = [row[place].words.strip() for row in block.rows if row[place]]
    if not align and place and cells and all(map(_NUMBER.fullmatch, cells)):
        align = "end"
    return replace(_make_cell_style(look), align=align or "start")


def _tag_cell(text: Text, style: TextStyle, width: float, row: Role, scope: str) -> Tagged:
    """Typeset a cell, tagged as a head if it has a scope; an empty cell is one too."""
    role = (
        Role("TH", row, scope="Column" if scope == "Column" else "Row", address=text.address)
        if scope and text
        else Role("TD", row, address=text.address)
    )
    return Tagged(typeset_lines(text, style, width) if text else Gap(style.leading), role)


def lay_out_row(
    cells: Sequence[Piece], columns: ColumnWidths, look: Look, *, is_head: bool = False
) -> PieceGroup:
    """Lay out the cells of a row beside one another, with a line below them."""
    space, x = look.step * 0.45, 0.0
    parts = []
    for cell, width in zip(cells, columns.widths, strict=True):
        parts.append(Placed(cell, x, space))
        x += width + columns.gap
    height = max(cell.height for cell in cells) + 2 * space
    line = Rule(columns.width, look.shade("main" if is_head else "pale"), 1.2 if is_head else 0.6)
    return PieceGroup(height, (*parts, Placed(Decoration(line), 0.0, height)))


def _lay_out_untagged_head(
    block: TextTable, styles: Sequence[TextStyle], columns: ColumnWidths, look: Look
) -> PieceGroup:
    """The heads once more, for another panel."""
    cells = [
        typeset_lines(make_strong(cell), style, width) if cell else Gap(style.leading)
        for cell, style, width in zip(block.heads, styles, columns.widths, strict=True)
    ]
    return lay_out_row(cells, columns, look, is_head=True)


# --- entries ---------------------------------------------------------------------------------


def _lay_out_entries(block: TextTable, look: Look, width: float, role: Role) -> tuple[Atom, ...]:
    """Lay out each row as an entry: each cell after the head of its column."""
    heads = block.heads or (Text(),) * len(block.aligns)
    entries = []
    for row in block.rows:
        body = Role("LBody", Role("LI", role, address=row[0].address))
        first, *others = map(_join_head, heads, row)
        lines = [
            Atom(tag_lines(text, look.body_style, width, body))
            for text in (make_strong(first), *others)
            if text
        ]
        entries.append(stack_atoms(lines))
    return lay_out_list(entries, look.step, look.step)


def _join_head(head: Text, cell: Text) -> Text:
    """A cell after the head of its column: "Morning: 1 tablet"; an empty one is to be filled in."""
    if not head:
        return cell
    return Text((*make_strong(head).inlines, *plain(": ").inlines, *cell.inlines), cell.address)
