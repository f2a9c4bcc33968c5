"""Reads rows as people, or as findings with the row, the column and a hint.

No message contains the text of a cell. Rows with errors go to a separate table, which can be
corrected and read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.handout import Spec
from handouts.document.person import Person, Visit
from handouts.people.dates import read_visit
from handouts.people.person import Cell, is_blank_value, parse_language_tag, read_person
from handouts.sources.findings import Finding, Place, SpecError, ValueFinding, quote_text
from handouts.tables.bad_rows import find_hint_column, read_original_row
from handouts.tables.columns import Columns
from handouts.tables.headers import (
    FULL_NAME,
    VISIT_TIME,
    column_letter,
)
from handouts.tables.report_rows import explain_summary_row
from handouts.tables.table import Table, TableRow

# What a spreadsheet shows where a formula fails, or where a column is too narrow for a date.
_ERROR_SIGN = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|BLOCKED!|#{2,})")
# Software adds midnight to a day without a time.
_MIDNIGHT = re.compile(r"(?i)[T ]+(0?0:00(:00(\.0+)?)?|12:00(:00)? ?AM)$")
# A patient's file number after the name: Sam Lee (12345), Sam Lee #12345.
_FILE_NUMBER = re.compile(
    r"\s*(?:[(\[]\s*(?:#|id:?|no\.?)?\s*[0-9]+\s*[)\]]|#\s*[0-9]+)\s*$", re.IGNORECASE
)

_SETTING_FIELDS = ("language", "format", "paper")
_DATE_FIELDS = ("date", "next_visit", VISIT_TIME)

SpecFor = Callable[[str], Spec]
"""The handout in a language, or in the batch's default for "". Raises SpecError if missing."""


class CheckedRow(Data, frozen=True):
    """A row that was read: its person, or all the errors in it.

    ``row`` is its number in the table; ``original_row`` its number in the table that it first
    came from, which differs in a table of bad rows. ``extra`` holds the texts of the columns
    requested by header. A row with errors has an empty person.
    """

    row: int
    original_row: int
    person: Person = Person()
    extra: dict[str, str] = {}
    problems: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        """The row without the person's data."""
        return f"Checked(row {self.row}, {len(self.problems)} problems)"


def read_people(
    table: Table, columns: Columns, spec_for: SpecFor, formats: Collection[str]
) -> Iterator[CheckedRow]:
    """Each row of a table, in order, as a person or with its errors.

    A full name is split at its comma ("Lee, Sam"), else at its last space ("Sam Lee"); a single
    word is a first name. ``formats`` are the formats that a row may name.
    """
    reader = _RowReader(table, columns, spec_for, formats)
    return map(reader.read, table.rows)


def map_field_columns(columns: Columns) -> dict[str, int]:
    """The column, counted from 1, that each field of a person comes from."""
    return {part: at + 1 for field, at in columns.fields.items() for part in _person_fields(field)}


def _person_fields(field: str) -> tuple[str, ...]:
    """The fields of a person that a column holds; the time of a visit belongs to its day."""
    if field == VISIT_TIME:
        return ()
    return ("first_name", "last_name") if field == FULL_NAME else (field,)


class _RowReader:
    """Reads the rows of one table."""

    def __init__(
        self, table: Table, columns: Columns, spec_for: SpecFor, formats: Collection[str]
    ) -> None:
        self.table = table
        self.columns = columns
        self.spec_for = spec_for
        self.formats = formats
        self.used_columns = {*columns.fields.values(), *columns.extra.values()}
        self.hint_column = find_hint_column(table.headers)
        person_fields = {
            field: at for field, at in columns.fields.items() if field not in _SETTING_FIELDS
        }
        self.person_columns = frozenset(person_fields.values())
        self.date_columns = frozenset(
            person_fields[field] for field in _DATE_FIELDS if field in person_fields
        )
        self.time_column = columns.fields.get(VISIT_TIME)
        self.setting_columns = self.used_columns - self.person_columns
        self.specs: dict[str, Spec | None] = {}

    def read(self, row: TableRow) -> CheckedRow:
        """Read one row as a person, or with its errors."""
        original_row = read_original_row(row, self.hint_column)
        reason = explain_summary_row(
            self.select_personal_cells(row),
            self.table.headers,
            self.person_columns,
            self.date_columns,
        )
        if reason:
            problem = reason.place_at(self.cell_place(row, 0))
            return CheckedRow(row.number, original_row, problems=(problem,))
        problems = list(self.find_row_problems(row))
        person = Person()
        try:
            person = self.build_person(row)
        except SpecError as error:
            problems += [self.add_column_name(problem) for problem in error.problems]
        if not problems and person.is_blank:
            problems = [self.unknown_row_finding(row)]
        if problems:
            return CheckedRow(row.number, original_row, problems=tuple(sorted(set(problems))))
        extra = {name: row.cell(at).strip() for name, at in self.columns.extra.items()}
        return CheckedRow(row.number, original_row, person, extra)

    def select_personal_cells(self, row: TableRow) -> list[str]:
        """The cells with data about a person: others are blanked, since all rows have settings."""
        skipped = {*self.setting_columns, self.hint_column}
        return ["" if at in skipped else cell for at, cell in enumerate(row.cells)]

    def find_row_problems(self, row: TableRow) -> Iterator[Finding]:
        """The errors in a row that do not depend on the meaning of its cells."""
        headers = len(self.table.headers)
        if any(map(str.strip, row.cells[headers:])):
            message = f"The row has {len(row.cells)} cells, but only {headers} have a header."
            hint = 'Put a text that contains the delimiter in quotes ("...").'
            yield Finding("bad-row", self.cell_place(row, headers), message, hint)
        for at in sorted(self.used_columns):
            if _ERROR_SIGN.match(row.cell(at).strip()):
                message = "The spreadsheet shows an error sign here instead of a value."
                hint = "Correct the formula or widen the column, and export the table again."
                yield self.add_column_name(
                    Finding("spreadsheet-error", self.cell_place(row, at), message, hint)
                )

        if self.time_column is not None:
            reason = check_visit_time(self.visit_day(row), row.cell(self.time_column))
            if reason:
                yield self.add_column_name(reason.place_at(self.cell_place(row, self.time_column)))

    def visit_day(self, row: TableRow) -> str:
        """The text of the day of the next visit."""
        return row.cell(self.columns.fields["next_visit"])

    def unknown_row_finding(self, row: TableRow) -> Finding:
        """The finding for a note below the people, or for data only in unread columns."""
        hint = "Delete the row, or fill in one of the columns that are read."
        message = "This row has no data about a person."
        return Finding("not-a-person", self.cell_place(row, 0), message, hint)

    def build_person(self, row: TableRow) -> Person:
        """The person of a row. Raises SpecError with the errors of its cells."""
        cells = self.collect_cells(row)
        spec, problems = self.find_spec(cells.get("language"))
        try:
            person = read_person(cells, spec.handout, formats=self.formats, brand=spec.brand)
        except SpecError as error:
            raise SpecError([*error.problems, *problems]) from None
        if problems:
            raise SpecError(problems)
        return person

    def collect_cells(self, row: TableRow) -> dict[str, Cell]:
        """The texts of a row by field, each with its position."""
        cells: dict[str, Cell] = {}
        for field, at in self.columns.fields.items():
            text, place, header = row.cell(at), self.cell_place(row, at), self.table.headers[at]
            time = (
                row.cell(self.time_column)
                if field == "next_visit" and self.time_column is not None
                else ""
            )
            if _ERROR_SIGN.match(text.strip()) or _ERROR_SIGN.match(time.strip()):
                continue
            text = text if check_visit_time(text, time) else join_visit(text, time)
            parts = split_name(text, self.columns.is_last_first) if field == FULL_NAME else (text,)
            for part, each in zip(_person_fields(field), parts, strict=False):
                cells[part] = Cell(each, place, header)
        return cells

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

    def cell_place(self, row: TableRow, at: int) -> Place:
        """The position of a cell, by the index of its column from 0."""
        return Place(self.table.name, row.number, at + 1)

    def add_column_name(self, problem: Finding) -> Finding:
        """The finding for a cell, with the column's letter and header in front of the message."""
        place = problem.place
        at = place.column - 1
        if place.file != self.table.name or not 0 <= at < len(self.table.headers):
            return problem
        if problem.message.startswith(quote_text(self.table.headers[at])):
            message = f"Column {column_letter(at)} {problem.message}"
        else:
            message = f"Column {self.columns.describe_column(at)}: {problem.message}"
        return replace(problem, message=message)


def split_name(name: str, last_first: bool = False) -> tuple[str, str]:
    """First and last name from a full name: "Lee, Sam", "Lee, Sam, Jr." or "Sam Lee".

    With ``last_first``, "Lee Sam" too. A number after the name is a file number, and left out.
    """
    last, comma, first = _FILE_NUMBER.sub("", name).partition(",")
    first, _, suffix = first.partition(",")
    if comma:
        return first.strip(), " ".join(filter(None, (last.strip(), suffix.strip())))
    words = last.split()
    if last_first and len(words) > 1:
        return " ".join(words[1:]), words[0]
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (last.strip(), "")


def join_visit(day: str, time: str) -> str:
    """A day and a time from two cells, as one text."""
    return day if is_blank_value(time) else f"{_MIDNIGHT.sub('', day.strip())} {time.strip()}"


def check_visit_time(day: str, time: str) -> ValueFinding | None:
    """Why a day and a time from two cells cannot be joined; None where they can, or need not be.

    Errors in the day itself are reported elsewhere.
    """
    if is_blank_value(time) or _ERROR_SIGN.match(time.strip()):
        return None
    if is_blank_value(day):
        return ValueFinding(
            "invalid-time",
            "There is a time, but no day for the visit.",
            "Fill in the day, or delete the time.",
        )
    if not _is_readable_visit(day) or _is_readable_visit(join_visit(day, time)):
        return None
    if _is_readable_visit(f"2026-12-01 {time.strip()}"):
        return ValueFinding(
            "invalid-time", "The day already includes a time.", "Delete one of the two times."
        )
    return ValueFinding(
        "invalid-time", "This is not a readable time of day.", "Write it like this: 14:30."
    )


def _is_readable_visit(text: str) -> bool:
    """Whether a text is a day, with or without a time, the month or the day first."""
    return any(isinstance(read_visit(text, first), Visit) for first in (True, False))
