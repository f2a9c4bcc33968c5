"""What only the whole table tells: one look over all rows, before they are read as people."""

from __future__ import annotations

from datetime import date

from handouts.data import Data
from handouts.people.missing import is_missing
from handouts.people.name_words import are_suffixes
from handouts.people.names import strip_name
from handouts.sources.findings import Finding, Place
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.date_choices import DateChoices
from handouts.tables.date_columns import DateColumns, DateOrderFinder
from handouts.tables.headers import FULL_NAME
from handouts.tables.short_rows import ShortRowFinder, ShortRows
from handouts.tables.table import Table

_NO_CHOICES = DateChoices()
_SURE_SIGNS = ("date", "appointment", "therapist", "areas")


class Survey(Data, frozen=True):
    """What is known of a table as a whole.

    ``short_rows`` are those that lack cells. ``sure_columns`` are the columns, by index, that
    are filled in for people and blank in a report's own lines.
    ``has_last_first`` says that each whole name has one comma, as a list of last and first names
    has. ``dates`` says how columns of days and times are read. ``problems`` concern whole columns:
    no leaflet can be made before they are settled.
    """

    short_rows: ShortRows = ShortRows()
    sure_columns: frozenset[int] = frozenset()
    has_last_first: bool = False
    dates: DateColumns = DateColumns()
    problems: tuple[Finding, ...] = ()


def survey_table(
    table: Table,
    columns: Columns,
    brand_order: bool | None = None,
    date_choices: DateChoices = _NO_CHOICES,
    today: date | None = None,
) -> Survey:
    """Look over all rows of a table.

    Dates in numbers alone are read in the order of ``date_choices``, which the user chose, else as
    the brand's: month first if ``brand_order`` is true. ``today`` tells whether a year is likely.
    """
    dates = DateOrderFinder(table, columns, brand_order, date_choices, today)
    signs = {columns.fields[field] for field in _SURE_SIGNS if field in columns.fields}
    filled: set[int] = set()
    watched = signs | set(columns.unclear_notes)
    names = _CommaCount(columns.fields.get(FULL_NAME))
    lengths = ShortRowFinder(table, columns)
    for row in table.rows:
        names.look_at(row)
        dates.look_at(row)
        lengths.look_at(row)
        filled.update(at for at in watched - filled if not is_missing(row.cell(at)))
    unclear = [_ask_about_notes(table, columns, at) for at in columns.unclear_notes if at in filled]
    found = dates.decide()
    return Survey(
        lengths.decide(),
        frozenset(filled & signs),
        names.are_last_first,
        found,
        (*unclear, *found.problems),
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


class _CommaCount:
    """Counts the commas in whole names: of last and first names, each has one."""

    def __init__(self, at: int | None) -> None:
        self._at = at
        self._names = self._plain = 0
        self._is_even = True

    @property
    def are_last_first(self) -> bool:
        """Whether each of three names or more has one comma, and some one word beside it."""
        return self._is_even and self._names > 2 and self._plain * 3 >= self._names

    def look_at(self, row: TableRow) -> None:
        """Look at a row's name."""
        name = "" if self._at is None else strip_name(row.cell(self._at))
        if is_missing(name):
            return
        sides = [side.split() for side in name.split(",")]
        self._names += 1
        # "Ann Lee, PhD" has a comma too, but the first name first.
        self._is_even = self._is_even and len(sides) == 2 and not _has_suffix(sides)
        self._plain += min(map(len, sides)) == 1


def _has_suffix(sides: list[list[str]]) -> bool:
    """Whether a whole name is before the comma, and only suffixes or degrees behind it."""
    name, behind = sides
    return len(name) > 1 and are_suffixes(" ".join(behind))
