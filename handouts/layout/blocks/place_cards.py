"""The clinic's places: side by side where their words have room, else below one another."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import Block, ContactRows, Picture, PlaceCards
from handouts.document.units import mm
from handouts.layout.blocks.contact_rows import KEPT_HEIGHT, keep_short, stacks_any
from handouts.layout.blocks.dispatch import lay_out_block, lays_out
from handouts.layout.blocks.picture import lay_out_figure, lay_out_growing
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, PieceGroup, Placed, stack_atoms
from handouts.layout.prices import NEVER, TEAR
from handouts.layout.roles import Role

Card = tuple[Block, ...]
"""A place: its name, and all that is known of it."""

LEAST_CARD, MOST_GROWTH = 10.0, 1.2
"""The least width of a place beside another, in type sizes, and how much higher it may become."""

ABOVE_PLACE, ABOVE_CLOSE = 2.8, 2.0
"""The space above a place's name, in steps, and that in a text set close."""

MAP_HEIGHT = mm(30)
"""The greatest height that a map may have at least: one that is small does not show the way."""

LEAST_BESIDE_MAP, MAP_SHARE = 18.0, 0.44
"""The least width of the words beside a map in type sizes, and the share of the width it takes."""

GAP = 1.4
"""The space between two places, and between a place's words and its map, in type sizes."""

IN_PLACE = TEAR
"""The price of ending a panel inside a place that may be higher than a panel."""


@lays_out(PlaceCards)
def _lay_out_place_cards(
    block: PlaceCards, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    cards = [
        _lay_out_card(card, look, width, parent) for card in _align_cards(block.cards, look, width)
    ]
    highest = max(stack_atoms(card).height for card in cards)
    return _lay_out_rows(block, look, width, parent, highest) or tuple(
        atom for card in cards for atom in card
    )


def _lay_out_rows(
    block: PlaceCards, look: Look, width: float, parent: Role, highest: float
) -> tuple[Atom, ...]:
    """Lay out places side by side; nothing where they would become much higher than ``highest``."""
    gap = GAP * look.size
    across = min(len(block.cards), int((width + gap) / (LEAST_CARD * look.size + gap)))
    if across < 2 or look.scale.large:
        return ()
    # Four places are two and two, never three and one.
    across = -(-len(block.cards) // -(-len(block.cards) // across))
    column = (width - gap * (across - 1)) / across
    cards = _align_cards(block.cards, look, column)
    rows = tuple(
        _lay_out_beside(cards[start : start + across], look, column, gap, parent)
        for start in range(0, len(cards), across)
    )
    most = min(MOST_GROWTH * highest, KEPT_HEIGHT * look.size)
    return rows if max(row.piece.height for row in rows) <= most else ()


def _align_cards(cards: tuple[Card, ...], look: Look, width: float) -> tuple[Card, ...]:
    """The same places, with labels above the values in all if they have to be in one of them."""
    rows = [part for card in cards for part in card if isinstance(part, ContactRows)]
    if not stacks_any(rows, look, width):
        return cards
    return tuple(
        tuple(
            replace(part, is_stacked=True) if isinstance(part, ContactRows) else part
            for part in card
        )
        for card in cards
    )


def _lay_out_beside(
    cards: tuple[Card, ...], look: Look, width: float, gap: float, parent: Role
) -> Atom:
    parts = tuple(
        Placed(stack_atoms(_lay_out_card(card, look, width, parent)), place * (width + gap))
        for place, card in enumerate(cards)
    )
    group = PieceGroup(max(part.piece.height for part in parts), parts)
    return Atom(group, before=look.step * 1.6, split=0.0)


# --- one place -------------------------------------------------------------------------------


def _lay_out_card(card: Card, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    """The atoms of a place: its number is not read without its name."""
    name, *parts = card
    beside = _lay_out_with_map(parts, look, width, parent)
    atoms = list(lay_out_block(name, look, width, parent))
    if beside and beside.piece.height <= KEPT_HEIGHT * look.size:
        atoms.append(beside)
    else:
        atoms += [atom for each in parts for atom in _lay_out_part(each, look, width, parent)]
    atoms[0] = replace(atoms[0], before=_measure_gap(look), split=NEVER)
    return keep_short(atoms, look, IN_PLACE)


def _measure_gap(look: Look) -> float:
    return look.step * (ABOVE_CLOSE if look.close else ABOVE_PLACE)


def _lay_out_part(block: Block, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    """Lay out a part of a place; its map is in line with its words."""
    if not isinstance(block, Picture):
        return lay_out_block(block, look, width, parent)
    roomy = replace(look, picture=max(look.picture, MAP_HEIGHT))
    return (lay_out_growing(block, roomy, width, parent, is_centred=False),)


def _lay_out_with_map(parts: list[Block], look: Look, width: float, parent: Role) -> Atom | None:
    """Lay out the words of a place with its map to the right, if it has both and there is room."""
    picture = next((part for part in parts if isinstance(part, Picture)), None)
    side, gap = width * MAP_SHARE, GAP * look.size
    left = width - side - gap
    if not picture or len(parts) < 2 or left < LEAST_BESIDE_MAP * look.size:
        return None
    others = [part for part in parts if part is not picture]
    words = stack_atoms(atom for each in others for atom in lay_out_block(each, look, left, parent))
    figure = lay_out_figure(picture, look, side, parent, is_centred=False)
    group = PieceGroup(
        max(words.height, figure.height), (Placed(words), Placed(figure, left + gap))
    )
    return Atom(group, before=look.step * 0.6)
