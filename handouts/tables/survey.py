"""What only the whole table tells: one look over all rows, before they are read as people."""

from __future__ import annotations

from handouts.data import Data
from handouts.people.missing import is_missing
from handouts.sources.findings import Finding, Place
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.date_columns import DateOrder, DateOrderFinder
from handouts.tables.table import Table

_SURE_SIGNS = ("date", "appointment", "therapist", "areas")


class Survey(Data, frozen=True):
    """What is known of a table as a whole.

    ``is_padded`` says that a row's blank last cells are written. ``sure_columns`` are the
    columns, by index, that are filled in for people and blank in a report's own lines.
    ``date_orders`` says for each field of dates whether the month comes first. ``problems`` concern
    whole columns: no leaflet can be made before they are settled. ``remarks`` are sentences about
    how columns are read.
    """

    is_padded: bool = False
    sure_columns: frozenset[int] = frozenset()
    date_orders: dict[str, bool] = {}
    problems: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()


def survey_table(
    table: Table,
    columns: Columns,
    brand_order: bool | None = None,
    date_order: DateOrder | None = None,
) -> Survey:
    """Look over all rows of a table.

    Dates in numbers alone are read in the ``date_order`` that the user chose, else as the
    brand's: month first if ``brand_order`` is true.
    """
    dates = DateOrderFinder(table, columns, brand_order, date_order)
    width = len(table.headers)
    signs = {columns.fields[field] for field in _SURE_SIGNS if field in columns.fields}
    is_padded = False
    filled: set[int] = set()
    watched = signs | set(columns.unclear_notes)
    for row in table.rows:
        dates.look_at(row)
        is_padded = is_padded or _is_padded(row, width)
        filled.update(at for at in watched - filled if not is_missing(row.cell(at)))
    unclear = [_ask_about_notes(table, columns, at) for at in columns.unclear_notes if at in filled]
    found = dates.decide()
    return Survey(
        is_padded,
        frozenset(filled & signs),
        found.orders,
        (*unclear, *found.problems),
        found.remarks,
    )


def _ask_about_notes(table: Table, columns: Columns, at: int) -> Finding:
    """Ask whether a column of notes is meant for the patient: often it is the staff's own."""
    header = " ".join(table.headers[at].split())
    return Finding(
        "unclear-notes",
        Place(table.name, table.header_row, at + 1),
        f"The column {columns.describe_column(at)} may hold remarks for the staff, which no "
        "patient should read.",
        f'If it is for patients: --columns notes="{header}". If not: --columns notes=-. '
        "With --remember-columns the answer is kept.",
    )


def _is_padded(row: TableRow, width: int) -> bool:
    return len(row.cells) == width > 1 and not row.cells[-1].strip()
