"""Bad rows: a file that says why, to be corrected and read again."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as some

from handouts.sources.findings import Finding, Place
from handouts.tables.bad_rows import export_bad_rows
from handouts.tables.column_finder import find_columns
from handouts.tables.table import Table, parse_table
from tests.tables.tables import read_table

WEEK = (
    'Patient;Treatment date;Notes for patient;MRN\r\n"Lee, Sam";2026-12-01;;1\r\n'
    '"Day, Ada";Quill;"=1+1; ""x""\r\n y";007\r\nBo;2026-12-01;a;2;more\r\n'
)


def find_bad_rows(table: Table) -> dict[int, tuple[Finding, ...]]:
    """The problems of a table by row."""
    return {row.row: row.problems for row in read_table(table) if row.problems}


def test_mended() -> None:
    """Bad rows are written as they are, corrected there, and read again without a word."""
    table = parse_table("week.csv", WEEK.encode())
    data = export_bad_rows(table, find_bad_rows(table))
    assert data.startswith(b"\xef\xbb\xbf")
    again = parse_table("bad.csv", data)
    assert again.headers == (*table.headers, "What to fix")
    assert [row.cells[:4] for row in again.rows] == [
        ("Day, Ada", "Quill", '=1+1; "x"\r\n y', "007"),
        ("Bo", "2026-12-01", "a", "2"),
    ]
    assert list(find_bad_rows(again)) == [2, 3]
    columns = find_columns(again)
    assert (columns.hints, columns.ignored) == ((), ("D 'MRN'",))
    mended = data.replace(b"Quill", b"2026-12-02").replace(b';"more"', b"")
    rows = read_table(parse_table("bad.csv", mended))
    assert [row.person.name for row in rows] == ["Ada Day", "Bo"]
    assert not any(row.problems for row in rows)


def test_says_why() -> None:
    """The last column shows the problems and the row's number; it repeats no cell."""
    table = parse_table("week.csv", WEEK.encode())
    (problem,) = find_bad_rows(table)[3]
    ada = next(parse_table("bad.csv", export_bad_rows(table, find_bad_rows(table))).rows)
    assert ada.cells[4] == f"Row 3: {problem.message} {problem.hint}"
    assert "Quill" not in ada.cells[4]


def test_origin() -> None:
    """A bad row knows which row it was at first, however often it goes round."""
    table = parse_table("week.csv", WEEK.encode())
    for _ in range(3):
        table = parse_table("bad.csv", export_bad_rows(table, find_bad_rows(table)))
        assert [(row.row, row.original_row) for row in read_table(table)] == [(2, 3), (3, 4)]
        assert table.headers.count("What to fix") == 1


def test_origin_of_others() -> None:
    """A row of another table, or with an empty last column, keeps its row number."""
    rows = read_table('First name,What to fix\nSam,Row x: 3\nAda,\nBo,"Row 12: x"\n')
    assert [row.original_row for row in rows] == [2, 3, 12]


_LETTERS = some.characters(codec="utf-8", exclude_characters="\0")
_TEXT = some.text(some.one_of(some.sampled_from(list(";,\t|\"'\r\n =#")), _LETTERS), max_size=15)


@settings(deadline=None)
@example([['="x"', '="=""x"""', "007", '="']], ",")
@given(
    some.lists(some.lists(_TEXT, min_size=4, max_size=7), min_size=1, max_size=5),
    some.sampled_from(",;\t|"),
)
def test_any_bad_row(cells: list[list[str]], mark: str) -> None:
    """Any row that is written as bad reads back exactly as it was read first."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerows(
        [["First name", "Date", "Notes for patient", "x"], ["Sam", "", "", ""], *cells]
    )
    table = parse_table("week.csv", file.getvalue().encode())
    rows = list(table.rows)
    data = export_bad_rows(
        table, {row.number: [Finding("bad-row", Place("x"), "Wrong.")] for row in rows}
    )
    again = parse_table("bad.csv", data)
    assert [row.cells[:4] + row.cells[5:] for row in again.rows] == [row.cells for row in rows]


def test_zeros_in_front_survive_a_spreadsheet() -> None:
    """A password such as 00123 would become 123 when the file is saved there."""
    table = parse_table("week.csv", b'First name,PIN,x\nSam,00123,"=""0"""\n')
    assert [row.cells for row in table.rows] == [("Sam", "00123", "0")]
    data = export_bad_rows(table, {2: [Finding("bad-row", Place("x"), "Wrong.")]})
    assert b'"Sam","=""00123""","0","Row 2: Wrong."' in data
    assert [row.cells[:3] for row in parse_table("bad.csv", data).rows] == [("Sam", "00123", "0")]


@settings(deadline=None, max_examples=60)
@example("2026-02-30", "zz", "\x00")
@given(_TEXT, _TEXT, _TEXT)
def test_any_row(one: str, two: str, three: str) -> None:
    """Any cells give a person or problems of that row, and no problem repeats a cell.

    The file says that it is UTF-8: of rare letters alone it would be asked.
    """
    secret = "Zebedee"
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    headers = ["Patient", "Date", "Areas", "Advice", "Follow-up", "Language", "Format", "Paper"]
    writer.writerow(headers)
    cells = [one, two, three, one, two, three, one, two]
    writer.writerow([secret + cell.replace("\0", "") for cell in cells])
    (row,) = read_table(parse_table("week.csv", file.getvalue().encode("utf-8-sig")))
    assert row.problems
    assert {problem.place.line for problem in row.problems} == {2}
    assert secret not in "".join(map(str, row.problems))
