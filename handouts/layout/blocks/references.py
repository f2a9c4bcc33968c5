"""The list of references, in small type."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import ReferenceList, ReferencesElsewhere
from handouts.document.text import Run, Text
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import (
    LINE_SIZES,
    hang_mark,
    lay_out_list,
    measure_number_indent,
)
from handouts.layout.look import Look
from handouts.layout.pieces import Anchor, Atom, PieceGroup, Placed, Tagged
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines, typeset_lines


@lays_out(ReferenceList)
def _lay_out_references(
    block: ReferenceList, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    style = look.small_style
    width = min(width, style.size * LINE_SIZES)
    indent = measure_number_indent(len(block.items), style)
    role = Role("L", parent, numbering="Decimal")
    pieces = []
    for number, (text, cited_at) in enumerate(zip(block.items, block.cited_at, strict=True), 1):
        item = Role("LI", role, address=text.address)
        back = Run(f"{number}.")
        if cited_at:
            back = replace(back, link=f"#citation-{cited_at}", about=block.back.format(number))
        mark = typeset_lines(Text((back,)), style, indent)
        entry_role = Role("BibEntry", Role("LBody", item), address=text.address)
        body = Tagged(typeset_lines(text, style, width - indent), entry_role)
        entry = hang_mark(mark, Role("Lbl", item), 0.0, indent, body)
        anchor = Placed(Anchor(f"reference-{number}", item))
        pieces.append(PieceGroup(entry.height, (anchor, Placed(entry))))
    return lay_out_list(pieces, 2.0, 1.0)


@lays_out(ReferencesElsewhere)
def _lay_out_references_elsewhere(
    block: ReferencesElsewhere, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    width = min(width, look.small_style.size * LINE_SIZES)
    sentence = tag_lines(block.text, look.small_style, width, parent)
    numbers = range(1, block.count + 1)
    anchors = (Placed(Anchor(f"reference-{number}", sentence.role)) for number in numbers)
    return (Atom(PieceGroup(sentence.height, (*anchors, Placed(sentence))), before=2.0),)
