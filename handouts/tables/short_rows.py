"""Rows of a CSV with fewer cells than others: people, or pieces of a row that a line break tore.

Some software leaves out the blank cells at a row's end. A row that lost another cell looks the
same, and so do the two pieces of a row with a line break in it. So a short row is read only where
what it holds is known, from complete rows, to belong where it stands.
"""

from __future__ import annotations

import re
from collections import Counter

from handouts.data import Data
from handouts.tables.bad_rows import find_hint_column
from handouts.tables.columns import NAME_PARTS, Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import (
    APPOINTMENT_TIME,
    FULL_NAME,
    LAST_NAME_PREFIX,
    PREFERRED_NAME,
    SECOND_LAST_NAME,
    VISIT_TIME,
)
from handouts.tables.report_rows import is_report_line
from handouts.tables.table import Table

# Fields of texts that may have several lines; of all others a line break tears no cell.
_SEVERAL_LINES = frozenset({"notes", "areas", "advice", "exercises"})
_DAYS = frozenset({"date", "appointment", "next_visit", APPOINTMENT_TIME, VISIT_TIME})
_NAMES = NAME_PARTS | {FULL_NAME, PREFERRED_NAME, LAST_NAME_PREFIX, SECOND_LAST_NAME}
_DIGITS = re.compile("[0-9]+")


class ShortRows(Data, frozen=True):
    """The rows, by number, that lack cells or go on in the next row.

    ``expected`` is the number of cells that a row should have. ``doubtful`` rows have fewer, and
    it is not certain that only blank ones at the end are left out. ``torn`` rows may be the
    beginning of a text that goes on in a doubtful row below.
    """

    expected: int = 0
    doubtful: frozenset[int] = frozenset()
    torn: frozenset[int] = frozenset()


class ShortRowFinder:
    """Looks at the lengths of a table's rows, and again at the rows where some are short."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self._table = table
        self._columns = columns
        self._headers = _count_headers(table.headers)
        self._lengths: Counter[int] = Counter()
        self._is_padded = False

    def look_at(self, row: TableRow) -> None:
        """Count a row's cells; see whether blank ones at its end are written."""
        cells, headers = row.cells, self._headers
        length = len(cells)
        is_padded = length >= headers and not cells[-1].strip()
        if length <= headers or is_padded and not any(map(str.strip, cells[headers:])):
            self._lengths[length] += 1
        self._is_padded = self._is_padded or is_padded and headers > 1

    def decide(self) -> ShortRows:
        """The rows in doubt; none in a workbook, whose cells are where they are."""
        if not self._table.encoding or not self._lengths:
            return ShortRows(self._headers)
        # A delimiter behind each last cell counts as a column without a header.
        expected = max(self._headers, self._lengths.most_common(1)[0][0])
        if min(self._lengths) >= expected:
            return ShortRows(expected)
        return self._find_doubtful(expected)

    def _find_doubtful(self, expected: int) -> ShortRows:
        evidence = None if self._is_padded else _Evidence(self._table, self._columns, expected)
        doubtful, torn = set(), set()
        above = TableRow(0, ())
        for row in self._table.rows:
            is_short = len(row.cells) < expected
            if is_short and not (evidence and evidence.is_certain(row, above)):
                doubtful.add(row.number)
                if self._may_go_on(above, expected) and not is_report_line(row.cells):
                    torn.add(above.number)
            above = row
        return ShortRows(expected, frozenset(doubtful), frozenset(torn - doubtful))

    def _may_go_on(self, row: TableRow, expected: int) -> bool:
        """Whether the row's last text may go on in the next row.

        Of a complete row that is asked of notes alone: a heading may stand below any other.
        """
        at, fields = len(row.cells) - 1, self._columns.fields
        if at < 0 or not row.cells[at].strip():
            return False
        if len(row.cells) >= expected:
            return fields.get("notes") == at
        return at not in _list_line_columns(self._columns)


class _Evidence:
    """What complete rows tell about the texts in each column."""

    def __init__(self, table: Table, columns: Columns, expected: int) -> None:
        self._expected = expected
        self._days = {at for field, at in columns.fields.items() if field in _DAYS}
        self._lines = _list_line_columns(columns)
        names = {at for field, at in columns.fields.items() if field in _NAMES}
        self._checked = sorted(self._lines - names)
        self._seen: set[tuple[int, str]] = set()
        for row in table.rows:
            if len(row.cells) >= expected:
                self._seen.update(map(_describe_cell, range(expected), row.cells))

    def is_certain(self, row: TableRow, above: TableRow) -> bool:
        """Whether only blank cells at a short row's end are missing: all others are in place.

        Its last cell must be known from complete rows, and so must its therapist, statuses and
        the like. It must not be able to be the end of the row above.
        """
        last = len(row.cells) - 1
        if last < 1 or not self._fits(last, row.cells[last]):
            return False
        if not all(self._fits(at, row.cell(at)) for at in self._checked if row.cell(at).strip()):
            return False
        is_rest = len(above.cells) + last == self._expected and len(above.cells) > 0
        is_torn = is_rest and len(above.cells) - 1 not in self._lines
        return not (is_torn and self._fits(self._expected - 1, row.cells[last]))

    def _fits(self, at: int, text: str) -> bool:
        """Whether a text is in its column; a day in a wrong one is asked about anyway."""
        return at in self._days or _describe_cell(at, text) in self._seen


def _list_line_columns(columns: Columns) -> set[int]:
    """The columns that are read, and whose cells have one line."""
    fields = {at for field, at in columns.fields.items() if field not in _SEVERAL_LINES}
    return fields | columns.statuses.keys()


def _describe_cell(at: int, text: str) -> tuple[int, str]:
    """A text for comparison with others in its column: any numbers are alike."""
    return at, _DIGITS.sub("0", " ".join(text.split()).casefold())


def _count_headers(headers: tuple[str, ...]) -> int:
    """The number of columns up to the last one with a header; what to fix may be taken out."""
    hint = find_hint_column(headers)
    return max((at + 1 for at, each in enumerate(headers) if each and at != hint), default=0)
