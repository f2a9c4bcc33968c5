"""The QR codes of a brand: a web address, or a list of what each of them opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from handouts.document.contact import QrKind, QrTarget
from handouts.document.text import Text, plain
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.scalar_shapes import Flag, PlainText
from handouts.reading.script_sets import ALL_SCRIPTS
from handouts.reading.shapes import Converted, Items, Shape, TextOrGroup
from handouts.reading.telephone_shapes import OneOrMore, make_text_shape
from handouts.reading.telephones import make_telephone_link
from handouts.reading.web_addresses import (
    lower_scheme,
    make_email_address,
    make_web_address,
)
from handouts.sources.findings import join_choices, quote_text
from handouts.sources.nodes import Node

_KINDS: tuple[QrKind, ...] = get_args(QrKind)
_SCHEMES: dict[str, QrKind] = {"tel": "phone", "mailto": "email", "sms": "sms", "geo": "map"}
_POINT = r"-?[0-9]{1,2}(\.[0-9]+)?, ?-?[0-9]{1,3}(\.[0-9]+)?"
"""A latitude and a longitude, in degrees (RFC 5870)."""


def check_number(value: str, node: Node, reading: Reading) -> str | None:
    """A number that a code can dial: exactly one."""
    if make_telephone_link(value):
        return value
    reading.report(
        "unclear-telephone",
        node,
        f"It is in doubt which number {quote_text(value)} dials.",
        "Write one number alone, with its country's code: +44 20 7946 0958",
    )
    return None


def _require_card(value: bool, node: Node, reading: Reading) -> bool | None:
    """Whether there is a card: a code for none is nothing."""
    if not value:
        hint = "Write 'card: true', or delete it."
        reading.report("unknown-choice", node, "A code for no card opens nothing.", hint)
    return value or None


_NUMBER = Converted(PlainText(60), check_number)
_EMAIL, _WEB = make_email_address(), make_web_address("clinic.example/appointments", 500)
_SHAPES: Mapping[QrKind, Shape[object]] = {
    "web": _WEB,
    "email": _EMAIL,
    "phone": _NUMBER,
    "sms": _NUMBER,
    "card": Converted(Flag(), _require_card),
    "map": Converted(
        PlainText(500, rf"{_POINT}|https?://[^\s]+", "50.8279, -0.1688"), lower_scheme
    ),
}
_ABOUT: dict[QrKind, str] = {
    "web": "The web address that the code opens.",
    "email": "The e-mail address that the code writes to.",
    "phone": "The telephone number that the code dials.",
    "sms": "The number that the code sends a text message to.",
    "card": "The clinic's name and contact, to be saved in the address book: true.",
    "map": "The point on a map, or a map's web address.",
}


def _build_target(record: Record, node: Node, reading: Reading) -> QrTarget | None:
    kinds = [kind for kind in _KINDS if kind in record]
    if len(kinds) != 1:
        message = f"A QR code opens one thing: {join_choices(_KINDS)}."
        hint = "Write one item of the list for each." if kinds else "Add one of them."
        reading.report("missing-part" if not kinds else "conflicting-values", node, message, hint)
        return None
    (kind,) = kinds
    value = record.values.get(kind)
    if not value:
        return None
    words = value if isinstance(value, str) else ""
    return QrTarget(kind, plain(words, (*reading.address, kind)), record.get("label", Text()))


def _read_address(value: str, node: Node, reading: Reading) -> QrTarget | None:
    """The target of a code that is written as one address."""
    scheme, _, rest = value.partition(":")
    kind = _SCHEMES.get(scheme.lower(), "web")
    if kind == "web":
        address = lower_scheme(value, node, reading)
    elif kind in ("phone", "sms"):
        address = check_number(rest, node, reading)
    else:
        address = rest
    return QrTarget(kind, plain(address, reading.address)) if address else None


_ADDRESS = PlainText(
    500,
    rf"[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9\[{ALL_SCRIPTS}][!-~{ALL_SCRIPTS}]*"
    r"|([Tt][Ee][Ll]|[Ss][Mm][Ss]):.+"
    rf"|[Mm][Aa][Ii][Ll][Tt][Oo]:[^@\s]+@[^@\s]+\.[^@\s]+|[Gg][Ee][Oo]:{_POINT}",
    "https://clinic.example/appointments",
    correct=lambda value: f"https://{value}",
)
_TARGET = TextOrGroup(
    Converted(_ADDRESS, _read_address),
    Converted(
        Group(
            "a QR code",
            {
                **{kind: Key(_SHAPES[kind], _ABOUT[kind]) for kind in _KINDS},
                "label": Key(make_text_shape(80), "The words below the code."),
            },
        ),
        _build_target,
    ),
)
QR = OneOrMore(_TARGET, Items(_TARGET, 8))


def gather_targets(value: QrTarget | tuple[QrTarget, ...]) -> tuple[QrTarget, ...]:
    """The targets of one code or of several."""
    return value if isinstance(value, tuple) else (value,)
