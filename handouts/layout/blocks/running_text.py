"""Running text: the lead, paragraphs, lists and small print."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import (
    Lead,
    ListItem,
    Paragraph,
    SmallPrint,
    Subheading,
    TextList,
)
from handouts.document.text import Text, plain
from handouts.layout.blocks.dispatch import lay_out_block, lays_out
from handouts.layout.blocks.list_items import (
    LINE_SIZES,
    centre_on_first_line,
    hang_mark,
    lay_out_list,
    measure_number_indent,
    tag_body,
)
from handouts.layout.graphics import Disc
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Mark, PieceGroup, Placed, Tagged, TextLines
from handouts.layout.prices import IN_ITEM, IN_TEXT, LONE_LINE, NEVER, SHORT_TEXT, TEAR
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines, typeset_lines
from handouts.text import signs
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle


def _price_line(count: int) -> float:
    """The price of ending a panel in a paragraph of so many lines; a short one is whole."""
    return IN_TEXT if count > SHORT_TEXT else TEAR


def _lay_out_lines(
    text: Text, style: TextStyle, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    """Lay out a paragraph, split into atoms where a panel may end.

    In a text that is set close, as it fits in no other way, that is behind every line.
    """
    setting = typeset_text(text.runs, style, width)
    good = setting.list_split_points()
    cuts = [0, *(range(1, len(setting)) if look.close else good), len(setting)]
    role = Role("P", parent, address=text.address)
    parts = [
        Atom(
            Tagged(TextLines(setting, first, last, style.leading), role),
            split=_price_line(len(setting)) if last in good else LONE_LINE,
        )
        for first, last in zip(cuts, cuts[1:], strict=False)
    ]
    parts[0] = replace(parts[0], before=look.step)
    parts[-1] = replace(parts[-1], split=0.0)
    return tuple(parts)


@lays_out(Lead, close_to_heading=True)
def _lay_out_lead(block: Lead, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    return _lay_out_lines(block.text, look.lead_style, look, width, parent)


@lays_out(Paragraph, close_to_heading=True)
def _lay_out_paragraph_block(
    block: Paragraph, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    style = look.item_style if parent.tag == "LBody" else look.body_style
    atoms = _lay_out_lines(block.text, style, look, width, parent)
    if _ends_in_colon(block.text):
        atoms = (*atoms[:-1], replace(atoms[-1], split=NEVER))
    return atoms


def _ends_in_colon(text: Text) -> bool:
    """Whether a text ends in a colon, so that what follows belongs to it.

    A citation may follow the colon.
    """
    content = "".join(run.text for run in text.runs if not run.raised).rstrip()
    return (content.rpartition("[")[0].rstrip() if content.endswith("]") else content).endswith(":")


@lays_out(TextList)
def _lay_out_text_list(block: TextList, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style = look.body_style
    last = block.start + len(block.items) - 1
    indent = measure_number_indent(last, style) if block.numbered else look.size * 1.05
    role = Role("L", parent, numbering="Decimal" if block.numbered else "Disc")
    is_inner = parent.tag == "LBody"
    items = []
    for number, item in enumerate(block.items, block.start):
        text = item.text if isinstance(item, ListItem) else item
        list_item = Role("LI", role, address=text.address)
        mark = (
            _lay_out_number(number, indent, look)
            if block.numbered
            else _lay_out_dot(look, is_inner)
        )
        label = Role("Lbl", list_item, actual="" if block.numbered else "•")
        body, below = _lay_out_item(item, look, width - indent, list_item)
        down = 0.0 if block.numbered else centre_on_first_line(mark.height, style)
        items.append((hang_mark(mark, label, down, indent, body), _indent(below, indent)))
    pieces = lay_out_list([piece for piece, _ in items], look.step * 0.6, look.step * 0.4)
    return tuple(
        atom
        for piece, (_, below) in zip(pieces, items, strict=True)
        for atom in _join_item(piece, below)
    )


def _lay_out_number(number: int, width: float, look: Look) -> TextLines:
    return typeset_lines(plain(f"{number}."), look.body_style, width)


def _lay_out_dot(look: Look, is_inner: bool) -> Mark:
    """The bullet of a list; a ring in a list inside another."""
    size, colour = look.size * (0.4 if is_inner else 0.36), look.shade("accent")
    disc = Disc(size, colour, look.size * 0.07 if is_inner else 0.0)
    return Mark(disc, signs.RING if is_inner else signs.BULLET, look.body_style)


def _lay_out_item(
    item: Text | ListItem, look: Look, width: float, list_item: Role
) -> tuple[Tagged, tuple[Atom, ...]]:
    """Lay out an item's own text, and the blocks below it."""
    if isinstance(item, Text):
        return tag_body(item, look.item_style, width, list_item), ()
    body = Role("LBody", list_item)
    text = tag_lines(item.text, look.item_style, width, body)
    below = [atom for block in item.below for atom in lay_out_block(block, look, width, body)]
    return text, tuple(below)


def _indent(atoms: tuple[Atom, ...], indent: float) -> tuple[Atom, ...]:
    return tuple(
        replace(atom, piece=PieceGroup(atom.piece.height, (Placed(atom.piece, indent),)))
        for atom in atoms
    )


def _join_item(first: Atom, below: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """The atoms of an item; a panel does not end behind its first words, and hardly inside it."""
    if not below:
        return (first,)
    inner = [replace(atom, split=max(atom.split, IN_ITEM)) for atom in below]
    inner[-1] = replace(inner[-1], split=first.split)
    return (replace(first, split=NEVER), *inner)


@lays_out(Subheading)
def _lay_out_subheading(
    block: Subheading, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    lines = typeset_lines(block.text, look.label_style, width)
    role = Role("H2" if block.level == 2 else "H3", parent, address=block.text.address)
    return (Atom(Tagged(lines, role), before=look.step * 1.5),)


@lays_out(SmallPrint)
def _lay_out_small_print(
    block: SmallPrint, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    width = min(width, look.small_style.size * LINE_SIZES)
    note = tag_lines(block.text, look.small_style, width, parent)
    return (Atom(note, before=look.step, split=0.0),)
