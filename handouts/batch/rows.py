"""Rows become people, or problems that say the row, the column and how to mend it.

No message holds what stands in a cell. Rows that are wrong go to a table of their own, which
can be mended and read again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from handouts.batch.columns import Columns
from handouts.batch.headers import FULL_NAME, MEND, VISIT_TIME, letter, plain
from handouts.batch.nobody import nobody
from handouts.batch.table import Row, Table
from handouts.compose.personal import by_hand
from handouts.data import Data
from handouts.spec.dates import read_visit
from handouts.spec.models import Person, Spec, Visit
from handouts.spec.person import Cell, language_tag, nothing, read_person
from handouts.spec.problems import Fault, Place, Problem, SpecError, quoted

# What a spreadsheet shows where a formula failed, or where a column is too narrow for its date.
_FAILED = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|BLOCKED!|#{2,})")
# Midnight is what software writes behind a day without a time.
_MIDNIGHT = re.compile(r"(?i)[T ]+(0?0:00(:00(\.0+)?)?|12:00(:00)? ?AM)$")
# The number that software knows a patient by: Sam Lee (12345), Sam Lee #12345.
_FILED = re.compile(
    r"\s*(?:[(\[]\s*(?:#|id:?|no\.?)?\s*[0-9]+\s*[)\]]|#\s*[0-9]+)\s*$", re.IGNORECASE
)
_ORIGIN = re.compile(r"Row (\d{1,9}):")

_SETTINGS = ("language", "format", "paper")
_DAYS = ("date", "next_visit", VISIT_TIME)

SpecFor = Callable[[str], Spec]
"""The handout in a language, or in the batch's own for ""; raises SpecError for a strange one."""


class Checked(Data, frozen=True):
    """A row that was read: its person, or all that is wrong with it.

    ``row`` is its number in the table; ``origin`` its number in the table that it first came
    from, which differs in a table of bad rows. ``extra`` holds the texts of the columns that
    were asked for, by header. The person of a row with problems is empty.
    """

    row: int
    origin: int
    person: Person = Person()
    extra: dict[str, str] = {}
    problems: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        """The row without its person."""
        return f"Checked(row {self.row}, {len(self.problems)} problems)"


def people(
    table: Table, columns: Columns, spec_for: SpecFor, formats: Collection[str]
) -> Iterator[Checked]:
    """Each row of a table, in order, as a person or as what is wrong with it.

    A whole name is parted at its comma ("Lee, Sam"), else at its last space ("Sam Lee"); a
    single word is a first name. ``formats`` are the formats that a row may ask for.
    """
    reader = _Reader(table, columns, spec_for, formats)
    return map(reader.read, table.rows)


def places(columns: Columns) -> dict[str, int]:
    """The column, counted from 1, that each field of a person comes from."""
    return {part: at + 1 for field, at in columns.fields.items() for part in _parts(field)}


def _parts(field: str) -> tuple[str, ...]:
    """The fields of a person that a column holds; the time of a visit belongs to its day."""
    if field == VISIT_TIME:
        return ()
    return ("first_name", "last_name") if field == FULL_NAME else (field,)


class _Reader:
    """Reads the rows of one table."""

    def __init__(
        self, table: Table, columns: Columns, spec_for: SpecFor, formats: Collection[str]
    ) -> None:
        self.table = table
        self.columns = columns
        self.spec_for = spec_for
        self.formats = formats
        self.used = {*columns.fields.values(), *columns.extra.values()}
        self.mend = _mend(table.headers)
        told = {field: at for field, at in columns.fields.items() if field not in _SETTINGS}
        self.told = frozenset(told.values())
        self.days = frozenset(told[field] for field in _DAYS if field in told)
        self.time = columns.fields.get(VISIT_TIME)
        self.settings = self.used - self.told
        self.specs: dict[str, Spec | None] = {}

    def read(self, row: Row) -> Checked:
        origin = _origin(row, self.mend)
        fault = nobody(self.said(row), self.table.headers, self.told, self.days)
        if fault:
            problem = Problem(self.place(row, 0), *fault)
            return Checked(row.number, origin, problems=(problem,))
        problems = list(self.row_problems(row))
        person = Person()
        try:
            person = self.person(row)
        except SpecError as error:
            problems += [self.named(problem) for problem in error.problems]
        if not problems and by_hand(person):
            problems = [self.unknown(row)]
        if problems:
            return Checked(row.number, origin, problems=tuple(sorted(set(problems))))
        extra = {name: row.cell(at).strip() for name, at in self.columns.extra.items()}
        return Checked(row.number, origin, person, extra)

    def said(self, row: Row) -> list[str]:
        """The cells that say something of a person; a column of settings is filled in for all."""
        passed = {*self.settings, self.mend}
        return ["" if at in passed else cell for at, cell in enumerate(row.cells)]

    def row_problems(self, row: Row) -> Iterator[Problem]:
        """What is wrong with a row whatever its cells mean."""
        headers = len(self.table.headers)
        if any(map(str.strip, row.cells[headers:])):
            message = f"The row has {len(row.cells)} cells, but only {headers} have a header."
            mend = 'Put a text that holds the mark between cells in quotes ("...").'
            yield Problem(self.place(row, headers), message, mend)
        for at in sorted(self.used):
            if _FAILED.match(row.cell(at).strip()):
                message = "The spreadsheet shows a sign here in place of what is meant."
                mend = "Mend the formula, or widen the column, and export again."
                yield self.named(Problem(self.place(row, at), message, mend))

        if self.time is not None:
            fault = untimely(self.day(row), row.cell(self.time))
            if fault:
                yield self.named(Problem(self.place(row, self.time), *fault))

    def day(self, row: Row) -> str:
        return row.cell(self.columns.fields["next_visit"])

    def unknown(self, row: Row) -> Problem:
        """A remark below the people, or someone who is in columns that are not read."""
        mend = "Take the row out, or fill in one of the columns that are read."
        return Problem(self.place(row, 0), "Nothing is known of this row.", mend)

    def person(self, row: Row) -> Person:
        """The person of a row. Raises SpecError."""
        cells = self.cells(row)
        spec, problems = self.spec(cells.get("language"))
        try:
            person = read_person(cells, spec.handout, formats=self.formats, brand=spec.brand)
        except SpecError as error:
            raise SpecError([*error.problems, *problems]) from None
        if problems:
            raise SpecError(problems)
        return person

    def cells(self, row: Row) -> dict[str, Cell]:
        """The texts of a row by field, each with its place."""
        cells: dict[str, Cell] = {}
        for field, at in self.columns.fields.items():
            text, place, called = row.cell(at), self.place(row, at), self.table.headers[at]
            time = row.cell(self.time) if field == "next_visit" and self.time is not None else ""
            if _FAILED.match(text.strip()) or _FAILED.match(time.strip()):
                continue
            text = text if untimely(text, time) else joined(text, time)
            parts = parted(text, self.columns.last_first) if field == FULL_NAME else (text,)
            for part, each in zip(_parts(field), parts, strict=False):
                cells[part] = Cell(each, place, called)
        return cells

    def spec(self, language: Cell | None) -> tuple[Spec, list[Problem]]:
        """The handout in a row's language; the batch's own, and a problem, where it is not there.

        What a library says of a strange language repeats it, so it is said in other words.
        """
        tag = language_tag(language.text) if language else ""
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
        message = "The handout is not there in this language, or is not right."
        mend = "Choose another, or leave the cell empty."
        return self.spec_for(""), [Problem(language.place, message, mend)]

    def place(self, row: Row, at: int) -> Place:
        return Place(self.table.name, row.number, at + 1)

    def named(self, problem: Problem) -> Problem:
        """A problem of a cell, with the column's letter and header in front."""
        place = problem.place
        at = place.column - 1
        if place.file != self.table.name or not 0 <= at < len(self.table.headers):
            return problem
        if problem.message.startswith(quoted(self.table.headers[at])):
            message = f"Column {letter(at)} {problem.message}"
        else:
            message = f"Column {self.columns.called(at)}: {problem.message}"
        return Problem(place, message, problem.mend)


def mended(table: Table) -> bool:
    """Whether a table is one of bad rows, whose rows keep the numbers they first had."""
    return _mend(table.headers) is not None


def parted(name: str, last_first: bool = False) -> tuple[str, str]:
    """First and last name of a whole one: "Lee, Sam", "Lee, Sam, Jr." or "Sam Lee".

    With ``last_first`` it is "Lee Sam" too. A number behind it is a file's, and left out.
    """
    last, comma, first = _FILED.sub("", name).partition(",")
    first, _, suffix = first.partition(",")
    if comma:
        return first.strip(), " ".join(filter(None, (last.strip(), suffix.strip())))
    words = last.split()
    if last_first and len(words) > 1:
        return " ".join(words[1:]), words[0]
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (last.strip(), "")


def joined(day: str, time: str) -> str:
    """A day and a time that stand in two cells, as one text."""
    return day if nothing(time) else f"{_MIDNIGHT.sub('', day.strip())} {time.strip()}"


def untimely(day: str, time: str) -> Fault | None:
    """Why a day and a time of two cells cannot be joined; None where they can, or need not be.

    What is wrong with the day itself is told elsewhere.
    """
    if nothing(time) or _FAILED.match(time.strip()):
        return None
    if nothing(day):
        return Fault(
            "A time is given, and no day of the visit.", "Fill in the day, or take it out."
        )
    if not _reads(day) or _reads(joined(day, time)):
        return None
    if _reads(f"2026-12-01 {time.strip()}"):
        return Fault("The day has a time already, and this is another.", "Leave one of them out.")
    return Fault("This is no time of day that can be read.", "Write it like this: 14:30.")


def _reads(text: str) -> bool:
    """Whether a text is a day, with a time or without, with the month first or the day."""
    return any(isinstance(read_visit(text, first), Visit) for first in (True, False))


def bad_rows(table: Table, bad: Mapping[int, Iterable[Problem]]) -> bytes:
    """The rows with problems, by their numbers, as a CSV that can be mended and read again.

    It has the table's own headers and a last column that says what is wrong and which row it
    was; that column is passed over when the file is read. In UTF-8, with the mark that Excel
    knows it by.
    """
    mend = _mend(table.headers)
    made = io.StringIO(newline="")
    # All in quotes, so that nothing in a cell can be taken for the mark between cells. A cell
    # that looks like a formula stays as it is: these are the clinic's own data, to be read
    # again exactly as they were.
    # A semicolon stays one: where it is the custom, Excel takes nothing else.
    mark = ";" if table.delimiter == ";" else ","
    writer = csv.writer(made, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerow([*_without(table.headers, mend), MEND])
    headers = len(table.headers)
    for row in table.rows:
        if row.number in bad:
            told = (f"{each.message} {each.mend}".rstrip() for each in bad[row.number])
            said = " ".join(dict.fromkeys(told))
            cells = [row.cell(at) for at in range(max(headers, len(row.cells)))]
            known, more = _without(cells[:headers], mend), cells[headers:]
            writer.writerow([*known, f"Row {_origin(row, mend)}: {said}", *more])
    return made.getvalue().encode("utf-8-sig")


def _mend(headers: Iterable[str]) -> int | None:
    """Where a table of bad rows says what is wrong; None in any other table."""
    return next((at for at, header in enumerate(headers) if plain(header) == plain(MEND)), None)


def _without(cells: Iterable[str], left_out: int | None) -> list[str]:
    return [cell for at, cell in enumerate(cells) if at != left_out]


def _origin(row: Row, mend: int | None) -> int:
    """The row's number in the table that it first came from."""
    said = _ORIGIN.match(row.cell(mend)) if mend is not None else None
    return int(said[1]) if said else row.number
