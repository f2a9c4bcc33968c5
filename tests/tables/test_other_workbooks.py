"""Workbooks of other programs: XLS and ODS are read by the same rules as XLSX."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from handouts.tables.table import Table, parse_table
from tests.tables.tables import check_readable, read_error
from tests.workbooks import pack_parts

CASES = Path(__file__).parent / "cases"
NAMES = "".join(
    f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
    for each in ("table", "office", "text", "style", "config", "manifest")
)
CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
KIND = "application/vnd.oasis.opendocument.spreadsheet"
LOCKED = (
    "week.csv: The workbook is locked with a password. "
    "Open it in Excel, remove the password, and save it again."
)
BROKEN = (
    "week.csv: The workbook is broken. "
    "Open it in Excel and save it again as XLSX, or as CSV (UTF-8)."
)


def write_ods(*sheets: str, styles: str = "", active: str = "", **parts: str) -> bytes:
    """An ODS workbook of sheets A, B, C... with this XML; a style is that of the sheet's name."""
    tables = "".join(
        f'<table:table table:name="{chr(65 + at)}" table:style-name="{chr(65 + at)}">{xml}'
        "</table:table>"
        for at, xml in enumerate(sheets)
    )
    content = (
        f"<office:document-content{NAMES}{CALC}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    settings = (
        f"<office:document-settings{NAMES}><config:config-item config:name='ActiveTable'>{active}"
        "</config:config-item></office:document-settings>"
    )
    manifest = f"<manifest:manifest{NAMES}/>"
    made = {"content.xml": content, "settings.xml": settings, "META-INF/manifest.xml": manifest}
    return pack_parts({"mimetype": KIND, **made, **parts})


def ods_row(*texts: str, more: str = "") -> str:
    """The XML of a row of texts."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        if text
        else "<table:table-cell/>"
        for text in texts
    )
    return f"<table:table-row{more}>{cells}</table:table-row>"


def ods_cell(kind: str, attributes: str, shown: str) -> str:
    """The XML of a cell with a value."""
    named = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{named} {attributes}><text:p>{shown}</text:p></table:table-cell>"


def list_cells(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    """The number and the cells of each row."""
    return [(row.number, row.cells) for row in table.rows]


# --- XLS ---------------------------------------------------------------------------------


def test_xls() -> None:
    """Days, times, letters beyond ASCII, zeros in front; nothing hidden; merged cells marked."""
    table = parse_table("week.xls", (CASES / "week.xls").read_bytes())
    assert list_cells(table) == [
        (2, ("Mira", "Castle", "", "2026-11-03", "2026-12-01 14:30", "00123", "left knee")),
        (4, ("Zoë", "Müller", "", "2026-11-03", "2026-12-03 09:00", "00007", "neck")),
        (5, ("Ana", "Holt", "", "2026-11-03", "", "00008", "#MERGED! low back")),
        (6, ("Ida", "Moss", "", "2026-11-03", "", "00009", "#MERGED!")),
    ]
    assert table.sheet is not None
    assert (table.sheet.name, table.sheet.others) == ("Week", ("Prices",))
    assert (table.sheet.hidden_rows, table.sheet.hidden_columns) == ((3,), {2: "Notes"})


def test_xls_with_another_sheet_in_front() -> None:
    """It is asked for, as in XLSX."""
    data = (CASES / "second-in-front.xls").read_bytes()
    assert "The sheet 'This week' is in front, but the first" in read_error(data)
    assert list_cells(parse_table("a", data, "This week")) == [(2, ("This week",))]
    assert "is hidden" in read_error((CASES / "week.xls").read_bytes(), "Old")


def test_xls_that_is_none() -> None:
    """A broken file, a locked one, another old Office file."""
    stub = (CASES / "stub.xls").read_bytes()
    assert read_error(stub) == BROKEN
    assert read_error(stub + "EncryptedPackage".encode("utf-16-le")) == LOCKED
    assert read_error(stub + "WordDocument".encode("utf-16-le")) == (
        "week.csv: This is a word processor document, not a table. "
        "Export the table again as CSV (UTF-8) or XLSX."
    )


XLS = (CASES / "week.xls").read_bytes()


@settings(deadline=None, max_examples=60)
@given(some.integers(0, len(XLS) - 1), some.binary(min_size=1, max_size=8))
def test_any_xls(at: int, put: bytes) -> None:
    """A workbook with some bytes changed is a table, or is reported."""
    check_readable(XLS[:at] + put + XLS[at + len(put) :])


# --- ODS ---------------------------------------------------------------------------------

HEAD = ods_row("First name", "Value")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (ods_cell("string", "", "a <text:span>b</text:span><text:s text:c='2'/>c"), "a b  c"),
        (ods_cell("string", "", "a<text:line-break/>b</text:p><text:p>c"), "a\nb\nc"),
        (ods_cell("string", "", "a<text:note>no</text:note>b"), "ab"),
        (ods_cell("string", "", "a</text:p><office:annotation><text:p>no</text:p>"
                  "</office:annotation><text:p>b"), "a\nb"),
        (ods_cell("float", "office:value='7.50'", "7.5"), "7.5"),
        (ods_cell("float", "office:value='123'", "00123"), "00123"),
        (ods_cell("float", "office:value='1234'", "1,234"), "1234"),
        (ods_cell("date", "office:date-value='2026-12-01'", "01/12/26"), "2026-12-01"),
        (ods_cell("date", "office:date-value='2026-12-01T14:30:00'", "x"), "2026-12-01 14:30"),
        (ods_cell("time", "office:time-value='PT14H30M00S'", "2:30 PM"), "14:30"),
        (ods_cell("boolean", "office:boolean-value='true'", "TRUE"), "TRUE"),
        (ods_cell("string", "table:formula='of:=A1' calcext:value-type='error'", "#N/A"), "#N/A"),
        (ods_cell("float", "table:formula='of:=A1' office:value='0'", "Err:502"), "#N/A"),
        (ods_cell("", "table:formula='of:=A1'", ""), "#NO VALUE!"),
    ],
)  # fmt: skip
def test_ods_cells(cell: str, text: str) -> None:
    """Each kind of cell is written as in any other workbook."""
    row = ods_row("Sam").replace("</table:table-row>", f"{cell}</table:table-row>")
    data = write_ods(HEAD + row)
    assert list_cells(parse_table("a.ods", data)) == [(2, ("Sam", text))]


def test_ods_passwords_are_as_shown() -> None:
    """The file holds what each cell shows."""
    cell = ods_cell("date", "office:date-value='1980-05-03'", "3 May 1980")
    row = ods_row("Sam").replace("</table:table-row>", f"{cell}</table:table-row>")
    table = parse_table("a.ods", write_ods(HEAD + row), shown_header="value")
    assert list_cells(table) == [(2, ("Sam", "3 May 1980"))]


@pytest.mark.parametrize("hidden", ["collapse", "filter"])
def test_ods_hides_rows_and_columns(hidden: str) -> None:
    """By a filter, or by hand; rows and columns may be repeated."""
    column = f'<table:table-column/><table:table-column table:visibility="{hidden}"/>'
    more = f' table:visibility="{hidden}" table:number-rows-repeated="2"'
    group = f"<table:table-row-group>{ods_row('Ida', 'x', more=more)}</table:table-row-group>"
    blank = '<table:table-row table:number-rows-repeated="5"><table:table-cell/></table:table-row>'
    table = parse_table("a", write_ods(column + HEAD + group + blank + ods_row("Bo", "x")))
    assert list_cells(table) == [(9, ("Bo",))]
    assert table.sheet is not None
    assert (table.sheet.hidden_rows, table.sheet.hidden_columns) == ((2, 3), {1: "Value"})


def test_ods_sheets() -> None:
    """A hidden sheet is not read; the sheet in front is asked for."""
    style = (
        '<style:style style:name="A"><style:table-properties table:display="false"/></style:style>'
    )
    one, two = (HEAD + ods_row(name) for name in ("No", "Yes"))
    assert list_cells(parse_table("a", write_ods(one, two, styles=style))) == [(2, ("Yes",))]
    assert "The sheet 'B' is in front" in read_error(write_ods(one, two, active="B"))
    assert "More than one sheet may" in read_error(write_ods(one, two))


def test_ods_merged_cells() -> None:
    """They are marked in each row."""
    merged = (
        '<table:table-row><table:table-cell table:number-rows-spanned="2" '
        'office:value-type="string"><text:p>Sam</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row><table:table-row><table:covered-table-cell/>"
        '<table:table-cell office:value-type="string"><text:p>y</text:p></table:table-cell>'
        "</table:table-row>"
    )
    assert list_cells(parse_table("a", write_ods(HEAD + merged))) == [
        (2, ("#MERGED! Sam", "x")),
        (3, ("#MERGED!", "y")),
    ]


def test_ods_that_cannot_be_read() -> None:
    """Locked in either way, or broken."""
    manifest = f"<manifest:manifest{NAMES}><manifest:encryption-data/></manifest:manifest>"
    assert read_error(write_ods(HEAD, **{"META-INF/manifest.xml": manifest})) == LOCKED
    assert read_error(write_ods(HEAD, **{"encrypted-package": "x"})) == LOCKED
    assert read_error(write_ods(HEAD, **{"content.xml": "<x"})) == BROKEN
    broken = ods_row("Sam", more=' table:number-rows-repeated="-2"')
    assert read_error(write_ods(HEAD + broken)) == BROKEN


@pytest.mark.parametrize(
    "row",
    [
        ods_row("Sam", more=' table:number-rows-repeated="1048000"'),
        ods_row("Sam").replace(
            "<table:table-cell", '<table:table-cell table:number-columns-repeated="1048000"'
        ),
        '<table:table-row table:number-rows-repeated="1048570"/>' + ods_row(*["x"] * 200),
    ],
)  # fmt: skip
def test_ods_repeated_without_end(row: str) -> None:
    """A few bytes must not fill the memory."""
    assert read_error(write_ods(HEAD + row)).startswith("week.csv: ")


@settings(deadline=None)
@given(
    some.lists(
        some.tuples(
            some.lists(some.sampled_from(["a", "b <text:s/>c", "ä", ""]), min_size=1, max_size=4),
            some.integers(1, 3),
        ),
        min_size=2,
        max_size=5,
    )
)
def test_ods_as_others_read_it(rows: list[tuple[list[str], int]]) -> None:
    """Rows and cells stand where another reader finds them."""
    body = "".join(
        ods_row(*cells, more=f' table:number-rows-repeated="{count}"') for cells, count in rows
    )
    data = write_ods(ods_row("First name", "x", "x", "x") + body + ods_row("end"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    expected = [
        (number, [str(cell).strip() for cell in row])
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1)
    ]
    table = parse_table("a", data)
    found = [(row.number, [row.cell(at).strip() for at in range(4)]) for row in table.rows]
    assert found == [(number, row) for number, row in expected[1:] if any(row)]
