"""A table of people as practice software exports it, CSV or XLSX, becomes rows of text.

The file's bytes are read once and kept, compactly, so that what was checked is what is
made, whatever becomes of the file meanwhile; rows are read from them anew each time.
No file is written, and nothing of a cell is ever in a message.
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

from handouts.batch import decode
from handouts.batch.decode import AGAIN, Encoding, wrong
from handouts.batch.headers import head_row
from handouts.data import Data
from handouts.spec.problems import SpecError, quoted
from handouts.spec.source import read_bytes, shown

MOST_BYTES = 64 * 1024 * 1024
_DELIMITERS = ",;\t|"
_SAMPLE_LETTERS = 65_536
_SAMPLE_ROWS = 20
# Excel's own first line: which mark parts the cells. No spreadsheet counts it as a row.
_SEP = re.compile(r'"?sep=([,;\t|])"?[\r\n]*', re.IGNORECASE)
_SHEET = Encoding("utf-8", "")
# What Python's csv says of a row, and what we say of it.
_FAULTS = (
    (
        "unexpected end",
        "The quotes that open in this row are never closed.",
        'Put a quote (") at the end of the text, and write a quote inside it twice ("").',
    ),
    (
        "expected after",
        "In this row a closing quote stands inside a text.",
        'Write a quote inside a quoted text twice (""), and close the quotes at its end.',
    ),
    (
        "field larger",
        "A text that opens in this row is far too long: a quote is probably never closed.",
        'Put a quote (") at the end of the text.',
    ),
)


class Row(NamedTuple):
    """A row by its number in a spreadsheet, counted from 1, and its cells as they stand."""

    number: int
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        """The row without what stands in it."""
        return f"Row({self.number}, {len(self.cells)} cells)"

    def cell(self, index: int) -> str:
        """The cell at an index; empty where the row is too short."""
        return self.cells[index] if index < len(self.cells) else ""


class Table(Data, frozen=True):
    """A table that was found sound: its headers, and its rows as often as they are asked for.

    ``name`` is the file's, as people know it. ``headers`` are the trimmed cells of row
    ``header_row``, the first that is not blank; ``above`` lines of a title may stand over it.
    ``count`` is how many rows with something in them follow. ``data`` is all that is kept of
    the people: the file's bytes, or a sheet's as CSV; it passes to another process as it is.
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
    def rows(self) -> Iterator[Row]:
        """The rows below the header, from the first one on each time, without blank ones."""
        rows = _rows(self.data, self.codec, self.delimiter)
        return (row for row in rows if row.number > self.header_row)

    def __repr__(self) -> str:
        """The table without its people."""
        return f"Table({self.name!r}, {self.count} rows)"


def read_table(path: Path | str, sheet: str = "", headers: Collection[str] = ()) -> Table:
    """The table of a file, or of stdin where the path is ``-``; see ``parse_table``.

    Raises SpecError where the file cannot be read or is no sound table.
    """
    if str(path) == "-":
        return parse_table("stdin", sys.stdin.buffer.read(MOST_BYTES + 1), sheet, headers)
    path = Path(path)
    return parse_table(shown(path), read_bytes(path, MOST_BYTES), sheet, headers)


def parse_table(name: str, data: bytes, sheet: str = "", headers: Collection[str] = ()) -> Table:
    """The table in a file's bytes. ``sheet`` names a sheet of a workbook; empty is the first.

    Of a CSV, the encoding and the mark between cells are found out. Blank rows are left
    out, but counted. Lines of a title are passed over where the row of the headers is sure:
    by words that are known, or are among ``headers``. Raises SpecError for a file of another
    kind, a broken or locked workbook, bytes that are no text, quotes that are never closed,
    a table without rows, rows above the headers that are no title.
    """
    if len(data) > MOST_BYTES:
        raise wrong(name, "The table is too large: over 64 MB.", "Split it into several.")
    if decode.is_workbook(data):
        return _sheet(name, data, sheet, headers)
    codec = decode.encoding(name, data)
    if sheet:
        raise wrong(name, "A CSV has no sheets.", "Leave the sheet's name out.")
    if not decode.sound(data, codec):
        raise _unsound(name, data, codec)
    delimiter = _delimiter(decode.lines(data, codec), headers)
    return _table(name, data, codec, delimiter, headers)


def _sheet(name: str, data: bytes, sheet: str, known: Collection[str]) -> Table:
    """The table of a workbook's sheet; where there is nobody on it, the others are named."""
    from handouts.batch.sheet import as_csv, other_sheets

    try:
        return _table(name, as_csv(name, data, sheet), _SHEET, ",", known)
    except _Nobody as error:
        others = ", ".join(map(quoted, other_sheets(name, data, sheet)[:10]))
        if not others:
            raise
        message = f"{error.problems[0].message} It is the sheet that was read."
        mend = f"Name the sheet of the people by --sheet. There are also {others}."
        raise wrong(name, message, mend) from None


class _Nobody(SpecError):
    """A table without anyone."""


def _table(
    name: str, data: bytes, codec: Encoding, delimiter: str, known: Collection[str]
) -> Table:
    """The table, after all of it has been read through once."""
    rows = _rows(data, codec, delimiter)
    try:
        first = list(islice(rows, _SAMPLE_ROWS))
        at = head_row([row.cells for row in first], known)
        count = sum(1 for _ in chain(first[at + 1 :], rows))
    except _Fault as fault:
        raise _told(name, fault) from None
    if not first:
        raise _Nobody(wrong(name, "The table is empty.", AGAIN).problems)
    _check_title(name, first[:at], first[at])
    if not count:
        raise _Nobody(wrong(name, "The table has no row below its header.", AGAIN).problems)
    headers = tuple(cell.strip() for cell in first[at].cells)
    return Table(name, headers, first[at].number, count, data, codec, delimiter, at)


def _check_title(name: str, above: Sequence[Row], header: Row) -> None:
    """Refuse rows above the headers that may be people: a title is one text a line."""
    for row in above:
        if sum(1 for cell in row.cells if cell.strip()) > 1:
            message = f"Row {header.number} looks like the headers, but this row stands above it."
            mend = "Delete the rows above the headers, or move people below them."
            raise wrong(name, message, mend, row.number)


class _Fault(Exception):
    """A row that CSV's rules cannot make sense of, and what Python says of it."""

    def __init__(self, row: int, said: str) -> None:
        super().__init__(said)
        self.row = row


def _rows(data: bytes, codec: Encoding, delimiter: str) -> Iterator[Row]:
    """Each row that is not blank, the header too. Raises _Fault."""
    lines = decode.lines(data, codec)
    _sep(lines)
    # Spaces before a text never matter, and without them its quotes are seen.
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if "".join(cells).strip():
                yield Row(number, tuple(cells))
    except csv.Error as error:
        raise _Fault(number + 1, str(error)) from None


def _told(name: str, fault: _Fault) -> SpecError:
    for said, message, mend in _FAULTS:
        if said in str(fault):
            return wrong(name, message, mend, fault.row)
    return wrong(name, "This row is no sound CSV.", AGAIN, fault.row)


def _sep(lines: TextIO) -> str:
    """The mark that Excel's own first line names, which is passed over; else nothing."""
    match = _SEP.fullmatch(lines.readline(_SAMPLE_LETTERS))
    if match is None:
        lines.seek(0)
    return match[1] if match else ""


def _delimiter(lines: TextIO, known: Collection[str] = ()) -> str:
    """The mark between cells: the one that parts the header, and the first rows into as many."""
    named = _sep(lines)
    if named:
        return named
    sample = lines.read(_SAMPLE_LETTERS)
    return max(_DELIMITERS, key=lambda mark: _likely(sample, mark, known))


def _likely(sample: str, mark: str, known: Collection[str]) -> tuple[bool, float, int]:
    """How likely a mark parts the cells: does it part the header, the rows alike, how many."""
    first = _first_rows(sample, mark)
    widths = [len(cells) for cells in first[head_row(first, known) :]]
    if not widths:  # all blank, if a mark is all there is
        return (mark in sample, 1.0, 0)
    header, rows = widths[0], widths[1:]
    alike = sum(1.0 if width == header else 0.5 if 1 < width < header else 0.0 for width in rows)
    return (header > 1, alike / max(1, len(rows)), header)


def _first_rows(sample: str, mark: str) -> list[list[str]]:
    """The cells of the first rows if a mark parts them."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=mark, skipinitialspace=True)
    filled = (cells for cells in reader if "".join(cells).strip())
    return list(islice(filled, _SAMPLE_ROWS + 1))


def _unsound(name: str, data: bytes, codec: Encoding) -> SpecError:
    """Where the first bytes are that are no text."""
    message = f"Here stand bytes that are no text ({codec.name})."
    try:
        return wrong(name, message, AGAIN, _broken_row(data, codec))
    except (UnicodeError, csv.Error, StopIteration):
        return wrong(name, f"The file holds bytes that are no text ({codec.name}).", AGAIN)


def _broken_row(data: bytes, codec: Encoding) -> int:
    delimiter = _delimiter(decode.lines(data, codec, broken=True))
    lines = decode.lines(data, codec, broken=True)
    _sep(lines)
    marked = (line.replace("\0", "\udc00") for line in lines)
    rows = enumerate(csv.reader(marked, delimiter=delimiter, skipinitialspace=True), 1)
    return next(number for number, cells in rows if decode.BROKEN.search("".join(cells)))
