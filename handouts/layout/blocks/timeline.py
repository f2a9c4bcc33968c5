"""Timelines: moments beside a vertical line."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.document.blocks import Timeline
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import centre_on_first_line
from handouts.layout.graphics import RING_WEIGHT, Disc, Rule
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Decoration, PieceGroup, Placed
from handouts.layout.roles import Role
from handouts.layout.typesetting import make_strong, tag_lines
from handouts.text.setting import typeset_text


@lays_out(Timeline)
def _lay_out_timeline(block: Timeline, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style, indent, size = look.item_style, look.size * 1.3, look.size * 0.62
    whens = [make_strong(moment.when) for moment in block.moments]
    column = min(
        0.45 * width, max(typeset_text(when.runs, style, width).width for when in whens) + look.size
    )
    role = Role("Timeline", parent, numbering="None")
    rows = []
    for moment, label in zip(block.moments, whens, strict=True):
        body = Role("LBody", Role("LI", role))
        when = tag_lines(label, style, column - look.size * 0.5, body)
        feel = tag_lines(moment.feel, style, width - indent - column, body)
        parts = (Placed(when, indent), Placed(feel, indent + column))
        rows.append(PieceGroup(max(when.height, feel.height), parts))
    return (Atom(_lay_out_rail(rows, size, look), before=look.step, split=0.0),)


def _lay_out_rail(rows: Sequence[PieceGroup], size: float, look: Look) -> PieceGroup:
    """Lay out rows beside a vertical line, with a dot for each row; the first dot stands out."""
    gap, down, parts = look.step * 0.7, 0.0, []
    offset = centre_on_first_line(size, look.body_style)
    length = sum(row.height + gap for row in rows[:-1])
    rail = Decoration(Rule(0.0, look.shade("main"), 1.2, length))
    parts.append(Placed(rail, size / 2, offset + size / 2))
    for place, row in enumerate(rows):
        colour = look.shade("accent") if place == 0 else look.shade("main")
        dot = Decoration(Disc(size, colour, RING_WEIGHT if look.mono and place else 0.0))
        parts += [Placed(dot, 0.0, down + offset), Placed(row, 0.0, down)]
        down += row.height + gap
    return PieceGroup(down - gap, tuple(parts))
