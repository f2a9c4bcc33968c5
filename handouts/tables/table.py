"""Reads a table of people, exported by practice software as CSV or XLSX, into rows of text.

The file's bytes are read once and kept, so that the rows that are checked are those that are
used, even if the file changes meanwhile; each pass reads the rows from these bytes again.
No file is written, and no message ever contains the text of a cell.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TextIO

from handouts.data import Data
from handouts.sources.findings import SpecError, quote_text
from handouts.sources.source import display_path, read_bytes
from handouts.tables import decode
from handouts.tables.decode import EXPORT_AGAIN, Encoding, table_error
from handouts.tables.headers import find_header_row
from handouts.tables.worksheet import convert_worksheet, list_other_sheets

MAX_TABLE_BYTES = 64 * 1024 * 1024
_DELIMITERS = ",;\t|"
_SAMPLE_LETTERS = 65_536
_SAMPLE_ROWS = 20
# A first line that Excel writes to name the delimiter. No spreadsheet counts it as a row.
_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?[\r\n]*', re.IGNORECASE)
_SHEET = Encoding("utf-8", "")
# For each error of Python's csv module: a part of its text, our message, and our hint.
_CSV_ERRORS = (
    (
        "unexpected end",
        "The quotes that open in this row are never closed.",
        'Put a quote (") at the end of the text, and write a quote inside it twice ("").',
    ),
    (
        "expected after",
        "In this row, a closing quote is in the middle of a text.",
        'Write a quote inside a quoted text twice (""), and close the quotes at its end.',
    ),
    (
        "field larger",
        "A text that starts in this row is far too long: a quote is probably never closed.",
        'Put a quote (") at the end of the text.',
    ),
)


class TableRow(NamedTuple):
    """A row: its number in a spreadsheet, counted from 1, and its cells, unchanged."""

    number: int
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        """The row without the text of its cells."""
        return f"Row({self.number}, {len(self.cells)} cells)"

    def cell(self, index: int) -> str:
        """The cell at an index; empty where the row is too short."""
        return self.cells[index] if index < len(self.cells) else ""


class Table(Data, frozen=True):
    """A valid table: its headers, and its rows, which can be read any number of times.

    ``name`` is the file's, as people know it. ``headers`` are the trimmed cells of row
    ``header_row``, the first that is not blank, apart from ``above`` lines of a title before it.
    ``count`` is the number of rows below it that are not blank. ``data`` is all that is kept of
    the people: the file's bytes, or a sheet as CSV; it can be passed to another process.
    """

    name: str
    headers: tuple[str, ...]
    header_row: int
    count: int
    data: bytes
    codec: Encoding
    delimiter: str
    above: int = 0

    @property
    def encoding(self) -> str:
        """The text's encoding as people know it ("Windows-1252"); empty for a workbook."""
        return self.codec.name

    @property
    def rows(self) -> Iterator[TableRow]:
        """The rows below the header that are not blank; each call starts at the first again."""
        rows = _read_rows(self.data, self.codec, self.delimiter)
        return (row for row in rows if row.number > self.header_row)

    def __repr__(self) -> str:
        """The table without the text of its cells."""
        return f"Table({self.name!r}, {self.count} rows)"


def read_table(path: Path | str, sheet: str = "", headers: Collection[str] = ()) -> Table:
    """The table of a file, or of stdin where the path is ``-``; see ``parse_table``.

    Raises SpecError where the file cannot be read or is not a valid table.
    """
    if str(path) == "-":
        return parse_table("stdin", sys.stdin.buffer.read(MAX_TABLE_BYTES + 1), sheet, headers)
    path = Path(path)
    return parse_table(display_path(path), read_bytes(path, MAX_TABLE_BYTES), sheet, headers)


def parse_table(name: str, data: bytes, sheet: str = "", headers: Collection[str] = ()) -> Table:
    """The table in a file's bytes. ``sheet`` names a sheet of a workbook; empty is the first.

    The encoding and the delimiter of a CSV are detected. Blank rows are left out, but counted
    in row numbers. Lines of a title are skipped where the header row is certain: its cells are
    known headers, or are among ``headers``. Raises SpecError for a file of another kind, a
    broken or locked workbook, bytes that are not text, quotes that are never closed, a table
    without rows, and rows above the headers that are not a title.
    """
    if len(data) > MAX_TABLE_BYTES:
        raise table_error(
            "file-too-large", name, "The table is too large: over 64 MB.", "Split it into several."
        )
    if decode.is_workbook(data):
        return _parse_worksheet(name, data, sheet, headers)
    codec = decode.detect_encoding(name, data)
    if sheet:
        raise table_error(
            "unknown-sheet", name, "A CSV has no sheets.", "Leave the sheet's name out."
        )
    if not decode.is_valid_text(data, codec):
        raise _invalid_text_error(name, data, codec)
    delimiter = _detect_delimiter(decode.open_text(data, codec), headers)
    return _build_table(name, data, codec, delimiter, headers)


def _parse_worksheet(name: str, data: bytes, sheet: str, known: Collection[str]) -> Table:
    """The table of a workbook's sheet. If it has no rows, the error names the other sheets."""
    try:
        return _build_table(name, convert_worksheet(name, data, sheet), _SHEET, ",", known)
    except _EmptyTable as error:
        others = ", ".join(map(quote_text, list_other_sheets(name, data, sheet)[:10]))
        if not others:
            raise
        message = f"{error.problems[0].message} Only one sheet was read."
        hint = f"Name the sheet that lists the people with --sheet. Other sheets: {others}."
        raise table_error("empty-table", name, message, hint) from None


class _EmptyTable(SpecError):
    """A table without rows."""


def _build_table(
    name: str, data: bytes, codec: Encoding, delimiter: str, known: Collection[str]
) -> Table:
    """The table, after reading all of it once. Raises SpecError."""
    rows = _read_rows(data, codec, delimiter)
    try:
        first = list(islice(rows, _SAMPLE_ROWS))
        header_index = find_header_row([row.cells for row in first], known)
        count = sum(1 for _ in chain(first[header_index + 1 :], rows))
    except _MalformedRow as error:
        raise _explain_error(name, error) from None
    if not first:
        raise _EmptyTable(
            table_error("empty-table", name, "The table is empty.", EXPORT_AGAIN).problems
        )
    _check_title(name, first[:header_index], first[header_index])
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


def _check_title(name: str, above: Sequence[TableRow], header: TableRow) -> None:
    """Refuse rows above the headers that may be people: a title has one text per line."""
    for row in above:
        if sum(1 for cell in row.cells if cell.strip()) > 1:
            message = f"Row {header.number} looks like the headers, but this row is above it."
            hint = "Delete the rows above the headers, or move people below them."
            raise table_error("rows-above-headers", name, message, hint, row.number)


class _MalformedRow(Exception):
    """A row that is not valid CSV, and the message of Python's csv module."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row


def _read_rows(data: bytes, codec: Encoding, delimiter: str) -> Iterator[TableRow]:
    """Each row that is not blank, including the header. Raises _MalformedRow."""
    lines = decode.open_text(data, codec)
    _read_sep_line(lines)
    # Spaces before a text never matter, and would hide the quotes around it.
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if "".join(cells).strip():
                yield TableRow(number, tuple(cells))
    except csv.Error as error:
        raise _MalformedRow(number + 1, str(error)) from None


def _explain_error(name: str, error: _MalformedRow) -> SpecError:
    for reason, message, hint in _CSV_ERRORS:
        if reason in str(error):
            return table_error("bad-row", name, message, hint, error.row)
    return table_error("bad-row", name, "This row is not valid CSV.", EXPORT_AGAIN, error.row)


def _read_sep_line(lines: TextIO) -> str:
    """The delimiter that a ``sep=`` line names, which is skipped; empty where there is none."""
    match = _SEP_LINE.fullmatch(lines.readline(_SAMPLE_LETTERS))
    if match is None:
        lines.seek(0)
    return match[1] if match else ""


def _detect_delimiter(lines: TextIO, known: Collection[str] = ()) -> str:
    """The delimiter that splits the header, and the first rows into as many cells as it."""
    named = _read_sep_line(lines)
    if named:
        return named
    sample = lines.read(_SAMPLE_LETTERS)
    return max(_DELIMITERS, key=lambda mark: _score_delimiter(sample, mark, known))


def _score_delimiter(sample: str, mark: str, known: Collection[str]) -> tuple[bool, float, int]:
    """The score of a delimiter: whether it splits the header, rows that agree, header cells."""
    first = _split_first_rows(sample, mark)
    widths = [len(cells) for cells in first[find_header_row(first, known) :]]
    if not widths:  # all cells are blank
        return (mark in sample, 1.0, 0)
    header, rows = widths[0], widths[1:]
    matching = sum(1.0 if width == header else 0.5 if 1 < width < header else 0.0 for width in rows)
    return (header > 1, matching / max(1, len(rows)), header)


def _split_first_rows(sample: str, mark: str) -> list[list[str]]:
    """The cells of the first rows that are not blank, split at a delimiter."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=mark, skipinitialspace=True)
    filled = (cells for cells in reader if "".join(cells).strip())
    return list(islice(filled, _SAMPLE_ROWS + 1))


def _invalid_text_error(name: str, data: bytes, codec: Encoding) -> SpecError:
    """The error for bytes that are not text, at the first row with such bytes."""
    message = f"This row has bytes that are not text ({codec.name})."
    try:
        return table_error(
            "unclear-encoding", name, message, EXPORT_AGAIN, _find_invalid_row(data, codec)
        )
    except (UnicodeError, csv.Error, StopIteration):
        return table_error(
            "unclear-encoding",
            name,
            f"The file has bytes that are not text ({codec.name}).",
            EXPORT_AGAIN,
        )


def _find_invalid_row(data: bytes, codec: Encoding) -> int:
    delimiter = _detect_delimiter(decode.open_text(data, codec, keep_invalid=True))
    lines = decode.open_text(data, codec, keep_invalid=True)
    _read_sep_line(lines)
    marked = (line.replace("\0", "\udc00") for line in lines)
    rows = enumerate(csv.reader(marked, delimiter=delimiter, skipinitialspace=True), 1)
    return next(number for number, cells in rows if decode.INVALID_BYTE.search("".join(cells)))
