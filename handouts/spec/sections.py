"""Sections: what one may hold, and the parts made of it in the order of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handouts.spec.advice import AdviceShape
from handouts.spec.group import Group, Key, Record
from handouts.spec.inlines import blank
from handouts.spec.models import (
    Advice,
    Artwork,
    Checklist,
    Moment,
    Part,
    Picture,
    Risk,
    Risks,
    Section,
    Step,
    Steps,
    Timeline,
)
from handouts.spec.nodes import Node, Scalar
from handouts.spec.pictures import find_picture, listed
from handouts.spec.problems import meant, quoted
from handouts.spec.reading import Citation, Reading
from handouts.spec.references import ID
from handouts.spec.shapes import Items, Made, Prose, Text, TextOr, WholeNumber, each

LINE = Prose(2_000, line=True)


# --- pictures -----------------------------------------------------------------------


def _found(name: str, node: Node, reading: Reading) -> tuple[str, Artwork] | None:
    """The picture of a name; its own problems are noted once."""
    path = find_picture(name, reading.pictures)
    if path is None:
        names = {known for folder in reading.pictures for known in listed(folder)}
        otherwise = f"Put {name}.svg or {name}.png into the folder 'pictures' beside this file."
        mend = meant(name, names, otherwise)
        reading.wrong(node, f"There is no picture {quoted(name)}.", mend)
        return None
    if path not in reading.seen:
        reading.seen[path] = reading.artwork(path)
    artwork = reading.seen[path]
    return (name, artwork) if artwork else None


PICTURE = Made(
    Text(80, r"[A-Za-z0-9][A-Za-z0-9_\-]*", "muscle-knot (without .svg or .png)"), _found
)


class _Alt(Text, frozen=True):
    """The words for a picture. Those who leave them empty must say that they mean it."""

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        if isinstance(node, Scalar) and blank(node.text) and (node.text or not node.style):
            mend = f'Say what the picture shows, or write {name}: "" if it only decorates.'
            reading.wrong(node, f"{quoted(name)} is empty.", mend)
            return None
        return super().read(node, name, reading)


ALT = _Alt(500, blank=True, prose=True)
_ALT = 'What the picture shows, for those who cannot see it; "" if it only decorates.'


def depicted(record: Record, node: Node, reading: Reading) -> Record:
    """A picture needs its words, and they need a picture."""
    if "picture" in record and "alt" not in record:
        at = record.nodes["picture"]
        mend = "Add a line 'alt: ...' (or 'alt: \"\"' if it only decorates)."
        reading.wrong(at, "The picture has no 'alt', which says in words what it shows.", mend)
    for name in ("alt", "caption"):
        if name in record and "picture" not in record:
            at = record.nodes[name]
            reading.wrong(at, f"{quoted(name)} has no picture.", "Add 'picture', or take it out.")
    return record


COVER = Made(
    Group(
        "a cover",
        {
            "picture": Key(PICTURE, "The name of a picture in the folder 'pictures'.", True),
            "alt": Key(ALT, _ALT),
        },
    ),
    depicted,
)


def picture(record: Record) -> Picture:
    """The model of a section's or the cover's picture."""
    name, artwork = record.get("picture")
    return Picture(name, artwork, record.get("alt", ""), record.get("caption", ()))


# --- the parts of a section ------------------------------------------------------------


def _counted(record: Record, node: Node, reading: Reading) -> Record:
    count, out_of = record.get("count"), record.get("in")
    if count is not None and out_of is not None and count > out_of:
        message = f"{count} in {out_of} is more than all."
        reading.wrong(record.nodes["count"], message, "Check 'count' and 'in'.")
    return record


def _sourced(source: str, node: Node, reading: Reading) -> str:
    if isinstance(node, Scalar):
        reading.cited.append(Citation(source, node))
    return source


STEP = Group(
    "a step",
    {
        "do": Key(LINE, "What to do, in a few words.", True, "Drink water"),
        "how": Key(LINE, "How, or how much, or why.", False, "A glass more than usual today."),
    },
)
MOMENT = Group(
    "a moment",
    {
        "when": Key(LINE, "When it is.", True, "At once"),
        "feel": Key(LINE, "What one may feel.", True, "a quick cramp"),
    },
)
RISK = Made(
    Group(
        "a risk",
        {
            "count": Key(WholeNumber(), "In how many it happened.", True, "8"),
            "in": Key(WholeNumber(1), "Out of how many.", True, "100"),
            "what": Key(LINE, "What happened.", True, "had a bruise"),
            "source": Key(
                Made(Text(60, ID, "brady-2014"), _sourced),
                "The id of the reference that the number is from.",
                True,
                "brady-2014",
            ),
        },
    ),
    _counted,
)

_HEADING = "The heading; a section that is known brings its own if there is none."
_PARTS = {
    "text": Key(Prose(), "The text, in Markdown."),
    "more": Key(Prose(), "A second text, after what stands above it in the file."),
    "picture": Key(PICTURE, "The name of a picture in the folder 'pictures'."),
    "alt": Key(ALT, _ALT),
    "caption": Key(LINE, "The line below the picture."),
    "checklist": Key(Items(LINE, 30), "Things to tick."),
    "steps": Key(Items(STEP, 20), "Things to do, in order."),
    "timeline": Key(Items(MOMENT, 12), "What one feels when, earliest first."),
    "risks": Key(Items(RISK, 20), "How often harm came, each number with its source."),
}
_HEADED = Text(150, prose=True)
_PLAIN = Group("a section", {"heading": Key(_HEADED, _HEADING), **_PARTS})
_PERSONAL = Group(
    "a personal section",
    {
        "heading": Key(_HEADED, _HEADING),
        "text": Key(Prose(), "The text, in Markdown."),
        "advice": Key(
            AdviceShape(LINE),
            "Advice that a person may be given: a name to choose it by, and a line of Markdown.",
        ),
    },
)
_OWN = Group("an own section", {"heading": Key(_HEADED, "The heading.", True), **_PARTS})


def _filled(record: Record, node: Node, reading: Reading) -> Record:
    depicted(record, node, reading)
    whole = len(record.nodes) == len(record.node.items)
    if whole and not any(name in _MAKERS for name in record.nodes):
        mend = f"Write a text, or another of {', '.join(_MAKERS)}."
        reading.wrong(node, "The section holds nothing.", mend)
    return record


SECTION = TextOr(Prose(), Made(_PLAIN, _filled))
QUESTIONS = TextOr(Prose(), Made(_PLAIN, depicted))
"""A section that is filled from the brand's contact, whatever else it holds."""
PERSONAL = TextOr(Prose(), _PERSONAL)
"""A section that is filled from what is known of a person, and printed for a person alone."""
OWN_SECTION = Made(_OWN, _filled)


def section(key: str, value: Any) -> Section:
    """The model of a section: a bare text, or a record, that was read and found right."""
    if not isinstance(value, Record):
        return Section(key, "", value)
    parts: list[Part] = []
    for name in value.values:
        if name in _MAKERS:
            parts.extend(_MAKERS[name](value))
        elif name == "advice":
            parts.append(Advice(tuple(value.get(name))))
    return Section(key, value.get("heading", ""), tuple(parts))


def _steps(record: Record) -> list[Part]:
    items = each(record.get("steps"))
    return [Steps(tuple(Step(item.get("do"), item.get("how", ())) for item in items))]


def _timeline(record: Record) -> list[Part]:
    items = each(record.get("timeline"))
    return [Timeline(tuple(Moment(item.get("when"), item.get("feel")) for item in items))]


def _risks(record: Record) -> list[Part]:
    names = ("count", "in", "what", "source")
    items = each(record.get("risks"))
    return [Risks(tuple(Risk(*map(item.get, names)) for item in items))]


_MAKERS: dict[str, Callable[[Record], Any]] = {
    "text": lambda record: record.get("text"),
    "more": lambda record: record.get("more"),
    "picture": lambda record: [picture(record)],
    "checklist": lambda record: [Checklist(tuple(each(record.get("checklist"))))],
    "steps": _steps,
    "timeline": _timeline,
    "risks": _risks,
}
