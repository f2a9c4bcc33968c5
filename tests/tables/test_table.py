"""Tables as practice software exports them are read, cell for cell; all else is reported."""

from __future__ import annotations

import csv
import io
import pickle
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from handouts.sources.findings import SpecError
from handouts.tables import decode
from handouts.tables.csv_rows import TableRow
from handouts.tables.letters.encodings import find_encoding
from handouts.tables.table import parse_table, read_table
from tests.tables.tables import AGAIN, ENCODINGS, check_readable, read_error, read_rows

# --- files that are not tables ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n1 0 obj", "This is a PDF, not a table."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a table."),
        (b"{\\rtf1\\ansi Sam}", "This is a word processor document (RTF), not a table."),
        (b"\x1f\x8b\x08", "This is a compressed file (gzip), not a table."),
        (b"Sam\0\0\x07Lee", "This is neither CSV nor XLSX."),
        (b"", "The table is empty."),
        (b"\r\n  \r\n,,\r\n", "The table is empty."),
        (b"First,Last\r\n", "The table has no rows below its header."),
    ],
    ids=["pdf", "png", "rtf", "gzip", "binary", "empty", "blank", "header"],
)
def test_no_table(data: bytes, said: str) -> None:
    """A file of another kind is named for what it is, and none of it is shown."""
    assert read_error(data) == f"week.csv: {said} {AGAIN}"


def test_no_excel() -> None:
    """A page of HTML that calls itself .xls is reported, with what to do."""
    hint = "Open it in Excel and save it as XLSX or CSV (UTF-8)."
    page = "week.csv: This is a web page or XML, not a table, whatever its name says."
    assert read_error(b"\xef\xbb\xbf\n<HTML><table>") == f"{page} {hint}"


def test_columns_without_end() -> None:
    """More columns than a spreadsheet has are no table of people."""
    names = ",".join(f"c{number}" for number in range(16_385)).encode()
    assert read_error(b"First name," + names + b"\nSam\n") == (
        f"week.csv:1:1: The table has 16,386 columns; the most is 16,384. {AGAIN}"
    )


def test_locked() -> None:
    """A workbook with a password is reported as that."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    hint = "Open it in Excel, remove the password, and save it again."
    assert read_error(data) == f"week.csv: The workbook is locked with a password. {hint}"


@pytest.mark.parametrize("cut", [3, 4])
def test_large(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more than 64 MB is refused before it is read."""
    monkeypatch.setattr("handouts.tables.table.MAX_TABLE_BYTES", cut)
    assert read_error(b"a,b\n1,2").startswith("week.csv: The table is too large: over 64 MB.")


def test_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not there, or is a folder, is reported in words."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpecError, match=r"^week\.csv: There is no such file\."):
        read_table("week.csv")
    with pytest.raises(SpecError, match="This is a folder"):
        read_table(tmp_path)


# --- CSV ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", list(",;\t|"))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_marks(mark: str, end: str) -> None:
    """Cells separated by any usual mark, with the line ends of any system."""
    data = f'First{mark}Last{end}"Sam{mark}"{mark}Lee{end}'.encode()
    assert read_rows(data) == [TableRow(2, (f"Sam{mark}", "Lee"))]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_sep(codec: str) -> None:
    """Excel's own first line names the mark, and no spreadsheet counts it as a row."""
    table = parse_table("week.csv", "sep=|\r\nFirst;1|Last,2\r\nSam|Lee".encode(codec))
    assert (table.headers, table.header_row) == (("First;1", "Last,2"), 1)
    assert list(table.rows) == [TableRow(2, ("Sam", "Lee"))]


def test_commas_in_texts() -> None:
    """The mark is the one that parts the header, however many others are in the texts."""
    data = b"Vorname;Bemerkung\nSam;a, b, c, d\nAda;a, b, c\nBo;x|y|z\n"
    assert read_rows(data)[0] == TableRow(2, ("Sam", "a, b, c, d"))


def test_header_with_other_mark() -> None:
    """If two marks separate the header, the rows show which one is right."""
    data = b"Name, first;Name, last;Day\nSam;Lee;1\nAda;Day;2\n"
    assert parse_table("week.csv", data).headers == ("Name, first", "Name, last", "Day")


def test_quotes() -> None:
    """Quoted line ends, doubled quotes, quotes inside a text, spaces in front of a quote."""
    data = b'First,Notes\r\n"Sam ""S"" Lee", "a\r\nb,c"\r\nJo,5\'10" tall\r\n'
    assert read_rows(data) == [
        TableRow(2, ('Sam "S" Lee', "a\r\nb,c")),
        TableRow(3, ("Jo", "5'10\" tall")),
    ]


def test_row_numbers() -> None:
    """Rows are numbered as a spreadsheet shows them: blank ones count, lines in quotes do not."""
    data = b'\n\nFirst,Last\n\n"S\na\nm",Lee\n , \n,,\nAda,\n'
    table = parse_table("week.csv", data)
    assert table.header_row == 3
    assert [row.number for row in table.rows] == [5, 8]
    assert table.count == 2


def test_ragged() -> None:
    """A short row has blank cells at its end; a long one keeps its extra cells."""
    short, long = read_rows(b"First,Last,Notes\nSam\nAda,Day,x,y\n")
    assert (short.cell(0), short.cell(2)) == ("Sam", "")
    assert long.cells == ("Ada", "Day", "x", "y")


def test_unclosed() -> None:
    """A quote that is never closed is reported with the row that it opens in."""
    message = read_error(b'First,Last\nSam,Lee\nAda,"Day\nBo,Lee\n')
    assert message == (
        "week.csv:3:1: The quotes that open in this row are never closed. "
        'Put a quote (") at the end of the text, and write a quote inside it twice ("").'
    )


def test_unclosed_far() -> None:
    """The same where half a megabyte follows, with more quotes in it or without."""
    far = b'First,Last\nSam,"Lee\n' + b"Ada,Day\n" * 60_000
    assert read_error(far).startswith(
        "week.csv:2:1: A text that starts in this row is far too long"
    )
    assert "Row" not in (message := read_error(far[:9_000] + b'"Bo" x",Lee\n'))
    assert message.startswith("week.csv:2:1: ")


def test_quote_inside() -> None:
    """A quote that is not doubled is reported: the text after it must not get lost."""
    message = read_error(b'First,Notes\nSam,"say "no" to it"\n')
    assert message == (
        "week.csv:2:1: In this row, a closing quote is in the middle of a text. "
        'Write a quote inside a quoted text twice (""), and close the quotes at its end.'
    )


def test_read_twice(tmp_path: Path) -> None:
    """Rows can be read again, and stay as they were checked if the file changes meanwhile."""
    path = tmp_path / "week.csv"
    path.write_bytes(b"First,Last\nSam,Lee\n")
    table = read_table(path)
    path.write_bytes(b"First,Last\nAda,Day\n")
    assert list(table.rows) == list(table.rows) == [TableRow(2, ("Sam", "Lee"))]


def test_travels() -> None:
    """A table can go to another process, and its repr shows no names."""
    table = parse_table("week.csv", b"First,Last\nSam,Lee\n")
    assert list(pickle.loads(pickle.dumps(table)).rows) == list(table.rows)
    assert repr(table) == "Table('week.csv', 1 rows)"


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table comes by stdin where the path is '-'."""
    stdin = io.TextIOWrapper(io.BytesIO(b"First,Last\nSam,\n"))
    monkeypatch.setattr("sys.stdin", stdin)
    table = read_table("-")
    assert (table.name, list(table.rows)) == ("stdin", [TableRow(2, ("Sam", ""))])


# --- anything -------------------------------------------------------------------------------

_MARKS = some.sampled_from(list(",;\t|\"' \n\r="))
_ANY = some.text(some.one_of(_MARKS, some.characters(exclude_categories=["Cs"])), max_size=12)
# In Windows-1252 some pairs of letters (É’) are the bytes of a letter in UTF-8, and some words
# that no one writes (ZéZ) are those of words in Mac Roman (ZÈZ); what is made of these is not.
_WORDS = some.sampled_from(["a", "0", "Zoé", "Jörg", "Peña", "Weiß"])
_OLD = some.lists(some.one_of(_MARKS, _WORDS), max_size=8).map("".join)
Quoting = Literal[0, 1]
"""Which cells are put in quotes, by the numbers of the module csv."""
HEADERS = ["First name", "Last name", "Notes", "Date"]


def write_csv(cells: list[list[str]], mark: str, end: str, codec: str, quoting: Quoting) -> bytes:
    """A table as a program writes it: both kinds of line ends in a text are put in quotes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=mark, lineterminator="\r\n", quoting=quoting)
    for row in cells:
        writer.writerow(row)
        file.seek(file.tell() - 2)
        file.truncate()
        file.write(end)
    return file.getvalue().encode(codec)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.data(),
    some.sampled_from(",;\t|"),
    some.sampled_from(["\n", "\r\n", "\r"]),
    some.sampled_from(list(ENCODINGS)),
    some.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_any_table(
    data: some.DataObject, mark: str, end: str, codec: str, quoting: Quoting
) -> None:
    """Any table, however it is written, reads back cell for cell.

    Spaces in front of a text without quotes are left out: they never matter.
    """
    texts = _OLD if codec == "cp1252" else _ANY.map(lambda text: text.replace("\0", ""))
    row = some.lists(texts, min_size=4, max_size=4)
    cells = [*data.draw(some.lists(row, max_size=6)), ["Sam", "Lee", "", ""]]
    written = write_csv([HEADERS, *cells], mark, end, codec, quoting)
    is_named = codec == "cp1252" or (codec == "utf-8" and decode._mixes_scripts(written))
    named = find_encoding(codec) if is_named else None  # whatever its letters look like
    table = parse_table("week.csv", written, encoding=named)
    left = str if quoting == csv.QUOTE_ALL else lambda cell: cell.lstrip(" ")
    expected = [[left(cell) for cell in row] for row in cells if "".join(row).strip()]
    assert [[left(cell) for cell in row.cells] for row in table.rows] == expected


@settings(deadline=None)
@example(b"sep=,")
@example(b"\xff\xfe\xff\xfe")
@example(b"\xff\xfe\x00\x00")
@example(b"a,b\n\x00\xd8")
@example("a,b\n\udc80".encode("utf-8", "surrogatepass"))
@given(some.one_of(some.binary(), _ANY.map(lambda text: text.encode("utf-16"))))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a table, or are reported; nothing else ever happens."""
    check_readable(data)


# --- a title above the headers ---------------------------------------------------------------

TITLED = "First name,Last name,Notes\nSam,Lee,\n"


@pytest.mark.parametrize(
    "title",
    [
        "Appointments 23 Nov 2026\n\n",
        "Appointments 23 Nov 2026,,\n,,\n",
        "Appointments\nMonday\n",
        '"Monday, 23 Nov",,\n',
    ],
)
@pytest.mark.parametrize("mark", ",;\t")
def test_a_title(title: str, mark: str) -> None:
    """Lines of a title are passed over where the headers are sure; rows keep their numbers."""
    quoted = '"Monday, 23 Nov"' in title
    text = (title if quoted and mark == "," else title.replace(",", mark)) + TITLED.replace(
        ",", mark
    )
    table = parse_table("week.csv", text.encode())
    assert table.headers == ("First name", "Last name", "Notes")
    number = title.count("\n") + 1
    assert (table.header_row, table.count) == (number, 1)
    assert list(table.rows) == [TableRow(number + 1, ("Sam", "Lee", ""))]
    assert table.above == sum(1 for line in title.splitlines() if line.strip(f"{mark},"))


def test_no_title() -> None:
    """If the lines above may be people, nothing is skipped."""
    message = "week.csv:1:1: Row 2 looks like the headers, but this row is above it. "
    hint = "Delete the rows above the headers, or move people below them."
    assert read_error(b"Ann,Roe,\n" + TITLED.encode()) == message + hint


def test_a_title_above_chosen_headers() -> None:
    """The user's headers are looked for too."""
    data = b"Week 48\n\nCalled,Family\nSam,Lee\n"
    table = parse_table("week.csv", data, headers=("called", "Family"))
    assert table.headers == ("Called", "Family")


def test_names_with_commas_in_one_column() -> None:
    """A single column of full names has no title, and no mark between cells."""
    table = parse_table("week.csv", b"Name\nLee Sam\nRoe Ann\n")
    assert (table.headers, table.count) == (("Name",), 2)
