"""Who gets a leaflet: not who cancelled, did not come or died; and only the chosen rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.sources.findings import SpecError
from handouts.tables import status_words
from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.headers import load_headers, normalize_header
from handouts.tables.rows import read_people
from handouts.tables.selection import RowSelection, parse_only, parse_rows
from handouts.tables.table import parse_table
from tests.tables.tables import FORMATS, spec_for

EVERYONE = RowSelection()


def read_rows(data: str, selection: RowSelection) -> list[CheckedRow]:
    """The rows of a table, of which some are chosen."""
    table = parse_table("week.csv", data.encode())
    columns = find_columns(table)
    return list(read_people(table, columns, spec_for, FORMATS, selection=selection))


def find_left_out(data: str, selection: RowSelection = EVERYONE) -> dict[int, str]:
    """The rows that are left out, with the reason."""
    return {row.row: row.left_out for row in read_rows(data, selection) if row.left_out}


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("Status", "Cancelled", "cancelled"),
        ("Appt Status", "CANCELED BY PATIENT", "cancelled"),
        ("Appointment status", "No-Show", "no-show"),
        ("Attendance", "Did not attend", "no-show"),
        ("Status", "DNA", "no-show"),
        ("Status", "Rescheduled", "rescheduled"),
        ("Patient status", "Deceased", "deceased"),
        ("Status", "Archived", "archived"),
        ("Contact status", "Do not contact", "do-not-contact"),
        ("Cancelled at", "2026-11-02T09:00:00+11:00", "cancelled"),
        ("Cancellation reason", "Feeling better", "cancelled"),
        ("Did not arrive", "true", "no-show"),
        ("Date of death", "2026-01-05", "deceased"),
        ("Do not contact", "Y", "do-not-contact"),
        ("Archived", "1", "archived"),
        ("Active", "FALSE", "archived"),
        ("Terminstatus", "Abgesagt", "cancelled"),
    ],
)
def test_left_out(header: str, cell: str, reason: str) -> None:
    """In the words of practice software, in a column of words or of yes and no."""
    table = f"First name,Last name,{header}\nMira,Castle,{cell}\nTom,Reed,\n"
    assert find_left_out(table) == {2: reason}
    assert find_left_out(table, RowSelection(included=frozenset({reason}))) == {}


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        *(("Status", cell) for cell in ("Arrived", "Completed", "Booked", "Checked in", "N/A", "")),
        *(("Cancelled", cell) for cell in ("No", "false", "0", "-", "")),
        ("Did not arrive", "FALSE"),
        ("Active", "TRUE"),
        ("Deceased", "N"),
        ("State", "Queensland"),
        ("State", "NS"),
        ("State", "New York"),
    ],
)
def test_not_left_out(header: str, cell: str) -> None:
    """Who comes has a leaflet, and so has whose column says no."""
    assert find_left_out(f"First name,Last name,{header}\nMira,Castle,{cell}\n") == {}


def test_status_columns_are_told() -> None:
    """They are among the columns that were read."""
    columns = find_columns(parse_table("week.csv", b"Name,Status,Town\nMira Castle,Booked,x\n"))
    assert columns.fields_summary == "A 'Name' as name, B 'Status' as status"
    assert columns.ignored == ("C 'Town'",)


def test_words_are_clear() -> None:
    """No word means two groups, and no header two things."""
    file = msgspec.json.decode(status_words._FILE.read_bytes())
    groups = [
        *file["words"].values(),
        *(file[key] for key in ("no", "yes", "came", "known", "neutral")),
    ]
    words = [word for group in groups for word in set(map(normalize_header, group))]
    headers = [*_headers_of(file)]
    assert len(words) == len(set(words))
    assert len(headers) == len(set(headers))
    assert not set(headers) & load_headers().fields.keys()


def _headers_of(file: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    by_group = (*file["flag_headers"].values(), *file["yes_headers"].values())
    groups = (*by_group, file["status_headers"], file["headers_by_cells"])
    return (normalize_header(header) for group in groups for header in group)


TABLE = (
    "Patient,Practitioner,Status,Appointment date\n"
    "Mira Castle,Dr. A. Patel,Arrived,2026-12-01\n"
    "Tom Reed,Jo Park,Not arrived yet,2026-12-01\n"
    "Ana Holt,Jo Park,arrived,2026-12-02 14:30\n"
    "Ida Moss,Jo Park,Booked,someday\n"
)


@pytest.mark.parametrize(
    ("selection", "left_out"),
    [
        (RowSelection(only=(("Status", "Arrived"),)), {3, 5}),
        (RowSelection(only=(("status", "ARRIVED"), ("Status", "Booked"))), {3}),
        (RowSelection(only=(("Practitioner", "Patel"),)), {3, 4, 5}),
        (RowSelection(only=(("Practitioner", "Park"), ("Status", "arrived"))), {2, 3, 5}),
        (RowSelection(rows=((3, 4),)), {2, 5}),
        (RowSelection(rows=((4, 0),)), {2, 3}),
        (RowSelection(on=date(2026, 12, 1)), {4}),
        (RowSelection(on=date(2026, 12, 2)), {2, 3}),
    ],
)
def test_chosen(selection: RowSelection, left_out: set[int]) -> None:
    """By a column's value, a therapist's name, row numbers or the day; nothing is half a match."""
    assert find_left_out(TABLE, selection) == dict.fromkeys(sorted(left_out), "not-chosen")


def test_a_day_that_cannot_be_read_is_never_left_out_in_silence() -> None:
    """The row may be for the day that was asked for."""
    row = read_rows(TABLE, RowSelection(on=date(2026, 12, 1)))[3]
    assert [problem.place.line for problem in row.problems] == [5]


def test_errors_in_rows_of_another_day_stop_nothing() -> None:
    """Nobody prints tomorrow's leaflets later because of a slip in next week's; in doubt, ask."""
    rows = (
        "Mira Castle,2026-12-01,Left knee",
        "Tom Reed,2026-12-08,zebra",
        "Ana Holt and Ida Moss,2026-12-08,Left knee",
        "Ben Cole,,zebra",
        "Eva Dunn,someday,zebra",
        "Kit Hale,2026-12-08,Left knee,too much",
        "Lea Marsh,2026-12-01,zebra",
    )
    table = "Patient,Appointment date,Areas treated\n" + "".join(f"{row}\n" for row in rows)
    read = read_rows(table, RowSelection(on=date(2026, 12, 1)))
    assert [row.row for row in read if row.left_out] == [3, 4]
    assert [row.row for row in read if row.problems] == [5, 6, 7, 8]


def test_rows_that_the_table_does_not_have() -> None:
    """A number that no row has is a slip; a range may go on behind the last row."""
    with pytest.raises(SpecError) as error:
        find_left_out(TABLE, RowSelection(rows=((4, 30), (1, 1), (6, 9), (7, 0))))
    hint = "Its rows are 2 to 5; empty and hidden rows are not read."
    assert sorted(map(str, error.value.problems)) == [
        f"--rows: The table has no row 1. {hint}",
        f"--rows: The table has no row 7. {hint}",
        f"--rows: The table has no rows 6 to 9. {hint}",
    ]
    assert find_left_out(TABLE, RowSelection(rows=((4, 30),))).keys() == {2, 3}


def test_what_cannot_be_chosen() -> None:
    """A header that is not there, an unknown group, a day without a column: all at once."""
    wrong = RowSelection(
        only=(("Statu", "x"),), on=date(2026, 12, 1), included=frozenset({"canceled"})
    )
    with pytest.raises(SpecError) as error:
        find_left_out("Name,Status\nMira,Booked\n", wrong)
    assert sorted(map(str, error.value.problems)) == [
        "--include: There is no group 'canceled' of people, and no such status. "
        "Did you mean 'cancelled'?",
        "--on: No column is read as a day, so nobody can be chosen by it. "
        'Say which column it is: --columns appointment="its header".',
        "--only: The header 'Statu' is not in the table. Did you mean 'Status'?",
    ]


@given(some.lists(some.integers(1, 99_999), min_size=1))
def test_rows(numbers: list[int]) -> None:
    """Row numbers and ranges of them."""
    ranges = [(first, first + 3) for first in numbers]
    text = ", ".join(f"{first}-{last}" for first, last in ranges)
    assert parse_rows(text) == tuple(ranges)
    assert parse_rows(",".join(map(str, numbers))) == tuple((each, each) for each in numbers)
    assert parse_rows(f"{numbers[0]}-") == ((numbers[0], 0),)


@pytest.mark.parametrize("text", ["x", "3-x", "0", "5-3", "-", "1,,2", ""])
def test_wrong_rows(text: str) -> None:
    """They are refused with an example."""
    with pytest.raises(ValueError, match=r"\."):
        parse_rows(text)


def test_only() -> None:
    """A header and a value; the value may hold an equals sign."""
    assert parse_only(["Status=Arrived", " A = b=c "]) == (("Status", "Arrived"), ("A", "b=c"))
    with pytest.raises(ValueError, match="Status=Arrived"):
        parse_only(["Status"])
