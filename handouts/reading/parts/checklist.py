"""A checklist: things to tick."""

from __future__ import annotations

from handouts.document.blocks import Checklist
from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import ProseLine
from handouts.reading.shapes import Items, valid_values

CHECKLIST = Part(
    "checklist",
    "a checklist",
    "Things to tick.",
    Items(ProseLine(), 30),
    lambda record, _: [Checklist(tuple(valid_values(record.get("checklist"))))],
)
