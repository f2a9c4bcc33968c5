"""A pull-out: a sentence that stands out of a long text."""

from __future__ import annotations

from handouts.document.blocks import PullOut
from handouts.document.text import Address
from handouts.reading.group import Record
from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import ProseLine


def _build_pull_out(record: Record, _: Address) -> list[PullOut]:
    return [PullOut(record.get("pull_out"))]


PULL_OUT = Part(
    "pull_out",
    "a pull-out",
    "A sentence in large type, which breaks up a long text.",
    ProseLine(),
    _build_pull_out,
)
