"""Lists: items below one another, each with its mark hanging to the left."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from handouts.document.text import Text, plain
from handouts.layout.pieces import Atom, Piece, PieceGroup, Placed, Tagged
from handouts.layout.prices import SHORT, TEAR, price_items
from handouts.layout.roles import Role
from handouts.layout.typesetting import typeset_lines
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle

LINE_SIZES = 33.0
"""The greatest width of small print in type sizes: lines of at most 70 letters."""


def lay_out_list(pieces: Iterable[Piece], first: float, gap: float) -> tuple[Atom, ...]:
    """Lay out the items of a list, which stays whole if it is short.

    Else its first two items stay together, and so do the last two.
    """
    items = list(pieces)
    price = price_items(len(items))
    list_atoms = [Atom(piece, before=gap, split=price) for piece in items]
    list_atoms[0] = replace(list_atoms[0], before=first)
    if len(items) > SHORT:
        for place in (0, -2):
            list_atoms[place] = replace(list_atoms[place], split=TEAR + price)
    list_atoms[-1] = replace(list_atoms[-1], split=0.0)
    return tuple(list_atoms)


def hang_mark(mark: Piece, label: Role, down: float, indent: float, body: Piece) -> PieceGroup:
    """Lay out a list item: a body with its mark, tagged as its label, hanging to the left."""
    height = max(body.height, down + mark.height)
    return PieceGroup(height, (Placed(Tagged(mark, label), 0.0, down), Placed(body, indent)))


def measure_number_indent(last: int, style: TextStyle) -> float:
    """Measure the indent for a list's widest number, with its full stop and a gap."""
    widest = typeset_text(plain("0" * len(str(last)) + ".").runs, style, 1e6).width
    return round(widest + style.size * 0.45, 2)


def tag_body(text: Text, style: TextStyle, width: float, item: Role) -> Tagged:
    """Typeset the text of an item, tagged as its body."""
    role = Role("LBody", item, address=text.address)
    return Tagged(typeset_lines(text, style, width), role)


def centre_on_first_line(height: float, style: TextStyle) -> float:
    """How far down to place a mark so that it is centred on the first line."""
    return (style.leading - height) / 2
