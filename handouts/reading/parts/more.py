"""A second text of a section, for files that do not list their parts."""

from __future__ import annotations

from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import Prose

MORE = Part(
    "more",
    "a second text",
    "A second text, printed after what stands above it in the file; see also 'parts'.",
    Prose(),
    lambda record, _: record.get("more"),
)
