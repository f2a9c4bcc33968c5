"""Columns of days and times that are refused as a whole, whatever the order of their dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.document.person import Visit
from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.date_choices import DateChoices, DateOrder
from handouts.tables.rows import read_people
from handouts.tables.survey import Survey, survey_table
from handouts.tables.table import Table, parse_table
from tests.tables.tables import FORMATS, read_table, row_messages, spec_for
from tests.workbooks import Formula, write_workbook

TODAY = date(2026, 12, 1)
DAYS = some.dates(date(2026, 12, 2), date(2027, 8, 1))
CHOICES: list[DateOrder | None] = [None, "day-first", "month-first"]


def write_csv(headers: str, *rows: str) -> Table:
    """A table of made-up people, with these columns behind their name."""
    lines = "".join(f"Mira,{row}\n" for row in rows)
    return parse_table("week.csv", f"First name,{headers}\n{lines}".encode())


def write_sheet(*cells: str | date) -> Table:
    """A workbook of made-up people with their next visits."""
    rows: dict[int, list[str | float | bool | date | time | Formula | None]] = {
        1: ["First name", "Next visit"]
    }
    rows |= {number: ["Mira", cell] for number, cell in enumerate(cells, 2)}
    return parse_table("week.xlsx", write_workbook(("Week", rows)))


def survey(
    table: Table,
    choice: DateOrder | None = None,
    *,
    brand: bool | None = True,
    today: date | None = TODAY,
) -> Survey:
    """What a table as a whole tells."""
    return survey_table(table, find_columns(table), brand, DateChoices(choice), today)


def read(table: Table, found: Survey) -> list[CheckedRow]:
    """The rows as the survey says."""
    return list(read_people(table, find_columns(table), spec_for, FORMATS, survey=found))


def messages(found: Survey) -> list[str]:
    """What is asked about the columns."""
    return [str(problem) for problem in found.problems]


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("brand", [True, False])
@pytest.mark.parametrize("text", ["14/12/2026", "12/14/2026", "04/12/2026"])
def test_dates_that_a_spreadsheet_turned_round(
    choice: DateOrder | None, brand: bool, text: str
) -> None:
    """A real date beside a text: no option helps, and no day is read."""
    table = write_sheet(date(2026, 4, 12), text)
    found = survey(table, choice, brand=brand)
    assert messages(found) == [
        "week.xlsx:1:2: Part of the column B 'Next visit' is real dates and part is text: Excel "
        "may have turned day and month round. Format the column as dates in the file it came "
        "from, and export it again."
    ]
    assert [row.person.next_visit for row in read(table, found)] == [None, None]


@pytest.mark.parametrize("text", ["", "TBC", "5 May 2027", "14.12.2026", "05/05/2027"])
def test_texts_that_a_spreadsheet_does_not_turn_round(text: str) -> None:
    """They need no order."""
    assert not survey(write_sheet(date(2026, 4, 12), text)).problems


@given(some.lists(DAYS, min_size=2, max_size=8))
def test_a_csv_opened_in_another_country(days: list[date]) -> None:
    """Excel turns what it can: no wrong day is read where a text is left over."""
    cells = (
        date(day.year, day.day, day.month) if day.day <= 12 else day.strftime("%d/%m/%Y")
        for day in days
    )
    found = survey(write_sheet(*cells), "day-first")
    is_mixed = len({day.day <= 12 for day in days}) == 2
    has_wrong = any(day.day <= 12 and day.day != day.month for day in days)
    assert bool(found.problems) == (is_mixed and has_wrong)


@pytest.mark.parametrize(
    ("cells", "is_asked"),
    [
        (["26.12.20"], True),
        (["26.12.04", "26.12.11"], True),
        (["26-12-20", "26-12-05"], True),
        (["27.01.15"], True),
        (["26.12.26"], False),
        (["03.12.26", "26.12.26"], False),
        (["27.12.26"], False),
        (["31.12.26", "26.11.26"], False),
        (["26.12.2020"], False),
    ],
)
@pytest.mark.parametrize("brand", [None, False])
def test_years_in_front(cells: Sequence[str], is_asked: bool, brand: bool | None) -> None:
    """Two digits are the year or the day: the nearer to today, the likelier."""
    found = survey(write_csv("Treatment date", *cells), brand=brand)
    text = (
        "week.csv:1:2: It is unclear whether dates in the column B 'Treatment date' begin with the "
        "year or the day. Write them with a year of four digits: 2026-12-01. If they begin with "
        "the day: --dates day-first."
    )
    assert messages(found) == ([text] if is_asked else [])


def test_years_in_front_without_today() -> None:
    """Days of one week, or of many years."""
    table = write_csv("Treatment date", "26.12.04", "26.12.11")
    assert survey(table, today=None).problems
    assert not survey(table, "day-first", today=None).problems
    assert not survey(write_csv("Date (dd.mm.yy)", "26.12.20")).problems


@given(some.lists(DAYS, min_size=1, max_size=6))
def test_years_in_front_are_never_read_as_days(days: list[date]) -> None:
    """Whatever the days: they are right, or asked about."""
    table = write_csv("Next visit", *(day.strftime("%y.%m.%d") for day in days))
    found = survey(table, brand=False)
    rows = list(
        read_people(table, find_columns(table), spec_for, FORMATS, survey=found, today=TODAY)
    )
    if not found.problems:
        assert all(
            row.problems or row.person.next_visit == Visit(day)
            for row, day in zip(rows, days, strict=True)
        )


@pytest.mark.parametrize(
    ("times", "is_asked"),
    [
        (["9:00", "1:30", "5:30", "6:15"], True),
        (["9:00 AM", "1:30"], True),
        (["9:00", "1:30", "14:30"], False),
        (["9:00", "1:30 PM"], False),
        (["9:00", "10:30", "12:15"], False),
        (["9h", "2h"], True),
        (["9h", "14h"], False),
    ],
)
def test_times_without_am_and_pm(times: Sequence[str], is_asked: bool) -> None:
    """They are asked about at the column of times, not at that of days, and not row by row."""
    table = write_csv("Next visit,Time", *(f"2026-12-04,{each}" for each in times))
    text = (
        "week.csv:1:3: Times in the column C 'Time' are in a 12-hour clock without AM and PM. "
        "Write them with AM and PM, or by the 24-hour clock: 14:30."
    )
    found = survey(table)
    assert messages(found) == ([text] if is_asked else [])
    if is_asked:
        assert not any(row.problems for row in read(table, found))
    together = write_csv("Next visit", *(f"2026-12-04 {each}" for each in times))
    assert [problem.place.column for problem in survey(together).problems] == [2] * is_asked


@given(some.lists(some.times(time(7), time(18, 59)), min_size=1, max_size=8))
def test_hours_are_never_twelve_off(times: list[time]) -> None:
    """Whatever a clinic's hours, written without AM and PM: no time is read in the morning."""
    cells = [f"{each.hour % 12 or 12}:{each.minute:02}" for each in times]
    table = write_csv("Next visit,Time", *(f"2026-12-04,{each}" for each in cells))
    found = survey(table)
    is_afternoon = any(13 <= each.hour <= 17 for each in times)
    assert bool(found.problems) == is_afternoon


def test_a_time_at_night_is_reported_at_its_column() -> None:
    """With the day in another one."""
    assert row_messages(
        "First name,Next visit,Time\nMira,2026-12-04,2:30\nI,2026-12-04,14:00\n"
    ) == [
        "week.csv:2:3: Column C 'Time': This time is at night. Write the hour by the 24-hour "
        "clock, such as 14:30, or add PM."
    ]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Date,Time", "2026-12-04 9:00,9:00 AM"),
        ("Date,Time", "12/04/2026,12/04/2026 9:00 AM"),
        ("Date,Time", "2026-12-04,9h"),
        ("Date,Time", "2026-12-04,9 h 00"),
        ("Appt Time", "12/4/2026 9:00 AM"),
    ],
)
def test_the_time_that_is_there_twice_or_with_its_day(header: str, cells: str) -> None:
    """A day and a time that agree are one visit, and need no column of their own."""
    table = write_csv(header, cells)
    found = survey(table)
    (row,) = read(table, found)
    assert not found.problems
    assert row.problems == ()
    assert row.person.appointment == Visit(date(2026, 12, 4), time(9))


def test_two_times_that_differ() -> None:
    """They are asked about."""
    assert row_messages("First name,Date,Time\nMira,2026-12-04 9:00,10:00 AM\n") == [
        "week.csv:2:3: Column C 'Time': The day already includes a time. "
        "Delete one of the two times."
    ]


def test_a_time_without_any_day_is_not_read() -> None:
    """As before."""
    (row,) = read_table("First name,Appt Time\nMira,9:00 AM\n")
    assert (row.problems, row.person.appointment) == ((), None)


def test_london_in_winter() -> None:
    """Beside summer's +01:00, the offset +00:00 is local; alone, it may be that of a server."""
    winter, summer = "2026-12-04T14:30:00+00:00", "2027-07-02T14:30:00+01:00"
    table = write_csv("Next visit", winter, summer, "2027-07-02T14:30:00+00:00")
    rows = read(table, survey(table))
    assert rows[0].person.next_visit == Visit(date(2026, 12, 4), time(14, 30))
    assert rows[1].person.next_visit == Visit(date(2027, 7, 2), time(14, 30))
    assert [problem.message for problem in rows[2].problems] == [
        "Column B 'Next visit': The time has a time zone."
    ]
    alone = write_csv("Next visit", winter)
    assert read(alone, survey(alone))[0].problems


def test_a_refused_column_is_reported_once() -> None:
    """And not at each of its rows again."""
    table = write_csv("Next visit", *(f"{day}/12/2026" for day in range(2, 32)))
    found = survey(table)
    assert len(found.problems) == 1
    assert not any(row.problems or row.person.next_visit for row in read(table, found))


def test_real_times_of_a_workbook() -> None:
    """1:30 typed without PM is no time at night, but a question about the column."""
    (problem,) = survey(
        write_sheet(datetime(2026, 12, 4, 1, 30), datetime(2026, 12, 4, 9))
    ).problems
    assert problem.message == (
        "Times in the column B 'Next visit' are in a 12-hour clock without AM and PM."
    )
