"""Forms: a label and a line to write on, boxes to tick, and signatures, which are never torn."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from handouts.document.blocks import Form, FormField, Signature
from handouts.document.text import Text, plain
from handouts.document.units import mm
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import lay_out_list
from handouts.layout.form_fields import WRITING_PITCH, make_box, make_lines
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Piece, PieceGroup, Placed, Tagged, stack_atoms
from handouts.layout.prices import NEVER
from handouts.layout.roles import Role
from handouts.layout.typesetting import make_strong, tag_lines
from handouts.text.setting import measure_text

MORE_LINES = 7
"""How many more lines there may be than are asked for, where a panel has room."""

BELOW_LINES = mm(2)
"""The space below the last of several lines, which may be near the rule of a page's foot."""

LEAST_LINE = 0.4
"""A line to write on takes at least this share of the width; else it stands below its label."""


@lays_out(Form)
def _lay_out_form(block: Form, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    role = Role("L", parent, numbering="None")
    roles = [Role("LI", role) for _ in block.items]
    pieces = [
        _lay_out_field(field, look, width, item)
        for field, item in zip(block.items, roles, strict=True)
    ]
    return tuple(
        replace(atom, larger=tuple(_lay_out_more_lines(field, look, width, item)))
        if field.kind == "lines" and not look.scale.on_screen
        else atom
        for atom, field, item in zip(
            lay_out_list(pieces, look.step, look.step * 0.8), block.items, roles, strict=True
        )
    )


def _lay_out_more_lines(
    field: FormField, look: Look, width: float, item: Role
) -> Iterator[PieceGroup]:
    """Yield lines to write on, one more each time, for a panel that has room."""
    for count in range(field.count + 1, field.count + MORE_LINES + 1):
        yield _lay_out_field(replace(field, count=count), look, width, item)


@lays_out(Signature, price_before=NEVER)
def _lay_out_signature(
    block: Signature, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    labels = look.words.labels
    rows = []
    if block.who:
        rows.append(Atom(tag_lines(make_strong(block.who), look.body_style, width, parent)))
    role = Role("L", parent, numbering="None")
    for name in ("signature", "signed_name", "signed_date"):
        field = FormField("line", plain(labels[name]))
        rows.append(Atom(_lay_out_field(field, look, width, Role("LI", role), block.who.words)))
    before = look.step * (1.5 if look.close else 3)
    return (Atom(stack_atoms(rows), before=before, split=0.0),)


def _lay_out_field(
    field: FormField, look: Look, width: float, item: Role, owner: str = ""
) -> PieceGroup:
    """Lay out one thing to fill in; ``owner`` is whose it is, for those who listen."""
    body = Role("LBody", item, address=field.label.address)
    spoken = f"{owner}: {field.label.words}" if owner else field.label.words
    if field.kind == "box":
        return _lay_out_box(field.label, spoken, look, width, body)
    if field.kind == "lines":
        return _lay_out_lines(field, spoken, look, width, body)
    label = tag_lines(field.label, look.body_style, width, body)
    indent = round(measure_text(field.label.runs, look.body_style)[0] + look.size * 0.5, 2)
    if width - indent < LEAST_LINE * width:
        return _put_below(label, _make_lines(field, spoken, look, width, body))
    line = _make_lines(field, spoken, look, width - indent, body)
    down = WRITING_PITCH - label.height + look.body_style.leading - look.size
    parts = (Placed(label, 0.0, max(0.0, down)), Placed(line, indent))
    return PieceGroup(max(WRITING_PITCH, label.height) + look.step / 2, parts)


def _lay_out_lines(
    field: FormField, spoken: str, look: Look, width: float, body: Role
) -> PieceGroup:
    """Lay out lines below a label that says what they are for, clear of what is below them."""
    style = replace(look.body_style, colour=look.shade("main"))
    label = tag_lines(make_strong(field.label), style, width, body)
    group = _put_below(label, _make_lines(field, spoken, look, width, body))
    below = 0.0 if look.scale.on_screen or look.close else BELOW_LINES
    return replace(group, height=group.height + below)


def _put_below(label: Piece, lines: Piece) -> PieceGroup:
    parts = (Placed(label), Placed(lines, 0.0, label.height))
    return PieceGroup(label.height + lines.height, parts)


def _make_lines(field: FormField, spoken: str, look: Look, width: float, body: Role) -> Tagged:
    """The lines of a field, as many as there are to be."""
    words = look.words.labels["line" if field.count == 1 else "lines"]
    role = Role("Form", body, alt=words, field="tv", about=spoken)
    return Tagged(make_lines(field.count, width, look.shade("main"), spoken), role)


def _lay_out_box(label: Text, spoken: str, look: Look, width: float, body: Role) -> PieceGroup:
    """Lay out a box to tick with the words behind it."""
    size, indent = look.size * 1.05, look.size * 1.7
    box = make_box(size, look.shade("main"), spoken, look.body_style)
    tickbox = look.words.labels["tickbox"]
    role = Role("Form", body, alt=tickbox, field="cb", about=spoken)
    words = tag_lines(label, look.body_style, width - indent, body)
    down = (look.body_style.leading - size) / 2
    parts = (Placed(Tagged(box, role), 0.0, down), Placed(words, indent))
    return PieceGroup(max(words.height, size + down), parts)
