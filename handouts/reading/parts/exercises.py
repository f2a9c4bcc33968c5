"""Exercises to do at home, each with its pictures, its dose and a video."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

from handouts.data import Data
from handouts.document.blocks import (
    Block,
    Diary,
    Exercise,
    Exercises,
    Picture,
    Subheading,
    Video,
)
from handouts.document.dose import (
    MAX_REPEATS,
    MAX_SECONDS,
    MAX_SETS,
    MAX_TIMES,
    Dose,
    DoseSide,
)
from handouts.document.text import Address, Text, plain
from handouts.patterns import compile_late
from handouts.reading.context import Reading
from handouts.reading.doses import AMOUNT, read_dose
from handouts.reading.group import Group, Key, Record
from handouts.reading.markdown import TextParts
from handouts.reading.parts.part import Part
from handouts.reading.picture_shapes import (
    ALT,
    ALT_ABOUT,
    PICTURE,
    build_picture,
    check_picture_text,
)
from handouts.reading.scalar_shapes import (
    Choice,
    PlainText,
    Prose,
    ProseLine,
    require_text,
)
from handouts.reading.shapes import Converted, Items, Json, valid_values
from handouts.reading.web_addresses import make_web_address
from handouts.sources.findings import join_choices, quote_text
from handouts.sources.nodes import Node

_MAX_EXERCISES = 30
_MAX_PICTURES = 3
MAX_WEEKS, _LAST_WEEK = 12, 104
"""The most weeks of a diary, and the number of the last one that it may have."""
_WEEKS = compile_late(
    r"(?P<count>[0-9]{1,3})(?:\s*weeks?)?"
    r"|(?:weeks?\s*)?(?P<first>[0-9]{1,3})\s*(?:-|\u2013|to\b)\s*(?P<last>[0-9]{1,3})",
    re.IGNORECASE,
)
_SIDES = tuple(side for side in get_args(DoseSide) if side)


_PARTS = ("sets", "repeats", "hold", "times", "side")


class _DoseShape(Data, frozen=True):
    """One number of a dose or a range, alone or in words: ``5``, ``5-10`` or ``5 seconds``."""

    pick: Callable[[Dose], Dose]
    largest: int
    unit: str
    example: str

    def read(self, node: Node, name: str, reading: Reading) -> Dose | None:
        """The part of a dose, or None if it says anything else."""
        text = require_text(node, name, reading, self.example)
        if text is None:
            return None
        words = re.sub(r"(\d)\s*([-\u2013])\s*(?=\d)", r"\1\2", text.text.strip())
        read = read_dose(f"{words} {self.unit}" if re.fullmatch(AMOUNT, words) else words)
        if read is None or read.is_contrary or not read.dose or self.pick(read.dose) != read.dose:
            message = f"{quote_text(name)} cannot be {quote_text(text.text)}."
            reading.report("wrong-form", node, message, self._suggest(words))
            return None
        if read.is_out_of_range:
            message = f"{quote_text(name)} must be 1 to {self.largest}."
            reading.report("wrong-number", node, message)
            return None
        return read.dose

    def _suggest(self, words: str) -> str:
        """How to write it, and where what is not a part of it belongs."""
        hint = f"Write it like this: {self.example}."
        if re.search(r"\bmin", words) and self.unit == "seconds":
            return f"{hint} It is in seconds: a minute is 60."
        with_unit = re.sub(rf"^{AMOUNT}(?!\S)", rf"\g<0> {self.unit}", words)
        read = read_dose(words) or read_dose(with_unit)
        own = self.pick(read.dose) if read else Dose()
        others = [
            each for each in _PARTS if read and getattr(own, each) != getattr(read.dose, each)
        ]
        if others:
            hint += f" Write {join_choices(map(quote_text, others), 'and')} on a line of its own."
        return hint

    def schema(self, shared: dict[str, Json]) -> Json:
        """A number, or a number in words."""
        number: Json = {"type": "integer", "minimum": 1, "maximum": self.largest}
        return {"anyOf": [number, {"type": "string"}]}


class _WeeksShape(Data, frozen=True):
    """A number of weeks, or from which week to which: ``4``, ``4 weeks``, ``weeks 3-6``."""

    def read(self, node: Node, name: str, reading: Reading) -> range | None:
        """The numbers of the weeks, or None if they are not 1 to 12 of the first two years."""
        text = require_text(node, name, reading, "a number of weeks")
        if text is None:
            return None
        found = _WEEKS.fullmatch(text.text.strip())
        if found:
            first, last = int(found["first"] or 1), int(found["last"] or found["count"])
            weeks = range(first, last + 1)
            if 1 <= len(weeks) <= MAX_WEEKS and 1 <= first and last <= _LAST_WEEK:
                return weeks
        message = f"{quote_text(name)} must be 1 to {MAX_WEEKS} weeks, not {quote_text(text.text)}."
        hint = "Write it like this: 4 weeks; or, where a diary goes on: weeks 3-6."
        reading.report("wrong-number", node, message, hint)
        return None

    def schema(self, shared: dict[str, Json]) -> Json:
        """A number, a number of weeks, or from which to which."""
        number: Json = {"type": "integer", "minimum": 1, "maximum": MAX_WEEKS}
        pattern = "^(weeks? )?[0-9]+(-[0-9]+)?( weeks?)?$"
        return {"anyOf": [number, {"type": "string", "pattern": pattern}]}


_SETS = _DoseShape(lambda dose: Dose(sets=dose.sets), MAX_SETS, "sets", "2")
_REPEATS = _DoseShape(lambda dose: Dose(repeats=dose.repeats), MAX_REPEATS, "times", "8-12")
_HOLD = _DoseShape(lambda dose: Dose(hold=dose.hold), MAX_SECONDS, "seconds", "5 seconds")
_TIMES = _DoseShape(
    lambda dose: Dose(times=dose.times, period=dose.period),
    MAX_TIMES,
    "times a day",
    "3 times a day",
)


def _refuse_headings(value: TextParts, node: Node, reading: Reading) -> TextParts | None:
    if not any(isinstance(block, Subheading) for block in value):
        return value
    message = "An exercise is one piece, so its text cannot have sub-headings."
    reading.report("unsupported-markdown", node, message, "Make each an exercise of its own.")
    return None


def _check_stop(text: Text, node: Node, reading: Reading) -> Text | None:
    """Check that a text goes on from the words that are printed in front of it."""
    is_sentence = re.match(r"(?:You|Your|The|A|An|It|If|There|When|Any|This|Pain)\b", text.words)
    if not (is_sentence or re.match(r"stop\b", text.words, re.IGNORECASE)):
        return text
    message = "'Stop if' is printed in front of this text."
    reading.report("wrong-form", node, message, "Write only what follows: you feel dizzy.")
    return None


def _check_exercise(record: Record, node: Node, reading: Reading) -> Record:
    """Check that the pictures are written in one way."""
    if "pictures" in record and "picture" in record:
        message = "An exercise has either 'picture' or 'pictures', not both."
        hint = "List them all under 'pictures', each with its 'alt'."
        reading.report("conflicting-values", record.nodes["picture"], message, hint)
    return check_picture_text(record, node, reading)


def _check_name(name: str, node: Node, reading: Reading) -> str | None:
    """Check that an exercise can be chosen by its name, in a list of names with doses."""
    separator = re.search(r"[,;|•]", name)
    if separator:
        message = f"The name of an exercise cannot contain {quote_text(separator[0])}."
        hint = "It would divide the name where exercises are chosen for one person."
    elif read_dose(name) is not None:
        message = f"{quote_text(name)} reads like a dose, not like the name of an exercise."
        hint = "Say what is done: chin tuck."
    else:
        return name
    reading.report("wrong-form", node, message, hint)
    return None


def _check_names(
    items: list[tuple[Node, Record | None]], _: Node, reading: Reading
) -> list[tuple[Node, Record | None]]:
    """Check that no two exercises have one name."""
    seen: dict[str, int] = {}
    for item in valid_values(items):
        name, node = item.get("name"), item.nodes.get("name")
        if name is None or node is None:
            continue
        first = seen.setdefault(name.casefold(), reading.source.line_of(node.offset))
        if first != reading.source.line_of(node.offset):
            message = f"Two exercises have this name; the first is on line {first}."
            hint = "Give each its own name, by which it can be chosen for one person."
            reading.report("duplicate-name", node, message, hint)
    return items


_PICTURE_ITEM = Converted(
    Group(
        "a picture of an exercise",
        {
            "picture": Key(PICTURE, "The name of a picture in the folder 'pictures'.", True),
            "alt": Key(ALT, ALT_ABOUT),
        },
    ),
    check_picture_text,
)

_EXERCISE = Converted(
    Group(
        "an exercise",
        {
            "name": Key(
                Converted(PlainText(80, is_prose=True), _check_name),
                "What it is called, and chosen by for one person.",
                True,
                "Chin tuck",
            ),
            "pictures": Key(
                Items(_PICTURE_ITEM, _MAX_PICTURES),
                "One to three pictures side by side, such as start and end.",
            ),
            "picture": Key(PICTURE, "The name of the only picture, in the folder 'pictures'."),
            "alt": Key(ALT, ALT_ABOUT),
            "how": Key(
                Converted(Prose(2_000), _refuse_headings),
                "How to do it, in Markdown: a text or a numbered list.",
                False,
                "Draw your chin straight back.",
            ),
            "sets": Key(_SETS, "How many sets.", False, "2"),
            "repeats": Key(_REPEATS, "How many times in each set.", False, "8-12"),
            "hold": Key(_HOLD, "How many seconds to hold it.", False, "5 seconds"),
            "times": Key(_TIMES, "How often: a day, or a week.", False, "3 times a day"),
            "side": Key(Choice(_SIDES), "On which side.", False, "each"),
            "stop_if": Key(
                Converted(ProseLine(300), _check_stop),
                "When to stop, after the printed words 'Stop if'.",
                False,
                "you feel dizzy",
            ),
            "video": Key(
                make_web_address("clinic.example/chin-tuck"),
                "The web address of a video: a QR code on paper, a link on a screen.",
                False,
                "clinic.example/chin-tuck",
            ),
        },
    ),
    _check_exercise,
)


def _build_exercises(record: Record, address: Address) -> list[Block]:
    items = valid_values(record.get("exercises"))
    exercises = tuple(
        _build_exercise(item, (*address, "exercises", place)) for place, item in enumerate(items)
    )
    diary = record.get("diary")
    if not diary:
        return [Exercises(exercises)]
    names = tuple(each.name for each in exercises)
    return [Exercises(exercises), Diary(len(diary), names, first_week=diary[0])]


def _build_exercise(record: Record, address: Address) -> Exercise:
    video = record.get("video")
    return Exercise(
        plain(record.get("name"), (*address, "name")),
        _build_pictures(record, address),
        tuple(record.get("how", ())),
        _build_dose(record),
        record.get("stop_if", Text()),
        Video(video, address=(*address, "video")) if video else None,
        address=address,
    )


def _build_pictures(record: Record, address: Address) -> tuple[Picture, ...]:
    if record.get("picture"):
        return (build_picture(record, address),)
    items = valid_values(record.get("pictures"))
    return tuple(
        build_picture(item, (*address, "pictures", place)) for place, item in enumerate(items)
    )


def _build_dose(record: Record) -> Dose:
    times = record.get("times", Dose())
    return Dose(
        sets=record.get("sets", Dose()).sets,
        repeats=record.get("repeats", Dose()).repeats,
        hold=record.get("hold", Dose()).hold,
        times=times.times,
        period=times.period,
        side=record.get("side", ""),
    )


EXERCISES = Part(
    "exercises",
    "a list of exercises",
    "Exercises to do at home, each with its pictures and its dose.",
    Converted(Items(_EXERCISE, _MAX_EXERCISES), _check_names),
    _build_exercises,
    {"diary": Key(_WeeksShape(), "A table to tick each exercise, day by day, for these weeks.")},
)
