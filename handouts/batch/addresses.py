"""People's addresses from a table, for envelopes: complete, and such that they fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from handouts.batch.request import BatchRequest
from handouts.document.brand import Brand
from handouts.document.fonts import Typeface
from handouts.people.address import compose_address, find_address_gap, find_row_style
from handouts.plain_sheets.address_sheet import find_misfit
from handouts.plain_sheets.labels import find_label_misfit
from handouts.render_errors import is_printable, report_missing_letter
from handouts.sources.findings import Finding, Place
from handouts.tables.address_columns import find_table_style
from handouts.tables.checked_row import CheckedRow
from handouts.tables.columns import Columns
from handouts.tables.table import Table

_HINT = "Complete it in the table, or leave the row out with --rows or --only."
_SHORTEN = "Shorten it, or leave the row out with --rows or --only."


def read_address(
    row: CheckedRow, request: BatchRequest, columns: Columns, brand: Brand
) -> tuple[str, ...]:
    """The lines of a row's address; none where addresses are not printed."""
    if not request.prints_addresses:
        return ()
    style = find_table_style(columns.headers, brand)
    return compose_address(row.address, find_row_style(row.address, style))


def find_address_problems(
    request: BatchRequest, table: Table, columns: Columns, row: CheckedRow, brand: Brand
) -> Iterator[Finding]:
    """The problems of a row's address, at the first of its columns that has one; it is not told."""
    if not request.prints_addresses:
        return
    place = Place(table.name, row.row, min(columns.addresses.values()) + 1)
    gap = find_address_gap(row.address, brand)
    if gap:
        yield Finding("unusable-address", place, gap, _HINT)
        return
    if not row.person.name:
        message = "The row has an address, but no name to write above it."
        yield Finding("unusable-address", place, message, "Fill in the name.")
        return
    for part, at in columns.addresses.items():
        if not is_printable(row.address.get(part, ""), brand.font):
            problem = report_missing_letter(Place(table.name, row.row, at + 1))
            message = f"Column {columns.describe_column(at)}: {problem.message}"
            yield replace(problem, message=message)
    lines = (row.person.name, *read_address(row, request, columns, brand))
    for misfit in _list_misfits(lines, request, brand.font):
        yield Finding("unusable-address", place, misfit, _SHORTEN)


def _list_misfits(lines: Sequence[str], request: BatchRequest, font: Typeface) -> Iterator[str]:
    """Why a name and an address do not fit where they are to be printed."""
    if not all(is_printable(line, font) for line in lines):
        return  # reported by its column
    if request.window:
        yield from filter(None, [find_misfit(lines, request.window, font)])
    if request.labels:
        yield from filter(None, [find_label_misfit(lines, request.labels, font)])
