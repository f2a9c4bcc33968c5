"""Sections: what each may hold, and its parts, built in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from handouts.data import Data
from handouts.document.blocks import (
    Advice,
    Block,
    Checklist,
    Moment,
    Risk,
    Risks,
    Step,
    Steps,
    Timeline,
    Unit,
)
from handouts.document.handout import Section
from handouts.document.text import Address, Citation, Text
from handouts.memo import intern_value
from handouts.reading.advice import AdviceShape
from handouts.reading.context import Mention, Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.markdown import TextParts
from handouts.reading.picture_shapes import (
    ALT,
    ALT_ABOUT,
    PICTURE,
    build_picture,
    check_picture_text,
)
from handouts.reading.references import ID
from handouts.reading.scalar_shapes import Choice, Integer, PlainText, Prose, ProseLine
from handouts.reading.shapes import Converted, Items, Shape, TextOrGroup, valid_values
from handouts.sources.nodes import Node, Scalar

LINE = ProseLine()


def _check_count(record: Record, node: Node, reading: Reading) -> Record:
    count, out_of = record.get("count"), record.get("in")
    if count is not None and out_of is not None and count > out_of:
        message = f"{count} in {out_of} is not possible."
        reading.report(
            "wrong-number", record.nodes["count"], message, "'count' may be at most 'in'."
        )
    return record


def _add_source_citation(source: str, node: Node, reading: Reading) -> str:
    if isinstance(node, Scalar):
        reading.citations.append(Mention(source, node))
    return source


STEP = Converted(
    Group(
        "a step",
        {
            "do": Key(LINE, "What to do, in a few words.", True, "Drink water"),
            "how": Key(LINE, "How, or how much, or why.", False, "A glass more than usual today."),
            "picture": Key(PICTURE, "A small picture in place of the number, by its name."),
            "alt": Key(ALT, ALT_ABOUT),
        },
    ),
    check_picture_text,
)
MOMENT = Group(
    "a moment",
    {
        "when": Key(LINE, "When it happens.", True, "At once"),
        "feel": Key(LINE, "What the reader may feel.", True, "a quick cramp"),
    },
)
RISK = Converted(
    Group(
        "a risk",
        {
            "count": Key(Integer(), "How many times it happened.", True, "8"),
            "in": Key(Integer(1), "Out of how many people or treatments.", True, "100"),
            "of": Key(
                Choice(get_args(Unit)),
                "Which of the two were counted; printed as the key of the dots.",
                False,
                "treatments",
            ),
            "what": Key(LINE, "What happened.", True, "had a bruise"),
            "source": Key(
                Converted(PlainText(60, ID, "brady-2014"), _add_source_citation),
                "The id of the reference that gives the number.",
                True,
                "brady-2014",
            ),
        },
    ),
    _check_count,
)


def _build_steps(record: Record, address: Address) -> list[Block]:
    items = valid_values(record.get("steps"))
    return [
        Steps(
            tuple(_build_step(item, (*address, "steps", place)) for place, item in enumerate(items))
        )
    ]


def _build_step(record: Record, address: Address) -> Step:
    picture = build_picture(record, address) if record.get("picture") else None
    return Step(record.get("do"), record.get("how", Text()), picture)


def _build_timeline(record: Record, _: Address) -> list[Block]:
    items = valid_values(record.get("timeline"))
    return [Timeline(tuple(Moment(item.get("when"), item.get("feel")) for item in items))]


def _build_risks(record: Record, _: Address) -> list[Block]:
    return [Risks(tuple(map(_build_risk, valid_values(record.get("risks")))))]


def _build_risk(record: Record) -> Risk:
    get = record.get
    return Risk(get("count"), get("in"), get("what"), Citation((get("source"),)), get("of"))


class Part(Data, frozen=True):
    """A part of a section: the shape of its value, what it is for, and the blocks made of it.

    ``build`` takes the section's record and address. A part without it only says more about
    another part, so it is no content by itself.
    """

    shape: Shape[object]
    about: str
    build: Callable[[Record, Address], Sequence[Block]] | None = None


_TEXT = Part(Prose(), "The text, in Markdown.", lambda record, _: record.get("text"))
_PARTS = {
    "text": _TEXT,
    "more": Part(
        Prose(),
        "A second text, printed after the parts above it in the file.",
        lambda record, _: record.get("more"),
    ),
    "picture": Part(
        PICTURE,
        "The name of a picture in the folder 'pictures'.",
        lambda record, address: [build_picture(record, address)],
    ),
    "alt": Part(ALT, ALT_ABOUT),
    "caption": Part(LINE, "The line of text below the picture."),
    "checklist": Part(
        Items(LINE, 30),
        "Things to tick.",
        lambda record, _: [Checklist(tuple(valid_values(record.get("checklist"))))],
    ),
    "steps": Part(Items(STEP, 20), "Things to do, in order.", _build_steps),
    "timeline": Part(
        Items(MOMENT, 12),
        "What the reader may feel and when, earliest first.",
        _build_timeline,
    ),
    "risks": Part(
        Items(RISK, 20),
        "How often harm occurred, each number with its source.",
        _build_risks,
    ),
}
"""The parts that a section of the file may have, in the order in which messages list them."""

_PERSONAL_PARTS = {
    "text": _TEXT,
    "advice": Part(
        AdviceShape(LINE),
        "Advice to choose from for a person: each a name and a line of Markdown.",
        lambda record, _: [Advice(tuple(record.get("advice")))],
    ),
}
_ALL_PARTS = {**_PARTS, **_PERSONAL_PARTS}
_CONTENT = tuple(name for name, part in _PARTS.items() if part.build)
"""The names that give a section content."""


def _make_group(name: str, heading: Key, parts: Mapping[str, Part]) -> Group:
    keys = {each: Key(part.shape, part.about) for each, part in parts.items()}
    return Group(name, {"heading": heading, **keys})


_HEADING_TEXT = PlainText(150, is_prose=True)
_HEADING = Key(_HEADING_TEXT, "The heading; a known section has a default heading.")
_KNOWN_SECTION = _make_group("a section", _HEADING, _PARTS)
_PERSONAL_SECTION = _make_group("a personal section", _HEADING, _PERSONAL_PARTS)
_CUSTOM_SECTION = _make_group("a custom section", Key(_HEADING_TEXT, "The heading.", True), _PARTS)


def _check_not_empty(record: Record, node: Node, reading: Reading) -> Record:
    check_picture_text(record, node, reading)
    is_complete = len(record.nodes) == len(record.node.items)
    if is_complete and not any(name in _CONTENT for name in record.nodes):
        hint = f"Add at least one of {', '.join(_CONTENT)}."
        reading.report("empty-value", node, "The section is empty.", hint)
    return record


SECTION = TextOrGroup(Prose(), Converted(_KNOWN_SECTION, _check_not_empty))
QUESTIONS = TextOrGroup(Prose(), Converted(_KNOWN_SECTION, check_picture_text))
"""A section that prints the brand's contact details after whatever else it holds."""
PERSONAL = TextOrGroup(Prose(), _PERSONAL_SECTION)
"""A section filled with a person's details; printed only in a handout made for a person."""
CUSTOM_SECTION = Converted(_CUSTOM_SECTION, _check_not_empty)


def build_section(key: str, value: Record | TextParts) -> Section:
    """The model of a section, from a valid plain text or a valid record."""
    if not isinstance(value, Record):
        return intern_value(Section(key, "", value))
    blocks: list[Block] = []
    for name in value.values:
        if (part := _ALL_PARTS.get(name)) and part.build:
            blocks.extend(part.build(value, ("handout", key)))
    return intern_value(Section(key, value.get("heading", ""), tuple(blocks)))
