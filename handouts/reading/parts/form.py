"""Forms: lines with labels, boxes to tick, lines for questions; and signatures."""

from __future__ import annotations

from handouts.document.blocks import Form, FormField, Signature
from handouts.document.text import Address
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import Integer, ProseLine
from handouts.reading.shapes import Converted, Items, valid_values
from handouts.sources.nodes import Node

_KINDS = ("line", "lines", "box")
_MAX_FIELDS, _MAX_LINES, _MAX_SIGNATURES = 40, 30, 4
_LINES = 3


def _check_field(record: Record, node: Node, reading: Reading) -> Record:
    """Check that a field is exactly one thing to fill in."""
    kinds = [kind for kind in _KINDS if kind in record]
    if len(kinds) != 1 and len(record.nodes) == len(record.node.items):
        message = "A field of a form is a 'line', 'lines' or a 'box', with its label behind it."
        reading.report("wrong-form", node, message, "Write it like this: - line: Your name")
    elif "count" in record and "lines" not in record:
        hint = "Write 'lines' for several of them, or delete this."
        reading.report("missing-part", record.nodes["count"], "'count' is for 'lines'.", hint)
    return record


_FIELD = Converted(
    Group(
        "a field of a form",
        {
            "line": Key(ProseLine(), "The label of a line to write on.", False, "Your name"),
            "lines": Key(ProseLine(), "The label above several lines to write on."),
            "count": Key(Integer(1, _MAX_LINES), f"How many lines; {_LINES} if it is left out."),
            "box": Key(ProseLine(), "The words behind a box to tick."),
        },
    ),
    _check_field,
)


def _build_field(record: Record) -> FormField:
    if "lines" in record:
        return FormField("lines", record.get("lines"), record.get("count", _LINES))
    return FormField("box" if "box" in record else "line", record.get("box") or record.get("line"))


def _build_form(record: Record, _: Address) -> list[Form]:
    return [Form(tuple(map(_build_field, valid_values(record.get("form")))))]


def _build_signature(record: Record, _: Address) -> list[Signature]:
    return [Signature(who) for who in valid_values(record.get("signature"))]


FORM = Part(
    "form",
    "a form",
    "What the reader fills in: lines and boxes with their labels.",
    Items(_FIELD, _MAX_FIELDS),
    _build_form,
)
SIGNATURE = Part(
    "signature",
    "a list of signatures",
    "Who signs: each gets a line for the signature, one for the name and one for the date.",
    Items(ProseLine(), _MAX_SIGNATURES),
    _build_signature,
)
