"""Sections: what each may hold, and its parts, built in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handouts.document.blocks import (
    Advice,
    Artwork,
    Block,
    Checklist,
    Moment,
    Picture,
    Risk,
    Risks,
    Step,
    Steps,
    Timeline,
)
from handouts.document.handout import Section
from handouts.document.text import Address, Text
from handouts.memo import intern_value
from handouts.reading.advice import AdviceShape
from handouts.reading.context import Mention, Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.markdown import TextParts
from handouts.reading.pictures import find_picture, list_pictures
from handouts.reading.references import ID
from handouts.reading.scalar_shapes import Integer, PlainText, Prose, ProseLine
from handouts.reading.shapes import Converted, Items, TextOrGroup, valid_values
from handouts.sources.blanks import is_blank
from handouts.sources.findings import quote_text, suggest_name
from handouts.sources.nodes import Node, Scalar

LINE = ProseLine()


# --- pictures -----------------------------------------------------------------------


def _resolve_picture(name: str, node: Node, reading: Reading) -> tuple[str, Artwork] | None:
    """The picture with a name; problems inside its file are reported once."""
    path = find_picture(name, reading.picture_folders)
    if path is None:
        names = {known for folder in reading.picture_folders for known in list_pictures(folder)}
        otherwise = f"Put {name}.svg or {name}.png into the folder 'pictures' beside this file."
        hint = suggest_name(name, names, otherwise)
        reading.report("unknown-picture", node, f"There is no picture {quote_text(name)}.", hint)
        return None
    if path not in reading.artworks:
        reading.artworks[path] = reading.read_artwork(path)
    artwork = reading.artworks[path]
    return (name, artwork) if artwork else None


PICTURE = Converted(
    PlainText(80, r"[A-Za-z0-9][A-Za-z0-9_\-]*", "muscle-knot (without .svg or .png)"),
    _resolve_picture,
)


class _AltText(PlainText, frozen=True):
    """A picture's alternative text. It is empty only where the file says so with quotes."""

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        """The text, "" where the file has a pair of quotes, or None if it is wrong or missing."""
        if isinstance(node, Scalar) and is_blank(node.text) and (node.text or not node.style):
            hint = f'Describe what the picture shows, or write {name}: "" if it is only decoration.'
            reading.report("missing-alt", node, f"{quote_text(name)} is empty.", hint)
            return None
        return super().read(node, name, reading)


ALT = _AltText(500, allows_empty=True, is_prose=True)
_ALT_ABOUT = 'What the picture shows, for those who cannot see it; "" if it is only decoration.'


def check_picture_text(record: Record, node: Node, reading: Reading) -> Record:
    """Check that a picture has an alternative text, and that texts for a picture have one."""
    if "picture" in record and "alt" not in record:
        node_at = record.nodes["picture"]
        hint = "Describe it in a line 'alt: ...' (or 'alt: \"\"' if it is only decoration)."
        reading.report(
            "missing-alt",
            node_at,
            "The picture has no 'alt', the text for those who cannot see it.",
            hint,
        )
    for name in ("alt", "caption"):
        if name in record and "picture" not in record:
            node_at = record.nodes[name]
            reading.report(
                "missing-part",
                node_at,
                f"{quote_text(name)} has no picture.",
                "Add 'picture', or delete this.",
            )
    return record


COVER = Converted(
    Group(
        "a cover",
        {
            "picture": Key(PICTURE, "The name of a picture in the folder 'pictures'.", True),
            "alt": Key(ALT, _ALT_ABOUT),
        },
    ),
    check_picture_text,
)


def build_picture(record: Record, address: Address) -> Picture:
    """The picture of a section or of the cover, by the address of that."""
    name, artwork = record.get("picture")
    return Picture(
        name,
        artwork,
        record.get("alt", ""),
        record.get("caption", Text()),
        (*address, "picture"),
    )


# --- the parts of a section ------------------------------------------------------------


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

_HEADING_ABOUT = "The heading; a known section has a default heading."
_PARTS = {
    "text": Key(Prose(), "The text, in Markdown."),
    "more": Key(Prose(), "A second text, printed after the parts above it in the file."),
    "picture": Key(PICTURE, "The name of a picture in the folder 'pictures'."),
    "alt": Key(ALT, _ALT_ABOUT),
    "caption": Key(LINE, "The line of text below the picture."),
    "checklist": Key(Items(LINE, 30), "Things to tick."),
    "steps": Key(Items(STEP, 20), "Things to do, in order."),
    "timeline": Key(Items(MOMENT, 12), "What the reader may feel and when, earliest first."),
    "risks": Key(Items(RISK, 20), "How often harm occurred, each number with its source."),
}
_HEADING_TEXT = PlainText(150, is_prose=True)
_KNOWN_SECTION = Group("a section", {"heading": Key(_HEADING_TEXT, _HEADING_ABOUT), **_PARTS})
_PERSONAL_SECTION = Group(
    "a personal section",
    {
        "heading": Key(_HEADING_TEXT, _HEADING_ABOUT),
        "text": Key(Prose(), "The text, in Markdown."),
        "advice": Key(
            AdviceShape(LINE),
            "Advice to choose from for a person: each a name and a line of Markdown.",
        ),
    },
)
_CUSTOM_SECTION = Group(
    "a custom section", {"heading": Key(_HEADING_TEXT, "The heading.", True), **_PARTS}
)


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


_CONTENT = ("text", "more", "picture", "checklist", "steps", "timeline", "risks")
"""The names that give a section content."""


def build_section(key: str, value: Record | TextParts) -> Section:
    """The model of a section, from a valid plain text or a valid record."""
    if not isinstance(value, Record):
        return intern_value(Section(key, "", value))
    blocks: list[Block] = []
    for name in value.values:
        if name in _PART_BUILDERS:
            blocks.extend(_PART_BUILDERS[name](value))
        elif name == "advice":
            blocks.append(Advice(tuple(value.get(name))))
        elif name == "picture":
            blocks.append(build_picture(value, ("handout", key)))
    return intern_value(Section(key, value.get("heading", ""), tuple(blocks)))


def _build_steps(record: Record) -> list[Block]:
    items = valid_values(record.get("steps"))
    return [Steps(tuple(Step(item.get("do"), item.get("how", Text())) for item in items))]


def _build_timeline(record: Record) -> list[Block]:
    items = valid_values(record.get("timeline"))
    return [Timeline(tuple(Moment(item.get("when"), item.get("feel")) for item in items))]


def _build_risks(record: Record) -> list[Block]:
    names = ("count", "in", "what", "source")
    items = valid_values(record.get("risks"))
    return [Risks(tuple(Risk(*map(item.get, names)) for item in items))]


_PART_BUILDERS: dict[str, Callable[[Record], Sequence[Block]]] = {
    "text": lambda record: record.get("text"),
    "more": lambda record: record.get("more"),
    "checklist": lambda record: [Checklist(tuple(valid_values(record.get("checklist"))))],
    "steps": _build_steps,
    "timeline": _build_timeline,
    "risks": _build_risks,
}
