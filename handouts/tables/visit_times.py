"""The day and the time of a visit, where a table has them in two columns."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.document.person import Visit
from handouts.patterns import compile_late
from handouts.people.clocks import check_hour
from handouts.people.dates import read_visit
from handouts.people.missing import is_missing
from handouts.sources.findings import ValueFinding
from handouts.tables.csv_rows import TableRow

# Software adds midnight to a day without a time.
_MIDNIGHT = compile_late(r"(?i)[T ]+(0?0:00(:00(\.0+)?)?|12:00(:00)? ?AM)$")


def join_visit(day: str, time: str) -> str:
    """A day and a time from two cells, as one text; the day alone where they cannot be joined."""
    if is_missing(time) or check_visit_time(day, time):
        return day
    return _find_joined(day, time) or _join(day, time)


def write_full_time(time: str) -> str:
    """A time alone as a text that can be read, on any day; a day with a time as it is."""
    return time if _read_visits(time) else f"2026-12-01 {time.strip()}"


def check_visit_time(day: str, time: str) -> ValueFinding | None:
    """Why a day and a time from two cells cannot be joined; None where they can, or need not be.

    Errors in the day itself are reported elsewhere, and so are a spreadsheet's error signs.
    """
    if is_missing(time):
        return None
    if is_missing(day):
        return ValueFinding(
            "invalid-time",
            "There is a time, but no day for the visit.",
            "Fill in the day, or delete the time.",
        )
    if not _read_visits(day):
        return None
    joined = _find_joined(day, time)
    if joined:
        return next(filter(None, map(check_hour, _read_visits(joined))), None)
    if _read_visits(f"2026-12-01 {time.strip()}"):
        return ValueFinding(
            "invalid-time", "The day already includes a time.", "Delete one of the two times."
        )
    return ValueFinding(
        "invalid-time", "This is not a readable time of day.", "Write it like this: 14:30."
    )


def has_visit(rows: Iterable[TableRow], at: int) -> bool:
    """Whether a column of some rows, though headed as one of times, holds days."""
    return any(_read_visits(row.cell(at)) for row in rows)


def _find_joined(day: str, time: str) -> str:
    """The text that holds a day and its time: both together, or one that says the same."""
    joined = _join(day, time)
    if _read_visits(joined):
        return joined
    days, times = _read_visits(day), _read_visits(time)
    if times and [visit.day for visit in days] == [visit.day for visit in times]:
        is_same = all(visit.at is None for visit in days) or days == times
        return time if is_same else ""
    alone = {visit.at for visit in _read_visits(f"2026-12-01 {time.strip()}")}
    return day if alone and {visit.at for visit in days} == alone else ""


def _join(day: str, time: str) -> str:
    return f"{_MIDNIGHT.sub('', day.strip())} {time.strip()}"


def _read_visits(text: str) -> list[Visit]:
    """What a text means with the month first and with the day first, as far as it is a visit."""
    visits = (read_visit(text, first) for first in (True, False))
    return [visit for visit in visits if isinstance(visit, Visit)]
