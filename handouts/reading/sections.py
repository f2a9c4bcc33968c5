"""Sections: what each may hold, and its parts, built in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.document.blocks import Block
from handouts.document.colours import AUTHOR_TONES, BOXES
from handouts.document.handout import Section
from handouts.document.section_kinds import section_kind
from handouts.document.text import Address
from handouts.memo import intern_value
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.markdown import TextParts
from handouts.reading.parts.flow import FLOW_KEYS, is_kept
from handouts.reading.parts.item import PartItem, build_part_item
from handouts.reading.parts.part import Part
from handouts.reading.parts.table import (
    LISTED_PARTS,
    PARTS,
    PERSONAL_PARTS,
    check_parts,
    list_keys,
)
from handouts.reading.scalar_shapes import Choice, PlainText, Prose
from handouts.reading.shapes import Converted, Items, TextOrGroup, valid_values
from handouts.sources.nodes import Node

_MAX_PARTS = 60
_ALL_PARTS = {**PARTS, **PERSONAL_PARTS}
_PARTS_KEY = Key(
    Items(PartItem(LISTED_PARTS), _MAX_PARTS),
    "Parts in any number and order, printed in this order: each a text or one other part.",
)
_SEVERAL = "Keep one of the two, or list several parts under 'parts'."
_CONTENT = (*PARTS, "parts")
"""The names that give a section content."""


_TONE = Key(Choice(AUTHOR_TONES), "Puts the section in a box of this kind.")


def _make_group(name: str, heading: Key, parts: Mapping[str, Part]) -> Group:
    keys = {"heading": heading, **list_keys(parts), "parts": _PARTS_KEY, "tone": _TONE, **FLOW_KEYS}
    return Group(name, keys, repeat_hint=_SEVERAL)


_HEADING_TEXT = PlainText(150, is_prose=True)
_HEADING = Key(_HEADING_TEXT, "The heading; a known section has a default heading.")
_KNOWN_SECTION = _make_group("a section", _HEADING, PARTS)
_PERSONAL_SECTION = _make_group("a personal section", _HEADING, _ALL_PARTS)
_CUSTOM_SECTION = _make_group("a custom section", Key(_HEADING_TEXT, "The heading.", True), PARTS)


def _check_parts(record: Record, _: Node, reading: Reading) -> Record:
    check_parts(record, _ALL_PARTS, reading)
    _check_panels(record, reading)
    return record


def _check_panels(record: Record, reading: Reading) -> None:
    """Check that no panel is to begin inside what is kept together."""
    is_box = "tone" in record or section_kind(str(reading.address[-1])).tone in BOXES
    if not (is_box or is_kept(record)):
        return
    for part in valid_values(record.get("parts")):
        if isinstance(part, Record) and part.get("new_panel"):
            what = "a box, which" if is_box else "a section that"
            message = f"A new panel cannot begin inside {what} is kept together."
            hint = "Give 'new_panel' to the section, or make this part a section of its own."
            reading.report("conflicting-values", part.nodes["new_panel"], message, hint)


def _check_not_empty(record: Record, node: Node, reading: Reading) -> Record:
    check_parts(record, PARTS, reading)
    _check_panels(record, reading)
    is_complete = len(record.nodes) == len(record.node.items)
    if is_complete and not any(name in _CONTENT for name in record.nodes):
        hint = f"Add at least one of {', '.join(_CONTENT)}."
        reading.report("empty-value", node, "The section is empty.", hint)
    return record


SECTION = TextOrGroup(Prose(), Converted(_KNOWN_SECTION, _check_not_empty))
QUESTIONS = TextOrGroup(Prose(), Converted(_KNOWN_SECTION, _check_parts))
"""A section that prints the brand's contact details after whatever else it holds."""
PERSONAL = TextOrGroup(Prose(), Converted(_PERSONAL_SECTION, _check_parts))
"""A section filled with a person's details; printed only in a handout made for a person."""
CUSTOM_SECTION = Converted(_CUSTOM_SECTION, _check_not_empty)


def build_section(key: str, value: Record | TextParts) -> Section:
    """The model of a section, from a valid plain text or a valid record."""
    if not isinstance(value, Record):
        return intern_value(Section(key, "", value))
    blocks = tuple(_build_blocks(value, ("handout", key)))
    return intern_value(
        Section(
            key,
            value.get("heading", ""),
            blocks,
            tone=value.get("tone", "plain"),
            keep=is_kept(value),
            new_panel=bool(value.get("new_panel")),
        )
    )


def _build_blocks(record: Record, address: Address) -> Iterator[Block]:
    """The blocks of a section's parts, in the order of the file."""
    for name in record.values:
        if name == "parts":
            for place, item in enumerate(valid_values(record.get(name))):
                yield from build_part_item(item, LISTED_PARTS, (*address, name, place))
        elif name in _ALL_PARTS:
            yield from _ALL_PARTS[name].build(record, address)
