"""Writes a sheet as CSV in memory, as a good export would write it.

All tables are then read in one way, and a large sheet stays compact.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from handouts.data import Data
from handouts.tables.cell_marks import FORMAT, is_marked
from handouts.tables.headers import normalize_header
from handouts.tables.workbooks.sheets import (
    Merge,
    SheetCell,
    SheetContents,
    SheetRow,
    WorkbookError,
)

_MAX_CSV = 64 * 1024 * 1024
_MAX_ROW = 8 * 1024 * 1024
# In how many rows the headers may be, for what has to be known about columns before they are read.
_HEADER_ROWS = 100


class SheetCsv(Data, frozen=True):
    """A sheet as CSV in UTF-8, with commas; each of its rows is a row of the sheet.

    What is hidden is left blank: ``hidden_rows`` are the numbers of rows that hold something,
    ``hidden_texts`` the cells of hidden columns in the first rows, by row and by column from 0.
    ``merges`` are the merged cells that may belong to several of the rows written.
    """

    data: bytes
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    hidden_texts: Mapping[int, Mapping[int, str]]
    merges: tuple[Merge, ...]


def write_csv(contents: SheetContents, shown_header: str = "") -> SheetCsv:
    """The CSV of a sheet.

    Columns below the header ``shown_header`` are written as the sheet shows them, with a mark
    where that is not known. Raises WorkbookError, also for more than 64 MB.
    """
    writer = _CsvWriter(contents, shown_header)
    for row in contents.rows:
        writer.write_row(row)
    return writer.finish()


class _CsvWriter:
    def __init__(self, contents: SheetContents, shown_header: str) -> None:
        self.contents = contents
        self.shown_header = normalize_header(shown_header)
        self.shown_columns: frozenset[int] = frozenset()
        self.buffer = io.BytesIO()
        self.file = io.TextIOWrapper(self.buffer, "utf-8", newline="", write_through=True)
        self.writer = csv.writer(self.file, lineterminator="\n")
        self.row_count = 0
        self.written: list[int] = []
        self.hidden_rows: list[int] = []
        self.hidden_texts: dict[int, dict[int, str]] = {}

    def write_row(self, row: SheetRow) -> None:
        """Write a row, and blank ones for those missing before it."""
        hidden = self.contents.hidden_columns
        cells = {at: cell for at, cell in row.cells.items() if at not in hidden}
        if len(self.written) < _HEADER_ROWS and not row.is_hidden:
            self.look_for_headers(row, cells)
        texts = self.list_texts(cells)
        if not any(map(str.strip, texts)):
            return
        if row.is_hidden:
            self.hidden_rows.append(row.number)
            return
        if sum(map(len, texts)) > _MAX_ROW:
            raise _oversized_sheet()
        self.file.write("\n" * (row.number - self.row_count - 1))
        self.writer.writerow(texts)
        self.row_count = row.number
        self.written.append(row.number)
        if self.buffer.tell() > _MAX_CSV:
            raise _oversized_sheet()

    def look_for_headers(self, row: SheetRow, cells: Mapping[int, SheetCell]) -> None:
        """Note what the first rows say about columns."""
        hidden = {at: cell.text for at, cell in row.cells.items() if at not in cells}
        if hidden:
            self.hidden_texts[row.number] = hidden
        if self.shown_header and not self.shown_columns and len(cells) > 1:
            self.shown_columns = frozenset(
                at for at, cell in cells.items() if normalize_header(cell.text) == self.shown_header
            )

    def list_texts(self, cells: Mapping[int, SheetCell]) -> list[str]:
        """The texts of a row up to its last cell."""
        texts = [""] * (max(cells, default=-1) + 1)
        for at, cell in cells.items():
            texts[at] = _show_cell(cell) if at in self.shown_columns else cell.text
        return texts

    def finish(self) -> SheetCsv:
        """All that was written."""
        merges = (each for each in self.contents.merges if self.holds_several(each))
        return SheetCsv(
            self.buffer.getvalue(),
            tuple(self.hidden_rows),
            tuple(sorted(self.contents.hidden_columns)),
            self.hidden_texts,
            tuple(merges),
        )

    def holds_several(self, merge: Merge) -> bool:
        """Whether merged cells belong to more than one of the rows that were written."""
        first = bisect_left(self.written, merge.first_row)
        return bisect_right(self.written, merge.last_row) - first > 1


def _oversized_sheet() -> WorkbookError:
    message = "The sheet is too large: over 64 MB."
    return WorkbookError("file-too-large", message, "Split it into several.")


def _show_cell(cell: SheetCell) -> str:
    """A cell as the sheet shows it, with a mark where that is not known."""
    if cell.shown is not None or is_marked(cell.text) or not cell.text:
        return cell.text if cell.shown is None else cell.shown
    return f"{FORMAT} {cell.text}"
