"""Dates: days and times as people and practice software write them.

A date in numbers alone (12/01/2026) can mean two days. It is read in the clinic's order, month
first or day first, which the caller passes and which is never guessed. If the order is unknown,
or there is no such month, the message asks for 2026-12-01. A date with dots (01.12.2026) has
its day first everywhere. No clock is read: a date must contain its year, of this century.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from handouts.document.brand import Brand
from handouts.document.papers import PAPERS
from handouts.document.person import Visit
from handouts.sources.findings import ValueFinding

DATE_HINT = "Write it as year-month-day: 2026-12-01."
_TIME_HINT = "Write it as year-month-day and time: 2026-12-01 14:30."
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "mon tue wed thu fri sat sun".split()
_MONTH_FIRST = {"US"}
_YEARS = range(2000, 2100)
# The clinic's local time with its offset, as software writes it: 2026-12-01T14:30:00-05:00.
_OFFSET = re.compile(
    r"(?:(?<=[0-9]:[0-9]{2})|(?<=[aApP][mM])) ?[+-](?!00:?00)(?:0[0-9]|1[0-4]):?[0-9]{2}\s*$"
)
# A spreadsheet's serial number for a day, the time after the point: 46357 is 2026-12-01.
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,? +(?:the )?)?"
)
_TIME = (
    r"(?:(?:[ ]*,?[ ]+(?:at[ ]+)?|[ ]*t[ ]*|[ ]*@[ ]*)(?P<hour>[0-9]{1,2})"
    r"(?:[:.h](?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)?"
    r"[ ]*(?P<half>[ap]\.?m\b\.?)?(?P<zone>[ ]*(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?"
    r"(?:(?:[ ]+-[ ]+|[ ]*[–—][ ]*|[ ]+to[ ]+)[0-9]{1,2}(?:[:.h][0-9]{2})?"
    r"[ ]*(?P<until>[ap]\.?m\b\.?)?)?)?"
)
_KINDS = {
    "year": r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
    "compact": r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    "dots": rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
    "numbers": rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-/])(?P<other>[0-9]{{1,2}})(?P=mark){_YEAR}",
    "day": rf"{_DAY}(?: of)?[ -]*{_MONTH}[ ,-]*{_YEAR}",
    "month": rf"{_MONTH}[ -]*{_DAY}(?:, *| +|-){_YEAR}",
}


def is_month_first(brand: Brand | None) -> bool | None:
    """Whether 12/01/2026 means December 1 to the clinic; None without a brand.

    The region of the brand's language decides: month first in the United States, day first
    everywhere else. Without a region the brand's paper decides: month first for US Letter, day
    first for A4. The handout's language does not matter: within one table the same numbers mean
    the same day, whatever language each person reads.
    """
    region = _find_region(brand.language) if brand else ""
    if region:
        return region in _MONTH_FIRST
    return PAPERS[brand.paper].uses_inches if brand else None


def _find_region(language: str) -> str:
    """The region of a language tag: US for en-US; empty for zh-Hans."""
    return next((part for part in language.split("-")[1:] if len(part) in (2, 3)), "")


@lru_cache(maxsize=512)  # many people of a table come on the same days
def read_visit(text: str, month_first: bool | None) -> Visit | ValueFinding:
    """Read a day, and its time if there is one; on failure, return the error.

    Midnight does not count as a time: software writes it where there is none. A time with a
    zone is refused, since the time on paper is the clinic's local time.
    """
    normalized = " ".join(text.split()).lower()
    for kind in _KINDS:
        match = _compile_pattern(kind).fullmatch(normalized)
        if match:
            return _build_visit(kind, match, month_first)
    if _SERIAL.fullmatch(normalized):
        message = "This looks like a spreadsheet's internal number for a date."
        return ValueFinding(
            "invalid-date", message, "Format the column as a date there, and export it again."
        )
    return ValueFinding(
        "invalid-date",
        "This date cannot be read.",
        f"{DATE_HINT} If there is none, leave it empty.",
    )


def read_day(text: str, month_first: bool | None) -> date | ValueFinding:
    """Read a day and ignore its time; on failure, return the error.

    An offset is ignored with the time: the day is already the clinic's. Times in UTC (Z) are
    refused, since the clinic's day may be another one.
    """
    local = _OFFSET.sub("", text)
    read = read_visit(local, month_first)
    return read.day if isinstance(read, Visit) else read


@lru_cache(maxsize=len(_KINDS))
def _compile_pattern(kind: str) -> re.Pattern[str]:
    """Compile a pattern on first use: compiling all would add 8 ms to a cold start."""
    return re.compile(_WEEKDAY + _KINDS[kind] + _TIME)


def _build_visit(kind: str, match: re.Match[str], month_first: bool | None) -> Visit | ValueFinding:
    day = _build_day(kind, match, month_first)
    if isinstance(day, ValueFinding):
        return day
    weekday = match["weekday"]
    if weekday and _DAYS[day.weekday()] != weekday[:3]:
        return ValueFinding("invalid-date", "The weekday does not match the date.", "Check both.")
    if match["zone"]:
        return ValueFinding(
            "invalid-time",
            "The time has a time zone.",
            f"{_TIME_HINT} Give the clinic's local time.",
        )
    at = _build_time(match)
    return at if isinstance(at, ValueFinding) else Visit(day, at)


def _build_day(kind: str, match: re.Match[str], month_first: bool | None) -> date | ValueFinding:
    if kind != "numbers":
        return _build_date(match["year"], match["month"], match["day"])
    one, other = match["one"], match["other"]
    if month_first is None and one != other and max(int(one), int(other)) <= 12:
        return ValueFinding(
            "ambiguous-date",
            "It is unclear which number is the month and which the day.",
            DATE_HINT,
        )
    first = int(other) > 12 if month_first is None else month_first
    return _build_date(match["year"], *((one, other) if first else (other, one)))


def _build_date(year: str, month: str, day: str) -> date | ValueFinding:
    """The date; a year of two digits belongs to this century."""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        result = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return ValueFinding("invalid-date", "There is no such day in the calendar.", DATE_HINT)
    if result.year not in _YEARS:
        return ValueFinding(
            "invalid-date",
            f"The year is not between {_YEARS[0]} and {_YEARS[-1]}.",
            "Check the year.",
        )
    return result


def _build_time(match: re.Match[str]) -> time | None | ValueFinding:
    if match["hour"] is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "")[:1]
    if not half and (match["minute"] is None or match["until"]):
        return ValueFinding("invalid-time", "The time is incomplete.", _TIME_HINT)
    if half and not 1 <= hour <= 12:
        return ValueFinding("invalid-time", "There is no such time of day.", _TIME_HINT)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        return ValueFinding("invalid-time", "There is no such time of day.", _TIME_HINT)
    return time(hour, minute) if hour or minute else None
