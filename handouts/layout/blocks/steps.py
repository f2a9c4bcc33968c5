"""Steps: each with its number in a disc, or with a small picture."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import Picture, Step, Steps
from handouts.document.text import plain
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import hang_mark, lay_out_list
from handouts.layout.blocks.picture import lay_out_figure
from handouts.layout.graphics import RING_WEIGHT, Disc
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Piece, PieceGroup, Placed, stack_atoms
from handouts.layout.roles import Numbering, Role
from handouts.layout.typesetting import (
    fit_artwork,
    make_strong,
    tag_lines,
    tag_picture,
    typeset_lines,
)


@lays_out(Steps)
def _lay_out_steps(block: Steps, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style, size = look.item_style, look.size * 1.75
    pictured = any(_replaces_number(step) for step in block.items)
    mark_width = 2 * style.leading if pictured else size
    indent = mark_width + look.size * 0.6
    numbering: Numbering = "None" if all(map(_replaces_number, block.items)) else "Decimal"
    role = Role("L", parent, numbering=numbering)
    pieces: list[Piece] = []
    for number, step in enumerate(block.items, 1):
        item = Role("LI", role)
        body = Role("LBody", item)
        parts = [Atom(tag_lines(make_strong(step.do), style, width - indent, body))]
        if step.how:
            parts.append(Atom(tag_lines(step.how, style, width - indent, body)))
        if step.picture and not _replaces_number(step):
            figure = lay_out_figure(step.picture, look, width - indent, body, is_centred=False)
            parts.append(Atom(figure, before=look.step))
        words = stack_atoms(parts)
        if step.picture and _replaces_number(step):
            pieces.append(_put_beside(step.picture, mark_width, indent, words, body))
        else:
            numeral = _lay_out_numeral(number, size, look)
            pieces.append(hang_mark(numeral, Role("Lbl", item), 0.0, indent, words))
    return lay_out_list(pieces, look.step, look.step * 0.9)


def _replaces_number(step: Step) -> bool:
    """Whether a step has a small picture in place of its number."""
    return step.picture is not None and step.picture.size in ("", "small")


def _put_beside(
    picture: Picture, size: float, indent: float, words: PieceGroup, body: Role
) -> PieceGroup:
    """Put a small picture, centred in a square, to the left of words."""
    drawn = tag_picture(picture, fit_artwork(picture.artwork, size, size), body)
    left, down = (size - drawn.width) / 2, (size - drawn.height) / 2
    height = max(size, words.height)
    middle = (height - words.height) / 2
    return PieceGroup(height, (Placed(drawn, left, down), Placed(words, indent, middle)))


def _lay_out_numeral(number: int, size: float, look: Look) -> PieceGroup:
    """Lay out a number in a disc, or in a ring where the leaflet is in black and white."""
    disc, numeral = look.disc_colours
    ring, colour = (RING_WEIGHT, look.shade("ink")) if look.mono else (0.0, numeral)
    style = replace(look.make_title_style(look.size * 0.95, colour), align="centre")
    set_number = typeset_lines(plain(str(number)), style, size)
    down = (size - style.leading) / 2
    return PieceGroup(size, (Placed(Disc(size, disc, ring)), Placed(set_number, 0.0, down)))
