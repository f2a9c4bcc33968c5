"""Pull-outs: a sentence in large type between two rules."""

from __future__ import annotations

from handouts.document.blocks import PullOut
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.graphics import Rule
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Decoration, PieceGroup, Placed
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines

GAP = 1.2
"""The space between the rules and the words, in steps of the look."""


@lays_out(PullOut)
def _lay_out_pull_out(block: PullOut, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style = look.make_title_style(look.lead_style.size)
    words = tag_lines(block.text, style, width, parent)
    gap = look.step * GAP
    rule = Decoration(Rule(width, look.shade("pale"), 1.5))
    height = words.height + 2 * gap
    parts = (Placed(rule), Placed(words, 0.0, gap), Placed(rule, 0.0, height))
    return (Atom(PieceGroup(height, parts), before=look.step * 1.5, split=0.0),)
