"""The text of a number in a spreadsheet: a plain number, a day, a time, a duration.

A date is written 2026-12-01, or with a time 2026-12-01 14:30; a number as short as possible,
but with the zeros in front that a format such as 00000 shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import Literal

from handouts.data import Data
from handouts.tables.workbooks.sheets import SheetCell

# Number formats without a code in the file (ECMA-376, 18.8.30). Those of dates whose order
# depends on the computer are given as the United States have them.
_BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "[$-F800]m/d/yyyy", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "[$-F800]m/d/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@",
}  # fmt: skip
_EAST_ASIAN_DATES = (*range(27, 37), *range(50, 59))
# What stands for itself in a format: quoted text, an escaped letter, spaces, filling.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
# Numbers alone: names of months differ from computer to computer.
_FIXED_DATE = re.compile(r"(yyyy|yy|mm?|dd?)|\\?([-./ ])")
_MAX_SHOWN = 10**11  # beyond this, a plain number is shown as 1.2E+11

Kind = Literal["number", "padded", "date", "duration"]


class NumberFormat(Data, frozen=True):
    """How a spreadsheet shows numbers: the code of the format, and what it makes of them."""

    code: str
    kind: Kind


GENERAL = NumberFormat("General", "number")
"""The format of a cell that has none of its own."""


class SharedValues:
    """What the cells of all sheets refer to: shared texts, number formats, the first day."""

    def __init__(
        self, texts: Sequence[str], formats: Sequence[NumberFormat], is_1904: bool
    ) -> None:
        self.texts = texts
        self.formats = formats
        self.is_1904 = is_1904


def builtin_format(number: int) -> NumberFormat:
    """The format with a number that needs no code in the file."""
    if number in _EAST_ASIAN_DATES:
        return NumberFormat("", "date")
    return parse_number_format(_BUILTIN.get(number, "General"))


@lru_cache(4096)
def parse_number_format(code: str) -> NumberFormat:
    """What a format's code makes of a number."""
    section = _LITERAL.sub("", code).partition(";")[0]
    if re.fullmatch("00+", code):
        return NumberFormat(code, "padded")
    if _DURATION.search(section):
        return NumberFormat(code, "duration")
    bare = _BRACKET.sub("", section).lower().replace("general", "")
    return NumberFormat(code, "date" if re.search("[ymdhs]", bare) else "number")


def text_cell(text: str) -> SheetCell:
    """A cell of text, without U+0000, which no spreadsheet shows."""
    text = text.replace("\0", "")
    return SheetCell(text, text)


def number_cell(value: float, form: NumberFormat, is_1904: bool = False) -> SheetCell:
    """A cell that holds a number. ``is_1904``: days are counted from 1904, as on old Macs.

    Raises ValueError for what is not a number.
    """
    if not isfinite(value):
        raise ValueError("not a number")
    if form.kind == "date":
        return _date_cell(value, form, is_1904)
    if form.kind == "duration":
        return SheetCell(_format_duration(value), None)
    text = format_number(value)
    if form.kind == "padded":
        padded = _pad_number(value, len(form.code))
        return SheetCell(padded, padded)
    plain = form.code in ("General", "0", "@") and value == int(value) and abs(value) < _MAX_SHOWN
    return SheetCell(text, text if plain else None)


def format_number(value: float) -> str:
    """A number as short as possible, with at most the 15 digits that a spreadsheet keeps."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(float(f"{value:.15g}"))


def _pad_number(value: float, width: int) -> str:
    number = int(abs(value) + 0.5)
    return ("-" if value < 0 and number else "") + str(number).zfill(width)


def _date_cell(value: float, form: NumberFormat, is_1904: bool) -> SheetCell:
    try:
        moment = _find_moment(value, is_1904)
    except OverflowError:  # the spreadsheet shows it like this too
        return SheetCell("#####", None)
    if 0 <= value < 1 and not is_1904:
        return SheetCell(f"{moment:%H:%M:%S}".removesuffix(":00"), None)
    day = f"{moment.year:04}-{moment:%m-%d}"
    if value == int(value):
        return SheetCell(day, _show_date(moment, form.code))
    return SheetCell(f"{day} {f'{moment:%H:%M:%S}'.removesuffix(':00')}", None)


def _find_moment(value: float, is_1904: bool) -> datetime:
    """The moment that a number stands for, to the second: a fraction of a day is seldom exact.

    Raises OverflowError for what is not in the calendar.
    """
    if value < 0:
        raise OverflowError
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    if value < 60 and not is_1904:  # Excel has a 29 February 1900
        start += timedelta(days=1)
    moment = start + timedelta(seconds=round(value * 86_400))
    if moment.year > 9999:
        raise OverflowError
    return moment


def _show_date(day: datetime, code: str) -> str | None:
    """A day as a format shows it; None where that depends on the computer."""
    code = code.lower().removesuffix(";@")
    parts: list[str] = []
    at, used = 0, ""
    while at < len(code):
        match = _FIXED_DATE.match(code, at)
        if match is None:
            return None
        at = match.end()
        token, sign = match.groups()
        used += token[0] if token else ""
        parts.append(_show_date_part(day, token) if token else sign)
    return "".join(parts) if sorted(used) == ["d", "m", "y"] else None


def _show_date_part(day: datetime, token: str) -> str:
    number = {"y": day.year, "m": day.month, "d": day.day}[token[0]]
    return str(number % 100 if token == "yy" else number).zfill(len(token))


def _format_duration(value: float) -> str:
    minutes = round(value * 1_440)
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
