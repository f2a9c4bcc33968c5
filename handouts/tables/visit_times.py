"""The day and the time of a visit, where a table has them in two columns."""

from __future__ import annotations

import re

from handouts.document.person import Visit
from handouts.people.dates import read_visit
from handouts.people.missing import is_missing
from handouts.sources.findings import ValueFinding

# Software adds midnight to a day without a time.
_MIDNIGHT = re.compile(r"(?i)[T ]+(0?0:00(:00(\.0+)?)?|12:00(:00)? ?AM)$")


def join_visit(day: str, time: str) -> str:
    """A day and a time from two cells, as one text."""
    return day if is_missing(time) else f"{_MIDNIGHT.sub('', day.strip())} {time.strip()}"


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
    if not _is_readable_visit(day) or _is_readable_visit(join_visit(day, time)):
        return None
    if _is_readable_visit(f"2026-12-01 {time.strip()}"):
        return ValueFinding(
            "invalid-time", "The day already includes a time.", "Delete one of the two times."
        )
    return ValueFinding(
        "invalid-time", "This is not a readable time of day.", "Write it like this: 14:30."
    )


def _is_readable_visit(text: str) -> bool:
    """Whether a text is a day, with or without a time, the month or the day first."""
    return any(isinstance(read_visit(text, first), Visit) for first in (True, False))
