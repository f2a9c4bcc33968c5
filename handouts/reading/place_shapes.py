"""A clinic's places in a brand's file: where they are, when they are open, how to get there."""

from __future__ import annotations

from typing import Any

from handouts.document.contact import ClinicSite, OpeningHours, Phone, PlaceMap
from handouts.document.text import LINE_BREAK, Text, plain
from handouts.patterns import compile_late
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.picture_shapes import (
    ALT,
    ALT_ABOUT,
    PICTURE,
    build_picture,
    check_picture_text,
)
from handouts.reading.scalar_shapes import PlainText, ProseLine
from handouts.reading.shapes import Converted, Items, TextOrGroup, valid_values
from handouts.reading.telephone_shapes import (
    MAIN_PHONE,
    NUMBER_ABOUT,
    PHONES,
    OneOrMore,
    make_text_shape,
)
from handouts.reading.web_addresses import make_email_address, make_web_address
from handouts.sources.nodes import Mapping, Node, Scalar

ADDRESS = PlainText(300, is_prose=True, keeps_lines=True)
_HOURS_ABOUT = "When it is open: days and times, or a text."
_DAYS = compile_late(r"([^:]*[^\W\d_][^:]*): +(\S.*)")


def keep_lines(value: str, node: Node, reading: Reading) -> Text:
    """A text of several lines, which stay lines."""
    return plain(value.replace("\n", LINE_BREAK), reading.address)


def keep_address(value: str, node: Node, reading: Reading) -> Text:
    """A text with its address."""
    return plain(value, reading.address)


# --- hours -----------------------------------------------------------------------------------


def _accept_days(key: Scalar, value: Node, mapping: Mapping, reading: Reading) -> bool:
    return True


def _build_rows(record: Record, node: Node, reading: Reading) -> tuple[OpeningHours, ...]:
    return tuple(
        OpeningHours(plain(" ".join(days.split()), times.address), times)
        for days, times in record.values.items()
    )


def _split_rows(value: str, node: Node, reading: Reading) -> tuple[OpeningHours, ...]:
    """The rows of a text: those of a table if each line has days, a colon and times."""
    lines = value.splitlines()
    matches = [_DAYS.fullmatch(line) for line in lines]
    at = reading.address
    if all(matches):
        return tuple(
            OpeningHours(plain(each[1].strip(), at), plain(each[2], at)) for each in matches if each
        )
    return (OpeningHours(Text(), plain(LINE_BREAK.join(lines), at)),)


def _join_rows(value: Any, node: Node, reading: Reading) -> tuple[OpeningHours, ...]:
    """The rows of a list of days, and of what else hours may be."""
    several = (each if isinstance(each, tuple) else (each,) for each in value)
    return tuple(row for rows in several for row in rows)


_TABLE = Group("the opening hours", {}, other_shape=make_text_shape(120), accept_other=_accept_days)
_HOURS = TextOrGroup(
    Converted(PlainText(500, is_prose=True, keeps_lines=True), _split_rows),
    Converted(_TABLE, _build_rows),
)
HOURS = Converted(OneOrMore(_HOURS, Items(_HOURS, 14)), _join_rows)
HOURS_KEY = Key(HOURS, _HOURS_ABOUT, False, "Mon to Fri, 8 am to 6 pm", synonyms=("opening_hours",))


# --- maps ------------------------------------------------------------------------------------


def _build_map(record: Record, node: Node, reading: Reading) -> PlaceMap | None:
    check_picture_text(record, node, reading)
    if not {"picture", "web", "alt"} & record.nodes.keys():
        reading.report(
            "missing-part", node, "The map has neither a 'picture' nor a 'web'.", "Add one."
        )
    picture = build_picture(record, reading.address) if "picture" in record.values else None
    return PlaceMap(picture, record.get("web", Text()))


def _link_map(value: Text, node: Node, reading: Reading) -> PlaceMap:
    return PlaceMap(web=value)


_MAP_WEB = Converted(make_web_address("maps.example/clinic", 500), keep_address)


MAP = TextOrGroup(
    Converted(_MAP_WEB, _link_map),
    Converted(
        Group(
            "a map",
            {
                "picture": Key(PICTURE, "The name of a picture in the folder 'pictures'."),
                "alt": Key(ALT, ALT_ABOUT),
                "web": Key(_MAP_WEB, "The web address of a map."),
            },
        ),
        _build_map,
    ),
)
MAP_KEY = Key(MAP, "A map: a picture of it, or its web address.")


# --- places ----------------------------------------------------------------------------------


def gather_phones(values: dict[str, Any], address: tuple[str | int, ...]) -> tuple[Phone, ...]:
    """All telephones under ``phone`` and ``phones``, in this order."""
    main = values.get("phone") or ()
    main = (Phone(plain(main, (*address, "phone"))),) if isinstance(main, str) else main
    return (*main, *valid_values(values.get("phones")))


def _build_place(record: Record, node: Node, reading: Reading) -> ClinicSite | None:
    values = {name: value for name, value in record.values.items() if not name.startswith("phone")}
    if "name" not in values:
        return None
    return ClinicSite(**values, phones=gather_phones(record.values, reading.address))


PLACES = Items(
    Converted(
        Group(
            "a place",
            {
                "name": Key(make_text_shape(80), "What the place is called.", True, "Hove"),
                "address": Key(Converted(ADDRESS, keep_lines), "Where it is; lines after '|'."),
                "phone": Key(MAIN_PHONE, NUMBER_ABOUT),
                "phones": Key(PHONES, "Its telephones, with labels."),
                "email": Key(Converted(make_email_address(), keep_address), "Its e-mail address."),
                "hours": HOURS_KEY,
                "directions": Key(ProseLine(), "How to get there, in a line of Markdown."),
                "map": MAP_KEY,
            },
        ),
        _build_place,
    ),
    12,
)
