"""A sheet of a workbook as all file formats give it: rows of cells, hidden and merged ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from handouts.data import Data
from handouts.sources.findings import ValueFinding
from handouts.sources.rules import Rule
from handouts.tables.table_limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

_MAX_MERGES = 20_000
_MAX_LISTED = 70_000
MAX_TEXT = 1_000_000
"""The most letters of a text; Excel itself stops at 32,767."""

_MAX_TEXT_BYTES = 64 * 1024 * 1024
SAVE_AGAIN = "Open it in Excel and save it again as XLSX, or as CSV (UTF-8)."


class WorkbookError(Exception):
    """A workbook cannot be read. ``finding`` says why, without the content of a cell."""

    def __init__(self, rule: Rule, message: str, hint: str) -> None:
        super().__init__(message)
        self.finding = ValueFinding(rule, message, hint)


def broken_workbook() -> WorkbookError:
    """The error for a file that breaks the rules of its format."""
    return WorkbookError("unreadable-table", "The workbook is broken.", SAVE_AGAIN)


def locked_workbook() -> WorkbookError:
    """The error for a workbook that needs a password."""
    hint = "Open it in Excel, remove the password, and save it again."
    return WorkbookError("locked-table", "The workbook is locked with a password.", hint)


def oversized_workbook() -> WorkbookError:
    """The error for a workbook that would fill the memory."""
    return WorkbookError(
        "file-too-large", "The workbook is far too large.", "Split it into several."
    )


class SheetCell(NamedTuple):
    """A cell: its value as people would type it, and as the sheet shows it.

    ``shown`` is None where that depends on the computer, or cannot be known.
    """

    text: str
    shown: str | None


class SheetRow(NamedTuple):
    """A row with its number, from 1, and its cells that are not empty, by column from 0."""

    number: int
    cells: Mapping[int, SheetCell]
    is_hidden: bool


class Merge(Data, frozen=True):
    """Cells of several rows that are merged into one: rows from 1, columns from 0, inclusive."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class SheetContents:
    """What a sheet holds. ``rows`` can be read once, in ascending order.

    The columns that are hidden are known before the first row, and ``merges`` after the last.
    """

    rows: Iterator[SheetRow]
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    _hidden_width: int = 0

    def hide_columns(self, first: int, last: int) -> None:
        """Mark columns as hidden, from 0, both inclusive. Raises WorkbookError for too many."""
        columns = range(first, min(last + 1, MAX_COLUMNS))
        self._hidden_width += len(columns)
        if self._hidden_width > 4 * MAX_COLUMNS:  # each is listed once
            raise broken_workbook()
        self.hidden_columns.update(columns)

    def add_merge(self, merge: Merge) -> None:
        """Remember cells that are merged across rows. Raises WorkbookError for too many."""
        if merge.last_row > merge.first_row:
            if len(self.merges) >= _MAX_MERGES:
                raise oversized_workbook()
            self.merges.append(merge)


class SharedTexts:
    """The texts that many cells share, as long as memory lasts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._bytes = 0

    def add(self, text: str) -> None:
        """Add a text. Raises WorkbookError for more than 64 MB of them."""
        self._bytes += sys.getsizeof(text) + 8
        if self._bytes > _MAX_TEXT_BYTES or len(text) > MAX_TEXT:
            raise oversized_workbook()
        self.texts.append(text)


def require_listable(count: int) -> None:
    """Raise WorkbookError for more links, styles or formats than any spreadsheet has."""
    if count > _MAX_LISTED:
        raise oversized_workbook()


class SheetEntry(Data, frozen=True):
    """A sheet in a workbook's list: its name, whether it can be seen, whether it is in front."""

    name: str
    is_visible: bool
    is_active: bool


class Workbook(Protocol):
    """A workbook whose sheets can be read. All methods raise WorkbookError."""

    @property
    def sheets(self) -> Sequence[SheetEntry]:
        """The sheets that hold cells, in order; charts are left out."""
        ...

    def open_sheet(self, name: str) -> SheetContents:
        """What a sheet holds."""
        ...


class Extent:
    """How far a sheet reaches. A stray cell far away would otherwise fill the memory."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0

    def include(self, row: int, columns: int) -> None:
        """Include a row, from 1, and its number of columns. Raises WorkbookError if too far."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, columns)
        is_possible = self.rows <= MAX_ROWS and self.columns <= MAX_COLUMNS
        if self.rows * self.columns > MAX_CELLS or not is_possible:
            raise WorkbookError(
                "file-too-large",
                f"A sheet extends to row {self.rows:,} and column {self.columns:,}.",
                "Delete the cells that are far away from the table.",
            )
