"""What a whole column of days or times shows to be unclear, whatever the order of its dates.

Each check looks at a column's cells one by one, and then says what is wrong with the column, which
is described as people can find it: B 'Date'.
"""

from __future__ import annotations

import re
from datetime import date

from handouts.people.dates import find_orders, find_plain_hour, find_year_places
from handouts.sources.findings import ValueFinding
from handouts.tables.visit_times import write_full_time

# As a workbook's dates are written when it is converted.
_REAL_DATE = re.compile(r"[0-9]{4}-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?: [0-9:.]+)?")
_NUMBERS = re.compile(r"[0-9][-/.]")
_TIME = re.compile(r"[0-9] ?[:.h]", re.IGNORECASE)


class TurnedDateCheck:
    """Finds dates of a workbook in which a spreadsheet may have exchanged day and month.

    A spreadsheet of another country turns 04/12/2026 into a date, the wrong one, and leaves
    14/12/2026 as a text.
    """

    def __init__(self) -> None:
        self.has_dates = self.has_texts = False

    def look_at(self, cell: str) -> None:
        """Note a date whose day may be a month, or a text that needs an order."""
        real = _REAL_DATE.fullmatch(cell.strip())
        if real:
            is_turnable = real["day"] != real["month"] and int(real["day"]) <= 12
            self.has_dates = self.has_dates or is_turnable
        elif not self.has_texts and _NUMBERS.search(cell):
            self.has_texts = bool(find_orders(cell))

    def find_problem(self, column: str) -> ValueFinding | None:
        """The error of the column, if it has both."""
        if not (self.has_dates and self.has_texts):
            return None
        return ValueFinding(
            "ambiguous-date",
            f"Part of the column {column} is real dates and part is text: Excel may have turned "
            "day and month round.",
            "Format the column as dates in the file it came from, and export it again.",
        )


class YearPlaceCheck:
    """Finds dates of three numbers of two digits that may begin with their year."""

    def __init__(self, today: date | None) -> None:
        self.today = today
        self.is_possible = True
        self.first: set[date] = set()
        self.last: set[date] = set()

    def look_at(self, cell: str) -> None:
        """Note what a date means with its year first, and with it last."""
        places = find_year_places(cell) if self.is_possible and _NUMBERS.search(cell) else None
        if places is None:
            return
        first, last = places
        if first is None:
            self.is_possible = False
            return
        self.first.add(first)
        if last:
            self.last.add(min(last, key=self.measure_distance))

    def measure_distance(self, day: date) -> int:
        """The days from today to a day; 0 if today is not known."""
        return abs((day - self.today).days) if self.today else 0

    def find_problem(self, column: str) -> ValueFinding | None:
        """The error of the column, if its days are nearer to each other or to today year first."""
        if not (self.is_possible and self.first) or self.first == self.last:
            return None
        if self.last and self.measure_spread(self.first) >= self.measure_spread(self.last):
            return None
        return ValueFinding(
            "ambiguous-date",
            f"It is unclear whether dates in the column {column} begin with the year or the day.",
            "Write them with a year of four digits: 2026-12-01. If they begin with the day: "
            "--dates day-first.",
        )

    def measure_spread(self, days: set[date]) -> int:
        """How far days are from today, or from each other if today is not known."""
        if self.today:
            return max(map(self.measure_distance, days))
        return (max(days) - min(days)).days


class ClockCheck:
    """Finds times by a 12-hour clock without AM and PM: 9:00 and 1:30, and none after 12:59."""

    def __init__(self) -> None:
        self.has_small = self.has_large = False

    def look_at(self, cell: str, *, is_time: bool) -> None:
        """Note the hour of a visit, or of a time alone."""
        if self.has_large or not _TIME.search(cell):
            return
        hour = find_plain_hour(write_full_time(cell) if is_time else cell)
        if hour is not None:
            self.has_small = self.has_small or 1 <= hour < 6
            self.has_large = hour > 12

    def find_problem(self, column: str) -> ValueFinding | None:
        """The error of the column, if it may be in such a clock."""
        if self.has_large or not self.has_small:
            return None
        return ValueFinding(
            "invalid-time",
            f"Times in the column {column} are in a 12-hour clock without AM and PM.",
            "Write them with AM and PM, or by the 24-hour clock: 14:30.",
        )
