"""Risks: a sentence for each, and dots drawn to scale."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import Risk, Risks
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import lay_out_list, tag_body
from handouts.layout.graphics import Dots
from handouts.layout.look import Look
from handouts.layout.pieces import Artifact, Atom, PieceGroup, Placed
from handouts.layout.prices import NEVER
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines


@lays_out(Risks)
def _lay_out_risks(block: Risks, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    role = Role("L", parent, numbering="None")
    pieces = [_lay_out_risk(item, look, width, Role("LI", role)) for item in block.items]
    listed = lay_out_list(pieces, look.step, look.step * 1.2)
    if not block.key:
        return listed
    key = Atom(tag_lines(block.key, look.caption_style, width, parent), before=look.step * 0.5)
    return (*listed[:-1], replace(listed[-1], split=NEVER), key)


def _lay_out_risk(risk: Risk, look: Look, width: float, item: Role) -> PieceGroup:
    body = tag_body(risk.sentence, look.body_style, width, item)
    if risk.out_of is None or not risk.has_dots:
        return PieceGroup(body.height, (Placed(body),))
    row, widest = min(risk.out_of, 50), max(6.0, look.size * 0.5)
    dots = Artifact(
        Dots(
            risk.out_of,
            *risk.certain_and_possible,
            row,
            min(width / row, widest),
            look.shade("accent"),
            look.ring_colour,
        )
    )
    down = body.height + look.step * 0.3
    return PieceGroup(down + dots.height, (Placed(body), Placed(dots, 0.0, down)))
