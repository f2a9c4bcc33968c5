"""Do and don't: what to do, and what not to do, each with its sign."""

from __future__ import annotations

from handouts.document.blocks import Guidance
from handouts.document.text import Address
from handouts.reading.group import Record
from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import ProseLine
from handouts.reading.shapes import Items, valid_values

_MAX_ITEMS = 20


def _build_do(record: Record, _: Address) -> list[Guidance]:
    return [Guidance(tuple(valid_values(record.get("do"))))]


def _build_do_not(record: Record, _: Address) -> list[Guidance]:
    return [Guidance(tuple(valid_values(record.get("do_not"))), is_warning=True)]


DO = Part("do", "a list of things to do", "What to do.", Items(ProseLine(), _MAX_ITEMS), _build_do)
DO_NOT = Part(
    "do_not",
    "a list of things not to do",
    "What not to do.",
    Items(ProseLine(), _MAX_ITEMS),
    _build_do_not,
)
