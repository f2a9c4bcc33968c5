"""Steps: things to do in order, each perhaps with a small picture."""

from __future__ import annotations

from handouts.document.blocks import Step, Steps
from handouts.document.text import Address, Text
from handouts.reading.group import Group, Key, Record
from handouts.reading.parts.part import Part
from handouts.reading.picture_shapes import (
    ALT,
    ALT_ABOUT,
    PICTURE,
    SIZE_KEY,
    build_picture,
    check_picture_text,
)
from handouts.reading.scalar_shapes import ProseLine
from handouts.reading.shapes import Converted, Items, valid_values

_STEP = Converted(
    Group(
        "a step",
        {
            "do": Key(ProseLine(), "What to do, in a few words.", True, "Drink water"),
            "how": Key(
                ProseLine(),
                "How, or how much, or why.",
                False,
                "A glass more than usual today.",
            ),
            "picture": Key(
                PICTURE,
                "A small picture in place of the number, by its name; with another size, below it.",
            ),
            "alt": Key(ALT, ALT_ABOUT),
            "size": SIZE_KEY,
        },
    ),
    check_picture_text,
)


def _build_steps(record: Record, address: Address) -> list[Steps]:
    items = valid_values(record.get("steps"))
    steps = (_build_step(item, (*address, "steps", place)) for place, item in enumerate(items))
    return [Steps(tuple(steps))]


def _build_step(record: Record, address: Address) -> Step:
    picture = build_picture(record, address) if record.get("picture") else None
    return Step(record.get("do"), record.get("how", Text()), picture)


STEPS = Part("steps", "a list of steps", "Things to do, in order.", Items(_STEP, 40), _build_steps)
