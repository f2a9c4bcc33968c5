"""Rows that are not people: sums, lines of a report, repeated headers."""

from __future__ import annotations

import pytest

from tests.tables.tables import row_messages

SUM = "This row seems to be a total or a line of the report, not a person."


@pytest.mark.parametrize(
    "row",
    [
        "Total,,,",
        "TOTAL:,,,12",
        ",,,12",
        "Total: 12,,,",
        "12 patients,,,",
        ",Grand total,,1 200",
        "Summe,,,",
        "Printed 23 Nov 2026,,,",
        "Total for Dr. Kim,,,",
        "End of report,,,",
        "Total,,2026-11-23,12",
    ],
)
def test_sums(row: str) -> None:
    """A sum below the people is reported, and gives no leaflet."""
    messages = row_messages(f"First name,Last name,Date,Notes for patient\nSam,Lee,,\n{row}\n")
    hint = "Delete it; if it is a person, fill in more of the row."
    assert messages == [f"week.csv:3:1: {SUM} {hint}"]


@pytest.mark.parametrize(
    "row", ["Ann,Total,,", "Sum,Lee,,", "Sam,,2026-11-23,", "Sam,,,", "Summer,,,"]
)
def test_no_sums(row: str) -> None:
    """A person whose name is such a word, or of whom little is known, stays a person."""
    assert row_messages(f"First name,Last name,Date,Notes for patient\n{row}\n") == []


def test_numbers_for_names() -> None:
    """A number in place of a name is asked about: the column may be the wrong one."""
    hint = "Correct the cell; or, if the column does not hold names, choose another one with"
    for table in ("First name\n1042\n", "First name,Date\n1042,2026-11-23\n"):
        assert row_messages(table) == [
            f"week.csv:2:1: Column A 'First name': This is not a name. {hint} --columns."
        ]


def test_settings_are_not_a_person() -> None:
    """A column that is filled in for all does not make a person of a sum."""
    (messages,) = row_messages("First name,Last name,Language\nTotal,,en\n")
    assert SUM in messages


def test_headers_again() -> None:
    """An export of many pages may repeat its headers: they are not people either."""
    messages = row_messages("First name,Last name,Town\nSam,Lee,\nFirst name,Last name,Town\n")
    assert messages == ["week.csv:3:1: This row repeats the headers. Delete the row."]


def test_a_sum_in_a_column_of_dates_is_not_a_date() -> None:
    """It is a sum all the same."""
    rows = "Date of Service,Client,Clinician\n2026-11-23,Sam Lee,Kim\nTotal,,\n"
    (messages,) = row_messages(rows)
    assert messages.startswith("week.csv:3:1: This row seems to be a total")


@pytest.mark.parametrize(
    "client",
    [
        "Subtotal",
        "Provider total",
        "Park total",
        "Average",
        "Average per visit",
        "Totaal",
        "Totale",
        "Total général",
        "Total general",
        "Razem",
        "Łącznie",
        "Toplam",
    ],
)
def test_totals_of_a_therapist(client: str) -> None:
    """A total in the column of names is one, whatever stands beside it."""
    (message,) = row_messages(f"Practitioner,Client,Areas\nPark,{client},\n")
    assert SUM in message


@pytest.mark.parametrize(
    "client",
    [
        "Admin time",
        "Hold for urgent",
        "Phone calls",
        "Lunch",
        "Blocked",
        "Réunion",
        "Reunião",
        "Pauze",
        "Møte",
        "Mittagspause",
    ],
)
def test_what_a_day_sheet_has_between_people(client: str) -> None:
    """Breaks and blocked times are no people."""
    (message,) = row_messages(f"Client,Time,Areas\n{client},9:00,\n")
    assert "a break, a free slot or a test" in message


@pytest.mark.parametrize("day", ["Monday", "Monday 23 Nov", "Montag", "LUNES", "Środa", "Søndag"])
def test_weekdays_are_headings(day: str) -> None:
    """Alone in a row, a day is the heading of the people below it."""
    (message,) = row_messages(f"Patient\n{day}\nAnn Lee\n")
    assert SUM in message


@pytest.mark.parametrize(
    "row",
    [
        "Sunday Okafor,",
        "Domingo Ruiz,",
        "Domingo,neck",
        "April,",
        "June Monday,neck",
        "Ann Total,neck",
        "Suma Rao,neck",
        "Anna Hold,neck",
        "Razem Ali,neck",
    ],
)
def test_names_that_are_such_words(row: str) -> None:
    """With another name, or with more in the row, they are people."""
    assert row_messages(f"Patient,Areas\n{row}\n") == []
