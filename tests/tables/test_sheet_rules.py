"""What of a workbook is read: not what is hidden, merged or unknown, and never the wrong sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.sources.findings import SpecError
from handouts.tables.column_finder import find_columns
from handouts.tables.rows import read_people
from handouts.tables.table import Table, parse_table
from tests.tables.tables import FORMATS, read_error, read_rows, spec_for
from tests.workbooks import sheet_xml, write_raw_workbook, write_workbook

CASES = Path(__file__).parent / "cases"


def open_case(name: str, sheet: str = "", shown: str = "") -> Table:
    """The table in a file that a practice may have."""
    return parse_table(name, (CASES / name).read_bytes(), sheet, shown_header=shown)


def list_cells(table: Table) -> list[tuple[str, ...]]:
    """The cells of each row."""
    return [row.cells for row in table.rows]


def list_messages(table: Table, *extra: str) -> list[str]:
    """The messages about the rows of a table."""
    columns = find_columns(table, {"notes": "-"}, extra=extra)
    rows = read_people(table, columns, spec_for, FORMATS)
    return [str(problem) for row in rows for problem in row.problems]


def text_row(number: int, *texts: str, more: str = "") -> str:
    """The XML of a row of texts."""
    cells = "".join(f'<c t="str"><v>{text}</v></c>' if text else "<c/>" for text in texts)
    return f'<row r="{number}"{more}>{cells}</row>'


WEEK = [
    ("Mira", "Castle", "2026-11-03", "left trapezius", "2026-12-01 14:30"),
    ("Tom", "Reed", "2026-11-03", "right knee", "2026-12-02 09:00"),
    ("Ana", "Holt", "2026-11-03", "low back", "2026-12-03 09:00"),
]
CAPITALS = [("Mira", "CASTLE", *WEEK[0][2:]), *WEEK[1:]]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("1904-x15.xlsx", WEEK),
        ("prefixed-xml.xlsx", WEEK),
        ("inline-rich.xlsx", CAPITALS),
        ("strict.xlsx", CAPITALS),
        ("phonetic-shared.xlsx", [("Mira", "Castle", "left knee"), ("Tom", "Reed", "left knee")]),
        ("x000d-shared.xlsx", [("Mira", "Castle", "Rest the arm.\r\nUse ice.")]),
        ("odd-formats.xlsx", [("Mira", "Castle", "2026-11-03", "2026-12-01", "14:30")]),
    ],
)
def test_files_of_many_programs(name: str, rows: list[tuple[str, ...]]) -> None:
    """Days from 1904, prefixes, strict XML, formatted and shared texts, odd formats."""
    assert list_cells(open_case(name)) == rows


# --- hidden ------------------------------------------------------------------------------


def test_hidden_rows_are_left_out() -> None:
    """A filter hides the people who are not meant."""
    table = open_case("filtered-rows.xlsx")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "Mira"), (4, "Ana")]
    assert table.sheet is not None and table.sheet.hidden_rows == (3,)


@pytest.mark.parametrize("hidden", [' hidden="1"', " hidden='true'", ' ht="0" customHeight="1"'])
def test_each_way_to_hide_a_row(hidden: str) -> None:
    """A row of no height is hidden too; one without content does not count."""
    rows = text_row(1, "First name") + text_row(2, "Sam", more=hidden) + text_row(3, "Ada")
    table = parse_table("a", write_raw_workbook(sheet_xml(rows + text_row(4, "", more=hidden))))
    assert list_cells(table) == [("Ada",)]
    assert table.sheet is not None and table.sheet.hidden_rows == (2,)


@pytest.mark.parametrize("hidden", ['hidden="1"', "hidden = 'true'", 'width="0"'])
def test_hidden_columns_are_not_read(hidden: str) -> None:
    """Not as the field that its header names, and not when it is named."""
    rows = text_row(1, "First name", "Notes", "PIN") + text_row(2, "Sam", "not for Sam", "7")
    columns = f'<cols><col min="2" max="3" {hidden}/></cols>'
    table = parse_table("a", write_raw_workbook(sheet_xml(rows, columns)))
    assert list_cells(table) == [("Sam",)]
    assert table.sheet is not None and table.sheet.hidden_columns == {1: "Notes", 2: "PIN"}
    assert find_columns(table).fields == {"first_name": 0}
    for choices, extra in (({"notes": "notes"}, ()), ({}, ("PIN",))):
        with pytest.raises(SpecError, match="is hidden. Hidden columns are not read. Unhide it"):
            find_columns(table, choices, extra=extra)


def test_all_columns_may_be_hidden() -> None:
    """Then there is nothing to read."""
    rows = text_row(1, "First name") + text_row(2, "Sam")
    data = write_raw_workbook(sheet_xml(rows, '<cols><col min="1" max="9999" hidden="1"/></cols>'))
    assert read_error(data) == (
        "week.csv: The table is empty. It has hidden rows or columns, which are not read. "
        "Export the table again as CSV (UTF-8) or XLSX."
    )


def test_a_hidden_status_is_asked_for() -> None:
    """Who cancelled would get a leaflet."""
    rows = text_row(1, "First name", "Status") + text_row(2, "Sam", "Cancelled")
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    assert read_error(write_raw_workbook(sheet_xml(rows, columns))) == (
        "week.csv:1:1: The column B 'Status' is hidden, but it may say who should have no leaflet. "
        "Unhide it, or delete it, and save again."
    )


# --- which sheet -------------------------------------------------------------------------


def test_the_sheet_in_front_is_asked_for() -> None:
    """Last week's people come before this week's."""
    assert str(pytest.raises(SpecError, open_case, "active-second-sheet.xlsx").value) == (
        "active-second-sheet.xlsx: The sheet 'This week' is in front, but the first sheet is "
        "'Last week'. Name the sheet to read with --sheet. The sheets: 'Last week', 'This week'."
    )
    table = open_case("active-second-sheet.xlsx", "This week")
    assert list_cells(table) == WEEK
    assert table.sheet is not None
    assert (table.sheet.name, table.sheet.others) == ("This week", ("Last week",))


def test_a_sheet_of_instructions_is_not_read_as_people() -> None:
    """Its examples would get a leaflet."""
    assert "More than one sheet may list the people." in str(
        pytest.raises(SpecError, open_case, "instructions-first.xlsx").value
    )
    assert list_cells(open_case("instructions-first.xlsx", "People")) == [("Mira", "Castle")]


def test_sheets_that_do_not_list_people_do_not_matter() -> None:
    """A list of prices behind the people raises no question; it is only named."""
    people, prices = {1: ["First name"], 2: ["Sam"]}, {1: ["Item", "Price"], 2: ["Tape", "5"]}
    table = parse_table("a", write_workbook(("People", people), ("Prices", prices)))
    assert table.sheet is not None
    assert (table.sheet.name, table.sheet.others) == ("People", ("Prices",))
    headers = write_workbook(("A", {1: ["Who"], 2: ["Sam"]}), ("B", {1: ["Who"], 2: ["Ada"]}))
    with pytest.raises(SpecError, match="More than one sheet"):
        parse_table("a", headers, headers=["who"])


def test_hidden_sheets_are_not_read() -> None:
    """Not by themselves, and not when they are named."""
    data = write_workbook(("A", {1: ["x"], 2: ["no"]}), ("B", {1: ["x"], 2: ["yes"]}), hidden=["A"])
    assert [row.cells for row in read_rows(data)] == [("yes",)]
    assert read_error(data, "A") == (
        "week.csv: The sheet 'A' is hidden. Hidden sheets are not read. "
        "Unhide it in Excel, and save again."
    )
    alone = write_workbook(("A", {1: ["First name"], 2: ["no"]}), hidden=["A"])
    assert "no sheet that can be seen" in read_error(alone)


# --- cells -------------------------------------------------------------------------------


def test_a_formula_without_a_value_is_reported_where_it_is_read() -> None:
    """Practice software writes formulas that only a spreadsheet can work out."""
    hint = (
        "This cell holds a formula, but the file does not say what it comes to. "
        "Open the workbook in Excel and save it."
    )
    assert list_messages(open_case("formula.xlsx")) == [
        f"formula.xlsx:2:3: Column C 'Patient': {hint}",
        f"formula.xlsx:2:5: Column E 'Next visit': {hint}",
    ]


@pytest.mark.parametrize("header", ["Status", "Cancelled"])
def test_a_status_that_is_not_known_is_reported(header: str) -> None:
    """It could be that the visit was cancelled."""
    row = '<row r="2"><c t="str"><v>Sam</v></c><c><f>A</f></c></row>'
    table = parse_table("a", write_raw_workbook(sheet_xml(text_row(1, "First name", header) + row)))
    (message,) = list_messages(table)
    assert message.startswith(f"a:2:2: Column B '{header}': This cell holds a formula")


def test_a_formula_may_come_to_nothing() -> None:
    """An empty text is a value; and columns that are not read do not matter."""
    row = '<row r="2"><c t="str"><f>B</f><v></v></c><c t="str"><v>Lee</v></c><c><f>A</f></c></row>'
    data = write_raw_workbook(sheet_xml(text_row(1, "First name", "Last name", "Else") + row))
    table = parse_table("a", data)
    assert list_cells(table) == [("", "Lee", "#NO VALUE!")]
    assert list_messages(table) == []


@pytest.mark.parametrize("name", ["error-cell-no-r.xlsx", "error-order.xlsx", "offset-error.xlsx"])
def test_a_formula_that_failed_is_reported(name: str) -> None:
    """However the cell is written."""
    (message,) = list_messages(open_case(name))
    assert "'Next appointment': The spreadsheet shows an error sign here" in message


def test_merged_names_are_reported_in_each_row() -> None:
    """The text may have stood in any of the rows before they were merged."""
    messages = list_messages(open_case("merged-names.xlsx"))
    assert len(messages) == 6
    assert messages[0] == (
        "merged-names.xlsx:2:1: Column A 'First name': This cell is merged with cells of other "
        "rows, so it is unclear whose text it is. Unmerge the cells, and fill in each row."
    )


def test_merged_cells_that_harm_nobody() -> None:
    """A title, headers of two lines, cells beside one another, one person on two lines."""
    rows = (
        text_row(1, "Week 48")
        + text_row(2, "First name", "Last name", "Areas")
        + text_row(4, "Sam", "Lee", "neck")
        + text_row(6, "Ada", "", "neck")
    )
    merges = "".join(
        f'<mergeCell ref="{each}"/>' for each in ("A1:C1", "A2:A3", "A4:A5", "B4:B5", "A6:B6")
    )
    data = write_raw_workbook(sheet_xml(rows, after=f"<mergeCells>{merges}</mergeCells>"))
    table = parse_table("a", data)
    assert table.headers == ("First name", "Last name", "Areas")
    assert list_cells(table) == [("Sam", "Lee", "neck"), ("Ada", "", "neck")]


# --- as shown ----------------------------------------------------------------------------


def test_a_password_is_what_the_sheet_shows() -> None:
    """People type what they see: zeros in front, days as they are formatted."""
    assert [cells[2] for cells in list_cells(open_case("pin.xlsx", shown="PIN"))] == [
        "00123",
        "00045",
    ]
    table = open_case("dob-password.xlsx", shown="dob")
    assert [cells[2] for cells in list_cells(table)] == ["03/05/1980", "13/02/1971"]
    assert [cells[2] for cells in list_cells(open_case("dob-password.xlsx"))] == [
        "1980-05-03",
        "1971-02-13",
    ]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("00000", "123", "00123"),
        ("0", "123", "123"),
        ("General", "123", "123"),
        ("@", "123", "123"),
        ("yyyy-mm-dd", "29344", "1980-05-03"),
        ("d.m.yy", "29344", "3.5.80"),
        (r"dd\.mm\.yyyy;@", "29344", "03.05.1980"),
        ("dd/mm/yyyy", "29344.5", None),
        ("d mmm yyyy", "29344", None),
        ("[$-F800]dddd", "29344", None),
        ("0.00", "123", None),
        ("#,##0", "123", None),
        ("General", "0.5", None),
        ("General", "123456789012", None),
        ("0000-00", "123456", None),
        ("[h]:mm", "1.5", None),
        ("h:mm", "0.5", None),
    ],
)
def test_how_a_number_is_shown(code: str, number: str, shown: str | None) -> None:
    """Where it depends on the computer, or on the column's width, the row is refused."""
    row = f'<row r="2"><c t="str"><v>Sam</v></c><c s="4"><v>{number}</v></c></row>'
    xml = sheet_xml(text_row(1, "First name", "Code") + row)
    table = parse_table("a", write_raw_workbook(xml, formats=[code]), shown_header="Code")
    ((_, cell),) = list_cells(table)
    if shown is None:
        assert cell.startswith("#FORMAT! ")
        assert list_messages(table, "Code") == [
            "a:2:2: Column B 'Code': It is unclear how the spreadsheet shows this password. "
            "Format the cell as text, and type the password again."
        ]
    else:
        assert cell == shown
        assert list_messages(table, "Code") == []
