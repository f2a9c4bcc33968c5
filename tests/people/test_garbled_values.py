"""Values that other software damaged: mojibake, and words for a missing value."""

from __future__ import annotations

import pytest

from tests.people.cells import read_cells, read_messages

EXPORT = "Type it again, or export the table again as CSV (UTF-8) or XLSX."


def test_a_letter_that_is_lost() -> None:
    """The sign in its place is not a letter of any name."""
    for texts in ({"first_name": "J\ufffdrgen"}, {"notes": "lift \ufffd 2 kg"}):
        assert read_messages(**texts) == [
            f"people.csv:7:3: A letter was lost (it was replaced with U+FFFD). {EXPORT}"
        ]


@pytest.mark.parametrize("name", ["£ukasz", "Józef Wêgrzyn³", "¯ó³æ"])
def test_signs_among_letters_of_a_name(name: str) -> None:
    """As where Windows-1250 (Polish, Czech) was read as Windows-1252."""
    assert read_messages(last_name=name) == [
        "people.csv:7:3: A symbol is among letters: the text was read in the wrong encoding. "
        + EXPORT
    ]


@pytest.mark.parametrize("text", ["Zoë, don’t", "“so” – it", "£5 a week", "10 m²", "½ hour", "Ã"])
def test_what_people_write_is_kept(text: str) -> None:
    """Accents, quotes, signs of money, of area and of fractions."""
    assert read_cells(notes=text).notes == text


@pytest.mark.parametrize("field", ["first_name", "therapist", "date", "areas", "advice", "notes"])
@pytest.mark.parametrize("text", ["N/A", "n/a", "NULL", "null", "None", "none", "NaN", "-", "–"])
def test_what_software_writes_for_nothing_is_left_out(field: str, text: str) -> None:
    """No leaflet says "For N/A"."""
    assert read_cells(**{field: text}) == read_cells()


@pytest.mark.parametrize("name", ["Null", "Nan", "Na", "An None", "Nil", "N. A."])
def test_names_of_people_are_theirs(name: str) -> None:
    """Also where software might have written something like it."""
    assert read_cells(last_name=name).last_name == name
