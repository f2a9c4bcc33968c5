"""Garbled letters are told before a patient reads them; what people write is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.sources.mojibake import find_mojibake
from tests.spec.cells import person, said

WORDS = ("Jürgen Müller", "Łukasz Żółć", "Siân", "José Ñandú", "Zoë", "Đặng", "don’t", "“so” – it")


def windows(byte: int) -> str:
    """A byte as programs on Windows read it, which know no byte without a letter."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


@pytest.mark.parametrize("text", WORDS)
def test_utf8_that_was_read_as_another_encoding(text: str) -> None:
    """Each accent or curved quote became two letters or three."""
    data = text.encode("utf-8")
    for twice in (data.decode("latin-1"), "".join(map(windows, data))):
        fault = find_mojibake(twice)
        assert fault
        assert fault.message == "Some letters are wrong: the text was read in the wrong encoding."


def test_a_letter_that_is_lost() -> None:
    """What stands in its place is no letter of anyone's name."""
    for texts in ({"first_name": "J\ufffdrgen"}, {"notes": "lift \ufffd 2 kg"}):
        assert said(**texts) == [
            f"people.csv:7:3: A letter was lost (it was replaced with U+FFFD). {EXPORT}"
        ]


EXPORT = "Type it again, or export the table again as CSV (UTF-8) or XLSX."


@pytest.mark.parametrize("name", ["£ukasz", "Józef Wêgrzyn³", "¯ó³æ"])
def test_signs_among_letters_of_a_name(name: str) -> None:
    """As where Windows-1250 (Polish, Czech) was read as Windows-1252."""
    assert said(last_name=name) == [
        "people.csv:7:3: A symbol is among letters: the text was read in the wrong encoding. "
        + EXPORT
    ]


@pytest.mark.parametrize("text", [*WORDS, "£5 a week", "10 m²", "½ hour", "Ünï Â", "São Tomé", "Ã"])
def test_what_people_write_is_not_garbled(text: str) -> None:
    """Accents, quotes, signs of money, of area and of fractions."""
    assert find_mojibake(text) is None
    assert person(notes=text).notes == text


@given(st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Zs")), max_size=30))
def test_words_read_twice_are_told(text: str) -> None:
    """Whatever letters: if reading them as Latin-1 changed them, it is told."""
    twice = text.encode("utf-8").decode("latin-1")
    assert bool(find_mojibake(twice)) == (twice != text)


@pytest.mark.parametrize("field", ["first_name", "therapist", "date", "areas", "advice", "notes"])
@pytest.mark.parametrize("text", ["N/A", "n/a", "NULL", "null", "None", "none", "NaN", "-", "–"])
def test_what_software_writes_for_nothing_is_not_given(field: str, text: str) -> None:
    """No leaflet says "For N/A"."""
    assert person(**{field: text}) == person()


@pytest.mark.parametrize("name", ["Null", "Nan", "Na", "An None", "Nil", "N. A."])
def test_names_of_people_are_theirs(name: str) -> None:
    """Also where software might have written something like it."""
    assert person(last_name=name).last_name == name
