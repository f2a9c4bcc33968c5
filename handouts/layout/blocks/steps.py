"""Steps: each with its number in a disc, or with a small picture."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from handouts.document.blocks import Picture, Step, Steps
from handouts.document.text import plain
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import hang_mark, lay_out_list
from handouts.layout.blocks.picture import lay_out_figure
from handouts.layout.graphics import RING_WEIGHT, Disc
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, PieceGroup, Placed, stack_atoms
from handouts.layout.roles import Numbering, Role
from handouts.layout.typesetting import (
    fit_artwork,
    make_strong,
    tag_lines,
    tag_picture,
    typeset_lines,
)

NUMERAL = 1.75
"""The width of a number's disc in type sizes."""

LARGER = 2.7
"""The width of a small picture in lines in large print, on a screen and in a wide column; else it
is two lines."""

WIDE = 22.0
"""From how many type sizes on a column is wide."""

GROWTHS = (1.3, 1.7)
"""How much larger small pictures may be where a panel has room, all of a list alike."""

LARGEST_SHARE = 0.25
"""The share of a column that larger pictures may take."""


@lays_out(Steps)
def _lay_out_steps(block: Steps, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    numbering: Numbering = "None" if all(map(_replaces_number, block.items)) else "Decimal"
    role = Role("L", parent, numbering=numbering)
    marks = list(_list_mark_widths(block, look, width))
    versions: list[tuple[PieceGroup, ...]] = []
    for number, step in enumerate(block.items, 1):
        item = Role("LI", role)
        versions.append(tuple(_lay_out_step(step, number, look, width, at, item) for at in marks))
    versions = _drop_smaller(versions)
    listed = lay_out_list([pieces[0] for pieces in versions], look.step, look.step * 0.9)
    return tuple(
        replace(atom, larger=pieces[1:], in_step=True)
        for atom, pieces in zip(listed, versions, strict=True)
    )


def _drop_smaller(versions: list[tuple[PieceGroup, ...]]) -> list[tuple[PieceGroup, ...]]:
    """Leave out sizes of a list for which a larger one makes it no higher."""
    heights = [sum(piece.height for piece in sizes) for sizes in zip(*versions, strict=True)]
    first = max(place for place, height in enumerate(heights) if height <= heights[0])
    return [pieces[first:] for pieces in versions]


def _list_mark_widths(block: Steps, look: Look, width: float) -> Iterator[float]:
    """Yield the width of the numbers; or of small pictures, as usual and larger."""
    if not any(map(_replaces_number, block.items)):
        yield look.size * NUMERAL
        return
    is_larger = look.scale.large or look.scale.on_screen or width >= WIDE * look.size
    usual = (LARGER if is_larger else 2.0) * look.item_style.leading
    yield usual
    yield from (usual * growth for growth in GROWTHS if usual * growth <= LARGEST_SHARE * width)


def _lay_out_step(
    step: Step, number: int, look: Look, width: float, mark_width: float, item: Role
) -> PieceGroup:
    """Lay out one step: its number or small picture, and its words to the right."""
    style, indent = look.item_style, mark_width + look.size * 0.6
    body = Role("LBody", item)
    parts = [Atom(tag_lines(make_strong(step.do), style, width - indent, body))]
    if step.how:
        parts.append(Atom(tag_lines(step.how, style, width - indent, body)))
    if step.picture and not _replaces_number(step):
        figure = lay_out_figure(step.picture, look, width - indent, body, is_centred=False)
        parts.append(Atom(figure, before=look.step))
    words = stack_atoms(parts)
    if step.picture and _replaces_number(step):
        return _put_beside(step.picture, mark_width, indent, words, body)
    numeral = _lay_out_numeral(number, look.size * NUMERAL, look)
    return hang_mark(numeral, Role("Lbl", item), 0.0, indent, words)


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
