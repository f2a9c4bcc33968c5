"""Dates: as people and practice software write them, and never guessed."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handouts.document.brand import Brand
from handouts.document.person import Visit
from handouts.people.clocks import drop_winter_offset
from handouts.people.dates import read_visit
from handouts.people.person import Cell, read_person
from handouts.sources.findings import Place, SpecError, ValueFinding
from tests.people.cells import BRAND, FORMATS, HANDOUT, read_cells, read_messages

DAY = date(2026, 12, 1)
HALF_PAST_TWO = time(14, 30)


@pytest.mark.parametrize(
    "text",
    ["2026-12-01", "2026-12-01 14:30", "2026-13-01", "2026-02-30", "1999-12-01", "2026-12-01 25:00"]
    + ["2026-12-01 00:00", "2026-12-01 14:60", "0000-00-00"],
)
def test_a_plain_date_is_read_as_one_with_more_spaces(text: str) -> None:
    """It has a way of its own, since most tables hold no other."""
    assert read_visit(text, None) == read_visit(f" {text.replace(' ', '  ')}", None)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01",
        "2026/12/1",
        "20261201",
        "2026-12-01T00:00:00",
        "2026-12-01 00:00:00.000",
        "12/01/2026",
        "12-1-26",
        "01.12.2026",
        "1. 12. 2026",
        "1 Dec 2026",
        "1-Dec-26",
        "1st of December, 2026",
        "December 1, 2026",
        "Dec. 1st 2026",
        "Tue, Dec 1, 2026",
        "Tuesday the 1st of December 2026",
        "2026-12-01 12:00 AM",
        "01 — Dec — 2026",
        "Dienstag, 1. Dezember 2026",
        "1 de diciembre de 2026",
        "1er décembre 2026",
        "martedì 1 dicembre 2026",
        "1 grudnia 2026",
        "1 Aralık 2026",
        "di 1 dec 2026",
        "tir. 1. des 2026",
    ],
)
def test_a_day(text: str) -> None:
    """Midnight is not the time of a visit, but how software writes a missing time."""
    assert read_visit(text, month_first=True) == Visit(DAY)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01T14:30",
        "2026-12-01 14:30:00",
        "2026-12-01, 2:30 PM",
        "12/01/2026 2:30pm",
        "12/01/2026 02:30:00 P.M.",
        "Tue, 1 Dec 2026 at 14.30",
        "December 1, 2026 @ 14h30",
        "1er décembre 2026 à 14 h 30",
        "1.12.2026 14:30",
        "Dec 1, 2026 2:30\u202fPM",
        "12/01/2026 2:30p",
        "12/01/2026 | 2:30 PM",
        "20261201143000",
        "20261201143000.0000-0500",
        "20261201T143000",
        "202612011430",
        "2026-12-01T14:30:00.000-05:00",
        "2026-12-01 14:30:00 +1100",
        "2026-12-01 14:30 EST",
        "2026-12-01 14:30 (CET)",
        "1. Dezember 2026, 14:30 Uhr",
    ],
)
def test_a_day_and_a_time(text: str) -> None:
    """By either clock."""
    assert read_visit(text, month_first=True) == Visit(DAY, HALF_PAST_TWO)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This date cannot be read."),
        ("tomorrow", "This date cannot be read."),
        ("14:30", "This date cannot be read."),
        ("46357", "This looks like a spreadsheet's internal number for a date."),
        ("46357.604166667", "This looks like a spreadsheet's internal number for a date."),
        ("4635", "This date cannot be read."),
        ("1 Brumaire 2026", "This date cannot be read."),
        ("2026-13-01", "There is no such day in the calendar."),
        ("Feb 30, 2026", "There is no such day in the calendar."),
        ("13/01/2026", "There is no such day in the calendar."),
        ("0001-01-01", "The year is not between 2000 and 2099."),
        ("1 Dec 1926", "The year is not between 2000 and 2099."),
        ("12/01/2206", "The year is not between 2000 and 2099."),
        ("Monday, Dec 1, 2026", "The weekday does not match the date."),
        ("2026-12-01 25:00", "There is no such time of day."),
        ("2026-12-01 13:00 PM", "There is no such time of day."),
        ("2026-12-01 14", "The time is incomplete."),
        ("2026-12-01T14:30:00Z", "The time has a time zone."),
        ("2026-12-01 14:30 GMT", "The time has a time zone."),
        ("26.12.04", "This day is long past."),
        ("12/01/14", "This day is long past."),
        ("12/01/80", "The year 80 may be 1980 or 2080."),
        ("1 Smarch 2026", "This date cannot be read."),
    ],
)
def test_what_is_not_a_date(text: str, message: str) -> None:
    """It is reported, with a way to write it; a month too high does not swap day and month."""
    read = read_visit(text, month_first=True)
    assert isinstance(read, ValueFinding)
    assert read.message == message
    assert read.hint


@pytest.mark.parametrize(
    ("month_first", "day"), [(True, date(2026, 3, 4)), (False, date(2026, 4, 3))]
)
@pytest.mark.parametrize("text", ["3/4/2026", "03-04-2026", "3/4/26"])
def test_numbers_are_read_in_the_given_order(text: str, month_first: bool, day: date) -> None:
    """Month first or day first; with dots the day is first everywhere."""
    assert read_visit(text, month_first) == Visit(day)
    assert read_visit("3.4.2026", month_first) == Visit(date(2026, 4, 3))


def test_numbers_that_mean_one_day_are_no_question() -> None:
    """Where the way is not known, only what can be read two ways is asked about."""
    assert read_visit("5/5/2026", None) == Visit(date(2026, 5, 5))
    assert read_visit("12/31/2026", None) == Visit(date(2026, 12, 31))
    assert read_visit("31/12/2026", None) == Visit(date(2026, 12, 31))
    assert isinstance(read_visit("3/4/2026", None), ValueFinding)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(
        ["%Y-%m-%d", "%d %b %Y", "%A, %d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%m/%d/%Y", "%a %d-%b-%Y"]
    ),
    st.sampled_from([" %H:%M", "T%H:%M:%S", " at %I:%M %p"]),
)
def test_every_day_is_read_back(day: date, at: time | None, days: str, times: str) -> None:
    """In every style, for every day and time."""
    text = day.strftime(days) + (at.strftime(times) if at else "")
    visit = Visit(day, at if at and (at.hour or at.minute) else None)
    assert read_visit(text, month_first=True) == visit


def test_the_next_visit_may_be_on_the_day_of_the_treatment() -> None:
    """Only an earlier day is wrong; it is reported at the next visit, with its header."""
    assert read_cells(date="2026-12-01", next_visit="2026-12-01 14:30").next_visit
    cells = {
        "date": Cell("2026-12-02", Place("p.csv", 2, 1), "Treated"),
        "next_visit": Cell("2026-12-01", Place("p.csv", 2, 2), "Next"),
    }
    with pytest.raises(SpecError) as caught:
        read_person(cells, None, formats=FORMATS)
    (problem,) = caught.value.problems
    assert (problem.place.column, problem.message) == (
        2,
        "'Next': The next visit is before the day of the treatment.",
    )


@pytest.mark.parametrize(
    ("language", "paper", "day"),
    [
        ("en", "letter", date(2026, 12, 1)),
        ("en", "a4", date(2026, 1, 12)),
        ("en-US", "a4", date(2026, 12, 1)),
        ("en-GB", "letter", date(2026, 1, 12)),
        ("es", "letter", date(2026, 12, 1)),
        ("es-419", "letter", date(2026, 1, 12)),
    ],
)
def test_numbers_are_read_the_clinic_s_way(language: str, paper: str, day: date) -> None:
    """By the region of the brand's language, else by its paper; whatever the person reads."""
    brand = Brand(name="Clinic", paper=paper, language=language)  # type: ignore[arg-type]
    for own in ("en", "en-US", "en-GB", "de"):
        handout = replace(HANDOUT, language=own)
        assert read_cells(handout, brand, date="12/01/2026").treated == day


def test_numbers_that_mean_two_days_are_asked_about() -> None:
    """Where nothing says which is the month, nothing is guessed."""
    assert read_messages(None, None, date="12/01/2026") == [
        "people.csv:7:3: It is unclear which number is the month and which the day. "
        "Write it as year-month-day: 2026-12-01."
    ]
    assert read_cells(None, None, date="12/13/2026").treated == date(2026, 12, 13)


@pytest.mark.parametrize(
    "text", ["2026-11-23 14:30:00 -0800", "2026-11-23T14:30-05:00", "11/23/2026 2:30 PM +0100"]
)
def test_the_day_of_a_treatment_needs_no_clock(text: str) -> None:
    """Nor does a visit: a time with its offset is the clinic's local time."""
    assert read_cells(date=text).treated == date(2026, 11, 23)
    assert read_cells(next_visit=text).next_visit == Visit(date(2026, 11, 23), time(14, 30))


@pytest.mark.parametrize("text", ["2026-11-23T14:30Z", "2026-11-23 23:30 +00:00"])
def test_the_world_s_day_may_be_another(text: str) -> None:
    """Half past eleven in London is tomorrow elsewhere."""
    assert "The time has a time zone." in read_messages(date=text)[0]


@pytest.mark.parametrize(
    "text", ["12/1/2026 2:30 PM - 3:00 PM", "2026-12-01 14:30–15:00", "Dec 1, 2026 2:30 pm to 3 pm"]
)
def test_an_appointment_begins_when_it_begins(text: str) -> None:
    """Of a slot the beginning is printed."""
    assert read_cells(next_visit=text).next_visit == Visit(date(2026, 12, 1), time(14, 30))


def test_half_of_a_day_is_not_guessed_from_the_end_of_a_slot() -> None:
    """From 2:30 to 3 in the afternoon is not half past two at night."""
    assert read_messages(next_visit="12/1/2026 2:30 - 3:00 PM") == [
        "people.csv:7:3: The time is incomplete. "
        "Write it as year-month-day and time: 2026-12-01 14:30."
    ]


def test_the_hour_alone_in_french() -> None:
    """14h is a time; 14 is not."""
    for text in ("2026-12-01 14h", "1er décembre 2026 à 14 h"):
        assert read_visit(text, None) == Visit(DAY, time(14))


@pytest.mark.parametrize("language", ["en-GB", "en-IE", "pt-PT"])
def test_london_s_winter_is_utc(language: str) -> None:
    """The offset +00:00 is local in winter; in summer, and with Z, it is asked about."""
    brand = replace(BRAND, language=language)
    visit = Visit(date(2027, 1, 5), time(14, 30))
    for text in ("2027-01-05T14:30:00+00:00", "2027-01-05 14:30 +0000"):
        assert read_cells(HANDOUT, brand, next_visit=text).next_visit == visit
    for text in ("2027-07-05T14:30:00+00:00", "2027-01-05T14:30:00Z"):
        assert "The time has a time zone." in read_messages(HANDOUT, brand, next_visit=text)[0]


@pytest.mark.parametrize(
    ("day", "is_winter"),
    [
        ("2026-03-28", True),
        ("2026-03-29", False),
        ("2026-10-24", False),
        ("2026-10-25", True),
        ("2027-03-27", True),
        ("2027-03-28", False),
        ("2027-10-30", False),
        ("2027-10-31", True),
    ],
)
def test_clocks_change_on_last_sundays(day: str, is_winter: bool) -> None:
    """The last ones of March and October, as in the European Union and London since 1996."""
    text = f"{day}T12:00:00+00:00"
    assert (drop_winter_offset(text) != text) == is_winter


def read_past(**texts: str) -> list[str]:
    """The messages about a person on December 1, 2026."""
    cells = {name: Cell(text, Place("p.csv", 2, 1), "Day") for name, text in texts.items()}
    try:
        read_person(cells, None, formats=FORMATS, brand=BRAND, today=DAY)
    except SpecError as error:
        return [f"{problem.message} {problem.hint}" for problem in error.problems]
    return []


OLD_TREATMENT = "'Day': This day is more than a year ago. Check the year, or leave it empty."


def test_a_next_visit_is_wrong_for_one_reason() -> None:
    """Before the treatment and before today: it is reported once."""
    (message,) = read_past(date="2026-11-03", next_visit="2026-11-02")
    assert "The next visit is before the day of the treatment." in message


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("appointment", "2016-12-20", "'Day': This day is long past. Check the year."),
        ("appointment", "2026-02-01", ""),
        ("date", "26.12.20", OLD_TREATMENT),
        ("date", "2020-12-26", OLD_TREATMENT),
        ("date", "2016-01-30", OLD_TREATMENT),
        ("date", "2026-01-30", ""),
        ("date", "26.11.26", ""),
        (
            "next_visit",
            "2026-11-30",
            "'Day': The next visit is already past. Check the day, or leave it empty.",
        ),
        ("next_visit", "2026-12-01 9:00", ""),
    ],
)
def test_days_that_are_long_past(field: str, text: str, message: str) -> None:
    """A wrong year is likelier than a visit or a treatment more than a year ago."""
    assert read_past(**{field: text}) == ([message] if message else [])
