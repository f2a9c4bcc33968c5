"""Rows become people or problems with their place; bad rows can be corrected and read again."""

from __future__ import annotations

from datetime import date, time

import pytest
from msgspec.structs import replace

from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.person import Area, Person, Visit
from handouts.people.person import Cell
from handouts.sources.findings import Finding, Place
from handouts.tables.bad_rows import export_bad_rows
from handouts.tables.column_finder import find_columns
from handouts.tables.rows import map_field_columns, read_people
from handouts.tables.table import parse_table
from tests.tables.tables import FORMATS, SPEC, read_table, row_messages, spec_for


def test_people() -> None:
    """Each row is a person, in order; blank and missing cells give no values."""
    one, two = read_table("Given name;Surname;Patient instructions\nSam;Lee; Rest \r\n\n;Day;\n")
    assert (one.row, one.person.name, one.person.notes) == (2, "Sam Lee", "Rest")
    assert (two.row, two.person.name, two.person.notes) == (4, "Day", "")
    assert not one.problems


def test_notes_keep_lines() -> None:
    """Line ends inside a cell are the same from each system."""
    texts = {
        row.person.notes
        for row in read_table('Name,Notes for patient\nA,"a\r\nb"\nB,"a\nb"\nC,"a\rb"\n')
    }
    assert texts == {"a\nb"}


def test_whole_name() -> None:
    """A column of full names gives both."""
    (row,) = read_table('Patient,Date\n"Lee, Sam",\n')
    assert (row.person.first_name, row.person.last_name) == ("Sam", "Lee")


def test_places() -> None:
    """Each field knows its column; both names know that of the full name."""
    columns = find_columns(parse_table("week.csv", b"Date,Patient\nx,y\n"))
    assert map_field_columns(columns) == {"date": 1, "first_name": 2, "last_name": 2}


def test_problem() -> None:
    """A problem has the row, the column, its letter and header, and never the cell."""
    (problem,) = read_table("First name,Treatment date\nSam,2026-12-01\nAda,Quillday\n")[1].problems
    assert str(problem) == (
        "week.csv:3:2: Column B 'Treatment date': This date cannot be read. "
        "Write it as year-month-day: 2026-12-01. If there is none, leave it empty."
    )
    assert problem.place == Place("week.csv", 3, 2)


def test_problem_of_a_field() -> None:
    """So has a problem that is worded otherwise."""
    long, hidden = row_messages(f"First name,Notes for patient\n{'x' * 99},\nSam,a\x07b\n")
    assert long == (
        "week.csv:2:1: Column A 'First name' is too long: 99 characters; the limit is 80. "
        "Make it shorter."
    )
    assert hidden == (
        "week.csv:3:2: Column B 'Notes for patient': A hidden character (U+0007) is in "
        "'Notes for patient'. Take it out."
    )


def test_every_field() -> None:
    """All fields of a person come from a row."""
    (row,) = read_table(
        "First name,Last name,Provider,Date,Area,Follow-up,Patient instructions,Language,"
        "Format,Paper\n"
        "Sam,Lee,Ada Day,2026-12-01,left trapezius,2026-12-08 14:30,Rest,English,Trifold,A4\n"
    )
    assert row.person == Person(
        first_name="Sam",
        last_name="Lee",
        therapist="Ada Day",
        treated=date(2026, 12, 1),
        areas=(Area("trapezius", "left"),),
        next_visit=Visit(date(2026, 12, 8), time(14, 30)),
        notes="Rest",
        language="en",
        format="trifold",
        paper="a4",
    )


def test_dates_of_the_clinic() -> None:
    """Dates in numbers are read the way of the clinic's brand."""
    table = parse_table("week.csv", b"First name,Date\nSam,12/01/2026\n")

    def read_day(paper: Paper) -> date | None:
        spec = replace(SPEC, brand=replace(SPEC.brand, paper=paper, language="en"))
        (row,) = read_people(table, find_columns(table), lambda _: spec, FORMATS)
        return row.person.treated

    assert [read_day("letter"), read_day("a4")] == [date(2026, 12, 1), date(2026, 1, 12)]


def test_strange_language() -> None:
    """A language that the handout is not in is reported in words that do not repeat it."""
    assert row_messages("First name,Language\nSam,en\nAda,eo\n") == [
        "week.csv:3:2: Column B 'Language': The handout does not exist in this language, or has "
        "errors. Choose another language, or leave the cell empty. If the column is something "
        "else: --columns language=-."
    ]


def test_strange_language_once() -> None:
    """A language that is not there is looked for once, not for each of ten thousand rows."""
    table = parse_table("week.csv", b"First name,Language\n" + b"Sam,eo\n" * 50)
    asked = []

    def counted(language: str) -> Spec:
        asked.append(language)
        return spec_for(language)

    rows = list(read_people(table, find_columns(table), counted, FORMATS))
    assert all(row.problems for row in rows)
    assert asked.count("eo") == 1


def test_too_many_cells() -> None:
    """A row with more cells than headers is reported at the first that is too much."""
    assert row_messages("First name,Notes for patient\nSam,drink water, rest\nAda,x,,\n") == [
        "week.csv:2:3: The row has 3 cells, but only 2 have a header. "
        'Put a text that contains the delimiter in quotes ("...").'
    ]


@pytest.mark.parametrize("sign", ["#N/A", " #REF! ", "#NAME?", "########", "#DIV/0!"])
def test_failed_formula(sign: str) -> None:
    """What a spreadsheet shows for a failure is never printed; in a column not read it may be."""
    assert row_messages(f"First name,Notes for patient,Town\n{sign},x,y\nSam,x,{sign}\n") == [
        "week.csv:2:1: Column A 'First name': The spreadsheet shows an error sign here instead "
        "of a value. Correct the formula or widen the column, and export the table again."
    ]


def test_number_sign() -> None:
    """A note may begin with a number sign."""
    assert [
        row.person.notes for row in read_table("Name,Notes for patient\nA,#1 rest\nB,# rest\n")
    ] == [
        "#1 rest",
        "# rest",
    ]


def test_extra() -> None:
    """Requested columns are passed on with their texts."""
    one, two = read_table("First name,Pin,Town\nSam, 007 ,x\nAda,,\n", "pin")
    assert (one.extra, two.extra) == ({"pin": "007"}, {"pin": ""})


def test_all_at_once() -> None:
    """All problems of all rows are reported, each row's own together."""
    table = parse_table(
        "week.csv",
        b"First name,Date,Language,Notes for patient\n"
        b"Sam,Quill,eo,x\nAda,2026-12-01,,\nBo,Quill,,x,y\n",
    )
    found = [problem for row in read_table(table) for problem in row.problems]
    assert [(each.place.line, each.place.column) for each in found] == [
        (2, 2),
        (2, 3),
        (4, 2),
        (4, 5),
    ]
    assert "Quill" not in "".join(map(str, found))


def test_nothing_known() -> None:
    """A sum below the people is not a patient, nor is a row with only unknown columns."""
    rows = read_table("First name,Notes for patient,Town\nSam,,x\n,,Total: 1\n , \u200b\n,x,\n")
    assert [bool(row.problems) for row in rows] == [False, True, True, True]
    (problem,) = rows[1].problems
    assert str(problem).startswith("week.csv:3:1: This row has no data about a person.")
    assert "Total" not in str(problem)


@pytest.mark.parametrize("written", ["en", " EN ", "English", "\u202aen\u202c", "\ufeffenglish"])
def test_language_is_read_in_one_way(written: str) -> None:
    """A row is checked against the same handout that its leaflet is made from."""
    asked: list[str] = []

    def noted(language: str) -> Spec:
        asked.append(language)
        return SPEC

    table = parse_table("week.csv", f"First name,Language\nSam,{written}\n".encode())
    (row,) = read_people(table, find_columns(table), noted, FORMATS)
    assert (row.person.language, asked) == ("en", ["en"])


def test_shown_without_people() -> None:
    """A row that is printed by mistake shows no name."""
    table = parse_table("week.csv", b"First name\nSam\n")
    assert "Sam" not in f"{list(table.rows)} {Cell('Sam', Place('week.csv', 2, 1))!r}"
    assert (
        repr(read_table("First name,Notes for patient\nSam,x\n")[0]) == "Checked(row 2, 0 problems)"
    )


# --- a day and a time in two columns ---------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        ("2026-12-01", "14:30", Visit(date(2026, 12, 1), time(14, 30))),
        ("12/01/2026", "2:30 PM", Visit(date(2026, 12, 1), time(14, 30))),
        ("2026-12-01 00:00:00", "9:05", Visit(date(2026, 12, 1), time(9, 5))),
        ("12/01/2026 12:00 AM", "9:05", Visit(date(2026, 12, 1), time(9, 5))),
        ("2026-12-01", "", Visit(date(2026, 12, 1), None)),
        ("", "", None),
    ],
)
def test_day_and_time(day: str, at: str, expected: Visit | None) -> None:
    """The next visit's day and time in two columns are joined."""
    (row,) = read_table(f"Name,Next appointment date,Next Appointment Time\nSam,{day},{at}\n")
    assert (row.problems, row.person.next_visit) == ((), expected)


def test_time_without_a_day() -> None:
    """A time without a date is reported at its cell; a column of only times is not read."""
    for day in ("", "N/A"):
        assert row_messages(f"Name,Next visit,Next visit time\nSam,{day},14:30\n") == [
            "week.csv:2:3: Column C 'Next visit time': There is a time, but no day for the visit. "
            "Fill in the day, or delete the time."
        ]
    columns = find_columns(parse_table("week.csv", b"Name,Next visit time\nSam,14:30\n"))
    assert columns.ignored == ("B 'Next visit time'",)


def test_a_time_that_is_none() -> None:
    """It is reported at its column."""
    (messages,) = row_messages("Name,Next visit,Next visit time\nSam,2026-12-01,0.5\n")
    assert messages == (
        "week.csv:2:3: Column C 'Next visit time': This is not a readable time of day. "
        "Write it like this: 14:30."
    )


def test_a_failed_time() -> None:
    """A sign of the spreadsheet's in place of the time is reported once."""
    (messages,) = row_messages("Name,Next visit,Next visit time\nSam,2026-12-01,#N/A\n")
    assert messages.startswith("week.csv:2:3: Column C 'Next visit time': The spreadsheet shows")


def test_only_settings() -> None:
    """A row with only settings is not a person."""
    (messages,) = row_messages("First name,Language\n,en\nSam,en\n")
    assert messages.startswith("week.csv:2:1: This row has no data about a person.")


@pytest.mark.parametrize(
    "header", ["Last Name, First Name", "Name, Vorname", "Patient Name (Last, First)"]
)
@pytest.mark.parametrize("name", ["Lee, Sam", "Lee Sam"])
def test_the_last_name_comes_first_where_the_header_says_so(header: str, name: str) -> None:
    """With a comma or without."""
    (row,) = read_table(f'"{header}",Areas\n"{name}",neck\n')
    assert (row.person.first_name, row.person.last_name) == ("Sam", "Lee")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Sam Lee (12345)", "Sam", "Lee"),
        ("Lee, Sam [ID 77]", "Sam", "Lee"),
        ("Sam Lee #12", "Sam", "Lee"),
        ("Lee, Sam, Jr.", "Sam", "Lee Jr."),
        ("Dr. Sam Lee, PhD", "Sam", "Lee"),
    ],
)
def test_what_follows_a_name(name: str, first: str, last: str) -> None:
    """A patient's number is left out; what belongs to the last name stays with it."""
    (row,) = read_table(f'Name,Areas\n"{name}",neck\n')
    assert (row.person.first_name, row.person.last_name) == (first, last)


def test_two_times_of_a_visit() -> None:
    """For a day that already has a time, a second time is reported."""
    assert row_messages("Name,Next visit,Next visit time\nSam,2026-12-01 14:30,15:00\n") == [
        "week.csv:2:3: Column C 'Next visit time': The day already includes a time. "
        "Delete one of the two times."
    ]


def test_bad_rows_say_each_thing_once() -> None:
    """What is wrong with three cells of one row in one way is reported in one sentence."""
    table = parse_table("week.csv", b"First name,Last name\nSam,Lee\n")
    problems = [
        Finding("bad-row", Place("week.csv", 2, at), "It is wrong.", "Mend it.") for at in (1, 2)
    ]
    assert export_bad_rows(table, {2: problems}).decode("utf-8-sig").count("It is wrong.") == 1
