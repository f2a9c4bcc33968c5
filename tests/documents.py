"""Documents in tests: texts in short, a shipped handout, a person, values without addresses."""

from __future__ import annotations

from datetime import date, time
from typing import TypeVar

import yaml
from msgspec.structs import replace

import handouts
from handouts.building.clinic import ClinicDetails
from handouts.data import Data
from handouts.document.handout import Spec, Status
from handouts.document.person import Area, Person, Visit
from handouts.document.text import Inline, Run, Text

_Value = TypeVar("_Value")

VISIT = Visit(date(2026, 12, 1), time(14, 30))
SAM = Person(
    first_name="Sam",
    last_name="Lee",
    therapist="Ana Ortiz, PT",
    treated=date(2026, 11, 24),
    areas=(Area("upper trapezius", "left"), Area("calf", "both")),
    advice=("move", "water"),
    next_visit=VISIT,
    notes="Bring your shoes.\n\n  Walk a little. ",
)
"""A person with a value in each field that a leaflet prints."""


OUR_CLINIC = ClinicDetails("Our Clinic", "555 0100", "clinic.example")
"""What a clinic that starts says about itself."""


USUAL_FORMATS: tuple[handouts.Format, ...] = (
    "trifold",
    "booklet",
    "sheet",
    "large-print",
    "screen",
)
"""The formats that hold a text of usual length."""

FACTS = """\
title: Prices
id: PR-1
version: "1"
kind: information
reviewed: 2026-11-01
review_by: 2028-11-01
status: draft
"""
"""The facts of a handout that may have any section."""


class _TextLoader(yaml.SafeLoader):
    """Reads days as text, as JSON does."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_as_json(text: str) -> object:
    """What is in a YAML text, as an editor checks it: numbers are numbers, days are texts."""
    return yaml.load(text, _TextLoader)  # noqa: S506  # it is a SafeLoader


def make_text(*inlines: Inline | str) -> Text:
    """A text of inlines, with a bare string for a run without a look, and without an address."""
    return Text(tuple(Run(each) if isinstance(each, str) else each for each in inlines))


def load_with_status(name: str, status: Status) -> Spec:
    """A shipped handout with another status."""
    shipped = handouts.load(name)
    return replace(shipped, handout=replace(shipped.handout, status=status))


def without_addresses(value: _Value) -> _Value:
    """A value in which nothing says where in a file it came from."""
    return _strip(value)  # type: ignore[return-value]  # the type of what is inside is kept


def _strip(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_strip(item) for item in value)
    if isinstance(value, Data):
        fields = {name: _strip(getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **fields | ({"address": ()} if "address" in fields else {}))
    return value
