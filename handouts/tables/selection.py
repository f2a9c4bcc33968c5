"""Which rows of a table get a leaflet: by status, by a column's value, by number or by day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from handouts.data import Data
from handouts.document.person import Person
from handouts.sources.findings import (
    Finding,
    Place,
    SpecError,
    quote_text,
    suggest_name,
)
from handouts.tables.bad_rows import find_hint_column, read_original_row
from handouts.tables.cell_marks import is_marked
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import load_headers, normalize_header
from handouts.tables.row_statuses import RowStatuses
from handouts.tables.statuses import has_status, list_groups
from handouts.tables.table import Table

NOT_CHOSEN = "not-chosen"
"""The reason why a row is left out that the user did not choose."""


class RowSelection(Data, frozen=True):
    """The rows to choose, as the user asks for them.

    ``only`` holds pairs of a header and a value that the row must have there; of several values
    below one header, one is enough. ``rows`` are ranges of row numbers, both ends included; a
    range ends at 0 where it has no end. ``on`` is the day of the appointment, or of the
    treatment. ``included`` are the groups that get a leaflet although their status speaks
    against it, and statuses of the table in lower case.
    """

    only: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[int, int], ...] = ()
    on: date | None = None
    included: frozenset[str] = frozenset()

    @property
    def is_everyone(self) -> bool:
        """Whether no rows are chosen."""
        return not (self.only or self.rows or self.on)


def parse_rows(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of row numbers: "17-30, 45, 60-" are (17, 30), (45, 45) and (60, 0).

    Raises ValueError, with a message for the user, for anything else.
    """
    ranges: list[tuple[int, int]] = []
    for part in text.replace(";", ",").split(","):
        first, hyphen, last = (each.strip() for each in part.replace("–", "-").partition("-"))
        if not first.isdecimal() or not (last.isdecimal() or (hyphen and not last)) and hyphen:
            raise ValueError("Write rows as numbers in the table, such as 17-30 or 5,9,12.")
        start, end = int(first), int(last) if last else 0 if hyphen else int(first)
        if start < 1 or (end and end < start):
            raise ValueError("The first row of a range must not be after its last one.")
        ranges.append((start, end))
    return tuple(ranges)


def parse_only(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of a header and a value from texts like "Status=Arrived".

    Raises ValueError, with a message for the user, for a text without one of the two.
    """
    pairs = [
        (header.strip(), value.strip()) for header, _, value in (t.partition("=") for t in texts)
    ]
    if not all(header and value for header, value in pairs):
        raise ValueError('Write the header and the value, such as "Status=Arrived".')
    return tuple(pairs)


class RowSelector:
    """Decides row by row who is left out, and why.

    Raises SpecError for headers and rows that the table does not have, and for unknown groups.
    """

    def __init__(self, table: Table, columns: Columns, selection: RowSelection) -> None:
        self.selection = selection
        known = load_headers().fields
        self.therapists = {
            at
            for at, header in enumerate(table.headers)
            if known.get(normalize_header(header)) == "therapist"
        } | {columns.fields.get("therapist", -1)}
        self.problems: list[Finding] = []
        self.wanted = self._find_wanted(table, columns)
        self.statuses = RowStatuses(table, columns, selection.included, self.wanted)
        self.problems += self._find_missing_groups(table, columns)
        if selection.on and not {"appointment", "date"} & columns.fields.keys():
            message = "No column is read as a day, so nobody can be chosen by it."
            hint = 'Say which column it is: --columns appointment="its header".'
            self.problems.append(Finding("unknown-column", Place("--on"), message, hint))
        self.problems += self._find_missing_rows(table)
        if self.problems:
            raise SpecError(self.problems)

    def _find_missing_groups(self, table: Table, columns: Columns) -> Iterator[Finding]:
        """The findings for what is to be included, and is no group and no row's status."""
        groups = list_groups()
        for name in sorted(self.selection.included - set(groups)):
            if has_status(table.rows, columns.statuses, normalize_header(name)):
                continue
            choice = f"Choose from {', '.join(groups)}, or a status of the table."
            message = f"There is no group {quote_text(name)} of people, and no such status."
            hint = suggest_name(name, groups, choice)
            yield Finding("unknown-choice", Place("--include"), message, hint)

    def _find_missing_rows(self, table: Table) -> Iterator[Finding]:
        """The findings for numbers and ranges that no row of the table has."""
        if not self.selection.rows:
            return
        hint_column = find_hint_column(table.headers)
        numbers = sorted(read_original_row(row, hint_column) for row in table.rows)
        for first, last in self.selection.rows:
            at = bisect_left(numbers, first)
            if at < len(numbers) and (not last or numbers[at] <= last):
                continue
            which = f"row {first}" if last in (0, first) else f"rows {first} to {last}"
            message = f"The table has no {which}."
            hint = "Empty and hidden rows are not read."
            if numbers:
                hint = f"Its rows are {numbers[0]} to {numbers[-1]}; {hint[0].lower()}{hint[1:]}"
            yield Finding("unknown-choice", Place("--rows"), message, hint)

    def _find_wanted(self, table: Table, columns: Columns) -> dict[int, list[str]]:
        """The values wanted in each column, by its index."""
        wanted: dict[int, list[str]] = {}
        headers = [normalize_header(header) for header in table.headers]
        for header, value in self.selection.only:
            word = normalize_header(header)
            if word and headers.count(word) == 1:
                wanted.setdefault(headers.index(word), []).append(value)
                continue
            several = f"The header {quote_text(header)} is used for several columns."
            missing = f"The header {quote_text(header)} is not in the table."
            hint = suggest_name(
                header, filter(None, table.headers), "Look at the table's first row."
            )
            message = several if headers.count(word) > 1 else missing
            self.problems.append(Finding("unknown-column", Place("--only"), message, hint))
        return wanted

    @property
    def columns(self) -> set[int]:
        """The columns by which rows are chosen or left out."""
        return {*self.wanted, *self.statuses.columns}

    def find_reason(self, row: TableRow, original_row: int) -> str:
        """Why a row is left out: a group, NOT_CHOSEN, or an empty text where it is not."""
        if not self._is_chosen(row, original_row):
            return NOT_CHOSEN
        return self.statuses.find_group(row)

    def is_on_day(self, person: Person) -> bool:
        """Whether a person comes on the day that was asked for, if one was."""
        day = person.appointment.day if person.appointment else person.treated
        return self.selection.on is None or day == self.selection.on

    def _is_chosen(self, row: TableRow, original_row: int) -> bool:
        rows = self.selection.rows
        if rows and not any(
            first <= original_row <= (last or original_row) for first, last in rows
        ):
            return False
        return all(
            any(self._has_value(row.cell(at), at, value) for value in values)
            for at, values in self.wanted.items()
        )

    def _has_value(self, cell: str, at: int, value: str) -> bool:
        """Whether a cell says what is wanted; of a therapist's name, some words are enough.

        A cell whose text is not known may say so; it is reported.
        """
        if is_marked(cell):
            return True
        if at in self.therapists:
            return _split_words(value) <= _split_words(cell)
        return normalize_header(cell) == normalize_header(value)


def _split_words(text: str) -> set[str]:
    return set(filter(None, map(normalize_header, re.split(r"[\s,.;/]+", text))))
