"""The order of a batch's leaflets: by the time of the visit, or by any column of the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from datetime import date, time

from handouts.document.person import Person, Visit
from handouts.sources.findings import Finding, Place, SpecError
from handouts.tables.checked_row import CheckedRow
from handouts.tables.columns import Columns
from handouts.tables.headers import APPOINTMENT_TIME, VISIT_TIME

BY_TIME = "time"
"""Given in place of a header: by the day and time of the visit, or of the treatment."""

SortKey = tuple[object, ...]
"""What rows are sorted by."""
_DAYS: dict[str, Callable[[Person], Visit | date | None]] = {
    "date": lambda person: person.treated,
    "appointment": lambda person: person.appointment,
    "next_visit": lambda person: person.next_visit,
}
_TIMES: dict[str, Callable[[Person], Visit | None]] = {
    APPOINTMENT_TIME: lambda person: person.appointment,
    VISIT_TIME: lambda person: person.next_visit,
}


def require_time(fields: Set[str]) -> None:
    """Raise SpecError if none of the fields that are read is a day or a time to sort by."""
    if fields.isdisjoint(_DAYS):
        message = "The table has no day of a visit or treatment to sort by."
        hint = (
            "Sort by a column, such as --sort Time; or, if there is a column of times, give all of "
            "them one day: --set appointment=today."
        )
        raise SpecError([Finding("unknown-column", Place("--sort"), message, hint)])


def sort_rows(rows: Iterable[CheckedRow], header: str, columns: Columns) -> list[CheckedRow]:
    """The rows sorted by a column, which is among the requested ones, or BY_TIME.

    Days are sorted as days, times as times of day, and numbers in a text as numbers. Rows that are
    the same there stay in their order; those without a value come last.
    """
    find_key = _find_time if header == BY_TIME else bind_column(header, columns)
    return sorted(rows, key=find_key)


def bind_column(header: str, columns: Columns) -> Callable[[CheckedRow], SortKey]:
    """A function that finds the key of a row in a column."""
    at = columns.extra[header]
    field = next((field for field, of in columns.fields.items() if of == at), "")
    find_day = _DAYS.get(field)
    if find_day:
        return lambda row: _day_key(find_day(row.person))
    find_visit = _TIMES.get(field)
    if find_visit:
        return lambda row: _time_key(find_visit(row.person))
    return lambda row: _text_key(row.extra.get(header, ""))


def _find_time(row: CheckedRow) -> SortKey:
    person = row.person
    return _day_key(person.appointment or person.treated or person.next_visit)


def _day_key(day: Visit | date | None) -> SortKey:
    if day is None:
        return (True,)
    visit = day if isinstance(day, Visit) else Visit(day)
    return (False, visit.day, visit.at or time())


def _time_key(visit: Visit | None) -> SortKey:
    return (False, visit.at) if visit and visit.at else (True,)


def _text_key(text: str) -> SortKey:
    """A key by which "Room 9" comes before "Room 10"."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return (not text, [(part.zfill(12) if part.isdigit() else part) for part in parts])
