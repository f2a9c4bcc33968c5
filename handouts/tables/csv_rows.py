"""Reads CSV into rows: finds the delimiter, and says in plain words what is not valid.

No message contains the text of a cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TextIO

from handouts.patterns import compile_late
from handouts.sources.findings import SpecError
from handouts.tables import decode
from handouts.tables.decode import EXPORT_AGAIN, table_error
from handouts.tables.headers import find_header_row
from handouts.tables.letters.encodings import Encoding

_DELIMITERS = ",;\t|"
_SAMPLE_LETTERS = 65_536
SAMPLE_ROWS = 20
"""How many of the first rows are looked at for headers and delimiters."""
_TEXT_FORMULA = compile_late(r'="(?:[^"]|"")*"')
# A first line that Excel writes to name the delimiter. No spreadsheet counts it as a row.
_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?[\r\n]*', re.IGNORECASE)
_MAX_ROWS = 1_048_576
"""As many as a spreadsheet has; blank ones count too."""
_MAX_LINE = 4_000_000
_TOO_LONG, _TOO_MANY = "line too long", "too many rows"
# For each error of Python's csv module: a part of its text, our message, and our hint.
_CSV_ERRORS = (
    (_TOO_LONG, "This row is far too long: over 4,000,000 characters.", EXPORT_AGAIN),
    (_TOO_MANY, "The table has more than 1,048,576 rows.", "Split it into several."),
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
    """A row: its number in a spreadsheet, counted from 1, and its cells.

    They are unchanged, apart from a text that is written as a formula (see ``text_formula``).
    """

    number: int
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        """The row without the text of its cells."""
        return f"Row({self.number}, {len(self.cells)} cells)"

    def cell(self, index: int) -> str:
        """The cell at an index; empty where the row is too short."""
        return self.cells[index] if index < len(self.cells) else ""


class MalformedRow(Exception):
    """A row that is not valid CSV, and the message of Python's csv module."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row


def read_rows(data: bytes, codec: Encoding, delimiter: str) -> Iterator[TableRow]:
    """Each row that is not blank, including the header. Raises MalformedRow."""
    lines = decode.open_text(data, codec)
    _read_sep_line(lines)
    # Spaces before a text never matter, and would hide the quotes around it.
    reader = csv.reader(
        _check_lengths(lines), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > _MAX_ROWS:
                raise csv.Error(_TOO_MANY)
            text = "".join(cells)
            if text.strip():
                has_formula = '="' in text
                read = map(_read_text_formula, cells) if has_formula else cells
                yield TableRow(number, tuple(read))
    except csv.Error as error:
        raise MalformedRow(number + 1, str(error)) from None


def _check_lengths(lines: Iterable[str]) -> Iterator[str]:
    """The lines. Raises csv.Error for one that no table of people has: it would fill the memory."""
    for line in lines:
        if len(line) > _MAX_LINE:
            raise csv.Error(_TOO_LONG)
        yield line


def text_formula(text: str) -> str:
    """A text as a formula, ``="00123"``: a spreadsheet that opens a CSV shows it unchanged."""
    return '="' + text.replace('"', '""') + '"'


def is_text_formula(cell: str) -> bool:
    """Whether a cell is a text that is written as a formula."""
    return cell.startswith('="') and _TEXT_FORMULA.fullmatch(cell) is not None


def _read_text_formula(cell: str) -> str:
    """A cell as a spreadsheet shows it, if it is a text that is written as a formula."""
    return cell[2:-1].replace('""', '"') if is_text_formula(cell) else cell


def explain_malformed_row(name: str, error: MalformedRow) -> SpecError:
    """The error for a row that is not valid CSV, for the user."""
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


def detect_delimiter(lines: TextIO, known: Collection[str] = ()) -> str:
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
    return list(islice(filled, SAMPLE_ROWS + 1))


def invalid_text_error(name: str, data: bytes, codec: Encoding) -> SpecError:
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
    delimiter = detect_delimiter(decode.open_text(data, codec, keep_invalid=True))
    lines = decode.open_text(data, codec, keep_invalid=True)
    _read_sep_line(lines)
    marked = (line.replace("\0", "\udc00") for line in lines)
    rows = enumerate(csv.reader(marked, delimiter=delimiter, skipinitialspace=True), 1)
    return next(number for number, cells in rows if decode.INVALID_BYTE.search("".join(cells)))
