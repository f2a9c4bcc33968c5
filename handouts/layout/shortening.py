"""Which of a person's fields to shorten when a leaflet is too long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from handouts.document.handout import Handout
from handouts.document.person import PERSON_FIELDS, Area, Person, Visit
from handouts.document.text import Text
from handouts.people.advice import collect_advice
from handouts.sources.findings import SpecError


def find_field_to_shorten(person: Person, lay_out: Callable[[Person], object]) -> str:
    """Find the field that, if shortened, lets a person's leaflet fit; empty if no single one does.

    ``lay_out`` raises SpecError if a person's leaflet does not fit. Name and notes are shortened
    rather than removed, since a panel without any values would be one to fill in by hand.
    """
    for name, field in reversed(list(PERSON_FIELDS.items())):
        if not field.shorten_hint:
            continue
        value: str | tuple[object, ...] = getattr(person, name)
        short = field.short_value or type(value)()
        if value and value != short and _fits(replace(person, **{name: short}), lay_out):
            return name
    return ""


def _fits(person: Person, lay_out: Callable[[Person], object]) -> bool:
    if person.is_blank:
        person = replace(person, first_name=PERSON_FIELDS["first_name"].short_value)
    try:
        lay_out(person)
    except SpecError:
        return False
    return True


def make_sample_person(handout: Handout) -> Person:
    """Make a typical person, with one area and the longest advice in the handout."""
    advice = collect_advice(handout)
    longest = max(advice, key=lambda key: _text_length(advice[key]), default="")
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
