"""Checklists: a box in front of each item, to tick with a pen, or on a screen as a field."""

from __future__ import annotations

from handouts.document.blocks import Checklist
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import (
    centre_on_first_line,
    hang_mark,
    lay_out_list,
    tag_body,
)
from handouts.layout.form_fields import make_box
from handouts.layout.look import Look
from handouts.layout.pieces import Atom
from handouts.layout.roles import Role


@lays_out(Checklist)
def _lay_out_checklist(
    block: Checklist, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    style, indent, size = look.item_style, look.size * 1.6, look.size * 0.95
    down, tickbox = centre_on_first_line(size, style), look.words.labels["tickbox"]
    role = Role("Checklist", parent, numbering="Square")
    pieces = []
    for text in block.items:
        item = Role("LI", role, address=text.address)
        body = tag_body(text, style, width - indent, item)
        box = make_box(size, look.shade("main"), text.words, style)
        # A field on a screen has no text of its own, and a label must have some.
        owner = body.role if look.scale.on_screen else Role("Lbl", item)
        field = Role("Form", owner, alt=tickbox, field="cb", about=text.words)
        pieces.append(hang_mark(box, field, down, indent, body))
    return lay_out_list(pieces, look.step, look.step * 0.7)
