"""PDF's notation: whatever a text holds, another reader reads the same."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.pdf import objects

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT)
def test_strings_are_read_back(text: str) -> None:
    """A text string is the text, with brackets, backslashes and all scripts."""
    assert str(pikepdf.Object.parse(objects.format_string(text).encode())) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_names_are_read_back(text: str) -> None:
    """A name is the text, whatever letters it has."""
    parsed = pikepdf.Object.parse(objects.format_name(text).encode())
    assert str(parsed) == f"/{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (-0.001, "0"), (-0.5, "-0.5"), (100, "100"), (12.345, "12.35"), (1e-9, "0")],
)
def test_numbers_are_short(value: float, shown: str) -> None:
    """Two decimals at most, and no needless noughts."""
    assert objects.format_number(value) == shown


def test_what_metadata_cannot_hold() -> None:
    """Control characters and lone surrogates go; breaks become spaces."""
    assert objects.clean_text(" a\0b\x1b\n\nc\ud800\ufffe\U0001f600 ") == "ab c\U0001f600"
