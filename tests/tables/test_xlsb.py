"""XLSB, Excel's binary workbooks: read by the same rules as XLSX."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from handouts.tables.table import Table, parse_table
from handouts.tables.workbooks.xlsb_sheet import decode_rk
from tests.tables.tables import check_readable, read_error
from tests.workbooks import pack_parts

CASES = Path(__file__).parent / "cases"
BROKEN = (
    "week.csv: The workbook is broken. "
    "Open it in Excel and save it again as XLSX, or as CSV (UTF-8)."
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Cells = Sequence[bytes | None]


def record(kind: int, data: bytes = b"") -> bytes:
    """A record: kind and size in seven bits a byte."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, rest = b"", len(data)
    while rest >= 128:
        size, rest = size + bytes([rest & 127 | 128]), rest >> 7
    return head + size + bytes([rest]) + data


def wide(text: str) -> bytes:
    """A text."""
    coded = text.encode("utf-16-le")
    return struct.pack("<I", len(coded) // 2) + coded


def cell(kind: int, value: bytes, style: int = 0) -> bytes:
    """A cell without its column."""
    return bytes([kind]) + struct.pack("<I", style) + value


def text(value: str) -> bytes:
    """A cell of text."""
    return cell(6, wide(value))


def number(value: float, style: int = 0) -> bytes:
    """A cell of a number."""
    return cell(5, struct.pack("<d", value), style)


def row(at: int, cells: Cells, flags: int = 0) -> bytes:
    """A row, its number from 0; a cell that is None is left out."""
    head = struct.pack("<IIHHBI", at, 0, 300, flags, 0, 0)
    placed = (
        record(each[0], struct.pack("<I", column) + each[1:])
        for column, each in enumerate(cells)
        if each is not None
    )
    return record(0, head) + b"".join(placed)


def sheet(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """A sheet."""
    size = record(148, struct.pack("<IIII", 0, 100, 0, 20))
    return record(129) + size + before + record(145) + rows + record(146) + after + record(130)


def write_xlsb(
    *sheets: bytes, texts: Sequence[str] = (), hidden: str = "", active: int = 0, flags: int = 0
) -> bytes:
    """A workbook of sheets A, B, C...; style 1 of a cell is a day, 2 a day and time, 3 00000."""
    names = [chr(65 + at) for at in range(len(sheets))]
    listed = b"".join(
        record(156, struct.pack("<II", name in hidden, at + 1) + wide(f"r{at}") + wide(name))
        for at, name in enumerate(names)
    )
    view = record(158, struct.pack("<IIIIIIIB", 0, 0, 0, 0, 600, 0, active, 0))
    book = record(131) + record(153, struct.pack("<II", flags, 0)) + view
    book += record(143) + listed + record(144) + record(157, bytes(26)) + record(132)
    links = "".join(
        f'<Relationship Id="r{at}" Type="{KIND}/worksheet" Target="worksheets/s{at}.bin"/>'
        for at in range(len(sheets))
    )
    styles = (
        record(615, struct.pack("<I", 1))
        + record(44, struct.pack("<H", 164) + wide("00000"))
        + record(616)
        + record(626, struct.pack("<I", 1))
        + record(47, struct.pack("<HHI", 0xFFFF, 14, 0))
        + record(627)
        + record(617, struct.pack("<I", 4))
        + b"".join(record(47, struct.pack("<HHI", 0, each, 0)) for each in (0, 14, 22, 164))
        + record(618)
    )
    shared = b"".join(record(19, b"\0" + wide(each)) for each in texts)
    return pack_parts(
        {
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="r" Type="{KIND}/officeDocument" '
            'Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": '<Relationships xmlns="http://schemas.openxmlformats.org'
            f'/package/2006/relationships">{links}</Relationships>',
            "xl/styles.bin": styles,
            "xl/sharedStrings.bin": record(159, struct.pack("<II", len(texts), len(texts)))
            + shared
            + record(160),
            **{f"xl/worksheets/s{at}.bin": each for at, each in enumerate(sheets)},
        }
    )


def list_cells(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    """The number and the cells of each row."""
    return [(row.number, row.cells) for row in table.rows]


HEAD = row(0, [text("First name"), text("Value")])
CELLS = {
    "shared": (cell(7, struct.pack("<I", 1)), "Zoë"),
    "formula text": (cell(8, wide("Sam") + bytes(12)), "Sam"),
    "number": (number(7.5), "7.5"),
    "formula number": (cell(9, struct.pack("<d", 7) + bytes(12)), "7"),
    "whole": (cell(2, struct.pack("<I", 7 << 2 | 2)), "7"),
    "negative": (cell(2, struct.pack("<i", -7 << 2 | 2)), "-7"),
    "hundredths": (cell(2, struct.pack("<I", 750 << 2 | 3)), "7.5"),
    "day": (number(46357, 1), "2026-12-01"),
    "day and time": (number(46357.604166666664, 2), "2026-12-01 14:30"),
    "zeros": (number(123, 3), "00123"),
    "yes": (cell(4, b"\1"), "TRUE"),
    "error": (cell(3, b"\x2a"), "#N/A"),
    "formula error": (cell(11, b"\x07" + bytes(12)), "#N/A"),
}


@pytest.mark.parametrize("kind", CELLS)
def test_cells(kind: str) -> None:
    """Each kind of cell is written as in any other workbook."""
    data, expected = CELLS[kind]
    book = write_xlsb(sheet(HEAD + row(2, [text("Sam"), data])), texts=["x", "Zoë"])
    assert list_cells(parse_table("a", book)) == [(3, ("Sam", expected))]


def test_days_from_1904() -> None:
    """As old Macs count them."""
    book = write_xlsb(sheet(HEAD + row(1, [text("Sam"), number(44895, 1)])), flags=1)
    assert list_cells(parse_table("a", book)) == [(2, ("Sam", "2026-12-01"))]


def test_hidden_and_merged() -> None:
    """Hidden rows, columns and sheets are not read; merged cells are marked."""
    columns = record(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 1))
    merged = record(176, struct.pack("<IIII", 2, 3, 0, 0))
    rows = (
        HEAD
        + row(1, [text("Ida"), text("x")], 0x1000)
        + row(2, [text("Sam"), text("x"), text("1")])
        + row(3, [None, text("x"), text("2")])
    )
    book = write_xlsb(sheet(rows, columns, merged), sheet(HEAD), hidden="B")
    table = parse_table("a", book)
    assert list_cells(table) == [(3, ("#MERGED! Sam", "", "1")), (4, ("#MERGED!", "", "2"))]
    assert table.sheet is not None
    assert (table.sheet.hidden_rows, table.sheet.hidden_columns) == ((2,), {1: "Value"})
    assert table.sheet.others == ()
    assert "The sheet 'B' is hidden." in read_error(book, "B")


def test_the_sheet_in_front() -> None:
    """It is asked for."""
    people = HEAD + row(1, [text("Sam")])
    assert "The sheet 'B' is in front" in read_error(
        write_xlsb(sheet(people), sheet(people), active=1)
    )


@pytest.mark.parametrize(
    "rows",
    [
        row(0, [text("Sam")]),
        HEAD + row(1, [cell(7, struct.pack("<I", 9))]),
        HEAD + row(1, [cell(6, struct.pack("<I", 1000))]),
        HEAD + row(1, [cell(5, b"\0")]),
        HEAD + row(1, [number(float("nan"))]),
        HEAD + row(1, [number(1, 99)]),
        HEAD + record(0, b"\1"),
        HEAD + record(13, bytes(12)),
        HEAD + b"\0\xff\xff\xff\x7f",
        record(6, bytes(8) + wide("x")),
    ],
)
def test_what_breaks_the_rules_is_reported(rows: bytes) -> None:
    """It is unclear which cell is whose, so nothing is read."""
    broken = sheet(HEAD + rows) if rows.startswith(b"\0\x11\0\0\0\0") else sheet(rows)
    assert read_error(write_xlsb(broken)) == BROKEN


def test_a_stray_cell_is_reported() -> None:
    """As in XLSX."""
    far = record(0, struct.pack("<IIHHBI", 1_048_575, 0, 300, 0, 0, 0))
    far += record(6, struct.pack("<II", 16_383, 0) + wide("x"))
    assert "extends to row 1,048,576 and column 16,384" in read_error(write_xlsb(sheet(HEAD + far)))


def test_a_stub_is_reported() -> None:
    """A workbook without a sheet."""
    assert read_error((CASES / "stub.xlsb").read_bytes()).startswith("week.csv: The workbook ")


@pytest.mark.parametrize(
    ("number", "value"), [(2, 0), (0x3FF00000, 1), (0x3FF00001, 0.01), (0xFFFFFFFE, -1)]
)
def test_numbers_in_32_bits(number: int, value: float) -> None:
    """A whole number or half of a double, divided by a hundred or not."""
    assert decode_rk(number) == value


VALUES = some.one_of(
    some.just(None),
    some.sampled_from("ab").map(text),
    some.sampled_from([0, 1]).map(lambda at: cell(7, struct.pack("<I", at))),
    some.integers(-1000, 1000).map(lambda value: cell(2, struct.pack("<i", value << 2 | 2))),
    some.integers(-1000, 1000).map(lambda value: number(value + 0.5)),
)


@settings(deadline=None)
@given(some.lists(some.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=5))
def test_cells_as_others_read_them(rows: list[list[bytes | None]]) -> None:
    """Each cell stands where another reader finds it."""
    body = HEAD + b"".join(row(at, cells) for at, cells in enumerate(rows, 1))
    book = write_xlsb(sheet(body + row(50, [text("end")])), texts=["x", "Zoë"])
    other = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    expected = {}
    for at, cells in enumerate(other.to_python(skip_empty_area=False), 1):
        texts = [str(int(x)) if isinstance(x, float) and x == int(x) else str(x) for x in cells]
        if at > 1 and any(texts):
            expected[at] = texts
    found = parse_table("a", book).rows
    width = max(map(len, expected.values()))
    assert {each.number: [each.cell(at) for at in range(width)] for each in found} == expected


BOOK = write_xlsb(sheet(HEAD + row(1, [text("Sam"), number(46357, 1)])), texts=["x"])


@settings(deadline=None, max_examples=60)
@given(some.integers(0, len(BOOK) - 1), some.binary(min_size=1, max_size=8))
def test_any_xlsb(at: int, put: bytes) -> None:
    """A workbook with some bytes changed is a table, or is reported."""
    check_readable(BOOK[:at] + put + BOOK[at + len(put) :])


@settings(deadline=None, max_examples=100)
@given(some.integers(0, 120), some.binary(min_size=1, max_size=4))
def test_any_records(at: int, put: bytes) -> None:
    """The same with bytes of the sheet itself."""
    body = sheet(HEAD + row(1, [text("Sam"), number(46357, 1)]))
    check_readable(write_xlsb(body[:at] + put + body[at + len(put) :]))
