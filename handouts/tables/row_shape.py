"""Rows of a CSV whose cells are not where their headers are: too few, too many, or swallowed.

A quote that is closed too late makes one cell of several rows, and another person's words would
be printed on a leaflet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.sources.findings import ValueFinding
from handouts.tables.csv_rows import TableRow
from handouts.tables.short_rows import ShortRows
from handouts.tables.table import Table

_QUOTE_HINT = (
    'Look for a single quote mark (") in this row, such as an inch mark, and write it twice '
    '("") or leave it out. If the text is right, put it on one line.'
)
_GOES_ON = ValueFinding(
    "bad-row",
    "This text seems to go on in the row below, which has too few cells.",
    "Put a text with line breaks in quotes.",
)


def check_shape(
    table: Table, row: TableRow, short_rows: ShortRows
) -> Iterator[tuple[int, ValueFinding]]:
    """What is wrong with the number of a row's cells, each with its column's index, from 0."""
    headers, cells = len(table.headers), len(row.cells)
    if any(map(str.strip, row.cells[headers:])):
        yield (
            headers,
            ValueFinding(
                "bad-row",
                f"The row has {cells} cells, but only {headers} have a header.",
                'Put a text that contains the delimiter in quotes ("...").',
            ),
        )
    if not table.encoding:  # a workbook's cells are where they are
        return
    if row.number in short_rows.doubtful:
        yield (
            0,
            ValueFinding(
                "bad-row",
                f"The row has only {cells} of {short_rows.expected} cells: some are missing, or "
                "the row is part of the text above it.",
                "Add the missing cells, or put a text with line breaks in quotes.",
            ),
        )
    if row.number in short_rows.torn:
        yield cells - 1, _GOES_ON
    if "".join(row.cells).isprintable():  # quick: no cell has a line break
        return
    for at in range(cells):
        swallowed = _count_swallowed_rows(row, at, headers, table.delimiter)
        if swallowed:
            rows = "a row" if swallowed == 1 else f"{swallowed} rows"
            message = f"This cell seems to contain {rows} of the table: a quote is closed too late."
            yield at, ValueFinding("bad-row", message, _QUOTE_HINT)


def _count_swallowed_rows(row: TableRow, at: int, headers: int, delimiter: str) -> int:
    """How many rows of the table a cell has swallowed, from the quote before it to the next one.

    A line with as many cells as the table has headers, or more, is such a row. The last one may
    end sooner, at the cell with the next quote, whose other cells are those behind this cell; then
    the first line has the rest of its own row's cells.
    """
    first, *lines = row.cells[at].splitlines() or [""]
    if not lines or headers < 2:
        return 0
    counts = [_count_cells(line, delimiter) for line in lines]
    whole = sum(count >= headers > 2 for count in counts)
    behind = len(row.cells) - at - 1
    is_cut = _count_cells(first, delimiter) >= headers - at and counts[-1] + behind >= headers
    return max(whole, len(lines) if is_cut else 0)


def _count_cells(line: str, delimiter: str) -> int:
    """How many cells a line has: a space behind a delimiter is how people write, not software."""
    return len(re.findall(re.escape(delimiter) + r"(?!\s)|" + re.escape(delimiter) + "$", line)) + 1
