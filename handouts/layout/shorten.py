"""What of a person makes a leaflet too long: the field that is best made shorter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from handouts.compose.personal import by_hand
from handouts.spec.advice import advice_of
from handouts.spec.models import Area, Handout, Inlines, Person, Visit
from handouts.spec.problems import SpecError

MENDS = {
    "notes": "Shorten the notes.",
    "advice": "Choose less advice, or shorten it in the handout.",
    "areas": "Choose fewer areas.",
    "therapist": "Shorten the name.",
    "last_name": "Shorten the name.",
    "first_name": "Shorten the name.",
}
"""The fields of a person that take room, those first that are soonest shortened, and the mend."""

_SOME = {"first_name": "Sam", "notes": "Rest."}


def to_shorten(person: Person, lay_out: Callable[[Person], object]) -> str:
    """The field without which a person's leaflet fits; empty where none alone is to blame.

    ``lay_out`` raises SpecError where what it is given does not fit. A name and notes are
    tried short, since without anything known the panel would be one to be filled in by hand.
    """
    for field in MENDS:
        value = getattr(person, field)
        short = _SOME.get(field, type(value)())
        if value and value != short and _fits(replace(person, **{field: short}), lay_out):
            return field
    return ""


def _fits(person: Person, lay_out: Callable[[Person], object]) -> bool:
    if by_hand(person):
        person = replace(person, first_name=_SOME["first_name"])
    try:
        lay_out(person)
    except SpecError:
        return False
    return True


def someone(handout: Handout) -> Person:
    """A person as there are many, with one area and the longest advice that the handout has."""
    there = advice_of(handout)
    longest = max(there, key=lambda key: _length(there[key]), default="")
    return Person(
        first_name="Alexandra",
        last_name="Montgomery",
        therapist="Dr. Alex Morgan",
        treated=date(2026, 11, 23),
        areas=(Area("trapezius", "left"),),
        advice=(longest,) if longest else (),
        next_visit=Visit(date(2026, 12, 1)),
    )


def _length(line: Inlines) -> int:
    return sum(len(getattr(each, "text", "") or getattr(each, "otherwise", "")) for each in line)
