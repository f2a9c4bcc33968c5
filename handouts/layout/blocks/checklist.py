"""Checklists: a box to tick in front of each item."""

from __future__ import annotations

from handouts.document.blocks import Checklist
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import (
    centre_on_first_line,
    hang_mark,
    lay_out_list,
    tag_body,
)
from handouts.layout.graphics import Tickbox
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Mark
from handouts.layout.roles import Role
from handouts.text import signs


@lays_out(Checklist)
def _lay_out_checklist(
    block: Checklist, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    style, indent, size = look.item_style, look.size * 1.6, look.size * 0.95
    box = Mark(Tickbox(size, look.shade("main")), signs.BOX, style)
    down, tickbox = centre_on_first_line(size, style), look.words.labels["tickbox"]
    role = Role("Checklist", parent, numbering="Square")
    pieces = []
    for text in block.items:
        item = Role("LI", role, address=text.address)
        body = tag_body(text, style, width - indent, item)
        label = Role("Lbl", item)
        field = Role("Form", label, alt=tickbox, field="cb", about=text.words)
        pieces.append(hang_mark(box, field, down, indent, body))
    return lay_out_list(pieces, look.step, look.step * 0.7)
