"""Pictures in a section, with a caption below."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import Picture
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, PieceGroup, Placed, stack_atoms
from handouts.layout.roles import Role
from handouts.layout.typesetting import fit_artwork, tag_lines, tag_picture


@lays_out(Picture)
def _lay_out_picture(block: Picture, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    figure = tag_picture(block, fit_artwork(block.artwork, width, look.picture), parent)
    left = 0.0 if look.scale.large else (width - figure.width) / 2
    atoms = [Atom(PieceGroup(figure.height, (Placed(figure, left),)))]
    if block.caption:
        style = replace(look.caption_style, align="start" if look.scale.large else "centre")
        caption = tag_lines(block.caption, style, width, parent)
        atoms.append(Atom(caption, before=look.step * 0.5))
    return (Atom(stack_atoms(atoms), before=look.step, stretch=1.0, split=2.0),)
