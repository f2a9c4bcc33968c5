"""XLS workbooks, the binary format of Excel until 2003; much practice software still exports it."""

from __future__ import annotations

import io
from collections.abc import Iterator

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

_MAX_BYTES = 32 * 1024 * 1024
# Names of streams that only another kind of Office file has.
_FOREIGN = (
    ("WordDocument", "a word processor document"),
    ("PowerPoint Document", "a presentation"),
)
_LOCKED = "EncryptedPackage"


class XlsWorkbook:
    """An XLS workbook, or whatever old Office file the bytes are. Raises WorkbookError."""

    def __init__(self, data: bytes) -> None:
        _refuse_foreign(data)
        try:
            self._book = xlrd.open_workbook(
                file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
            )
        except Exception as error:  # xlrd raises many kinds for a broken file
            locked = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
            raise locked_workbook() if locked else broken_workbook() from None
        self._sheets = {sheet.name: sheet for sheet in self._book.sheets()}
        self.sheets = [
            SheetEntry(sheet.name, sheet.visibility == 0, bool(sheet.sheet_visible))
            for sheet in self._sheets.values()
        ]

    def open_sheet(self, name: str) -> SheetContents:
        """What a sheet holds."""
        sheet = self._sheets[name]
        contents = SheetContents(self._read_rows(sheet))
        for at, column in sheet.colinfo_map.items():
            if column.hidden or not column.width:
                contents.hide_columns(at, at)
        for first_row, end_row, first_column, end_column in sheet.merged_cells:
            contents.add_merge(Merge(first_row + 1, end_row, first_column, end_column - 1))
        return contents

    def _read_rows(self, sheet: xlrd.sheet.Sheet) -> Iterator[SheetRow]:
        for at in range(sheet.nrows):
            try:
                cells = {
                    column: cell
                    for column in range(sheet.row_len(at))
                    if (cell := self._read_cell(sheet, at, column)) is not None
                }
            except Exception:  # as above
                raise broken_workbook() from None
            info = sheet.rowinfo_map.get(at)
            is_flat = info is not None and info.height == 0 and info.height_mismatch
            is_hidden = bool(is_flat or (info is not None and info.hidden))
            if cells:
                yield SheetRow(at + 1, cells, is_hidden)

    def _read_cell(self, sheet: xlrd.sheet.Sheet, row: int, column: int) -> SheetCell | None:
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return text_cell(value) if value else None
        if kind == xlrd.XL_CELL_ERROR:
            return SheetCell(FAILED, FAILED)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return SheetCell("TRUE" if value else "FALSE", None)
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            style = self._book.xf_list[sheet.cell_xf_index(row, column)]
            code = self._book.format_map[style.format_key].format_str
            return number_cell(value, parse_number_format(code), bool(self._book.datemode))
        return None


def _refuse_foreign(data: bytes) -> None:
    """Refuse what is no XLS; an XLSX with a password is packed into such a file too."""
    if _LOCKED.encode("utf-16-le") in data:
        raise locked_workbook()
    for stream, kind in _FOREIGN:
        if stream.encode("utf-16-le") in data:
            hint = "Export the table again as CSV (UTF-8) or XLSX."
            raise WorkbookError("not-a-table", f"This is {kind}, not a table.", hint)
    if len(data) > _MAX_BYTES:
        raise oversized_workbook()
