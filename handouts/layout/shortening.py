"""Which of a person's fields to shorten when a leaflet is too long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from handouts.document.handout import Handout
from handouts.document.person import Area, Person, Visit
from handouts.document.text import Text
from handouts.people.advice import collect_advice
from handouts.sources.findings import SpecError

SHORTEN_HINTS = {
    "notes": "Shorten the notes.",
    "advice": "Choose less advice, or shorten it in the handout.",
    "areas": "Choose fewer areas.",
    "therapist": "Shorten the name.",
    "last_name": "Shorten the name.",
    "first_name": "Shorten the name.",
}
"""A hint for each field of a person that takes space, the easiest to shorten first."""

_SHORT_VALUES = {"first_name": "Sam", "notes": "Rest."}


def find_field_to_shorten(person: Person, lay_out: Callable[[Person], object]) -> str:
    """Find the field that, if shortened, lets a person's leaflet fit; empty if no single one does.

    ``lay_out`` raises SpecError if a person's leaflet does not fit. Name and notes are shortened
    rather than removed, since a panel without any values would be one to fill in by hand.
    """
    for field in SHORTEN_HINTS:
        value = getattr(person, field)
        short = _SHORT_VALUES.get(field, type(value)())
        if (
            value
            and value != short
            and _fits_when_laid_out(replace(person, **{field: short}), lay_out)
        ):
            return field
    return ""


def _fits_when_laid_out(person: Person, lay_out: Callable[[Person], object]) -> bool:
    if person.is_blank:
        person = replace(person, first_name=_SHORT_VALUES["first_name"])
    try:
        lay_out(person)
    except SpecError:
        return False
    return True


def make_sample_person(handout: Handout) -> Person:
    """Make a typical person, with one area and the longest advice in the handout."""
    there = collect_advice(handout)
    longest = max(there, key=lambda key: _text_length(there[key]), default="")
    return Person(
        first_name="Alexandra",
        last_name="Montgomery",
        therapist="Dr. Alex Morgan",
        treated=date(2026, 11, 23),
        areas=(Area("trapezius", "left"),),
        advice=(longest,) if longest else (),
        next_visit=Visit(date(2026, 12, 1)),
    )


def _text_length(line: Text) -> int:
    return sum(
        len(getattr(each, "text", "") or getattr(each, "otherwise", "")) for each in line.inlines
    )
