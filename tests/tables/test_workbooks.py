"""Workbooks: a sheet of an XLSX is a table as good as a CSV."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handouts.sources.findings import SpecError
from handouts.tables.csv_rows import TableRow
from handouts.tables.table import parse_table
from tests.tables.tables import check_readable, read_error, read_rows
from tests.workbooks import Formula, write_workbook

WEEK = write_workbook(
    (
        "Week",
        {
            2: ["First", "Day", "When", "At", "Number", "Half", "Yes", "Came to"],
            4: [
                "Zoë, \n",
                date(2026, 12, 1),
                datetime(2026, 12, 1, 14, 30),
                time(14, 30),
                7,
                7.5,
                True,
                Formula("x"),
            ],
            5: [None, None, None, None, None, None, None, Formula("#N/A")],
        },
    ),
    ("Old", {1: ["Price"], 2: ["Ada"]}),
)


def test_workbook() -> None:
    """Each kind of cell is written as people would type it; rows keep the sheet's numbers."""
    table = parse_table("week.xlsx", WEEK)
    assert (table.header_row, table.headers[0], table.encoding) == (2, "First", "")
    day, when = "2026-12-01", "2026-12-01 14:30"
    first, second = table.rows
    assert first == TableRow(4, ("Zoë, \n", day, when, "14:30", "7", "7.5", "TRUE", "x"))
    assert (second.number, second.cells[7]) == (5, "#N/A")


def test_sheets() -> None:
    """The only sheet that can be seen is read, or the one that is named."""
    assert read_rows(WEEK, "Old") == [TableRow(2, ("Ada",))]
    hidden = write_workbook(
        ("A", {1: ["x"], 2: ["no"]}), ("B", {1: ["x"], 2: ["yes"]}), hidden=["A"]
    )
    assert read_rows(hidden) == [TableRow(2, ("yes",))]
    assert (
        read_error(WEEK, "Wek") == "week.csv: The workbook has no sheet 'Wek'. Did you mean 'Week'?"
    )
    message = "week.csv: The workbook has no sheet 'May'. Its sheets: 'Week', 'Old'."
    assert read_error(WEEK, "May") == message
    assert (
        read_error(b"a,b\n1,2", "Week")
        == "week.csv: A CSV has no sheets. Leave the sheet's name out."
    )


def test_column_in_front() -> None:
    """A sheet whose first columns are blank keeps their places."""
    data = write_workbook(("A", {1: [None, None, "First"], 2: [None, None, "Sam"]}))
    assert read_rows(data) == [TableRow(2, ("", "", "Sam"))]


def test_seconds() -> None:
    """A time that the sheet holds only nearly is the one that was typed."""
    day = datetime(2026, 12, 1)
    moments = [day.replace(hour=hour, minute=minute) for hour in range(24) for minute in range(60)]
    data = write_workbook(("A", {1: ["When"], **{n: [at] for n, at in enumerate(moments, 2)}}))
    expected = [f"{at:%Y-%m-%d %H:%M}" for at in moments]
    expected[0] = "2026-12-01"
    assert [row.cells[0] for row in read_rows(data)] in (
        expected,
        ["2026-12-01 00:00", *expected[1:]],
    )


def test_stray_cell() -> None:
    """A stray cell far out is reported; it must not fill the memory."""
    far: list[str | None] = [*[None] * 9_999, "x"]
    data = write_workbook(("A", {1: ["First"], 2: ["Sam"], 90_000: far}))
    assert read_error(data) == (
        "week.csv: A sheet extends to row 90,000 and column 10,000. "
        "Delete the cells that are far away from the table."
    )


def test_other_office() -> None:
    """A word processor's file, or any other packed one, is reported."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("other/document.xml", "<x/>")
    hint = "Open it in Excel and save it again as XLSX, or as CSV (UTF-8)."
    assert read_error(buffer.getvalue()) == f"week.csv: This is not a table. {hint}"
    assert read_error(WEEK[: len(WEEK) // 2]) == f"week.csv: The workbook is broken. {hint}"


@settings(deadline=None, max_examples=60)
@given(some.integers(0, len(WEEK) - 1), some.binary(min_size=1, max_size=8))
def test_any_workbook(at: int, put: bytes) -> None:
    """A workbook with some bytes changed is a table, or is reported."""
    check_readable(WEEK[:at] + put + WEEK[at + len(put) :])


def test_a_title_in_a_workbook() -> None:
    """So it is in a sheet."""
    data = write_workbook(
        ("A", {1: ["Week 48"], 3: ["First name", "Last name"], 4: ["Sam", "Lee"]})
    )
    table = parse_table("week.xlsx", data)
    assert (table.headers, table.header_row, table.above) == (("First name", "Last name"), 3, 1)


def test_a_sheet_without_people_names_the_others() -> None:
    """Many workbooks have a cover sheet before the people."""
    data = write_workbook(
        ("Cover", {1: ["Our week"]}),
        ("Patients", {1: ["First name"], 2: ["Sam"]}),
        ("Notes", {1: ["x"]}),
        hidden=["Notes"],
    )
    with pytest.raises(SpecError) as error:
        parse_table("week.xlsx", data)
    assert str(error.value) == (
        "week.xlsx: The first sheet does not list people, but another one may. "
        "Name the sheet to read with --sheet. The sheets: 'Cover', 'Patients'."
    )
    assert parse_table("week.xlsx", data, "Patients").headers == ("First name",)
    alone = write_workbook(("Cover", {1: ["Our week"]}))
    with pytest.raises(SpecError, match="Export the table again"):
        parse_table("week.xlsx", alone)
