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
    StatusReading,
    find_arrival_columns,
    find_group_in_name,
    find_group_in_place,
    is_only_status,
    list_certain_cells,
    list_groups,
    read_statuses,
)
from handouts.tables.table import Table

_DATES = ("date", "appointment", APPOINTMENT_TIME)
_NAMES = (*sorted(NAME_PARTS), FULL_NAME)
# Groups of whom nobody should have a leaflet, whichever date their word takes the place of.
_OF_THE_PERSON = frozenset({"deceased", "do-not-contact"})
_SIGN = ValueFinding(
    "unclear-status",
    "This sign may mean yes or no, so it is unclear whether the person should have a leaflet.",
    "Write yes or no in its place.",
)
_UNKNOWN = ValueFinding(
    "unclear-status",
    "It is unclear whether a person with this status should have a leaflet.",
    "If so, add --include with the status as it stands there, in quotes. If not, delete the row, "
    "or choose the others with --only.",
)


class RowStatuses:
    """Reads the statuses of one table's rows; people of the groups ``included`` get a leaflet.

    So do those whose status is among the ``included``, and whoever has a status that is not known
    in one of the columns ``chosen``: it was asked for.
    """

    def __init__(
        self,
        table: Table,
        columns: Columns,
        included: Collection[str],
        chosen: Collection[int] = (),
    ) -> None:
        self.columns = columns.statuses
        self.included = included
        self.chosen = chosen
        groups = list_groups()
        self.accepted = frozenset(normalize_header(e) for e in included if e not in groups)
        self.arrivals = find_arrival_columns(columns.statuses, table.rows)
        fields = columns.fields
        self.names = [fields[field] for field in _NAMES if field in fields]
        self.preferred = [fields[PREFERRED_NAME]] if PREFERRED_NAME in fields else []
        self.dates = [fields[field] for field in _DATES if field in fields]
        self.notes = fields.get("notes")
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
        yield from self.read_columns(row).groups
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
        reading = self.read_columns(row)
        yield from ((at, _UNKNOWN) for at in reading.unknown if at not in self.chosen)
        for at in reading.unclear:
            if self.columns[at].removeprefix("not ") not in self.included:
                yield at, _SIGN
        for at, group in list_certain_cells(row, self.others, self.notes):
            if group not in self.included:
                yield at, _ask_about(group)
        for at in (*self.names, *self.preferred) if self.included else ():
            group = find_group_in_name(strip_name(row.cell(at)))
            if group in self.included:
                message = "The name contains a word that says who should have no leaflet."
                yield at, ValueFinding("unclear-status", message, "Take it out of the name.")

    def read_columns(self, row: TableRow) -> StatusReading:
        """What the row's columns of statuses say."""
        return read_statuses(row, self.columns, self.arrivals, self.accepted)


def _ask_about(group: str) -> ValueFinding:
    return ValueFinding(
        "unclear-status",
        f"This cell may say that the person is in the group {group!r}, and should have no leaflet.",
        "If so, delete the row. If not, empty the cell; for leaflets for all of this group: "
        f"--include {group}.",
    )
