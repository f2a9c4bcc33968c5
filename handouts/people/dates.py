"""Dates: days and times as people and practice software write them.

Names of months and weekdays are known in the languages whose headers are known. A date in numbers
alone (12/01/2026) can mean two days. It is read in the clinic's order, month
first or day first, which the caller passes and which is never guessed. If the order is unknown,
or there is no such month, the message asks for 2026-12-01. A date with dots (01.12.2026) has
its day first everywhere. No clock is read: a date must contain its year, of this century. A year
of two digits that is long past is asked about: 26.12.04 may be meant as 2026-12-04.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from handouts.data import Data
from handouts.document.brand import Brand
from handouts.document.locale import find_country
from handouts.document.person import Visit
from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding

DATE_HINT = "Write it as year-month-day: 2026-12-01."
LONG_PAST = ValueFinding("invalid-date", "This day is long past.", "Check the year.")
_WORDS_FILE = Path(__file__).with_name("calendar_words.json")
_TIME_HINT = "Write it as year-month-day and time: 2026-12-01 14:30."
_MONTH_FIRST = {"US"}
_YEARS = range(2000, 2100)
# A birthday's year in two digits, or one long gone, is no year of a visit.
_TWO_DIGIT_YEARS = range(0, 70)
_LONG_PAST = 2015
# The clinic's local time with its offset or zone, as software writes it: 2026-12-01T14:30-05:00.
# UTC and GMT are not left out: with them, the day and the time may be others than the clinic's.
_ZONE = compile_late(
    r"(?<=[0-9apm.]) ?(?:[+-](?!00:?00)(?:0[0-9]|1[0-4]):?[0-9]{2}"
    r"|\(?(?:[ECMPA][SD]T|AK[SD]T|HST|NST|NDT|BST|WES?T|CES?T|EES?T|MEZ|MESZ|SAST|IST"
    r"|A[ECW][SD]T|NZ[SD]T)\)?)\s*$",
    re.IGNORECASE,
)
# A spreadsheet's serial number for a day, the time after the point: 46357 is 2026-12-01.
_SERIAL = compile_late(r"[0-9]{5}(?:[.,][0-9]+)?")
# As most tables have it: 2026-12-01, 2026-12-01 14:30. It has the parts of a longer pattern, which
# would take a millisecond to compile.
_PLAIN = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?: (?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}))?"
    r"(?P<weekday>(?!))?(?P<sharp>(?!))?(?P<half>(?!))?(?P<until>(?!))?(?P<zone>(?!))?"
)
# What databases and spreadsheets write for no day at all.
_NO_DAY = compile_late(
    r"(?:0000[-/]00[-/]00|00[-/.]00[-/.]0000|1900-01-00|0/0/0000|0001-01-01|1899-12-3[01])"
    r"(?:[t ]+[0:]+)?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DASH = r"[-–—]"
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]+(?:-feira)?)\.?,? +(?:the |le |el |den |d\. )?)?"
_MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
_TIME = (
    r"(?:(?:[ ]*[,|]?[ ]+(?:at[ ]+|um[ ]+|à[ ]+|[|][ ]*)?|[ ]*t[ ]*|[ ]*[@|][ ]*)"
    r"(?P<hour>[0-9]{1,2})"
    r"(?:(?:[:.]|[ ]?h[ ]?)(?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"|(?P<sharp>[ ]?h\b))?"
    r"[ ]*(?:uhr\b)?(?P<half>[ap](?:\.?m)?\b\.?)?"
    r"(?P<zone>[ ]*(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?"
    r"(?:(?:[ ]+-[ ]+|[ ]*[–—][ ]*|[ ]+to[ ]+)[0-9]{1,2}(?:[:.h][0-9]{2})?"
    r"[ ]*(?P<until>[ap](?:\.?m)?\b\.?)?)?)?"
)
_COMPACT = r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
# HL7 v2.5.1, 2.A.22 DTM: YYYYMMDDHHMM[SS[.S[S[S[S]]]]][+/-ZZZZ].
_HL7_TIME = (
    r"t?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?:[0-9]{2}(?:\.[0-9]{1,4})?)?"
    r"(?P<sharp>(?!))?(?P<half>(?!))?(?P<until>(?!))?(?P<zone>[+-][0-9]{4})?"
)
_HL7 = "hl7"
# Between a day and a time, software writes a T: 2026-12-01T14:30.
_SOFTWARE_TIME = compile_late(r"[0-9]T[0-9]", re.IGNORECASE)
_KINDS = {
    "year": r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
    "compact": _COMPACT,
    "dots": rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
    "numbers": rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-/])(?P<other>[0-9]{{1,2}})(?P=mark){_YEAR}",
    "day": rf"{_DAY}(?: of\b| de\b)?(?: |{_DASH})*{_MONTH}(?: de\b|,| |{_DASH})*{_YEAR}",
    "month": rf"{_MONTH}(?: |{_DASH})*{_DAY}(?:, *| +|{_DASH}){_YEAR}",
}


class _CalendarWords(Data, frozen=True, forbid_unknown_fields=True):
    """The content of calendar_words.json: the names of each month and weekday."""

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]


@cache
def _load_calendar_words() -> tuple[dict[str, int], dict[str, int]]:
    """The number of each month's name, from 1, and of each weekday's, from 0."""
    words = msgspec.json.decode(_WORDS_FILE.read_bytes(), type=_CalendarWords)
    months = {word: number for number, names in enumerate(words.months, 1) for word in names}
    weekdays = {word: number for number, names in enumerate(words.weekdays) for word in names}
    return months, weekdays


def is_month_first(brand: Brand | None) -> bool | None:
    """Whether 12/01/2026 means December 1 to the clinic; None without a brand.

    The region of the brand's language decides: month first in the United States, day first
    everywhere else. Without a region the brand's paper decides: month first for US Letter, day
    first for A4. The handout's language does not matter: within one table the same numbers mean
    the same day, whatever language each person reads.
    """
    return find_country(brand) in _MONTH_FIRST if brand else None


@lru_cache(maxsize=512)  # many people of a table come on the same days
def read_visit(text: str, month_first: bool | None) -> Visit | ValueFinding:
    """Read a day, and its time if there is one; on failure, return the error.

    Midnight does not count as a time: software writes it where there is none. The time is the
    clinic's local time: its offset or zone is left out, and a time in UTC is refused.
    """
    for kind, match in _match_kinds(text):
        return _build_visit(kind, match, month_first)
    if _SERIAL.fullmatch(_normalize(text)):
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

    Times in UTC (Z) are refused, since the clinic's day may be another one.
    """
    read = read_visit(text, month_first)
    return read.day if isinstance(read, Visit) else read


def find_plain_hour(text: str) -> int | None:
    """The hour of a visit's time as written, where nothing says which half of the day it is in.

    None without a time, with AM or PM, and in the forms of software, which count to 24.
    """
    if _SOFTWARE_TIME.search(text):
        return None
    for kind, match in _match_kinds(text):
        is_plain = kind != _HL7 and match["hour"] and not match["half"] and not match["until"]
        return int(match["hour"]) if is_plain else None
    return None


def find_year_places(text: str) -> tuple[date | None, tuple[date, ...]] | None:
    """The days that three numbers of two digits mean with the year first, and with it last.

    26.12.04 is 2026-12-04 or 2004-12-26. None for any other text.
    """
    if _begins_with_year(text):
        return None
    normalized = _normalize(text)
    for kind, names in (("dots", ("day", "month")), ("numbers", ("one", "other"))):
        match = _compile_pattern(kind).fullmatch(normalized)
        if match and len(match["year"]) == 2 and _has_known_words(match):
            one, other, last = (int(match[name]) for name in (*names, "year"))
            orders = ((other, one), (one, other))[: 1 if kind == "dots" else 2]
            days = (_find_day(last, month, day) for month, day in orders)
            return _find_day(one, other, last), tuple(filter(None, days))
    return None


def _find_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(2000 + year, month, day)
    except ValueError:
        return None


def is_no_day(text: str) -> bool:
    """Whether a text is what software writes for no day at all: 0000-00-00, 1900-01-00."""
    if text.startswith("20"):  # quick: a day of this century, as nearly all are
        return False
    return _NO_DAY.fullmatch(" ".join(text.split()).lower()) is not None


def find_orders(text: str) -> frozenset[bool]:
    """The orders in which a date in numbers alone can be read: month first (True), day first.

    Both are none where the text is no such date, or where its two numbers are the same.
    """
    if _begins_with_year(text):
        return frozenset()
    match = _compile_pattern("numbers").fullmatch(_normalize(text))
    if match is None or not _has_known_words(match) or match["one"] == match["other"]:
        return frozenset()
    readings = (_build_visit("numbers", match, order) for order in (True, False))
    orders = zip((True, False), readings, strict=True)
    return frozenset(order for order, read in orders if isinstance(read, Visit))


def is_dotted_month_first(text: str) -> bool:
    """Whether a date with dots, which has its day first, can only be read month first."""
    match = _compile_pattern("dots").fullmatch(_normalize(text))
    return match is not None and int(match["month"]) > 12 >= int(match["day"]) > 0


def is_dotted_unclear(text: str) -> bool:
    """Whether a date with dots, which has its day first, is another day if read month first."""
    match = _compile_pattern("dots").fullmatch(_normalize(text))
    if match is None or not match["month"].isdigit():
        return False
    day, month = int(match["day"]), int(match["month"])
    return day != month and max(day, month) <= 12 and min(day, month) > 0


def _begins_with_year(text: str) -> bool:
    """Whether a text begins as 2026-12-01 does, which is what most tables hold.

    It is a quick test: neither a day nor a weekday's name has four digits in front.
    """
    return text[:4].isdecimal()


def _normalize(text: str) -> str:
    """A text without its offset or zone, in small letters and single spaces."""
    return " ".join(_ZONE.sub("", text).split()).lower()


def _match_kinds(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The kinds of date that a text may be, with its parts."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        yield "year", plain  # it has no zone, and no other kind begins so
        return
    normalized = _normalize(text)
    for kind in (*_KINDS, _HL7):
        match = _compile_pattern(kind).fullmatch(normalized)
        if match and _has_known_words(match):
            yield kind, match


@lru_cache(maxsize=len(_KINDS) + 1)
def _compile_pattern(kind: str) -> re.Pattern[str]:
    """Compile a pattern on first use: compiling all would add 8 ms to a cold start."""
    if kind == _HL7:
        return re.compile(r"(?P<weekday>(?!))?" + _COMPACT + _HL7_TIME)
    return re.compile(_WEEKDAY + _KINDS[kind] + _TIME)


def _has_known_words(match: re.Match[str]) -> bool:
    """Whether the words in a date are a month and a weekday, in any language that is known."""
    months, weekdays = _load_calendar_words()
    month, weekday = match.groupdict().get("month") or "1", match["weekday"]
    return (month.isdigit() or month in months) and (weekday is None or weekday in weekdays)


def _build_visit(kind: str, match: re.Match[str], month_first: bool | None) -> Visit | ValueFinding:
    day = _build_day(kind, match, month_first)
    if isinstance(day, ValueFinding):
        return day
    weekday = match["weekday"]
    if weekday and _load_calendar_words()[1][weekday] != day.weekday():
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
    """The date; a year of two digits belongs to this century, unless it may be a year of birth."""
    number = int(month) if month.isdigit() else _load_calendar_words()[0][month]
    if len(year) == 2 and int(year) not in _TWO_DIGIT_YEARS:
        return ValueFinding(
            "invalid-date", f"The year {year} may be 19{year} or 20{year}.", DATE_HINT
        )
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
    return LONG_PAST if len(year) == 2 and result.year < _LONG_PAST else result


def _build_time(match: re.Match[str]) -> time | None | ValueFinding:
    if match["hour"] is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "")[:1]
    if not half and (not (match["minute"] or match["sharp"]) or match["until"]):
        return ValueFinding("invalid-time", "The time is incomplete.", _TIME_HINT)
    if half and not 1 <= hour <= 12:
        return ValueFinding("invalid-time", "There is no such time of day.", _TIME_HINT)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        return ValueFinding("invalid-time", "There is no such time of day.", _TIME_HINT)
    return time(hour, minute) if hour or minute else None
