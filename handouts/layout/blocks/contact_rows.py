"""Ways to reach the clinic: a quiet label, and beside it what is dialled, written to or visited.

Labels stand in a column of their own where there is room for both, else above the values.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.blocks import ContactRow, ContactRows
from handouts.document.text import Text
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, PieceGroup, Placed, Tagged, stack_atoms
from handouts.layout.prices import NEVER, TEAR
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines, typeset_lines
from handouts.text.setting import measure_first_baseline, measure_text
from handouts.text.style import TextStyle

IN_CONTACT = TEAR
"""The price of ending a panel between two of very many ways to reach the clinic, or before them."""

KEPT_HEIGHT = 26.0
"""What is at most so many type sizes high has room on a panel of every format, and stays whole."""

GAP, WIDEST_LABEL = 0.9, 0.42
"""The space behind labels in type sizes, and the greatest share of the width that they take."""


class _Columns(Data, frozen=True):
    """The widths of labels and values in points; labels of no width stand above the values."""

    label: float
    value: float
    gap: float


@lays_out(ContactRows, price_before=IN_CONTACT, close_to_heading=True)
def _lay_out_contact_rows(
    block: ContactRows, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    listed = Role("L", parent, numbering="Description")
    style = _make_label_style(look)
    columns = _choose_columns(block, style, look, width)
    rows = [_lay_out_row(row, style, columns, look, width, listed) for row in block.rows]
    space = look.step * (0.5 if columns.label else 0.9)
    atoms = [Atom(row, before=space) for row in rows]
    atoms[0] = replace(atoms[0], before=look.step)
    return keep_short([replace(atom, split=0.0) for atom in atoms], look, IN_CONTACT)


def keep_short(atoms: list[Atom], look: Look, price: float) -> tuple[Atom, ...]:
    """Atoms that a panel never ends between, if a panel has room for all; else at a price."""
    is_short = stack_atoms(atoms).height <= KEPT_HEIGHT * look.size
    least = NEVER if is_short else price
    *inner, last = atoms
    return (
        *(replace(atom, split=max(atom.split, least)) for atom in inner),
        replace(last, split=0.0),
    )


def stacks_any(rows: Iterable[ContactRows], look: Look, width: float) -> bool:
    """Whether labels have to be above the values in some of several blocks, and so in all."""
    style = _make_label_style(look)
    return not all(_choose_columns(each, style, look, width).label for each in rows)


def _make_label_style(look: Look) -> TextStyle:
    return replace(look.caption_style, hyphenate=False)


def _choose_columns(block: ContactRows, style: TextStyle, look: Look, width: float) -> _Columns:
    """Labels beside the values, if the words of both have room there and no address breaks.

    In a text set close, addresses may break: rows of one line take half the room.
    """
    gap, slack = GAP * look.size, 0.05
    labels = [measure_text(row.label.runs, style) for row in block.rows]
    values = [measure_text(line.runs, look.body_style) for row in block.rows for line in row.lines]
    label = min(max(natural for natural, _ in labels), WIDEST_LABEL * width) + slack
    value = width - label - gap
    has_room = max(least for _, least in labels) <= label - slack
    lines = (line for row in block.rows for line in row.lines)
    whole = (
        natural if " " not in line.words and not look.close else least
        for line, (natural, least) in zip(lines, values, strict=True)
    )
    if has_room and max(whole) <= value and not block.is_stacked:
        return _Columns(label, value, gap)
    return _Columns(0.0, width, 0.0)


def _lay_out_row(
    row: ContactRow, style: TextStyle, columns: _Columns, look: Look, width: float, listed: Role
) -> PieceGroup:
    item = Role("LI", listed, address=row.lines[0].address)
    label = _tag(row.label, style, columns.label or width, Role("Lbl", item))
    value = _lay_out_lines(row.lines, look.body_style, columns.value, item)
    if not columns.label:
        parts = (Placed(label), Placed(value, 0.0, label.height))
        return PieceGroup(label.height + value.height, parts)
    # Both stand on one line, whatever their sizes.
    down = measure_first_baseline(look.body_style) - measure_first_baseline(style)
    parts = (Placed(label, 0.0, down), Placed(value, columns.label + columns.gap))
    return PieceGroup(max(down + label.height, value.height), parts)


def _lay_out_lines(
    lines: tuple[Text, ...], style: TextStyle, width: float, item: Role
) -> PieceGroup:
    """Lay out what is behind a label: each of several lines is a paragraph of its own."""
    body = Role("LBody", item, address=lines[0].address)
    if len(lines) == 1:
        return stack_atoms([Atom(_tag(lines[0], style, width, body))])
    return stack_atoms(Atom(tag_lines(line, style, width, body)) for line in lines)


def _tag(text: Text, style: TextStyle, width: float, role: Role) -> Tagged:
    return Tagged(typeset_lines(text, style, width), role)
