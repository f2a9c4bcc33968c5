"""Text: paragraphs and lists, in Markdown."""

from __future__ import annotations

from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import Prose

TEXT = Part(
    "text",
    "a text",
    "The text, in Markdown.",
    Prose(),
    lambda record, _: record.get("text"),
)
