"""A person's days seen together, and seen from today: which are wrong, or likely to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from handouts.document.person import Person, Visit
from handouts.people.dates import LONG_PAST
from handouts.sources.findings import ValueFinding

_FARTHEST = timedelta(days=2 * 366)
_LONG_AGO = timedelta(days=366)
_TOO_FAR = ValueFinding("invalid-date", "This day is more than two years ahead.", "Check the year.")
_LONG_PAST_TREATMENT = ValueFinding(
    "invalid-date", "This day is more than a year ago.", "Check the year, or leave it empty."
)
_PAST = ValueFinding(
    "invalid-date", "The next visit is already past.", "Check the day, or leave it empty."
)


def move_coming_day(person: Person, today: date | None) -> Person:
    """The person, with a day of treatment that is still to come as the appointment."""
    if not (today and person.treated and person.treated > today):
        return person
    return replace(person, treated=None, appointment=person.appointment or Visit(person.treated))


def check_days(
    person: Person, texts: Mapping[str, str], today: date | None
) -> Iterator[tuple[str, ValueFinding]]:
    """The errors of a person's days, each with its field; ``texts`` are what the fields hold.

    A wrong year is likelier than a visit in years to come, or a visit or a treatment long ago. A
    next visit is after this one, and after today.
    """
    before = tuple(_check_next_visit(person))
    yield from before
    appointment = "appointment" if "appointment" in texts else "date"
    visits = ((appointment, person.appointment), ("next_visit", person.next_visit))
    base = min(filter(None, (today, person.treated)), default=None)
    yield from (
        (field, _TOO_FAR)
        for field, visit in visits
        if visit and base and visit.day - base > _FARTHEST
    )
    if today is None:
        return
    if person.treated and today - person.treated > _LONG_AGO:
        yield "date", _LONG_PAST_TREATMENT
    if person.appointment and today - person.appointment.day > _LONG_AGO:
        yield appointment, LONG_PAST
    if person.next_visit and person.next_visit.day < today and not before:
        yield "next_visit", _PAST


def _check_next_visit(person: Person) -> Iterator[tuple[str, ValueFinding]]:
    """Report a next visit that is before the treatment, or before this visit."""
    appointment = person.appointment.day if person.appointment else None
    day = max(filter(None, (person.treated, appointment)), default=None)
    if day and person.next_visit and person.next_visit.day < day:
        what = "the day of the treatment" if day == person.treated else "this visit"
        message = f"The next visit is before {what}."
        yield "next_visit", ValueFinding("date-order", message, "Check both days.")
