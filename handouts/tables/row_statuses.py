"""What a row says about whether its person should have a leaflet, in any of its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from handouts.people.names import strip_name
from handouts.sources.findings import ValueFinding
from handouts.tables.columns import NAME_PARTS, Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import (
    APPOINTMENT_TIME,
    FULL_NAME,
    HINT_HEADER,
    PREFERRED_NAME,
    normalize_header,
)
from handouts.tables.statuses import (
    find_arrival_columns,
    find_group_in_name,
    find_group_in_place,
    is_only_status,
    list_certain_cells,
    read_statuses,
)
from handouts.tables.table import Table

UNKNOWN_STATUS = "A status that is not known: look at the rows before you hand leaflets out."
_DATES = ("date", "appointment", APPOINTMENT_TIME)
_NAMES = (*sorted(NAME_PARTS), FULL_NAME)
# Groups of whom nobody should have a leaflet, whichever date their word takes the place of.
_OF_THE_PERSON = frozenset({"deceased", "do-not-contact"})
_SIGN = ValueFinding(
    "unclear-status",
    "This sign may mean yes or no, so it is unclear whether the person should have a leaflet.",
    "Write yes or no in its place.",
)


class RowStatuses:
    """Reads the statuses of one table's rows; people of the groups ``included`` get a leaflet."""

    def __init__(self, table: Table, columns: Columns, included: Collection[str]) -> None:
        self.columns = columns.statuses
        self.included = included
        self.arrivals = find_arrival_columns(columns.statuses, table.rows)
        fields = columns.fields
        self.names = [fields[field] for field in _NAMES if field in fields]
        self.preferred = [fields[PREFERRED_NAME]] if PREFERRED_NAME in fields else []
        self.dates = [fields[field] for field in _DATES if field in fields]
        self.next_visit = [fields["next_visit"]] if "next_visit" in fields else []
        settled = {*self.columns, *self.names, *self.dates, *columns.extra.values()}
        hint = normalize_header(HINT_HEADER)
        self.others = [
            at
            for at, header in enumerate(table.headers)
            if at not in settled and normalize_header(header) != hint
        ]

    def find_group(self, row: TableRow) -> str:
        """The group for which a row gets no leaflet; an empty text where there is none."""
        return next((each for each in self._list_groups(row) if each not in self.included), "")

    def _list_groups(self, row: TableRow) -> Iterator[str]:
        yield from read_statuses(row, self.columns, self.arrivals).groups
        if not all(is_only_status(row.cell(at)) for at in self.names if row.cell(at).strip()):
            yield from filter(None, (find_group_in_name(row.cell(at)) for at in self.names))
        preferred = (row.cell(at) for at in self.preferred)  # alone, it is asked about
        groups = (find_group_in_name(each) for each in preferred if not is_only_status(each))
        yield from filter(None, groups)
        yield from filter(None, (find_group_in_place(row.cell(at)) for at in self.dates))
        groups = (find_group_in_place(row.cell(at)) for at in self.next_visit)
        yield from (group for group in groups if group in _OF_THE_PERSON)

    def find_problems(self, row: TableRow) -> Iterator[tuple[int, ValueFinding]]:
        """What is unclear about whether the person should have a leaflet, with its column."""
        for at in read_statuses(row, self.columns, self.arrivals).unclear:
            if self.columns[at].removeprefix("not ") not in self.included:
                yield at, _SIGN
        for at, group in list_certain_cells(row, self.others):
            if group not in self.included:
                yield at, _ask_about(group)
        for at in (*self.names, *self.preferred) if self.included else ():
            group = find_group_in_name(strip_name(row.cell(at)))
            if group in self.included:
                message = "The name contains a word that says who should have no leaflet."
                yield at, ValueFinding("unclear-status", message, "Take it out of the name.")

    def has_unknown(self, row: TableRow) -> bool:
        """Whether a status of the row is in no list, so that only people can judge it."""
        return read_statuses(row, self.columns, self.arrivals).is_unknown


def _ask_about(group: str) -> ValueFinding:
    return ValueFinding(
        "unclear-status",
        f"This cell may say that the person is in the group {group!r}, and should have no leaflet.",
        "If so, delete the row. If not, empty the cell; for leaflets for all of this group: "
        f"--include {group}.",
    )
