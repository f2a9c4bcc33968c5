"""The logos of a clinic's partners: small, side by side, of about the same weight."""

from __future__ import annotations

from handouts.document.blocks import PartnerLogos
from handouts.document.blocks.partner_logos import PartnerLogo
from handouts.document.units import mm
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.graphics import Illustration
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Figure, PieceGroup, Placed
from handouts.layout.roles import Role
from handouts.layout.typesetting import fit_logo

GAP = mm(6)
AREA = mm(26) * mm(7)
TALLEST, WIDEST = mm(10), mm(36)


@lays_out(PartnerLogos)
def _lay_out_partner_logos(
    block: PartnerLogos, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    """Rows of logos, each centred in its row."""
    rows: list[list[Figure]] = [[]]
    room = width
    for logo in block.logos:
        drawn = fit_logo(logo.artwork, AREA, min(WIDEST, width), TALLEST)
        if rows[-1] and drawn.width > room:
            rows.append([])
            room = width
        rows[-1].append(_tag_logo(logo, drawn, parent))
        room -= drawn.width + GAP
    return tuple(
        Atom(_place_row(row), before=look.step * (2 if number == 0 else 1))
        for number, row in enumerate(rows)
    )


def _tag_logo(logo: PartnerLogo, drawn: Illustration, parent: Role) -> Figure:
    return Figure(drawn, Role("Figure", parent, alt=logo.name, address=logo.address), drawn.width)


def _place_row(row: list[Figure]) -> PieceGroup:
    height, x = max(each.height for each in row), 0.0
    placed = []
    for each in row:
        placed.append(Placed(each, x, (height - each.height) / 2))
        x += each.width + GAP
    return PieceGroup(height, tuple(placed))
