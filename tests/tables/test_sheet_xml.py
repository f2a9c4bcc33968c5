"""The XML of a sheet: each legal spelling gives the same cells, and nothing fills the memory."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from tests.tables.tables import read_error, read_rows
from tests.workbooks import column_letters, pack_parts, sheet_xml, write_raw_workbook

CASES = Path(__file__).parent / "cases"
BROKEN = (
    "week.csv: The workbook is broken. "
    "Open it in Excel and save it again as XLSX, or as CSV (UTF-8)."
)
LETTERS = some.text(some.characters(min_codepoint=32, max_codepoint=0x2FF), min_size=1, max_size=8)
NUMBERS = some.one_of(
    some.integers(-(10**14), 10**14),
    some.floats(-1e6, 1e6).map(lambda number: float(f"{number:.10g}")),
)
DAYS = some.integers(61, 60_000)
MINUTES = some.integers(61 * 1440, 60_000 * 1440).map(lambda minutes: minutes / 1440)


def cells() -> some.SearchStrategy[tuple[str, str, str]]:
    """A cell as its kind, its style and its content.

    A run of a rich text says that its blanks count, as Excel writes it; without that, readers
    differ.
    """
    return some.one_of(
        LETTERS.map(lambda text: ("inlineStr", "", f"<is><t>{escape(text)}</t></is>")),
        LETTERS.map(
            lambda text: ("inlineStr", "", f"<is><r>{write_run(text)}</r><r><t>b</t></r></is>")
        ),
        LETTERS.map(lambda text: ("str", "", f"<f>A1</f><v>{escape(text)}</v>")),
        some.sampled_from(["0", "1"]).map(lambda at: ("s", "", f"<v>{at}</v>")),
        NUMBERS.map(lambda number: ("n", "", f"<v>{number!r}</v>")),
        NUMBERS.map(lambda number: ("", "", f"<f>1+1</f><v>{number!r}</v>")),
        DAYS.map(lambda day: ("n", "1", f"<v>{day}</v>")),
        MINUTES.map(lambda moment: ("", "2", f"<v>{moment!r}</v>")),
        some.booleans().map(lambda yes: ("b", "", f"<v>{int(yes)}</v>")),
        some.just(("", "3", "")),
    )


def write_run(text: str) -> str:
    """The text of a run, whose blanks count."""
    return f'<t xml:space="preserve">{escape(text)}</t>'


def escape(text: str) -> str:
    """A text as XML, with references for some letters."""
    return "".join(f"&#{ord(char)};" if char in "<&>\x7fé" else char for char in text)


def write_attributes(pairs: dict[str, str], chance: random.Random) -> str:
    """Attributes in any order, with any quotes and blanks."""
    written = []
    for name, value in chance.sample(sorted(pairs.items()), len(pairs)):
        quote, blank = chance.choice("\"'"), chance.choice(["", " ", "\n"])
        written.append(f"{chance.choice([' ', '  ', chr(10)])}{name}{blank}={blank}")
        written.append(f"{quote}{value}{quote}")
    return "".join(written)


def write_sheet(rows: list[list[tuple[str, str, str]]], seed: int) -> str:
    """A sheet in one of the spellings that XML allows."""
    chance = random.Random(seed)
    lines = []
    for number, row in enumerate(rows, 1):
        spelled = []
        for at, (kind, style, content) in enumerate(row):
            place = {"r": f"{column_letters(at)}{number}"} if chance.random() < 0.6 else {}
            named = {"t": kind, "s": style}
            pairs = place | {name: value for name, value in named.items() if value}
            spelled.append(f"<c{write_attributes(pairs, chance)}>{content}</c>")
            spelled.append(chance.choice(["", "\n", "<!-- <c r='Z9'/> -->"]))
        place = {"r": str(number)} if chance.random() < 0.6 else {}
        lines.append(f"<row{write_attributes(place, chance)}>{''.join(spelled)}</row>")
    xml = sheet_xml("".join(lines))
    return xml if chance.random() < 0.5 else prefix_names(xml)


def prefix_names(xml: str) -> str:
    """The same XML, with a prefix in front of each element."""
    xml = xml.replace("xmlns=", "xmlns:x=").replace("</", "\1").replace("<!", "\2")
    return xml.replace("<", "<x:").replace("\1", "</x:").replace("\2", "<!")


def read_by_calamine(data: bytes) -> list[tuple[str, ...]]:
    """What another reader of workbooks finds, written as ours writes it; no empty rows."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(False)
    written = (tuple(map(write_value, row)) for row in rows)
    return [strip_row(row) for row in written if any(map(str.strip, row))]


def strip_row(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row without blanks around its texts, and without empty cells at its end."""
    texts = [text.strip() for text in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def write_value(value: float | str | bool | date | time | timedelta) -> str:
    """A value of Python as the text of a cell."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(float(f"{value:.15g}"))
    if isinstance(value, datetime):
        near = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return f"{near:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")
    return str(value)


@settings(deadline=None, max_examples=150)
@given(
    some.lists(some.lists(cells(), min_size=1, max_size=5), min_size=2, max_size=5),
    some.integers(0, 2**32),
)
def test_each_spelling_gives_the_same_cells(
    rows: list[list[tuple[str, str, str]]], seed: int
) -> None:
    """Quotes, blanks, prefixes, comments, places that are left out: all are the same sheet."""
    rows = [[("inlineStr", "", "<is><t>first_name</t></is>")], *rows]
    data = write_raw_workbook(
        write_sheet(rows, seed), shared="<si><t>Ada</t></si><si><t> Bo </t><rPh><t>x</t></rPh></si>"
    )
    expected = read_by_calamine(data)
    if len(expected) < 2:
        return
    found = [strip_row(row.cells) for row in read_rows(data)]
    assert found == [tuple(text.removesuffix(" 00:00") for text in row) for row in expected[1:]]


def cell_spellings() -> list[str]:
    """A cell at B2 that failed, in each spelling."""
    return [
        '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "<c r='B2' t='e'><v>#N/A</v></c>",
        '<c r = "B2"\nt\t=\t"e"><v>#REF!</v></c>',
        '<c t="e" r="B2"><v>#NEW!</v></c>',
        '<c t="e"><f>VLOOKUP(1,Z:Z,1,0)</f><v>#N/A</v></c>',
        '<c t="&#101;"><v/></c>',
        '<c r="b2" t="e"/>',
    ]


@pytest.mark.parametrize("cell", cell_spellings())
@pytest.mark.parametrize("row", ['<row r="2">', "<row>", "<row r = '2' >"])
def test_an_error_is_found_in_each_spelling(cell: str, row: str) -> None:
    """A formula that failed is never an empty cell."""
    head = '<row><c t="inlineStr"><is><t>first_name</t></is></c><c t="str"><v>areas</v></c></row>'
    name = '<c t="inlineStr"><is><t>Sam</t></is></c>'
    rows = read_rows(write_raw_workbook(sheet_xml(f"{head}{row}{name}{cell}</row>")))
    assert [row.cells for row in rows] == [("Sam", "#N/A")]


PATHS = [
    "Worksheets/Sheet1.XML",
    "/xl/worksheets/sheet1.xml",
    "../xl/./worksheets/sheet1.xml",
    "worksheets\\sheet1.xml",
]


@pytest.mark.parametrize("target", PATHS)
def test_a_sheet_is_found_by_each_spelling_of_its_path(target: str) -> None:
    """Paths in a workbook ignore case, and may begin at its top."""
    xml = sheet_xml('<row><c t="str"><v>First name</v></c></row><row><c t="e"/></row>')
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="x/worksheet" Target="{target}"/></Relationships>'
    )
    data = write_raw_workbook(xml, parts={"xl/_rels/workbook.xml.rels": links})
    assert [row.cells for row in read_rows(data)] == [("#N/A",)]


def test_the_main_part_may_have_any_name() -> None:
    """Some programs number it."""
    with zipfile.ZipFile(io.BytesIO((CASES / "filtered-rows.xlsx").read_bytes())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        parts[name.replace("workbook", "workbook2")] = parts.pop(name)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"/xl/workbook2.xml")
    assert [row.cells[0] for row in read_rows(pack_parts(parts))] == ["Mira", "Ana"]


FAR = "<v>1</v></c></row>"


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576">',
        "<row r='1048576'><c r='XFD1048576'>",
        '<row><c r="XFD1048576">',
        '<row r = "1048576" ><c r = "XFD1048576" >',
        '<row r="1048576"><c r="xfd1048576">',
        '<row\nr="1048576"><c\nr="XFD1048576">',
        '<row r="9999999"><c>',
        '<row r="3"><c r="ZZZ3">',
    ],
)
def test_a_stray_cell_is_reported_in_each_spelling(row: str) -> None:
    """The blank cells before it would fill the memory."""
    head = '<row><c t="str"><v>First name</v></c></row><row><c t="str"><v>Sam</v></c></row>'
    error = read_error(write_raw_workbook(sheet_xml(f"{head}{row}{FAR}")))
    assert error.startswith("week.csv: A sheet extends to row ")
    assert error.endswith(" Delete the cells that are far away from the table.")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>',
        '<row r="3"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A3"><v>1</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>7</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>',
        '<row r="2"><c r="A2"><v>nan</v></c></row>',
        '<row r="2"><c r="A2"><v>1_0</v></c></row>',
        '<row r="2"><c r="A2" s="99"><v>1</v></c></row>',
        '<row r="2"><c r="A2" t="zz"><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="2"><c r="22"><v>1</v></c></row>',
        "<row><row/></row>",
        "<row><c><c/></c></row>",
        "<row " * 200_000,
        "<!DOCTYPE x>",
    ],
)
def test_a_sheet_that_breaks_the_rules_is_reported(rows: str) -> None:
    """It is unclear which cell is whose, so nothing is read."""
    head = '<row r="1"><c t="str"><v>First name</v></c></row>'
    assert read_error(write_raw_workbook(sheet_xml(head + rows))) == BROKEN


@pytest.mark.parametrize("name", ["far-no-row-number.xlsx", "row-redos.xlsx"])
def test_hostile_workbooks_are_reported(name: str) -> None:
    """One has a cell far away in a row without number, one 200,000 unfinished rows."""
    assert read_error((CASES / name).read_bytes()).startswith("week.csv: ")


def test_declared_sizes_are_not_believed() -> None:
    """The directory says 500 bytes; what is unpacked counts."""
    data = bytearray(write_raw_workbook(sheet_xml("<row/>" + " " * 1_000_000)))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        info = packed.getinfo("xl/worksheets/sheet1.xml")
    size = info.file_size.to_bytes(4, "little")
    assert size in data
    assert read_error(bytes(data.replace(size, (500).to_bytes(4, "little")))) == BROKEN


def blanks(count: int) -> str:
    """A sheet with this many million blanks."""
    return sheet_xml("<row/>" + " " * count * 1_000_000)


HUGE: dict[str, Callable[[], bytes]] = {
    "blanks": lambda: write_raw_workbook(blanks(270)),
    "blanks in two parts": lambda: write_raw_workbook(
        sheet_xml('<row><c t="str"><v>Name</v></c></row>'), blanks(140), blanks(140)
    ),
    "elements": lambda: write_raw_workbook(sheet_xml("<x/>" * 8_100_000)),
    "shared text": lambda: write_raw_workbook(
        sheet_xml("<row><c t='s'><v>0</v></c></row>" * 3_000),
        shared=f"<si><t>{'x' * 30_000}</t></si>",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", HUGE)
def test_small_files_do_not_fill_the_memory(kind: str) -> None:
    """What a small file unpacks to, or refers to again and again, has bounds."""
    error = read_error(HUGE[kind]())
    assert error.startswith("week.csv: The ") and "too large" in error


def test_a_tag_without_end_is_reported() -> None:
    """Some XML parsers read an unfinished tag again with each piece."""
    data = write_raw_workbook(sheet_xml(f"<row><c r='{'x' * 30_000_000}'/></row>"))
    assert read_error(data) == BROKEN


def test_a_part_that_stands_twice_is_reported() -> None:
    """It is unclear which of the two a spreadsheet would show."""
    buffer = io.BytesIO(write_raw_workbook(sheet_xml("<row/>")))
    with zipfile.ZipFile(buffer, "a") as packed:
        packed.writestr("xl/Worksheets/sheet1.xml", sheet_xml("<row/>"))
    assert read_error(buffer.getvalue()) == BROKEN


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "Index/Document.iwa",
            "This is an Apple Numbers file, not a table. Open it in Numbers and",
        ),
        ("word/document.xml", "This is a word processor document, not a table. Export the table"),
    ],
)
def test_other_packed_files_are_named(path: str, message: str) -> None:
    """What to do depends on the program that made the file."""
    assert read_error(pack_parts({path: "<x/>"})).startswith(f"week.csv: {message}")
