"""Any table of made-up people comes back as exactly those people, or as a question.

Nobody ever gets a word of another row, whatever an export does with quotes and line breaks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.compose.personal import describe_person
from handouts.document.person import Person
from handouts.language.words import words_for
from handouts.sources.findings import SpecError
from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.rows import read_people
from handouts.tables.table import parse_table
from tests.tables.tables import FORMATS, spec_for

HEADERS = ("First name", "Last name", "Areas", "Treatment date", "Notes for patient")
# Notes as people type them: with commas, inch marks, quotes and line breaks, at the worst places.
BITS = ('5"', '"rest"', ",", ";", "\n", " then ", "walk", '"', '""', "'", "tape", "\t", "ice, heat")

Cells = Sequence[str]
Writer = Callable[[Sequence[Cells]], str]


def write_well(mark: str, quoting: int) -> Writer:
    """An export that follows RFC 4180."""

    def write(rows: Sequence[Cells]) -> str:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=mark, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
        return text.getvalue()

    return write


def write_naively(rows: Sequence[Cells]) -> str:
    """An export that joins cells with commas, and quotes nothing."""
    return "".join(",".join(row) + "\r\n" for row in rows)


def write_quotes_only(rows: Sequence[Cells]) -> str:
    """An export that puts all texts in quotes, and leaves the quotes in them as they are."""
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


def write_some_quotes(rows: Sequence[Cells]) -> str:
    """An export that puts texts with a comma in quotes, and leaves all others as they are."""
    quoted = ([f'"{cell}"' if "," in cell else cell for cell in row] for row in rows)
    return "".join(",".join(row) + "\n" for row in quoted)


GOOD: Mapping[str, Writer] = {
    f"{mark!r} {quoting}": write_well(mark, quoting)
    for mark in ",;\t|"
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
}
BROKEN: Mapping[str, Writer] = {
    "no quotes": write_naively,
    "quotes as they are": write_quotes_only,
    "some quotes": write_some_quotes,
}


def sign_of(row: int) -> str:
    """A word that stands in the cells of one row only."""
    return f"{chr(ord('A') + row)}{'bcdfghklmn'[row]}uxo"


@some.composite
def make_rows(draw: some.DrawFn) -> list[list[str]]:
    """Rows of people, each with a word of its own in its name and notes."""
    rows = []
    for row in range(draw(some.integers(1, 5))):
        sign = sign_of(row)
        notes = "".join(draw(some.lists(some.sampled_from(BITS), max_size=5)))
        notes = draw(some.sampled_from(["", notes, f"{notes} {sign}", f"{sign}{notes}"]))
        day = draw(some.dates(date(2026, 1, 1), date(2026, 12, 31)))
        rows.append([sign, f"{sign}son", "left knee", day.isoformat(), notes])
    return rows


@some.composite
def make_torn_rows(draw: some.DrawFn) -> list[list[str]]:
    """The same, with a quote before a cell that the next one closes, in a row below."""
    rows = draw(make_rows())
    column, end = draw(some.sampled_from((2, 4))), draw(some.sampled_from(("", ",")))
    rows[0][column] = f'"{rows[0][column]}'
    rows[-1][draw(some.sampled_from((column, 4)))] += f'5"{end}'
    return rows


def read_back(text: str) -> list[CheckedRow]:
    """The rows of an export; none where the table is refused as a whole."""
    try:
        table = parse_table("week.csv", text.encode())
        return list(read_people(table, find_columns(table), spec_for, FORMATS))
    except SpecError as error:
        assert error.problems
        return []


def find_signs(person: Person) -> set[str]:
    """The rows whose word stands on a person's leaflet."""
    printed = " ".join(value for _, value in describe_person(person, words_for("en"))).casefold()
    return {sign_of(row) for row in range(6) if sign_of(row).casefold() in printed}


@pytest.mark.parametrize("name", GOOD)
@given(rows=make_rows())
def test_a_good_export_gives_exactly_its_people(name: str, rows: list[list[str]]) -> None:
    """With any notes; what cannot be told apart is asked about."""
    read = read_back(GOOD[name]([HEADERS, *rows]))
    assert len(read) == len(rows)
    for row, (first, last, _, day, notes) in zip(read, rows, strict=True):
        if row.problems:
            assert any("a quote is closed too late" in each.message for each in row.problems)
            continue
        lines = (" ".join(line.split()) for line in notes.splitlines())
        expected = "\n".join(filter(None, lines))
        person = row.person
        assert (person.first_name, person.last_name) == (first, last)
        assert person.treated == date.fromisoformat(day)
        assert person.notes == expected or (not person.notes and len(expected) < 4)


@pytest.mark.parametrize("name", [*GOOD, *BROKEN])
@given(rows=some.one_of(make_rows(), make_torn_rows()))
def test_nobody_gets_a_word_of_another_row(name: str, rows: list[list[str]]) -> None:
    """Not even from an export that forgets its quotes."""
    for row in read_back({**GOOD, **BROKEN}[name]([HEADERS, *rows])):
        assert len(find_signs(row.person)) < 2
