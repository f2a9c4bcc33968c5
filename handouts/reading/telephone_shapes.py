"""Telephones in a brand's file: one text, or a list of texts and of numbers with labels."""

from __future__ import annotations

from typing import Any, cast

from handouts.data import Data
from handouts.document.contact import Phone
from handouts.document.text import Text, plain
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.shapes import Converted, Items, Json, TextOrGroup, valid_values
from handouts.sources.nodes import Node, Sequence

MOST_PHONES = 12
NUMBER_ABOUT = "The telephone number, as it should be printed."


def make_text_shape(most: int, pattern: str = "", example: str = "") -> Converted[str, Text]:
    """The shape of a text on one line, which keeps its address."""
    shape = PlainText(most, pattern, example, is_prose=not pattern)
    return Converted(shape, _keep_address)


def _keep_address(value: str, node: Node, reading: Reading) -> Text:
    return plain(value, reading.address)


def _build_phone(record: Record, node: Node, reading: Reading) -> Phone | None:
    return Phone(**record.values) if "number" in record.values else None


def _name_phone(number: Text, node: Node, reading: Reading) -> Phone:
    return Phone(number)


NUMBER = make_text_shape(60)
PHONE = TextOrGroup(
    Converted(NUMBER, _name_phone),
    Converted(
        Group(
            "a telephone",
            {
                "number": Key(NUMBER, NUMBER_ABOUT, True, "555 0142"),
                "label": Key(make_text_shape(60), "What it is for.", False, "Appointments"),
                "hours": Key(
                    make_text_shape(120), "When it is answered.", False, "Mon to Fri, 8 am to 6 pm"
                ),
            },
        ),
        _build_phone,
    ),
)


class OneOrMore(Data, frozen=True):
    """One value, or a list of such values; ``shape`` reads one, and ``several`` the list."""

    one: Any
    several: Items[Any]

    def read(self, node: Node, name: str, reading: Reading) -> Any:
        """What the value or the list is read as; None if it is wrong."""
        if not isinstance(node, Sequence):
            return self.one.read(node, name, reading)
        items = self.several.read(node, name, reading)
        return None if items is None else tuple(valid_values(items))

    def schema(self, shared: dict[str, Json]) -> Json:
        """Either of the two schemas."""
        return {"anyOf": [self.one.schema(shared), self.several.schema(shared)]}


def _split_phone(value: str | Phone, node: Node, reading: Reading) -> str | tuple[Phone, ...]:
    """One number; several if the text has several lines, or a label."""
    if isinstance(value, Phone):
        return (value,)
    lines = value.splitlines()
    return value if len(lines) < 2 else tuple(Phone(plain(line, reading.address)) for line in lines)


_PHONE_TEXT = PlainText(300, keeps_lines=True)
PHONES = Items(PHONE, MOST_PHONES)
MAIN_PHONE = OneOrMore(
    Converted(cast(Any, TextOrGroup(_PHONE_TEXT, PHONE.group)), _split_phone), PHONES
)
"""A clinic's ``phone``: usually one text; a list, or a text of several lines, is several."""
