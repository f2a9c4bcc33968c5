"""A column of dates is read as a whole: one cell proves the order, or stops the column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.date_choices import DateChoices, DateOrder, parse_date_choices
from handouts.tables.date_columns import read_header_order
from handouts.tables.rows import read_people
from handouts.tables.survey import Survey, survey_table
from handouts.tables.table import parse_table
from tests.tables.tables import FORMATS, SPEC

A_YEAR = some.dates(date(2026, 1, 1), date(2026, 12, 31))


def survey_dates(
    *cells: str, brand: bool | None = True, choice: DateOrder | None = None, header: str = "Date"
) -> Survey:
    """What a column of dates says, for a brand that reads the month first or not."""
    rows = "".join(f'Mira,"{cell}"\n' for cell in cells)
    table = parse_table("week.csv", f'First name,"{header}"\n{rows}'.encode())
    return survey_table(table, find_columns(table), brand, DateChoices(choice))


def read_days(cells: Sequence[str], survey: Survey, header: str = "Date") -> list[CheckedRow]:
    """The rows of the same column, read as the survey says."""
    rows = "".join(f'Mira,"{cell}"\n' for cell in cells)
    table = parse_table("week.csv", f'First name,"{header}"\n{rows}'.encode())
    spec = replace(SPEC, brand=replace(SPEC.brand, paper="letter", language="en"))
    return list(read_people(table, find_columns(table), lambda _: spec, FORMATS, survey=survey))


def test_proof_against_the_brand_stops_the_column() -> None:
    """The brand, the row, and what to do are named; no date is repeated."""
    (problem,) = survey_dates("04/12/2026", "14/12/2026").problems
    assert str(problem) == (
        "week.csv:1:2: The date in row 3 of the column B 'Date' can only be read day first, but "
        "dates are read month first, as the language and the paper of brand.yaml say. If the "
        "whole column is day first, add --dates day-first; if not, correct that date."
    )


def test_proof_decides_without_a_brand() -> None:
    """One cell is enough."""
    assert survey_dates("04/12/2026", "14/12/2026", brand=None).dates.orders == {"date": False}
    assert survey_dates("04/12/2026", "12/14/2026", brand=None).dates.orders == {"date": True}
    assert survey_dates("04/12/2026", brand=None).dates.orders == {}


def test_two_orders_stop_the_column() -> None:
    """Whatever was chosen: half of the days would be wrong."""
    for choice in (None, "day-first", "month-first"):
        (problem,) = survey_dates("13/11/2026", "11/14/2026", choice=choice).problems
        assert problem.message == (
            "The column B 'Date' has dates in two orders: the one in row 3 can only be read month "
            "first, the one in row 2 only day first."
        )


def test_choice() -> None:
    """--dates decides, and is told where a date speaks against it."""
    survey = survey_dates("04/12/2026", "14/12/2026", choice="day-first")
    assert (survey.dates.orders, survey.problems, survey.dates.remarks) == ({"date": False}, (), ())
    days = [row.person.treated for row in read_days(["04/12/2026", "14/12/2026"], survey)]
    assert days == [date(2026, 12, 4), date(2026, 12, 14)]
    (problem,) = survey_dates("12/14/2026", choice="day-first").problems
    assert "dates are read day first, as --dates says." in problem.message


@pytest.mark.parametrize(
    ("header", "month_first"),
    [
        ("Treatment Date (mm/dd/yyyy)", True),
        ("Treatment date dd/mm/yyyy", False),
        ("Treatment date [DD-MM-YY]", False),
        ("Treatment date (TT.MM.JJJJ)", False),
        ("Treatment date (yyyy-mm-dd)", None),
        ("Treatment date", None),
    ],
)
def test_the_header_decides(header: str, month_first: bool | None) -> None:
    """Its form of a date does not keep it from being known, and is stronger than the brand."""
    assert read_header_order(header) is month_first
    brand = month_first is None
    survey = survey_dates("04/12/2026", brand=brand if brand else not month_first, header=header)
    assert survey.dates.orders == {"date": True if month_first is None else month_first}
    assert bool(survey.dates.remarks) == (month_first is None)


def test_dots_with_the_month_first_stop_the_column() -> None:
    """The other dates with dots may be meant so too."""
    (problem,) = survey_dates("03.11.2026", "11.13.2026").problems
    assert problem.message == (
        "The date in row 3 of the column B 'Date' can only be read month first, but dates with "
        "dots are read day first."
    )


def test_dots_under_a_brand_that_reads_the_month_first_are_told() -> None:
    """They are read day first all the same; a day after the twelfth proves it."""
    assert survey_dates("4.12.2026", "05.05.2026").dates.remarks == (
        "Dates with dots in the column B 'Date' are read day first: 03.04.2026 is April 3, 2026. "
        "If that is wrong, write them as year-month-day: 2026-03-04.",
    )
    assert survey_dates("4.12.2026", "14.12.2026").dates.remarks == ()
    assert survey_dates("4.12.2026", brand=False).dates.remarks == ()
    assert survey_dates("4.12.2026", choice="day-first").dates.remarks == ()
    assert survey_dates("4 Dec. 2026", "05.05.2026").dates.remarks == ()


def test_what_nothing_proves_is_told() -> None:
    """With an example in words that is nobody's."""
    assert survey_dates("04/12/2026").dates.remarks == (
        "Dates in the column B 'Date' are read month first: 03/04/2026 is March 4, 2026. "
        "If that is wrong: --dates day-first",
    )
    assert survey_dates("05/05/2026", "2026-12-04", "4 Dec 2026").dates.remarks == ()
    assert survey_dates("04/12/2026", "12/14/2026").dates.remarks == ()


@given(some.lists(A_YEAR, min_size=1, max_size=8), some.booleans(), some.booleans())
def test_days_are_right_or_asked_about(days: list[date], is_written: bool, is_read: bool) -> None:
    """Whatever the order in the table and the brand's: no day is exchanged where one proves it."""
    form = "%m/%d/%Y" if is_written else "%d/%m/%Y"
    cells = [day.strftime(form) for day in days]
    survey = survey_dates(*cells, brand=is_read)
    if survey.problems:
        assert is_written != is_read
        return
    read = [row.person.treated for row in read_days(cells, survey)]
    is_proved = any(day.day > 12 for day in days)
    assert read == days or (not is_proved and bool(survey.dates.remarks))


def test_a_word_leaves_a_visit_open() -> None:
    """It is told by row; another word is asked about."""
    table = parse_table(
        "w.csv", b"Name,Next visit\nMira,TBC\nTom,Not booked\nAna,0000-00-00\nI,x\n"
    )
    rows = list(read_people(table, find_columns(table), lambda _: SPEC, FORMATS))
    assert [row.person.next_visit for row in rows] == [None] * 4
    remark = "A word such as TBC in place of a day leaves the visit open."
    assert [row.remarks for row in rows] == [(remark,), (remark,), (), ()]
    assert [bool(row.problems) for row in rows] == [False, False, False, True]


def test_a_day_to_come_is_no_treatment() -> None:
    """It is the appointment; a day in many years is asked about."""
    table = parse_table("w.csv", b"Name,Date\nMira,2026-11-30\nTom,2026-11-29\nAna,2099-01-01\n")
    rows = list(
        read_people(table, find_columns(table), lambda _: SPEC, FORMATS, today=date(2026, 11, 29))
    )
    assert rows[0].person.treated is None
    assert rows[0].person.appointment is not None
    assert rows[1].person.treated == date(2026, 11, 29)
    assert [str(problem) for problem in rows[2].problems] == [
        "w.csv:4:2: Column B 'Date': This day is more than two years ahead. Check the year."
    ]


def survey_two(first: str, second: str, choices: DateChoices, header: str = "Next visit") -> Survey:
    """A table with two columns of dates, for a brand that reads the month first."""
    table = parse_table("week.csv", f'First name,Date,"{header}"\nMira,{first},{second}\n'.encode())
    return survey_table(table, find_columns(table), True, choices)


def test_one_column_s_proof_is_a_question_for_the_other() -> None:
    """The same program wrote both: it is asked, until it is said for each."""
    messages = [
        str(each) for each in survey_two("14/11/2026", "04/12/2026", DateChoices()).problems
    ]
    assert messages == [
        "week.csv:1:2: The date in row 2 of the column B 'Date' can only be read day first, but "
        "dates are read month first, as the language and the paper of brand.yaml say. If the "
        'whole column is day first, add --dates day-first (for this column only: --dates "Date='
        'day-first"); if not, correct that date.',
        "week.csv:1:3: The column B 'Date' is day first, but no date of the column C 'Next visit' "
        "shows its order. If it is day first too, add --dates day-first (for this column only: "
        '--dates "Next visit=day-first"); if it is month first, add --dates '
        '"Next visit=month-first".',
    ]
    both = survey_two("14/11/2026", "04/12/2026", parse_date_choices(["day-first"]))
    assert (both.problems, both.dates.orders) == ((), {"date": False, "next_visit": False})
    each = parse_date_choices(["date=day-first", "Next visit=month-first"])
    found = survey_two("14/11/2026", "04/12/2026", each)
    assert (found.problems, found.dates.orders) == ((), {"date": False, "next_visit": True})
    assert not survey_two("11/14/2026", "04/12/2026", DateChoices()).problems


@given(some.lists(A_YEAR, min_size=1, max_size=4), some.lists(A_YEAR, min_size=1, max_size=4))
def test_no_column_is_read_against_another_s_proof(first: list[date], second: list[date]) -> None:
    """Whatever the days of a day-first table: none is exchanged where one cell proves it."""
    cells = [[day.strftime("%d/%m/%Y") for day in days] for days in (first, second)]
    length = max(map(len, cells))
    lines = (
        ",".join(column[at] if at < len(column) else "" for column in cells) for at in range(length)
    )
    text = "First name,Date,Next visit\n" + "".join(f"Mira,{line}\n" for line in lines)
    table = parse_table("week.csv", text.encode())
    found = survey_table(table, find_columns(table), True)
    if any(day.day > 12 for day in (*first, *second)):
        unclear = {
            at
            for at, days in enumerate((first, second), 1)
            if any(day.day > 12 or day.day != day.month for day in days)
        }
        assert found.dates.refused == unclear


def test_a_header_s_form_is_stronger_than_the_choice_for_all() -> None:
    """It is told; the choice for the column is stronger still."""
    header = "Next visit (mm/dd/yyyy)"
    found = survey_two("14/11/2026", "04/12/2026", parse_date_choices(["day-first"]), header)
    assert (found.problems, found.dates.orders) == ((), {"date": False, "next_visit": True})
    assert found.dates.remarks == (
        "Dates in the column C 'Next visit (mm/dd/yyyy)' are read month first, as its header says. "
        'If that is wrong: --dates "Next visit (mm/dd/yyyy)=day-first"',
    )
    alone = parse_date_choices(["day-first", "Next visit (mm/dd/yyyy)=day-first"])
    found = survey_two("14/11/2026", "04/12/2026", alone, header)
    assert (found.problems, found.dates.orders) == ((), {"date": False, "next_visit": False})
    (problem,) = survey_two("11/14/2026", "14/12/2026", DateChoices(), header).problems
    assert "but dates are read month first, as the header says." in problem.message
    assert '--dates "Next visit (mm/dd/yyyy)=day-first"' in problem.hint


def test_a_choice_for_no_column() -> None:
    """A misspelled header is not passed over."""
    (problem,) = survey_two("11/14/2026", "", parse_date_choices(["Next=day-first"])).problems
    assert problem.message == "--dates: 'Next' is not a column of dates."


@pytest.mark.parametrize(
    "texts",
    [["days-first"], ["=day-first"], ["Date="], ["Date"], ["day-first", "month-first"], [""]],
)
def test_choices_that_are_none(texts: list[str]) -> None:
    """They are refused."""
    with pytest.raises(ValueError, match=r"Write day-first|Two orders"):
        parse_date_choices(texts)
