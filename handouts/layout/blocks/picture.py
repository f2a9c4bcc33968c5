"""Pictures in a section, with a caption below, and words beside them where there is room."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from handouts.document.blocks import Picture, PictureSize
from handouts.layout.blocks.dispatch import lay_out_block, lays_out
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Piece, PieceGroup, Placed, stack_atoms
from handouts.layout.prices import TEAR
from handouts.layout.roles import Role
from handouts.layout.typesetting import (
    MIN_DPI,
    fit_artwork,
    measure_dpi,
    tag_lines,
    tag_picture,
)

SIZES: dict[PictureSize, tuple[float, float]] = {
    "small": (0.45, 0.55),
    "": (1.0, 1.0),
    "medium": (1.0, 1.0),
    "full": (1.0, 2.2),
}
"""The greatest width as a share of the column, and height as a share of the usual one."""

GROWTHS = (1.1, 1.2, 1.3, 1.4, 1.5)
"""How many times as high as usual a picture may be on a panel that has room."""

SIDE = 0.4
"""The share of the column that a picture takes beside words."""

LEAST_WORDS = 14.0
"""The least width of words beside a picture, in type sizes."""

TALLEST_WORDS = 2.2
"""Words that are more times as high as the picture beside them stand below it."""


@lays_out(Picture)
def _lay_out_picture(block: Picture, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    if block.beside:
        beside = _lay_out_beside(block, look, width, parent)
        if beside:
            return beside
    figure = lay_out_growing(block, look, width, parent, is_centred=not look.scale.large)
    atoms = [replace(figure, split=TEAR)]
    for each in block.beside:
        atoms += lay_out_block(each, look, width, parent)
    return tuple(atoms)


def lay_out_growing(
    block: Picture, look: Look, width: float, parent: Role, *, is_centred: bool
) -> Atom:
    """Lay out a picture that is larger on a panel that has room."""
    piece = lay_out_figure(block, look, width, parent, is_centred=is_centred)
    larger = _lay_out_larger(block, look, width, parent, piece, is_centred=is_centred)
    return Atom(
        piece, before=look.step * (1.0 if look.close else 1.4), larger=tuple(larger), in_step=True
    )


def _lay_out_larger(
    block: Picture, look: Look, width: float, parent: Role, usual: Piece, *, is_centred: bool
) -> Iterator[Piece]:
    """Yield the picture larger than usual, for panels with room, unless its size was asked for."""
    for growth in GROWTHS if not block.size else ():
        piece = lay_out_figure(block, look, width, parent, is_centred=is_centred, growth=growth)
        drawn = fit_artwork(block.artwork, width, look.picture * growth)
        if piece.height <= usual.height + 0.5 or measure_dpi(drawn) < MIN_DPI:
            return
        yield piece
        usual = piece


def lay_out_figure(
    block: Picture,
    look: Look,
    width: float,
    parent: Role,
    *,
    is_centred: bool,
    growth: float = 1.0,
) -> Piece:
    """Lay out a picture as large as it may be, with its caption; ``growth`` times that high."""
    share, height = SIZES[block.size]
    drawn = fit_artwork(block.artwork, width * share, look.picture * height * growth)
    figure = tag_picture(block, drawn, parent)
    left = (width - figure.width) / 2 if is_centred else 0.0
    atoms = [Atom(PieceGroup(figure.height, (Placed(figure, left),)))]
    if block.caption:
        style = replace(look.caption_style, align="centre" if is_centred else "start")
        caption = tag_lines(block.caption, style, width, parent, "Caption")
        atoms.append(Atom(caption, before=look.step * 0.5))
    return stack_atoms(atoms)


def _lay_out_beside(block: Picture, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    """Lay out a picture with words at its side; nothing if there is too little room for them."""
    gap = look.size * 1.2
    side = width * (SIZES["small"][0] * 0.6 if block.size == "small" else SIDE)
    if width - side - gap < LEAST_WORDS * look.size:
        return ()
    across = replace(block, size="" if block.size == "small" else block.size)
    if not block.caption:
        height = look.picture * SIZES[across.size][1]
        side = min(side, fit_artwork(block.artwork, side, height).width)
    figure = lay_out_figure(across, look, side, parent, is_centred=False)
    atoms: list[Atom] = []
    for each in block.beside:
        atoms += lay_out_block(each, look, width - side - gap, parent)
    words = stack_atoms(atoms)
    if words.height > TALLEST_WORDS * figure.height:
        return ()
    group = PieceGroup(
        max(figure.height, words.height), (Placed(figure), Placed(words, side + gap))
    )
    return (Atom(group, before=look.step, split=TEAR),)
