"""Clocks: offsets from UTC that are the clinic's own time, and hours at which nobody comes."""

from __future__ import annotations

from datetime import date, time, timedelta

from handouts.document.brand import Brand
from handouts.document.locale import find_region
from handouts.document.person import Visit
from handouts.patterns import compile_late
from handouts.people.dates import read_visit
from handouts.sources.findings import ValueFinding

# In winter, their time is UTC; in summer, it is an hour ahead.
_REGIONS = frozenset({"GB", "IE", "PT"})
_NO_OFFSET = compile_late(r"(?<=[0-9]) ?[+-]00:?00\s*$")
_SUMMER_OFFSET = compile_late(r"[0-9] ?\+01:?00\s*$")
_EARLIEST = time(5)
_AT_NIGHT = ValueFinding(
    "invalid-time",
    "This time is at night.",
    "Write the hour by the 24-hour clock, such as 14:30, or add PM.",
)


def has_winter_utc(brand: Brand | None) -> bool:
    """Whether the clinic's time is UTC in winter, by the region of the brand's language."""
    return bool(brand and find_region(brand.language) in _REGIONS)


def drop_winter_offset(text: str) -> str:
    """A day and time without its offset +00:00, which is the local time of a winter's day.

    In summer such a time is one in UTC, and stays as it is. So does a text without an offset.
    """
    bare = _NO_OFFSET.sub("", text)
    if bare == text:
        return text
    visit = read_visit(bare, None)
    return bare if isinstance(visit, Visit) and not _is_summer(visit.day) else text


def is_summer_time(text: str) -> bool:
    """Whether a text is a day of summer with the offset +01:00, as in London."""
    if not _SUMMER_OFFSET.search(text):
        return False
    visit = read_visit(text, None)
    return isinstance(visit, Visit) and _is_summer(visit.day)


def check_hour(visit: Visit) -> ValueFinding | None:
    """Why nobody comes at the time of a visit: it is at night; else None."""
    return _AT_NIGHT if visit.at and visit.at < _EARLIEST else None


def _is_summer(day: date) -> bool:
    """Whether clocks are an hour ahead: from March's last Sunday to the day before October's."""
    return _find_last_sunday(day.year, 3) <= day < _find_last_sunday(day.year, 10)


def _find_last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
