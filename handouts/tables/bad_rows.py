"""Bad rows as a separate table, which can be corrected and read again.

Its last column says what is wrong with each row, and which row of the first table it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from handouts.patterns import compile_late
from handouts.sources.findings import Finding
from handouts.tables.csv_rows import TableRow, is_text_formula, text_formula
from handouts.tables.headers import HINT_HEADER, normalize_header
from handouts.tables.table import Table

_ZEROS = compile_late("0[0-9]+")
_ORIGINAL_ROW = compile_late(r"Row (\d{1,9}):")


def is_bad_rows_table(table: Table) -> bool:
    """Whether a table holds bad rows of another table, with their original row numbers."""
    return find_hint_column(table.headers) is not None


def export_bad_rows(table: Table, bad: Mapping[int, Iterable[Finding]]) -> bytes:
    """The rows with errors, by their numbers, as a CSV that can be corrected and read again.

    It has the table's headers and a last column with the errors and the original row number,
    which is skipped when the file is read. It is in UTF-8, with the byte order mark that Excel
    needs.
    """
    hint_column = find_hint_column(table.headers)
    buffer = io.StringIO(newline="")
    # All cells are in quotes, so that nothing in them can be taken for the delimiter. Any other
    # cell that looks like a formula stays as it is: this is the clinic's data, to be read again
    # exactly as it was.
    # A semicolon stays a semicolon: where it is customary, Excel accepts nothing else.
    mark = ";" if table.delimiter == ";" else ","
    writer = csv.writer(buffer, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerow([*_drop_cell(table.headers, hint_column), HINT_HEADER])
    headers = len(table.headers)
    for row in table.rows:
        if row.number in bad:
            messages = (f"{each.message} {each.hint}".rstrip() for each in bad[row.number])
            message = " ".join(dict.fromkeys(messages))
            cells = [row.cell(at) for at in range(max(headers, len(row.cells)))]
            cells = [_keep_text(cell) for cell in cells]
            expected, more = _drop_cell(cells[:headers], hint_column), cells[headers:]
            writer.writerow(
                [*expected, f"Row {read_original_row(row, hint_column)}: {message}", *more]
            )
    return buffer.getvalue().encode("utf-8-sig")


def _keep_text(cell: str) -> str:
    """A cell so that a spreadsheet does not take zeros from its front: it may be a password."""
    return text_formula(cell) if _ZEROS.fullmatch(cell) or is_text_formula(cell) else cell


def find_hint_column(headers: Iterable[str]) -> int | None:
    """The column of a table of bad rows that describes the errors; None in any other table."""
    return next(
        (
            at
            for at, header in enumerate(headers)
            if normalize_header(header) == normalize_header(HINT_HEADER)
        ),
        None,
    )


def _drop_cell(cells: Iterable[str], left_out: int | None) -> list[str]:
    return [cell for at, cell in enumerate(cells) if at != left_out]


def read_original_row(row: TableRow, hint_column: int | None) -> int:
    """The row's number in the table that it first came from."""
    match = _ORIGINAL_ROW.match(row.cell(hint_column)) if hint_column is not None else None
    return int(match[1]) if match else row.number
