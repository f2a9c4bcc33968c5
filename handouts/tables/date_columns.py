"""The order of day and month in a column of dates, decided for the column as a whole.

A cell such as 14/12/2026 can only be read day first, so it proves how the others are meant. A
column without such a cell is asked about where another column of the table proves another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from handouts.data import Data
from handouts.people.clocks import is_summer_time
from handouts.people.dates import find_orders, is_dotted_month_first, is_dotted_unclear
from handouts.sources.findings import (
    Finding,
    Place,
    ValueFinding,
    quote_text,
    suggest_name,
)
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.date_checks import ClockCheck, TurnedDateCheck, YearPlaceCheck
from handouts.tables.date_choices import DateChoices
from handouts.tables.headers import APPOINTMENT_TIME, VISIT_TIME, normalize_header
from handouts.tables.table import Table

_FIELDS = ("date", "appointment", "next_visit")
_VISITS = ("appointment", "next_visit", APPOINTMENT_TIME, VISIT_TIME)
# What a header says in brackets or behind its name: (dd/mm/yyyy), MM-DD-YY, TT.MM.JJJJ.
_DAY_FIRST = re.compile(r"\b(?:d{1,2}|t{1,2}|j{1,2})[-/. ]m{1,2}[-/. ](?:y|j|a){1,4}\b", re.I)
_MONTH_FIRST = re.compile(r"\bm{1,2}[-/. ]d{1,2}[-/. ]y{1,4}\b", re.I)
_SEPARATOR = re.compile(r"[0-9][-/]")
_DAY_WITH_DOTS = re.compile(r"\s*(?:1[3-9]|2[0-9]|3[01])\.")
_READINGS = {True: "March 4, 2026", False: "April 3, 2026"}
_WORDS = {True: "month first", False: "day first"}


class DateColumns(Data, frozen=True):
    """How columns of days and times are read, and what is wrong with them.

    ``orders`` has the order of each field's dates (True: month first). ``refused`` are the
    columns, by index, that cannot be read before their ``problems`` are settled.
    ``winter_offsets`` are the fields whose offset +00:00 is the clinic's time in winter.
    """

    orders: dict[str, bool] = {}
    refused: frozenset[int] = frozenset()
    winter_offsets: frozenset[str] = frozenset()
    problems: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()


class _DateColumn:
    """A column of dates: what the user, its header and its cells say about their order."""

    def __init__(self, at: int, header: str, choices: DateChoices, today: date | None) -> None:
        self.at = at
        self.choice = _find_choice(header, choices)
        self.default = None if choices.default is None else choices.default == "month-first"
        self.hint = read_header_order(header)
        self.proofs: dict[bool, int] = {}
        self.wrong_dots = 0
        self.has_unclear = False
        self.has_unclear_dots = self.has_proving_dots = False
        self.has_summer_time = False
        self.turned = TurnedDateCheck()
        self.years = YearPlaceCheck(today)

    @property
    def stated_order(self) -> bool | None:
        """The order by the user's choice for the column, else by its header, else for all."""
        orders = (self.choice, self.hint, self.default)
        return next((order for order in orders if order is not None), None)

    @property
    def known_order(self) -> bool | None:
        """The order that the column's own cells prove, or else its header."""
        return next(iter(self.proofs)) if len(self.proofs) == 1 else self.hint

    def look_at(self, cell: str, row: int) -> None:
        """Note what a cell tells about the column."""
        orders = find_orders(cell) if _SEPARATOR.search(cell) else frozenset[bool]()
        if "." in cell:
            self.look_at_dots(cell, row)
        if len(orders) == 1:
            self.proofs.setdefault(next(iter(orders)), row)
        self.has_unclear = self.has_unclear or len(orders) == 2
        self.has_summer_time = self.has_summer_time or ("+01" in cell and is_summer_time(cell))
        self.turned.look_at(cell)
        self.years.look_at(cell)

    def look_at_dots(self, cell: str, row: int) -> None:
        """Note what a cell with dots tells: 14.12.2026 proves that the day is first."""
        if not self.wrong_dots and is_dotted_month_first(cell):
            self.wrong_dots = row
        self.has_unclear_dots = self.has_unclear_dots or is_dotted_unclear(cell)
        self.has_proving_dots = self.has_proving_dots or bool(_DAY_WITH_DOTS.match(cell))


class DateOrderFinder:
    """Looks at a table's columns of days and times row by row.

    ``brand_order`` is how the clinic's brand reads dates, and ``choices`` how the user says that
    the table's are to be read.
    """

    def __init__(
        self,
        table: Table,
        columns: Columns,
        brand_order: bool | None,
        choices: DateChoices,
        today: date | None,
    ) -> None:
        self.table = table
        self.columns = columns
        self.brand_order = brand_order
        self.choices = choices
        self.fields = {
            field: _DateColumn(at, table.headers[at], choices, today)
            for field, at in columns.fields.items()
            if field in _FIELDS
        }
        self.clocks = {field: ClockCheck() for field in _VISITS if field in columns.fields}

    def look_at(self, row: TableRow) -> None:
        """Note what a row's days and times tell about their columns."""
        for column in self.fields.values():
            column.look_at(row.cell(column.at), row.number)
        for field, clock in self.clocks.items():
            is_time = field in (APPOINTMENT_TIME, VISIT_TIME)
            clock.look_at(row.cell(self.columns.fields[field]), is_time=is_time)

    def decide(self) -> DateColumns:
        """How each column is read."""
        orders = {field: self.find_order(column) for field, column in self.fields.items()}
        problems: dict[int, list[ValueFinding]] = {}
        remarks: list[str] = []
        for field, column in self.fields.items():
            problems[column.at] = list(self.find_problems(column, orders[field]))
            remarks += [] if problems[column.at] else self.describe_reading(column, orders[field])
        for field, clock in self.clocks.items():
            at = self.columns.fields[field]
            problem = clock.find_problem(self.columns.describe_column(at))
            problems.setdefault(at, []).extend([problem] if problem else [])
        placed = (
            error.place_at(self.place(at)) for at, errors in problems.items() for error in errors
        )
        return DateColumns(
            {field: order for field, order in orders.items() if order is not None},
            frozenset(at for at, found in problems.items() if found),
            frozenset(field for field, each in self.fields.items() if each.has_summer_time),
            (*self.find_wrong_choices(), *placed),
            tuple(remarks),
        )

    def place(self, at: int) -> Place:
        """The place of a column's header."""
        return Place(self.table.name, self.table.header_row, at + 1)

    def find_order(self, column: _DateColumn) -> bool | None:
        """The order that is stated, else the brand's, else the one that the column proves."""
        if column.stated_order is not None:
            return column.stated_order
        return column.known_order if self.brand_order is None else self.brand_order

    def find_problems(self, column: _DateColumn, order: bool | None) -> Iterator[ValueFinding]:
        """Everything for which a column of dates cannot be read."""
        name = self.columns.describe_column(column.at)
        turned = column.turned.find_problem(name) if self.table.sheet else None
        if turned:  # no order would be right
            yield turned
            return
        yield from self.find_contradiction(column, order)
        if column.wrong_dots:
            yield ValueFinding(
                "ambiguous-date",
                f"The date in row {column.wrong_dots} of the column {name} can only be read month "
                "first, but dates with dots are read day first.",
                "Write all its dates as year-month-day: 2026-12-01.",
            )
        # Where an order is stated, the year is last.
        years = column.years.find_problem(name) if column.stated_order is None else None
        yield from [years] if years else []

    def find_contradiction(self, column: _DateColumn, order: bool | None) -> Iterator[ValueFinding]:
        """The error of a column whose dates prove another order than the expected one."""
        name, proofs = self.columns.describe_column(column.at), column.proofs
        if len(proofs) == 2:
            yield ValueFinding(
                "ambiguous-date",
                f"The column {name} has dates in two orders: the one in row {proofs[True]} can "
                f"only be read month first, the one in row {proofs[False]} only day first.",
                "Write all its dates in one order, or as year-month-day: 2026-12-01.",
            )
        elif order is not None and proofs and order not in proofs:
            (row,) = proofs.values()
            yield ValueFinding(
                "ambiguous-date",
                f"The date in row {row} of the column {name} can only be read "
                f"{_WORDS[not order]}, but dates are read {_WORDS[order]}"
                f"{self.explain_order(column)}.",
                f"If the whole column is {_WORDS[not order]}, add "
                f"{self.suggest_option(column, not order)}; if not, correct that date.",
            )
        elif not proofs and order is not None and column.stated_order is None:
            yield from self.find_other_order(column, order)

    def find_other_order(self, column: _DateColumn, order: bool) -> Iterator[ValueFinding]:
        """The error of a column that proves nothing, where another one is in another order."""
        others = (each for each in self.fields.values() if each.known_order is (not order))
        other = next(others, None)
        if other is None or not column.has_unclear:
            return
        name = self.columns.describe_column(column.at)
        this, too = (
            self.suggest_option(column, order, is_for_all=False),
            self.suggest_option(column, not order),
        )
        yield ValueFinding(
            "ambiguous-date",
            f"The column {self.columns.describe_column(other.at)} is {_WORDS[not order]}, but no "
            f"date of the column {name} shows its order.",
            f"If it is {_WORDS[not order]} too, add {too}; if it is {_WORDS[order]}, add {this}.",
        )

    def explain_order(self, column: _DateColumn) -> str:
        """Where the expected order comes from."""
        if column.choice is None and column.hint is not None:
            return ", as the header says"
        if column.stated_order is not None:
            return ", as --dates says"
        return ", as the language and the paper of brand.yaml say"

    def suggest_option(self, column: _DateColumn, order: bool, *, is_for_all: bool = True) -> str:
        """The option that reads a column in an order; also that for one column among several."""
        name = _WORDS[order].replace(" ", "-")
        header = " ".join(self.table.headers[column.at].split())
        alone = f'--dates "{header}={name}"'
        is_sure = column.hint is not None or column.choice is not None
        if not is_for_all or is_sure:
            return alone
        if len(self.fields) == 1:
            return f"--dates {name}"
        return f"--dates {name} (for this column only: {alone})"

    def describe_reading(self, column: _DateColumn, order: bool | None) -> Iterator[str]:
        """Sentences about dates that nothing proves, with an example that is nobody's."""
        name = self.columns.describe_column(column.at)
        if order and column.has_unclear_dots and not column.has_proving_dots:
            yield (
                f"Dates with dots in the column {name} are read day first: 03.04.2026 is "
                f"{_READINGS[False]}. If that is wrong, write them as year-month-day: 2026-03-04."
            )
        if (
            column.choice is None
            and column.default is (not column.hint)
            and column.hint is not None
        ):
            yield (
                f"Dates in the column {name} are read {_WORDS[column.hint]}, as its header says. "
                f"If that is wrong: {self.suggest_option(column, not column.hint)}"
            )
        elif (
            order is not None
            and column.stated_order is None
            and column.has_unclear
            and not column.proofs
        ):
            yield (
                f"Dates in the column {name} are read {_WORDS[order]}: 03/04/2026 is "
                f"{_READINGS[order]}. If that is wrong: {self.suggest_option(column, not order)}"
            )

    def find_wrong_choices(self) -> Iterator[Finding]:
        """An error for each column named with --dates that is no column of dates."""
        headers = {
            normalize_header(self.table.headers[each.at]): self.table.headers[each.at]
            for each in self.fields.values()
        }
        for header in self.choices.columns:
            if normalize_header(header) not in headers:
                names = ", ".join(map(quote_text, headers.values())) or "none"
                hint = suggest_name(header, headers.values(), f"The columns of dates: {names}.")
                message = f"--dates: {quote_text(header)} is not a column of dates."
                place = Place(self.table.name, self.table.header_row)
                yield Finding("unknown-column", place, message, hint)


def _find_choice(header: str, choices: DateChoices) -> bool | None:
    """The order that the user chose for the column with a header; None for no choice."""
    for chosen, order in choices.columns.items():
        if normalize_header(chosen) == normalize_header(header):
            return order == "month-first"
    return None


def read_header_order(header: str) -> bool | None:
    """The order that a header names, "Date (dd/mm/yyyy)": True for month first; else None."""
    if _MONTH_FIRST.search(header):
        return True
    return False if _DAY_FIRST.search(header) else None
