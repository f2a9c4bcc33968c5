"""Finds which column of a table holds which field, by its headers.

Many words are known as headers. Other columns are ignored, and reported once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from msgspec.structs import replace

from handouts.sources.findings import SpecError, quote_text
from handouts.tables.columns import NAME_PARTS, NO_COLUMN, Columns
from handouts.tables.header_findings import HeaderFindings, collapse_spaces
from handouts.tables.headers import (
    APPOINTMENT_TIME,
    FULL_NAME,
    HINT_HEADER,
    LAST_NAME_PREFIX,
    PREFERRED_NAME,
    SECOND_LAST_NAME,
    VISIT_TIME,
    load_headers,
    normalize_header,
)
from handouts.tables.near_headers import find_near_headers
from handouts.tables.statuses import find_status_columns
from handouts.tables.table import Table
from handouts.tables.visit_times import has_visit

_ROWS_SEARCHED = 20
# How a header begins that names the patient, and not a client or customer who pays.
_PATIENT = ("patient", "pt", "paci", "pazi", "hasta")


def find_columns(
    table: Table,
    choices: Mapping[str, str] | None = None,
    saved: Mapping[str, str] | None = None,
    extra: Iterable[str] = (),
    *,
    nameless: bool = False,
    shared: Collection[str] = (),
) -> Columns:
    """The columns of a table by its headers, ignoring case, spaces and signs.

    ``choices`` gives the header for some fields; each must be in the table, and so must each
    header in ``extra``. A field with ``NO_COLUMN`` is not read. ``saved`` gives headers too, but
    those missing from the table are ignored. All other fields are found by known headers. A
    column of full names does not count where both parts of the name have a column, unless it was
    chosen: then it takes the place of the parts. Saved, it gives way to them. The ``shared`` fields
    have the same value for all people: no column is read for them, but a day that is shared may
    have a column for its time.

    Raises SpecError with every error: a header that is missing, two columns for one field, no
    known column at all, or no column of names, unless the table may be ``nameless`` or the names
    are left out. So is a saved header beside a known one for the same field: it was saved for
    another export, and may hold something else in this one.
    """
    finder = _ColumnFinder(table, shared)
    for field, header in (choices or {}).items():
        finder.apply_choice(field, header)
    requested = {header: finder.find_header(header) for header in extra}
    for field, header in (saved or {}).items():
        finder.apply_saved(field, header)
    finder.match_known_headers()
    if not nameless and not finder.findings.problems:
        finder.require_names()
    if finder.findings.problems:
        raise SpecError(finder.findings.problems)
    return finder.build_columns(
        {header: index for header, index in requested.items() if index is not None}
    )


class _ColumnFinder:
    """The search through one table's headers. It collects findings and continues."""

    def __init__(self, table: Table, shared: Collection[str]) -> None:
        self.table = table
        self.shared = shared
        self.known = load_headers()
        self.normalized = [normalize_header(header) for header in table.headers]
        self.fields: dict[str, int] = {}
        self.chosen: set[str] = set()
        self.left_out = list(shared)
        self.findings = HeaderFindings(table)

    def apply_choice(self, field: str, header: str) -> None:
        """Read a field from the column with a header that the user chose, or leave it out."""
        if self.leave_out(field, header):
            return
        index = self.find_header(header)
        if index is not None:
            self.fields[field] = index
            self.chosen.add(field)

    def leave_out(self, field: str, header: str) -> bool:
        """Leave a field out if its header is ``NO_COLUMN``; returns whether it was."""
        if header.strip() != NO_COLUMN or NO_COLUMN in self.table.headers:
            return False
        self.left_out.append(field)
        return True

    def find_header(self, header: str) -> int | None:
        """The column with a header that the user named; adds a finding unless there is just one."""
        at = [index for index, each in enumerate(self.table.headers) if each == header.strip()]
        at = at or [
            index
            for index, each in enumerate(self.normalized)
            if each == normalize_header(header) != ""
        ]
        if len(at) == 1:
            return at[0]
        self.findings.add_missing(header, at)
        return None

    def apply_saved(self, field: str, header: str) -> None:
        """Use a saved header where the table has it; another export may have other headers."""
        if field == "notes" and "notes" in map(self.known.fields.get, self.normalized):
            return  # a column that says it is for patients counts more
        if field in self.fields or field in self.left_out or self.leave_out(field, header):
            return
        if field == FULL_NAME and self.has_column_of_part():
            return
        word = normalize_header(header)
        if self.normalized.count(word) != 1 or self.normalized.index(word) in self.fields.values():
            return
        index = self.fields[field] = self.normalized.index(word)
        rival = self.find_rival(field, index)
        if rival is not None:
            self.findings.add_rival(field, index, rival)

    def find_rival(self, field: str, index: int) -> int | None:
        """The column whose own header is known for a field that was saved for an unknown one."""
        if self.known.fields.get(self.normalized[index]) == field:
            return None
        taken = set(self.fields.values())
        rivals = (
            at
            for at, word in enumerate(self.normalized)
            if self.known.fields.get(word) == field and at not in taken
        )
        return next(rivals, None)

    def has_column_of_part(self) -> bool:
        """Whether a first or a last name has a column of its own."""
        known = {self.known.fields.get(word) for word in self.normalized}
        return bool(NAME_PARTS & {*known, *self.fields})

    def match_known_headers(self) -> None:
        """Find the remaining fields by known headers."""
        candidates = self.find_candidates()
        for field, columns in candidates.items():
            self.fields[field] = columns[0]
            if len(columns) > 1:
                self.findings.add_duplicate(field, columns)
        self.resolve_times()
        if not self.fields and not self.findings.problems:
            self.findings.add_no_headers(self.known.synonyms, self.find_near_misses())

    def find_candidates(self) -> dict[str, list[int]]:
        """The columns with a known header, for each field that has no column yet."""
        taken = set(self.fields.values())
        known = {
            index: self.known.fields[word]
            for index, word in enumerate(self.normalized)
            if word in self.known.fields and index not in taken
        }
        for index, field in self.resolve_names(known):
            known[index] = field
        candidates: dict[str, list[int]] = {}
        decided = {"", *self.fields, *self.left_out}
        if FULL_NAME in self.chosen:  # the whole name takes the place of its parts
            decided |= {*NAME_PARTS, PREFERRED_NAME, LAST_NAME_PREFIX, SECOND_LAST_NAME}
        for index, field in known.items():
            if field not in decided:
                candidates.setdefault(field, []).append(index)
        return candidates

    def resolve_names(self, known: dict[int, str]) -> Iterator[tuple[int, str]]:
        """What columns of names hold, seen together; an empty field means it is not read."""
        fields = {*known.values(), *self.fields}
        parts = fields & NAME_PARTS
        for index, field in list(known.items()):
            word = self.normalized[index]
            if field == FULL_NAME and parts == NAME_PARTS:
                yield index, ""
            elif (
                word in self.known.full_name_alone and parts == {field} and FULL_NAME not in fields
            ):
                yield index, FULL_NAME

    def find_compared_name(self) -> int | None:
        """The column of the patient's whole name beside columns of both parts."""
        if not NAME_PARTS <= self.fields.keys() or FULL_NAME in {*self.fields, *self.left_out}:
            return None
        columns = (
            index
            for index, word in enumerate(self.normalized)
            if self.known.fields.get(word) == FULL_NAME and word.startswith(_PATIENT)
        )
        return next(columns, None)

    def resolve_times(self) -> None:
        """Give a time its day: a time needs one, and a day with a time is an appointment."""
        fields = self.fields
        day = fields.get("date")
        if APPOINTMENT_TIME in fields and "appointment" not in {*fields, *self.shared}:
            if day is not None and self.normalized[day] in self.known.day_of_appointment:
                fields["appointment"] = fields.pop("date")
            elif "next_visit" in fields and VISIT_TIME not in fields:
                fields[VISIT_TIME] = fields.pop(APPOINTMENT_TIME)
        for time, of in ((VISIT_TIME, "next_visit"), (APPOINTMENT_TIME, "appointment")):
            at = None if of in {*fields, *self.shared} else fields.pop(time, None)
            rows = islice(self.table.rows, _ROWS_SEARCHED)
            if at is not None and of not in self.left_out and has_visit(rows, at):
                fields[of] = at

    def find_unclear_notes(self) -> tuple[int, ...]:
        """The columns whose notes may be meant for the staff, if nobody said what they are."""
        if "notes" in {*self.fields, *self.left_out}:
            return ()
        used = set(self.fields.values())
        return tuple(
            index
            for index, word in enumerate(self.normalized)
            if word in self.known.unclear_notes and index not in used
        )

    def require_names(self) -> None:
        """Add a finding where no column holds names, and none was left out by choice."""
        decided = {*self.fields, *self.left_out}
        if not decided & {*NAME_PARTS, FULL_NAME, PREFERRED_NAME}:
            self.findings.add_nameless(self.find_near_misses())

    def find_near_misses(self) -> list[str]:
        """For each column, the known header that its header is close to, or an empty text."""
        decided = {*self.fields, *self.left_out}
        if FULL_NAME in decided:
            decided |= NAME_PARTS
        elif decided & NAME_PARTS:
            decided.add(FULL_NAME)
        return find_near_headers(self.table.headers, set(self.fields.values()), decided)

    def build_columns(self, extra: dict[str, int]) -> Columns:
        """The columns found, and those ignored."""
        fields = dict(sorted(self.fields.items(), key=lambda each: each[1]))
        used = {*fields.values(), *extra.values()}
        statuses = find_status_columns(self.table.headers, self.table.rows)
        columns = Columns(
            self.table.headers,
            fields,
            extra,
            tuple(self.left_out),
            unclear_notes=self.find_unclear_notes(),
            statuses={at: kind for at, kind in statuses.items() if at not in used},
            compared_name=self.find_compared_name(),
        )
        near = self.find_near_misses()
        unread = set(range(len(self.normalized))) - used - columns.statuses.keys()
        hidden = {"", normalize_header(HINT_HEADER)}
        ignored = [
            columns.describe_column(index)
            for index in sorted(unread)
            if self.normalized[index] not in hidden and not near[index]
        ]
        blank = {index for index in unread if not self.table.headers[index].strip()}
        filled = self.table.find_filled_columns(blank)
        ignored += [f"{columns.describe_column(index)} (no header)" for index in filled]
        hints = (
            self.describe_near_miss(columns, index, near[index])
            for index in sorted(unread)
            if near[index]
        )
        return replace(columns, ignored=tuple(ignored), hints=tuple(hints))

    def describe_near_miss(self, columns: Columns, index: int, near: str) -> str:
        """A sentence about a header that is close to a known one."""
        choice = (
            f'--columns {self.known.fields[normalize_header(near)]}="'
            f'{collapse_spaces(self.table.headers[index])}"'
        )
        column = columns.describe_column(index)
        return f"The column {column} is not read. Did you mean {quote_text(near)}? If so: {choice}"
