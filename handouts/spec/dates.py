"""Dates: days and times as people and practice software write them.

Month and day by numbers alone (12/01/2026) mean two days. They are read the way of the
clinic: month first or day first, as the caller says, and never guessed: where that is not
known, or there is no such month, the writer is asked for 2026-12-01. A date with dots
(01.12.2026) has its day first everywhere. No clock: a date says its year, which is one of
this century.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from handouts.spec.models import Brand, Visit
from handouts.spec.problems import Fault

MEND = "Write it as year-month-day: 2026-12-01."
_TIMED = "Write it as year-month-day and time: 2026-12-01 14:30."
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "mon tue wed thu fri sat sun".split()
_MONTH_FIRST = {"US"}
_YEARS = range(2000, 2100)
# How spreadsheets keep a day, and its time behind the point: 46357 is 2026-12-01.
# The clinic's own clock, as software tells it: 2026-12-01T14:30:00-05:00.
_OFFSET = re.compile(
    r"(?:(?<=[0-9]:[0-9]{2})|(?<=[aApP][mM])) ?[+-](?!00:?00)(?:0[0-9]|1[0-4]):?[0-9]{2}\s*$"
)
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


def month_first(brand: Brand | None) -> bool | None:
    """Whether 12/01/2026 is December 1 to the clinic; None where there is no brand to ask.

    The region of the brand's language decides: first the month in the United States, the day
    everywhere else. Without a region the brand's paper does: US Letter for the month first,
    A4 for the day. A handout's own language says nothing of who wrote the date: in one table
    the same numbers are the same day, whatever language each person reads.
    """
    region = _region(brand.language) if brand else ""
    if region:
        return region in _MONTH_FIRST
    return brand.paper == "letter" if brand else None


def _region(language: str) -> str:
    """The region of a language tag: US of en-US; none of zh-Hans."""
    return next((part for part in language.split("-")[1:] if len(part) in (2, 3)), "")


@lru_cache(maxsize=512)  # of a table's people many come on the same days
def read_visit(text: str, month_first: bool | None) -> Visit | Fault:
    """A day, and its time if that is said; else what is wrong.

    Midnight is no time of a visit: it is what software writes where there is none. A time
    with a zone is refused, since what stands on paper is the clinic's own clock.
    """
    told = " ".join(text.split()).lower()
    for kind in _KINDS:
        match = _pattern(kind).fullmatch(told)
        if match:
            return _visit(kind, match, month_first)
    if _SERIAL.fullmatch(told):
        message = "This looks like the number by which a spreadsheet keeps a date."
        return Fault(message, "Format the column as a date there, and export it again.")
    return Fault("This is no date that can be read.", f"{MEND} If there is none, leave it empty.")


def read_day(text: str, month_first: bool | None) -> date | Fault:
    """A day, whatever time of it is said; else what is wrong.

    The time of a day with an offset is left out with it: the day is that of the clinic's clock.
    Only the world's (Z, UTC) may be at another day.
    """
    told = _OFFSET.sub("", text)
    read = read_visit(told, month_first)
    return read.day if isinstance(read, Visit) else read


@lru_cache(maxsize=len(_KINDS))
def _pattern(kind: str) -> re.Pattern[str]:
    """Compiled when first asked for: all of them would cost a cold start 8 ms."""
    return re.compile(_WEEKDAY + _KINDS[kind] + _TIME)


def _visit(kind: str, match: re.Match[str], month_first: bool | None) -> Visit | Fault:
    day = _day(kind, match, month_first)
    if isinstance(day, Fault):
        return day
    weekday = match["weekday"]
    if weekday and _DAYS[day.weekday()] != weekday[:3]:
        return Fault("The day of the week is not that of the date.", "Check both.")
    if match["zone"]:
        return Fault("The time has a time zone.", f"{_TIMED} Give the clinic's own time.")
    at = _time(match)
    return at if isinstance(at, Fault) else Visit(day, at)


def _day(kind: str, match: re.Match[str], month_first: bool | None) -> date | Fault:
    if kind != "numbers":
        return _made(match["year"], match["month"], match["day"])
    one, other = match["one"], match["other"]
    if month_first is None and one != other and max(int(one), int(other)) <= 12:
        return Fault("Which is the month, and which the day?", MEND)
    first = int(other) > 12 if month_first is None else month_first
    return _made(match["year"], *((one, other) if first else (other, one)))


def _made(year: str, month: str, day: str) -> date | Fault:
    """The date; a year of two digits is of this century."""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        made = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return Fault("There is no such day in the calendar.", MEND)
    if made.year not in _YEARS:
        return Fault(f"The year is not between {_YEARS[0]} and {_YEARS[-1]}.", "Check the year.")
    return made


def _time(match: re.Match[str]) -> time | None | Fault:
    if match["hour"] is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "")[:1]
    if not half and (match["minute"] is None or match["until"]):
        return Fault("The time is not whole.", _TIMED)
    if half and not 1 <= hour <= 12:
        return Fault("There is no such time of day.", _TIMED)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        return Fault("There is no such time of day.", _TIMED)
    return time(hour, minute) if hour or minute else None
