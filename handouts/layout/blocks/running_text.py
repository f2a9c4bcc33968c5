"""Running text: the lead, paragraphs, lists and small print."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import Lead, Paragraph, SmallPrint, TextList
from handouts.document.text import Text, plain
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import (
    LINE_SIZES,
    centre_on_first_line,
    hang_mark,
    lay_out_list,
    measure_number_indent,
    tag_body,
)
from handouts.layout.graphics import Disc
from handouts.layout.look import Look
from handouts.layout.pieces import NEVER, Atom, Tagged, TextLines
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines, typeset_lines
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle

IN_TEXT = 8.0
"""The price of ending a panel inside a paragraph."""


def lay_out_paragraph(
    text: Text, style: TextStyle, width: float, before: float, parent: Role
) -> tuple[Atom, ...]:
    """Lay out a paragraph, split into atoms where a panel may end."""
    setting = typeset_text(text.runs, style, width)
    cuts = [0, *setting.list_split_points(), len(setting)]
    role = Role("P", parent, address=text.address)
    parts = [
        Atom(Tagged(TextLines(setting, first, last, style.leading), role), split=IN_TEXT)
        for first, last in zip(cuts, cuts[1:], strict=False)
    ]
    parts[0] = replace(parts[0], before=before, stretch=1.0)
    parts[-1] = replace(parts[-1], split=0.0)
    return tuple(parts)


@lays_out(Lead, close_to_heading=True)
def _lay_out_lead(block: Lead, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    return lay_out_paragraph(block.text, look.lead_style, width, look.step, parent)


@lays_out(Paragraph, close_to_heading=True)
def _lay_out_paragraph_block(
    block: Paragraph, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    atoms = lay_out_paragraph(block.text, look.body_style, width, look.step, parent)
    if _ends_in_colon(block.text):
        atoms = tuple(replace(atom, split=NEVER) for atom in atoms)
    return atoms


def _ends_in_colon(text: Text) -> bool:
    """Whether a text ends in a colon, so that what follows belongs to it.

    A citation may follow the colon.
    """
    content = "".join(run.text for run in text.runs if not run.raised).rstrip()
    return (content.rpartition("[")[0].rstrip() if content.endswith("]") else content).endswith(":")


@lays_out(TextList)
def _lay_out_text_list(block: TextList, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style, size = look.body_style, look.size * 0.36
    indent = measure_number_indent(len(block.items), style) if block.numbered else look.size * 1.05
    role = Role("L", parent, numbering="Decimal" if block.numbered else "Disc")
    pieces = []
    for number, text in enumerate(block.items, 1):
        item = Role("LI", role, address=text.address)
        body = tag_body(text, style, width - indent, item)
        if block.numbered:
            mark = typeset_lines(plain(f"{number}."), look.body_style, indent)
            pieces.append(hang_mark(mark, Role("Lbl", item), 0.0, indent, body))
        else:
            dot, label = Disc(size, look.shade("accent")), Role("Lbl", item, actual="•")
            pieces.append(hang_mark(dot, label, centre_on_first_line(size, style), indent, body))
    return lay_out_list(pieces, look.step * 0.6, look.step * 0.4)


@lays_out(SmallPrint)
def _lay_out_small_print(
    block: SmallPrint, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    width = min(width, look.small_style.size * LINE_SIZES)
    note = tag_lines(block.text, look.small_style, width, parent)
    return (Atom(note, before=look.step, split=0.0),)
