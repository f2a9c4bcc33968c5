"""What must be told about a row, beside its name: what is not printed, or is left open."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.people.missing import is_language_unknown, is_missing, is_open_visit
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.statuses import names_no_therapist

UNKNOWN_LANGUAGE = "Where the language is not known, the leaflet is in the handout's own."
OPEN_VISIT = "A word such as TBC in place of a day leaves the visit open."
NO_THERAPIST = "A word such as Unassigned or Room 2 in place of a therapist is not printed."


def find_remarks(row: TableRow, columns: Columns) -> Iterator[str]:
    """What must be told about a row's visits, language and therapist."""
    for field in ("next_visit", "appointment"):
        if is_open_visit(_cell_of(row, columns, field)):
            yield OPEN_VISIT
    if is_language_unknown(_cell_of(row, columns, "language")):
        yield UNKNOWN_LANGUAGE
    therapist = _cell_of(row, columns, "therapist")
    if not is_missing(therapist) and names_no_therapist(therapist):
        yield NO_THERAPIST


def _cell_of(row: TableRow, columns: Columns, field: str) -> str:
    at = columns.fields.get(field)
    return "" if at is None else row.cell(at)
