"""Reads rows as people, or as findings with the row, the column and a hint.

No message contains the text of a cell. Rows with errors go to a separate table, which can be
corrected and read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from handouts.document.handout import Spec
from handouts.document.person import PRINTED_FIELDS, Person
from handouts.people.missing import is_missing
from handouts.people.person import Cell, parse_language_tag, read_person
from handouts.sources.findings import Finding, SpecError, ValueFinding
from handouts.tables.bad_rows import find_hint_column, read_original_row
from handouts.tables.cell_marks import explain_mark, is_marked
from handouts.tables.cell_places import CellPlaces
from handouts.tables.cell_texts import find_markup
from handouts.tables.checked_row import CheckedRow
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.field_cells import DAY_FIELDS, NAME_FIELDS, TIMES, FieldCells
from handouts.tables.headers import (
    APPOINTMENT_TIME,
    FULL_NAME,
    HANDOUTS,
    LAST_NAME_PREFIX,
    PREFERRED_NAME,
    SECOND_LAST_NAME,
    VISIT_TIME,
)
from handouts.tables.report_rows import (
    PeopleColumns,
    explain_report_row,
    finds_other_headers,
)
from handouts.tables.row_names import NameReader, RowName
from handouts.tables.row_remarks import find_remarks
from handouts.tables.row_shape import check_shape
from handouts.tables.selection import NOT_CHOSEN, RowSelection, RowSelector
from handouts.tables.survey import Survey, survey_table
from handouts.tables.table import Table
from handouts.tables.visit_times import check_visit_time

_SETTING_FIELDS = ("language", "format", "paper", HANDOUTS)
_DATE_FIELDS = ("date", "appointment", APPOINTMENT_TIME, "next_visit", VISIT_TIME)
_EVERYONE = RowSelection()
# What every mark of a cell and every code of a web page contains.
_DOUBTFUL_SIGNS = "#&<"
_NOTHING: Mapping[str, Cell] = {}
SpecFor = Callable[[str], Spec]
"""The handout in a language, or in the batch's default for "". Raises SpecError if missing."""


def read_people(
    table: Table,
    columns: Columns,
    spec_for: SpecFor,
    formats: Collection[str],
    *,
    survey: Survey | None = None,
    selection: RowSelection = _EVERYONE,
    nameless: bool = False,
    today: date | None = None,
    shared: Mapping[str, Cell] = _NOTHING,
    has_digests: bool = True,
) -> Iterator[CheckedRow]:
    """Each row of a table, in order, as a person or with its errors.

    ``formats`` are the formats that a row may name. ``survey`` is what the whole table tells;
    without one, the table is surveyed. Rows that are not in the ``selection`` are left out, and
    so are people whose status says that they should have no leaflet. A row without a name is an
    error unless the people may be ``nameless`` or the table has no column of names. A day of
    treatment after ``today`` is an appointment. ``shared`` holds the fields that have the same
    value for all people. Unless it ``has_digests``, no row has a digest of its cells.
    """
    survey = survey or survey_table(table, columns)
    selector = RowSelector(table, columns, selection)
    reader = _RowReader(
        table, columns, spec_for, formats, survey, selector, nameless, today, shared, has_digests
    )
    return map(reader.read, table.rows)


def map_field_columns(columns: Columns) -> dict[str, int]:
    """The column, counted from 1, that each field of a person comes from."""
    return {part: at + 1 for field, at in columns.fields.items() for part in _person_fields(field)}


def _person_fields(field: str) -> tuple[str, ...]:
    """The fields of a person that a column holds; the time of a visit belongs to its day."""
    if field in TIMES.values() or field in (LAST_NAME_PREFIX, SECOND_LAST_NAME, HANDOUTS):
        return ()
    if field == FULL_NAME:
        return ("first_name", "last_name")
    return ("first_name",) if field == PREFERRED_NAME else (field,)


class _RowReader:
    """Reads the rows of one table."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        spec_for: SpecFor,
        formats: Collection[str],
        survey: Survey,
        selector: RowSelector,
        nameless: bool,
        today: date | None,
        shared: Mapping[str, Cell],
        has_digests: bool,
    ) -> None:
        self.table = table
        self.columns = columns
        self.spec_for = spec_for
        self.formats = formats
        self.survey = survey
        self.selector = selector
        self.today = today
        self.shared = shared
        self.has_digests = has_digests
        self.places = CellPlaces(table, columns)
        self.other_headers = 0
        self.names = NameReader(columns, nameless, survey.has_last_first)
        addresses = columns.addresses.values()
        self.used_columns = {*columns.fields.values(), *columns.extra.values(), *addresses}
        self.printed_columns = {
            at
            for field, at in columns.fields.items()
            if field in PRINTED_FIELDS and field not in NAME_FIELDS
        } | {*addresses}
        self.marked_columns = sorted({*self.used_columns, *self.selector.columns})
        self.hint_column = find_hint_column(table.headers)
        self.people_columns = self.select_people_columns()
        self.setting_columns = self.used_columns - self.people_columns.used
        self.skipped_columns = {*self.setting_columns, self.hint_column}
        self.cells = FieldCells(table, columns, survey.dates, self.places, shared)
        self.specs: dict[str, Spec | None] = {}

    def select_people_columns(self) -> PeopleColumns:
        """The columns with data about people, without those of settings."""
        fields = {
            field: at for field, at in self.columns.fields.items() if field not in _SETTING_FIELDS
        }
        return PeopleColumns(
            frozenset(fields.values()),
            frozenset(fields[field] for field in _DATE_FIELDS if field in fields),
            frozenset(fields[field] for field in NAME_FIELDS if field in fields),
            self.survey.sure_columns,
        )

    def read(self, row: TableRow) -> CheckedRow:
        """Read one row as a person, or with its errors."""
        original_row = read_original_row(row, self.hint_column)
        left_out = self.selector.find_reason(row, original_row)
        if left_out:
            is_chosen = left_out == NOT_CHOSEN or not self.is_for_another_day(row)
            left_out = left_out if is_chosen else NOT_CHOSEN
            return CheckedRow(row.number, original_row, left_out=left_out)
        reason = explain_report_row(
            self.select_personal_cells(row), self.table.headers, self.people_columns
        ) or self.find_other_headers(row)
        if reason:
            problem = reason.place_at(self.places.place_cell(row, 0))
            return CheckedRow(row.number, original_row, problems=(problem,))
        if self.is_for_another_day(row):
            return CheckedRow(row.number, original_row, left_out=NOT_CHOSEN)
        problems = list(self.find_row_problems(row))
        if all(is_missing(row.cell(at)) for at in self.people_columns.used):
            problems = problems or [self.unknown_row_finding(row)]
            return CheckedRow(row.number, original_row, problems=tuple(problems))
        names = self.read_names(row)
        problems += self.place_name_problems(row, names)
        person = Person()
        try:
            person = self.build_person(row, names)
        except SpecError as error:
            problems += [self.places.add_column_name(problem) for problem in error.problems]
        if problems:
            return CheckedRow(row.number, original_row, problems=tuple(sorted(set(problems))))
        if not self.selector.is_on_day(person):
            return CheckedRow(row.number, original_row, left_out=NOT_CHOSEN)
        extra = {name: row.cell(at).strip() for name, at in self.columns.extra.items()}
        return CheckedRow(
            row.number,
            original_row,
            person,
            extra,
            self.read_address(row),
            remarks=(*names.remarks, *find_remarks(row, self.columns)),
            digest=self.digest_row(row) if self.has_digests else b"",
            handouts=row.cell(self.columns.fields.get(HANDOUTS, len(row.cells))),
        )

    def read_address(self, row: TableRow) -> dict[str, str]:
        """The texts of a row's address by part, without what stands for no value."""
        if not self.columns.addresses:
            return {}
        texts = {part: row.cell(at).strip() for part, at in self.columns.addresses.items()}
        return {part: text for part, text in texts.items() if not is_missing(text)}

    def is_for_another_day(self, row: TableRow) -> bool:
        """Whether a row is surely not for the day asked for: then its errors are of no concern."""
        if not self.selector.selection.on or any(
            check_shape(self.table, row, self.survey.short_rows)
        ):
            return False
        cells = self.cells.collect(row, RowName())
        days = {field: cell for field, cell in cells.items() if field in DAY_FIELDS}
        try:
            person = self.read_cells(days, self.spec_for(""))
        except SpecError:
            return False
        return bool(person.appointment or person.treated) and not self.selector.is_on_day(person)

    def digest_row(self, row: TableRow) -> bytes:
        """A digest of all cells, also of columns that are not read, such as a patient's number."""
        cells = [cell for at, cell in enumerate(row.cells) if at != self.hint_column]
        text = "\0".join(" ".join(cell.split()) for cell in cells).rstrip("\0")
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()

    def find_other_headers(self, row: TableRow) -> ValueFinding | None:
        """The finding for a row of other headers, and for all rows below it."""
        if not self.other_headers and finds_other_headers(row.cells, self.table.headers):
            self.other_headers = row.number
        if not self.other_headers:
            return None
        message = f"Row {self.other_headers} has headers in another order, also for this row."
        hint = "Make two tables of it: the rows from there on have other columns."
        return ValueFinding("bad-row", message, hint)

    def select_personal_cells(self, row: TableRow) -> list[str]:
        """The cells with data about a person: others are blanked, since all rows have settings."""
        skipped = self.skipped_columns
        return ["" if at in skipped else cell for at, cell in enumerate(row.cells)]

    def find_row_problems(self, row: TableRow) -> Iterator[Finding]:
        """The errors in a row that do not depend on the meaning of its cells."""
        for at, reason in check_shape(self.table, row, self.survey.short_rows):
            yield reason.place_at(self.places.place_cell(row, at))
        text = "".join(row.cells)
        if any(sign in text for sign in _DOUBTFUL_SIGNS):  # quick: hardly any row has one
            yield from self.find_marks(row)
        for at, reason in self.selector.statuses.find_problems(row):
            yield self.places.add_column_name(reason.place_at(self.places.place_cell(row, at)))
        yield from self.find_time_problems(row)

    def find_marks(self, row: TableRow) -> Iterator[Finding]:
        """The errors of cells whose text cannot be known, or holds codes of a web page."""
        for at in self.marked_columns:
            mark = explain_mark(row.cell(at))
            if mark:
                yield self.places.add_column_name(mark.place_at(self.places.place_cell(row, at)))
            markup = find_markup(row.cell(at)) if at in self.printed_columns else None
            if markup:
                yield self.places.add_column_name(markup.place_at(self.places.place_cell(row, at)))

    def find_time_problems(self, row: TableRow) -> Iterator[Finding]:
        """The errors of a visit's day and time together."""
        for field, time_field in TIMES.items():
            at = self.columns.fields.get(time_field)
            if at is None or at in self.survey.dates.refused or is_marked(row.cell(at)):
                continue
            day = self.shared.get(field)
            text = day.text if day else row.cell(self.columns.fields[field])
            reason = check_visit_time(text, row.cell(at))
            if reason:
                yield self.places.add_column_name(reason.place_at(self.places.place_cell(row, at)))

    def read_names(self, row: TableRow) -> RowName:
        """The row's name; none where the spreadsheet shows an error sign, which is reported."""
        failed = any(is_marked(row.cell(at)) for at in self.people_columns.names)
        return RowName() if failed else self.names.read(row)

    def place_name_problems(self, row: TableRow, names: RowName) -> Iterator[Finding]:
        """The errors in a row's name."""
        for at, reason in names.problems:
            yield self.places.add_column_name(reason.place_at(self.places.place_cell(row, at)))

    def unknown_row_finding(self, row: TableRow) -> Finding:
        """The finding for a note below the people, or for data only in unread columns."""
        hint = "Delete the row, or fill in one of the columns that are read."
        message = "This row has no data about a person."
        return Finding("not-a-person", self.places.place_cell(row, 0), message, hint)

    def build_person(self, row: TableRow, names: RowName) -> Person:
        """The person of a row. Raises SpecError with the errors of its cells."""
        cells = self.cells.collect(row, names)
        spec, problems = self.find_spec(cells.get("language"))
        try:
            person = self.read_cells(cells, spec)
        except SpecError as error:
            raise SpecError([*error.problems, *problems]) from None
        if problems:
            raise SpecError(problems)
        return person

    def read_cells(self, cells: Mapping[str, Cell], spec: Spec) -> Person:
        """The person of some cells. Raises SpecError with the errors of the cells."""
        return read_person(
            cells,
            spec.handout,
            formats=self.formats,
            brand=spec.brand,
            date_orders=self.survey.dates.orders,
            today=self.today,
        )

    def find_spec(self, language: Cell | None) -> tuple[Spec, list[Finding]]:
        """The handout in a row's language; if missing, the batch's default and a finding.

        The library's own message would quote the cell, so this finding has different words.
        """
        tag = parse_language_tag(language.text) if language else ""
        if tag not in self.specs:
            try:
                self.specs[tag] = self.spec_for(tag)
            except SpecError:
                if not tag:
                    raise
                self.specs[tag] = None
        spec = self.specs[tag]
        if spec is not None or language is None:
            return spec or self.spec_for(""), []
        message = "The handout does not exist in this language, or has errors."
        hint = "Choose another language, or leave the cell empty."
        return self.spec_for(""), [Finding("language-not-available", language.place, message, hint)]
