"""The order of day and month in a column of dates, decided for the column as a whole.

A cell such as 14/12/2026 can only be read day first, so it proves how the others are meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from handouts.data import Data
from handouts.people.dates import find_orders, is_dotted_month_first
from handouts.sources.findings import Finding, Place
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.table import Table

DateOrder = Literal["day-first", "month-first"]
"""How dates in numbers alone are read, as the user chooses it."""

_FIELDS = ("date", "appointment", "next_visit")
# What a header says in brackets or behind its name: (dd/mm/yyyy), MM-DD-YY, TT.MM.JJJJ.
_DAY_FIRST = re.compile(r"\b(?:d{1,2}|t{1,2}|j{1,2})[-/. ]m{1,2}[-/. ](?:y|j|a){1,4}\b", re.I)
_MONTH_FIRST = re.compile(r"\bm{1,2}[-/. ]d{1,2}[-/. ]y{1,4}\b", re.I)
_SEPARATOR = re.compile(r"[0-9][-/]")
_READINGS = {True: "March 4, 2026", False: "April 3, 2026"}
_WORDS = {True: "month first", False: "day first"}


class DateColumns(Data, frozen=True):
    """The order of each field's dates (True: month first), what is wrong, and what to tell."""

    orders: dict[str, bool] = {}
    problems: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()


class DateOrderFinder:
    """Looks at a table's columns of dates row by row.

    ``brand_order`` is how the clinic's brand reads dates, and ``choice`` how the user says that
    the table's are to be read.
    """

    def __init__(
        self, table: Table, columns: Columns, brand_order: bool | None, choice: DateOrder | None
    ) -> None:
        self.table = table
        self.columns = columns
        self.brand_order = brand_order
        self.choice = None if choice is None else choice == "month-first"
        self.fields = {field: columns.fields[field] for field in _FIELDS if field in columns.fields}
        self.proofs: dict[str, dict[bool, int]] = {field: {} for field in self.fields}
        self.wrong_dots: dict[str, int] = {}
        self.has_unclear = dict.fromkeys(self.fields, False)

    def look_at(self, row: TableRow) -> None:
        """Note which order a row's dates prove."""
        for field, at in self.fields.items():
            cell = row.cell(at)
            orders = find_orders(cell) if _SEPARATOR.search(cell) else ()
            if "." in cell and is_dotted_month_first(cell):
                self.wrong_dots.setdefault(field, row.number)
            if len(orders) == 2:
                self.has_unclear[field] = True
            for order in orders if len(orders) == 1 else ():
                self.proofs[field].setdefault(order, row.number)

    def decide(self) -> DateColumns:
        """The order of each column."""
        orders: dict[str, bool] = {}
        problems: list[Finding] = []
        remarks: list[str] = []
        for field, at in self.fields.items():
            hint = read_header_order(self.table.headers[at])
            order = self._expect_order(hint)
            proofs = self.proofs[field]
            if order is None and len(proofs) == 1:
                (order,) = proofs
            wrong = self._find_contradiction(at, order, proofs)
            if wrong:
                problems.append(wrong)
            if field in self.wrong_dots:
                problems.append(self._describe_dots(at, self.wrong_dots[field]))
            if order is not None:
                orders[field] = order
                if self.has_unclear[field] and not proofs and hint is self.choice is None:
                    remarks.append(self._describe_reading(at, order))
        return DateColumns(orders, tuple(problems), tuple(remarks))

    def _expect_order(self, hint: bool | None) -> bool | None:
        """The order by the user's choice, else by the header, else by the brand."""
        if self.choice is not None:
            return self.choice
        return self.brand_order if hint is None else hint

    def _find_contradiction(
        self, at: int, order: bool | None, proofs: Mapping[bool, int]
    ) -> Finding | None:
        """The finding for a column with a date that cannot be read in the expected order."""
        column = self.columns.describe_column(at)
        place = Place(self.table.name, self.table.header_row, at + 1)
        if len(proofs) == 2:
            message = (
                f"The column {column} has dates in two orders: the one in row {proofs[True]} can "
                f"only be read month first, the one in row {proofs[False]} only day first."
            )
            hint = "Write all its dates in one order, or as year-month-day: 2026-12-01."
            return Finding("ambiguous-date", place, message, hint)
        if order is None or not proofs or order in proofs:
            return None
        (row,) = proofs.values()
        message = (
            f"The date in row {row} of the column {column} can only be read {_WORDS[not order]}, "
            f"but dates are read {_WORDS[order]}{self._explain_order()}."
        )
        hint = (
            f"If the whole column is {_WORDS[not order]}, add "
            f"--dates {_WORDS[not order].replace(' ', '-')}; if not, correct that date."
        )
        return Finding("ambiguous-date", place, message, hint)

    def _describe_dots(self, at: int, row: int) -> Finding:
        """The finding for a column in which dates with dots have the month first."""
        message = (
            f"The date in row {row} of the column {self.columns.describe_column(at)} can only be "
            "read month first, but dates with dots are read day first."
        )
        hint = "Write all its dates as year-month-day: 2026-12-01."
        place = Place(self.table.name, self.table.header_row, at + 1)
        return Finding("ambiguous-date", place, message, hint)

    def _explain_order(self) -> str:
        """Where the expected order comes from."""
        if self.choice is not None:
            return ", as --dates says"
        return ", as the language and the paper of brand.yaml say"

    def _describe_reading(self, at: int, order: bool) -> str:
        """A sentence about dates that nothing proves, with an example that is nobody's."""
        other = _WORDS[not order].replace(" ", "-")
        return (
            f"Dates in the column {self.columns.describe_column(at)} are read {_WORDS[order]}: "
            f"03/04/2026 is {_READINGS[order]}. If that is wrong: --dates {other}"
        )


def read_header_order(header: str) -> bool | None:
    """The order that a header names, "Date (dd/mm/yyyy)": True for month first; else None."""
    if _MONTH_FIRST.search(header):
        return True
    return False if _DAY_FIRST.search(header) else None
