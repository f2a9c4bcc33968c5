"""A timeline: what the reader may feel, and when."""

from __future__ import annotations

from handouts.document.blocks import Moment, Timeline
from handouts.document.text import Address
from handouts.reading.group import Group, Key, Record
from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import ProseLine
from handouts.reading.shapes import Items, valid_values

_MOMENT = Group(
    "a moment",
    {
        "when": Key(ProseLine(), "When it happens.", True, "At once"),
        "feel": Key(ProseLine(), "What the reader may feel.", True, "a quick cramp"),
    },
)


def _build_timeline(record: Record, _: Address) -> list[Timeline]:
    items = valid_values(record.get("timeline"))
    return [Timeline(tuple(Moment(item.get("when"), item.get("feel")) for item in items))]


TIMELINE = Part(
    "timeline",
    "a timeline",
    "What the reader may feel and when, earliest first.",
    Items(_MOMENT, 12),
    _build_timeline,
)
