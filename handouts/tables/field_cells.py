"""The cells of a row by the field of a person that each is read as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from handouts.data import Data
from handouts.people.clocks import drop_winter_offset
from handouts.people.person import Cell
from handouts.tables.cell_marks import is_marked
from handouts.tables.cell_places import CellPlaces
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.date_columns import DateColumns
from handouts.tables.headers import (
    APPOINTMENT_TIME,
    FULL_NAME,
    HANDOUTS,
    LAST_NAME_PREFIX,
    PREFERRED_NAME,
    SECOND_LAST_NAME,
    VISIT_TIME,
)
from handouts.tables.row_names import RowName, read_staff_name
from handouts.tables.statuses import names_no_therapist
from handouts.tables.table import Table
from handouts.tables.visit_times import join_visit

DAY_FIELDS = ("date", "appointment")
TIMES = {"next_visit": VISIT_TIME, "appointment": APPOINTMENT_TIME}
"""The time of a visit is in a column beside its day."""

NAME_FIELDS = (
    FULL_NAME,
    "first_name",
    "last_name",
    PREFERRED_NAME,
    LAST_NAME_PREFIX,
    SECOND_LAST_NAME,
)


class _FieldColumn(Data, frozen=True):
    """A column that is read as a field of a person, and the column of its time, if there is one."""

    field: str
    at: int
    header: str
    time_at: int | None
    has_winter_offset: bool


class FieldCells:
    """Collects the cells of a table's rows, and what is ``shared`` by all of its people."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        dates: DateColumns,
        places: CellPlaces,
        shared: Mapping[str, Cell],
    ) -> None:
        self._table, self._columns, self._dates = table, columns, dates
        self._places, self._shared = places, shared
        self._fields = list(self._list_columns())

    def collect(self, row: TableRow, names: RowName) -> dict[str, Cell]:
        """The texts of a row by field, each with its position."""
        cells = {
            part: Cell(text, self._places.place_cell(row, at), self._table.headers[at])
            for part, (text, at) in names.parts.items()
        }
        for column in self._fields:
            at, time_at = column.at, column.time_at
            text = row.cell(at)
            time = "" if time_at is None else row.cell(time_at)
            is_blank = not text and column.field not in DAY_FIELDS  # a blank day may be reported
            if is_blank or is_marked(text) or is_marked(time):
                continue
            if time:
                text = join_visit(text, time)
            if column.has_winter_offset:
                text = drop_winter_offset(text)
            if column.field == "therapist":
                text = "" if names_no_therapist(text) else read_staff_name(text)
            cells[column.field] = Cell(text, self._places.place_cell(row, at), column.header)
        return cells | self._collect_shared(row) if self._shared else cells

    def _collect_shared(self, row: TableRow) -> dict[str, Cell]:
        """The fields with the same value for all people; a visit's day with the row's own time."""
        return {
            field: replace(cell, text=join_visit(cell.text, self._read_time(row, field)))
            if field in TIMES
            else cell
            for field, cell in self._shared.items()
        }

    def _read_time(self, row: TableRow, field: str) -> str:
        """The time in the column beside a day; empty without one, or where it is refused."""
        at = self._find_time_column(field)
        return "" if at is None else row.cell(at)

    def _find_time_column(self, field: str) -> int | None:
        """The column of the time beside a day; None without one, or where it is refused."""
        at = self._columns.fields.get(TIMES.get(field, ""))
        return None if at in self._dates.refused else at

    def _list_columns(self) -> Iterator[_FieldColumn]:
        """The columns that are read as they are, without those of names and those refused."""
        dates, fields = self._dates, self._columns.fields
        for field, at in fields.items():
            if field in NAME_FIELDS or field in TIMES.values() or field == HANDOUTS:
                continue
            if at in dates.refused:
                continue
            time_at = self._find_time_column(field)
            has_offset = field in dates.winter_offsets
            yield _FieldColumn(field, at, self._table.headers[at], time_at, has_offset)
