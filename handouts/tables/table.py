"""Reads a table of people, as practice software exports it, into rows of text.

The file's bytes are read once and kept, so that the rows that are checked are those that are
used, even if the file changes meanwhile; each pass reads the rows from these bytes again.
No file is written, and no message ever contains the text of a cell.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.data import Data
from handouts.sources.findings import SpecError, quote_text
from handouts.sources.source import display_path, read_bytes
from handouts.tables import decode
from handouts.tables.csv_rows import (
    SAMPLE_ROWS,
    MalformedRow,
    TableRow,
    detect_delimiter,
    explain_malformed_row,
    invalid_text_error,
    read_rows,
)
from handouts.tables.decode import EXPORT_AGAIN, EncodingChoice, table_error
from handouts.tables.file_kinds import is_json, is_workbook
from handouts.tables.headers import column_letter, find_header_row, normalize_header
from handouts.tables.letters.encodings import Encoding
from handouts.tables.merged_cells import mark_merged_cells
from handouts.tables.sheet_names import list_names
from handouts.tables.statuses import find_status_columns
from handouts.tables.table_limits import MAX_CELLS, MAX_COLUMNS

if TYPE_CHECKING:
    from handouts.tables.workbooks.sheets import Merge
    from handouts.tables.worksheet import Worksheet

MAX_TABLE_BYTES = 64 * 1024 * 1024
_SHEET = Encoding("utf-8", "")
_FHIR = Encoding("utf-8", "FHIR")


class SheetInfo(Data, frozen=True):
    """The sheet that a table was read from, and what of it was not read.

    ``others`` are the names of the other sheets that can be seen, and ``hidden_sheets`` those of
    the hidden ones. ``hidden_rows`` are the numbers of the rows below the headers that were left
    out, and ``hidden_columns`` the headers of columns that were, by their index from 0; a header
    may be empty. ``merges`` are merged cells that may belong to several rows.
    """

    name: str
    others: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: Mapping[int, str] = {}
    merges: tuple[Merge, ...] = ()

    def has_hidden_header(self, header: str) -> bool:
        """Whether a header is that of a hidden column."""
        hidden = {normalize_header(each) for each in self.hidden_columns.values() if each}
        return normalize_header(header) in hidden


class Table(Data, frozen=True):
    """A valid table: its headers, and its rows, which can be read any number of times.

    ``name`` is the file's, as people know it. ``headers`` are the trimmed cells of row
    ``header_row``, the first that is not blank, apart from ``above`` lines of a title before it.
    ``count`` is the number of rows below it that are not blank. ``data`` is all that is kept of
    the people: the file's bytes, or a sheet as CSV; it can be passed to another process.
    ``sheet`` describes the sheet of a workbook; ``has_next_page`` says that a server has more
    people than are in the file.
    """

    name: str
    headers: tuple[str, ...]
    header_row: int
    count: int
    data: bytes
    codec: Encoding
    delimiter: str
    above: int = 0
    sheet: SheetInfo | None = None
    has_next_page: bool = False

    @property
    def encoding(self) -> str:
        """The text's encoding as people know it ("Windows-1252"); empty for a workbook."""
        return self.codec.name

    @property
    def rows(self) -> Iterator[TableRow]:
        """The rows below the header that are not blank; each call starts at the first again.

        A cell of a sheet that is merged with cells of other rows is marked as such.
        """
        rows = read_rows(self.data, self.codec, self.delimiter)
        below = (row for row in rows if row.number > self.header_row)
        return _mark_merges(below, self.sheet.merges) if self.sheet else below

    def find_filled_columns(self, columns: Collection[int]) -> list[int]:
        """Those of some columns, by index, in which a cell is filled in."""
        filled: set[int] = set()
        for row in self.rows if columns else ():
            filled |= {at for at in columns if row.cell(at).strip()}
        return sorted(filled)

    def __repr__(self) -> str:
        """The table without the text of its cells."""
        return f"Table({self.name!r}, {self.count} rows)"


def _mark_merges(rows: Iterator[TableRow], merges: Sequence[Merge]) -> Iterator[TableRow]:
    if not merges:
        return rows
    numbered = ((row.number, row.cells) for row in rows)
    return (TableRow(number, cells) for number, cells in mark_merged_cells(numbered, merges))


def read_table(
    path: Path | str,
    sheet: str = "",
    headers: Collection[str] = (),
    shown_header: str = "",
    encoding: Encoding | None = None,
) -> Table:
    """The table of a file, or of stdin where the path is ``-``; see ``parse_table``.

    Raises SpecError where the file cannot be read or is not a valid table.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_TABLE_BYTES + 1)
        return parse_table("stdin", data, sheet, headers, shown_header, encoding)
    path = Path(path)
    data = read_bytes(path, MAX_TABLE_BYTES)
    return parse_table(display_path(path), data, sheet, headers, shown_header, encoding)


def list_table_encodings(path: Path) -> tuple[EncodingChoice, ...]:
    """The encodings that a file may be in, the likeliest first; none where there is no doubt.

    Raises SpecError where the file cannot be read or is not a table.
    """
    data = read_bytes(path, MAX_TABLE_BYTES)
    if is_workbook(data) or is_json(data):
        return ()
    return decode.list_encodings(display_path(path), data)


def parse_table(
    name: str,
    data: bytes,
    sheet: str = "",
    headers: Collection[str] = (),
    shown_header: str = "",
    encoding: Encoding | None = None,
) -> Table:
    """The table in a file's bytes. ``sheet`` names a sheet of a workbook.

    Where it is empty, the sheet that lists people is read, if there is only one. The column of
    a workbook with the header ``shown_header`` holds what the sheet shows, not the values.

    The delimiter of a CSV is detected, and so is its encoding unless it is given. Blank rows
    are left out, but counted in row numbers. Lines of a title are skipped where the header row
    is certain: its cells are known headers, or are among ``headers``. Raises SpecError for a
    file of another kind, a broken or locked workbook, bytes that are not text, quotes that are
    never closed, a table without rows, and rows above the headers that are not a title.
    """
    if len(data) > MAX_TABLE_BYTES:
        raise table_error(
            "file-too-large", name, "The table is too large: over 64 MB.", "Split it into several."
        )
    if is_workbook(data):
        # Slow to load, and a CSV needs none of it; so is what reads FHIR below.
        from handouts.tables.worksheet import convert_worksheet

        return _parse_worksheet(
            name, convert_worksheet(name, data, sheet, headers, shown_header), headers
        )
    json = is_json(data)
    codec = _FHIR if json else decode.detect_encoding(name, data, encoding)
    if sheet:
        kind = "A JSON file" if json else "A CSV"
        raise table_error(
            "unknown-sheet", name, f"{kind} has no sheets.", "Leave the sheet's name out."
        )
    if json:
        from handouts.tables.fhir import convert_fhir

        converted, has_next_page = convert_fhir(name, data)
        table = _build_table(name, converted, codec, ",", headers)
        return replace(table, has_next_page=has_next_page)
    if not decode.is_valid_text(data, codec):
        raise invalid_text_error(name, data, codec)
    delimiter = detect_delimiter(decode.open_text(data, codec), headers)
    return _build_table(name, data, codec, delimiter, headers)


def _parse_worksheet(name: str, sheet: Worksheet, known: Collection[str]) -> Table:
    """The table of a workbook's sheet. If it has no rows, the error names what was not read."""
    content = sheet.content
    try:
        table = _build_table(name, content.data, _SHEET, ",", known)
    except _EmptyTable as error:
        message, hint = error.problems[0].message, error.problems[0].hint
        if sheet.others:
            message = f"{message} Only one sheet was read."
            hint = (
                "Name the sheet that lists the people with --sheet. "
                f"Other sheets: {list_names(sheet.others)}."
            )
        if content.hidden_rows or content.hidden_columns:
            message = f"{message} It has hidden rows or columns, which are not read."
        raise table_error("empty-table", name, message, hint) from None
    header = content.hidden_texts.get(table.header_row, {})
    info = SheetInfo(
        sheet.name,
        sheet.others,
        sheet.hidden,
        tuple(number for number in content.hidden_rows if number > table.header_row),
        {at: header[at].strip() for at in content.hidden_columns if at in header},
        content.merges,
    )
    _check_hidden_headers(table, info)
    return replace(table, sheet=info)


def _check_hidden_headers(table: Table, sheet: SheetInfo) -> None:
    """Refuse a hidden column that may say who should have no leaflet: it would not be heard."""
    headers = ["" for _ in range(max(sheet.hidden_columns, default=-1) + 1)]
    for at, header in sheet.hidden_columns.items():
        headers[at] = header
    for at in find_status_columns(headers):
        column = f"{column_letter(at)} {quote_text(headers[at])}"
        message = f"The column {column} is hidden, but it may say who should have no leaflet."
        hint = "Unhide it, or delete it, and save again."
        raise table_error("hidden-data", table.name, message, hint, table.header_row)


class _EmptyTable(SpecError):
    """A table without rows."""


def _build_table(
    name: str, data: bytes, codec: Encoding, delimiter: str, known: Collection[str]
) -> Table:
    """The table, after reading all of it once. Raises SpecError."""
    rows = read_rows(data, codec, delimiter)
    try:
        first = list(islice(rows, SAMPLE_ROWS))
        header_index = find_header_row([row.cells for row in first], known)
        count = _count_rows(name, chain(first[header_index + 1 :], rows))
    except MalformedRow as error:
        raise explain_malformed_row(name, error) from None
    if not first:
        raise _EmptyTable(
            table_error("empty-table", name, "The table is empty.", EXPORT_AGAIN).problems
        )
    _check_title(name, first[:header_index], first[header_index])
    _check_width(name, first[header_index])
    if not count:
        raise _EmptyTable(
            table_error(
                "empty-table", name, "The table has no rows below its header.", EXPORT_AGAIN
            ).problems
        )
    headers = tuple(cell.strip() for cell in first[header_index].cells)
    return Table(
        name, headers, first[header_index].number, count, data, codec, delimiter, header_index
    )


def _count_rows(name: str, rows: Iterable[TableRow]) -> int:
    """How many rows there are. Raises SpecError for more cells than can be read in seconds."""
    count = cells = 0
    for row in rows:
        count += 1
        cells += len(row.cells)
        if cells > MAX_CELLS:
            message = f"The table is too large: over {MAX_CELLS:,} cells."
            raise table_error("file-too-large", name, message, "Split it into several.", row.number)
    return count


def _check_title(name: str, above: Sequence[TableRow], header: TableRow) -> None:
    """Refuse rows above the headers that may be people: a title has one text per line."""
    for row in above:
        if sum(1 for cell in row.cells if cell.strip()) > 1:
            message = f"Row {header.number} looks like the headers, but this row is above it."
            hint = "Delete the rows above the headers, or move people below them."
            raise table_error("rows-above-headers", name, message, hint, row.number)


def _check_width(name: str, header: TableRow) -> None:
    """Refuse more columns than a spreadsheet has: they are not a table of people."""
    if len(header.cells) > MAX_COLUMNS:
        message = f"The table has {len(header.cells):,} columns; the most is {MAX_COLUMNS:,}."
        raise table_error("file-too-large", name, message, EXPORT_AGAIN, header.number)
