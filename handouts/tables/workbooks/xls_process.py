"""Reads an XLS workbook in a process of its own, and writes what it holds to stdout.

xlrd takes as much memory as a file makes it take, so the system limits this process. The
workbook comes through stdin, so that no copy of it is left anywhere.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator

import msgspec
import xlrd

from handouts.tables.cell_marks import FAILED
from handouts.tables.workbooks.cell_text import (
    number_cell,
    parse_number_format,
    text_cell,
)
from handouts.tables.workbooks.sheets import (
    Merge,
    SheetCell,
    SheetContents,
    SheetEntry,
    SheetRow,
    WorkbookError,
    broken_workbook,
    locked_workbook,
    oversized_workbook,
)
from handouts.tables.workbooks.xls_messages import (
    HEAD,
    XlsEnd,
    XlsFailure,
    XlsMessage,
    XlsRow,
    XlsSheet,
)

_MAX_ANSWER = 64 * 1024 * 1024
_MAX_MEMORY = 280 * 1024 * 1024
_MAX_SECONDS = 60
# All sheets together; one has 65,536 at most.
_MAX_ROWS = 400_000


def main() -> None:
    """Answer with what the workbook on stdin holds, message by message; see ``XlsMessage``."""
    _limit_resources()
    try:
        size = 0
        for message in read_xls(sys.stdin.buffer.read()):
            size += _write_message(message)
            if size > _MAX_ANSWER:
                raise oversized_workbook()
    except WorkbookError as error:
        _write_message(XlsFailure(error.finding))
    except MemoryError:
        os._exit(1)  # nothing more can be done: without an end, the answer is not believed
    sys.stdout.buffer.flush()


def _write_message(message: XlsMessage) -> int:
    """Write a message; returns its length in bytes."""
    data = msgspec.msgpack.encode(message)
    return sys.stdout.buffer.write(HEAD.pack(len(data)) + data)


def _limit_resources() -> None:
    """Have the system end this process before it takes all memory, where it can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in (
        (resource.RLIMIT_AS, _MAX_MEMORY),
        (resource.RLIMIT_CPU, _MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(limit, (most, hard))


def read_xls(data: bytes) -> Iterator[XlsMessage]:
    """Each sheet of a workbook, with its rows after it, and the end. Raises WorkbookError."""
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
        reader = _XlsReader(book)
        for name in book.sheet_names():
            yield from reader.read_sheet(book.sheet_by_name(name))
            book.unload_sheet(name)
    except (MemoryError, WorkbookError, GeneratorExit):
        raise
    except Exception as error:  # xlrd raises many kinds for a broken file
        locked = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
        raise locked_workbook() if locked else broken_workbook() from None
    yield XlsEnd()


class _XlsReader:
    def __init__(self, book: xlrd.Book) -> None:
        self.book = book
        self.rows = 0

    def read_sheet(self, sheet: xlrd.sheet.Sheet) -> Iterator[XlsMessage]:
        """A sheet, and its rows. Raises WorkbookError where all sheets hold far too much."""
        contents = _read_layout(sheet)
        entry = SheetEntry(sheet.name, sheet.visibility == 0, bool(sheet.sheet_visible))
        yield XlsSheet(entry, sorted(contents.hidden_columns), contents.merges)
        for row in self.read_rows(sheet):
            self.rows += 1
            if self.rows > _MAX_ROWS:
                raise oversized_workbook()
            yield XlsRow(row)

    def read_rows(self, sheet: xlrd.sheet.Sheet) -> Iterator[SheetRow]:
        """Each row that is not empty."""
        for at in range(sheet.nrows):
            cells = {
                column: cell
                for column in range(sheet.row_len(at))
                if (cell := self.read_cell(sheet, at, column)) is not None
            }
            info = sheet.rowinfo_map.get(at)
            is_flat = info is not None and info.height == 0 and info.height_mismatch
            is_hidden = bool(is_flat or (info is not None and info.hidden))
            if cells:
                yield SheetRow(at + 1, cells, is_hidden)

    def read_cell(self, sheet: xlrd.sheet.Sheet, row: int, column: int) -> SheetCell | None:
        """The cell at a place; None for an empty one."""
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return text_cell(value) if value else None
        if kind == xlrd.XL_CELL_ERROR:
            return SheetCell(FAILED, FAILED)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return SheetCell("TRUE" if value else "FALSE", None)
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            style = self.book.xf_list[sheet.cell_xf_index(row, column)]
            code = self.book.format_map[style.format_key].format_str
            return number_cell(value, parse_number_format(code), bool(self.book.datemode))
        return None


def _read_layout(sheet: xlrd.sheet.Sheet) -> SheetContents:
    """The columns of a sheet that are hidden, and its merged cells."""
    contents = SheetContents(iter(()))
    for at, column in sheet.colinfo_map.items():
        if column.hidden or not column.width:
            contents.hide_columns(at, at)
    for first_row, end_row, first_column, end_column in sheet.merged_cells:
        contents.add_merge(Merge(first_row + 1, end_row, first_column, end_column - 1))
    return contents


if __name__ == "__main__":
    main()
