"""The records of a sheet in an XLSB workbook ([MS-XLSB] 2.4), read row by row."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from handouts.tables.cell_marks import FAILED
from handouts.tables.workbooks.cell_text import (
    GENERAL,
    SharedValues,
    number_cell,
    text_cell,
)
from handouts.tables.workbooks.packed_xml import PackedParts
from handouts.tables.workbooks.sheets import (
    Extent,
    Merge,
    SheetCell,
    SheetContents,
    SheetRow,
    broken_workbook,
)
from handouts.tables.workbooks.xlsb_records import BinaryRecord, read_records

_ROW, _COLUMNS, _MERGE = 0, 60, 176  # BrtRowHdr, BrtColInfo, BrtMergeCell
_BEGIN_DATA, _END_DATA = 145, 146
_BLANK, _RK = 1, 2  # BrtCellBlank, BrtCellRk
_ERRORS, _FLAGS, _REALS = (3, 11), (4, 10), (5, 9)  # each as a cell, and as a formula's value
_TEXTS, _SHARED, _RICH = (6, 8), 7, 62
_SHORT = range(12, 19)  # cells without a place of their own, which Excel does not write
_HIDDEN_ROW, _OWN_HEIGHT, _HIDDEN_COLUMN = 0x1000, 0x2000, 1


class XlsbValues(SharedValues):
    """Reads the values of binary cells."""

    def read_cell(self, record: BinaryRecord) -> SheetCell | None:
        """The cell in a record; None for an empty one. Raises WorkbookError."""
        kind = record.kind
        try:
            if kind in _ERRORS:
                return SheetCell(FAILED, FAILED)
            if kind in _FLAGS:
                return SheetCell("TRUE" if record.byte(8) else "FALSE", None)
            if kind == _RK:
                return self._number_cell(record, decode_rk(record.number(8)))
            if kind in _REALS:
                return self._number_cell(record, record.real(8))
            text = self._read_text(record)
        except (IndexError, ValueError):
            raise broken_workbook() from None
        return text_cell(text) if text else None

    def _read_text(self, record: BinaryRecord) -> str:
        if record.kind == _SHARED:
            return self.texts[record.number(8)]
        return record.text(9 if record.kind == _RICH else 8)[0]

    def _number_cell(self, record: BinaryRecord, value: float) -> SheetCell:
        style = record.number(4) & 0xFFFFFF
        form = self.formats[style] if style or self.formats else GENERAL
        return number_cell(value, form, self.is_1904)


def open_xlsb_sheet(parts: PackedParts, path: str, values: XlsbValues) -> SheetContents:
    """What a sheet holds, by the path of its part."""
    contents = SheetContents(iter(()))
    contents.rows = _read_rows(parts, path, contents, values)
    return contents


def _read_rows(
    parts: PackedParts, path: str, contents: SheetContents, values: XlsbValues
) -> Iterator[SheetRow]:
    extent = Extent()
    row: SheetRow | None = None
    cells: dict[int, SheetCell] = {}
    in_data = False
    for record in read_records(parts, path):
        if record.kind in (_ROW, _END_DATA) and in_data:
            if row is not None and cells:
                extent.include(row.number, max(cells) + 1)
                yield row
            before, cells = row, {}
            row = _read_row(record, before, cells) if record.kind == _ROW else None
            in_data = record.kind == _ROW
        elif in_data and (record.kind <= _ERRORS[1] or record.kind == _RICH):
            _add_cell(record, row, cells, extent, values)
        elif in_data and record.kind in _SHORT:
            raise broken_workbook()
        elif record.kind == _BEGIN_DATA:
            in_data = True
        else:
            _read_layout(record, contents)
    if in_data:
        raise broken_workbook()


def _read_row(
    record: BinaryRecord, before: SheetRow | None, cells: dict[int, SheetCell]
) -> SheetRow:
    number = record.number(0) + 1
    if before is not None and number <= before.number:
        raise broken_workbook()
    flags = record.short(10)
    is_flat = record.short(8) == 0 and bool(flags & _OWN_HEIGHT)
    is_hidden = bool(flags & _HIDDEN_ROW) or is_flat
    return SheetRow(number, cells, is_hidden)


def _add_cell(
    record: BinaryRecord,
    row: SheetRow | None,
    cells: dict[int, SheetCell],
    extent: Extent,
    values: XlsbValues,
) -> None:
    """Add the cell of a record to its row, unless it is empty."""
    column = record.number(0)
    if row is None or (cells and column <= next(reversed(cells))):
        raise broken_workbook()
    if record.kind != _BLANK:
        extent.include(row.number, column + 1)
        cell = values.read_cell(record)
        if cell is not None:
            cells[column] = cell


def _read_layout(record: BinaryRecord, contents: SheetContents) -> None:
    """Note columns that are hidden, and cells that are merged."""
    if record.kind == _COLUMNS and (record.short(16) & _HIDDEN_COLUMN or not record.number(8)):
        contents.hide_columns(record.number(0), record.number(4))
    elif record.kind == _MERGE:
        first_row, last_row, first_column, last_column = (record.number(4 * at) for at in range(4))
        contents.add_merge(Merge(first_row + 1, last_row + 1, first_column, last_column))


def decode_rk(number: int) -> float:
    """The value of a number in 32 bits ([MS-XLSB] 2.5.122): a whole one, or half of a double."""
    if number & 2:
        value: float = (number >> 2) - (1 << 30 if number & 0x80000000 else 0)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))[0]
    return value / 100 if number & 1 else value
