"""Tables in each encoding that practice software writes; other encodings are reported."""

from __future__ import annotations

import codecs

import pytest

from handouts.tables.csv_rows import TableRow
from handouts.tables.table import parse_table
from tests.tables.tables import AGAIN, ENCODINGS, read_error, read_rows


@pytest.mark.parametrize("codec", ENCODINGS)
def test_encodings(codec: str) -> None:
    """Each encoding that practice software writes is known, with its mark and without."""
    table = parse_table("week.csv", "Vorname;Nachname\r\nZoë;Müller\r\n".encode(codec))
    assert table.headers == ("Vorname", "Nachname")
    assert list(table.rows) == [TableRow(2, ("Zoë", "Müller"))]
    assert table.encoding == ENCODINGS[codec]


def test_utf16_big_mark() -> None:
    """UTF-16 the other way round, with its mark."""
    data = codecs.BOM_UTF16_BE + "First,Last\nZoë,Ōe".encode("utf-16-be")
    assert read_rows(data) == [TableRow(2, ("Zoë", "Ōe"))]


def test_windows_1252() -> None:
    """What only Windows-1252 has is read: the euro, curly quotes, the dash."""
    assert read_rows(b"First,Notes\nSam,\x80 \x93x\x94 \x96\n") == [TableRow(2, ("Sam", "€ “x” –"))]


def test_capitals_before_quotes() -> None:
    """A few bytes of Windows-1252 that could be UTF-8 do not make it so."""
    data = "Café’s, É’s and Zoë’s\nÀ,Ö,Ü".encode("cp1252")
    assert parse_table("week.csv", data).encoding == "Windows-1252"


def test_broken_utf8() -> None:
    """UTF-8 with one broken byte is reported with its row, never read as odd letters."""
    data = "First,Last\nZoë,Müller\nJosé,Núñez\nSam,L".encode() + b"\xe9e\n"
    assert (
        read_error(data) == f"week.csv:4:1: This row has bytes that are not text (UTF-8). {AGAIN}"
    )


def test_no_windows_1252() -> None:
    """A byte that Windows-1252 does not have is reported with its row."""
    data = b'First,Last\n"S\nam",M\xfcller\n\x81,x\n'
    message = f"week.csv:3:1: This row has bytes that are not text (Windows-1252). {AGAIN}"
    assert read_error(data) == message


def test_null_byte() -> None:
    """A null byte in text is reported with its row."""
    data = b"First,Last\n" + b"Sam,Lee\n" * 200 + b"x\0,y\n"
    assert (
        read_error(data) == f"week.csv:202:1: This row has bytes that are not text (UTF-8). {AGAIN}"
    )


def test_cut_utf16() -> None:
    """UTF-16 that was cut in the middle of a letter is reported."""
    message = f"week.csv: The file has bytes that are not text (UTF-16). {AGAIN}"
    assert read_error("First,Last\nSam,Lee".encode("utf-16")[:-1]) == message


@pytest.mark.parametrize("name", ["José", "Müller", "Søren", "Åsa", "François", "JÄGER", "Weiß"])
def test_mac_roman(name: str) -> None:
    """What Excel for Mac saves as plain CSV is read as it was written."""
    table = parse_table("week.csv", f"First,Notes\n{name},“Rest” – don’t run\n".encode("mac_roman"))
    assert list(table.rows) == [TableRow(2, (name, "“Rest” – don’t run"))]
    assert table.encoding == "Mac Roman"


@pytest.mark.parametrize("name", ["Jörg", "Núñez", "Gómez", "García", "Östlund", "Luís"])
def test_mac_accents_that_are_letters_of_windows_too(name: str) -> None:
    """Names that everybody knows tell a Mac's accents from the signs and letters of Windows."""
    table = parse_table("week.csv", f"First,Notes\n{name},\n".encode("mac_roman"))
    assert list(table.rows) == [TableRow(2, (name, ""))]


@pytest.mark.parametrize("name", ["Sirviö", "Göte", "Kåge"])
def test_accents_that_may_be_either(name: str) -> None:
    """A name is never printed wrong: where it cannot be known, the user is asked."""
    message = read_error(f"First,Notes\n{name},\n".encode("mac_roman"))
    assert message.startswith("week.csv: Its letters may be in ")
    assert "Mac Roman (Western Europe, older Macs)" in message
    assert "Windows-1252 (Western Europe)" in message
    assert "CSV (UTF-8)" in message


@pytest.mark.parametrize(
    "text",
    ["José", "Müller", "O’Brien", "Sam’s", "Smith–Jones", "Aleš", "Lebœuf", "Žižek", "épaule"]
    + ["Rest the arm—then ice it.", "l’épaule gauche", "25 µg, 37 °C", "“Rest”…", "Élise"],
)
def test_windows_accents(text: str) -> None:
    """What Windows writes, names and signs, is never taken for the other."""
    table = parse_table("week.csv", f'First,Notes\nSam,"{text}"\n'.encode("cp1252"))
    assert list(table.rows) == [TableRow(2, ("Sam", text))]
