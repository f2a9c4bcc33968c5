"""Text read in the wrong encoding is found; normal text is left unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.sources.mojibake import find_mojibake

WORDS = ("Jürgen Müller", "Łukasz Żółć", "Siân", "José Ñandú", "Zoë", "Đặng", "don’t", "“so” – it")


def decode_windows(byte: int) -> str:
    """A byte as programs on Windows read it, which know no byte without a letter."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


@pytest.mark.parametrize("text", WORDS)
def test_utf8_that_was_read_as_another_encoding(text: str) -> None:
    """Each accent or curved quote became two letters or three."""
    data = text.encode("utf-8")
    for twice in (data.decode("latin-1"), "".join(map(decode_windows, data))):
        fault = find_mojibake(twice)
        assert fault
        assert fault.message == "Some letters are wrong: the text was read in the wrong encoding."


@pytest.mark.parametrize("text", [*WORDS, "£5 a week", "10 m²", "½ hour", "Ünï Â", "São Tomé", "Ã"])
def test_what_people_write_is_not_mojibake(text: str) -> None:
    """Accents, quotes, signs of money, of area and of fractions."""
    assert find_mojibake(text) is None


@given(st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Zs")), max_size=30))
def test_words_read_twice_are_found(text: str) -> None:
    """Whatever letters: if reading them as Latin-1 changed them, it is found."""
    twice = text.encode("utf-8").decode("latin-1")
    assert bool(find_mojibake(twice)) == (twice != text)
