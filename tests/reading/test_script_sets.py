"""Patterns with the letters of all scripts: written otherwise, they match the same texts."""

from __future__ import annotations

import re

import pytest

from handouts.reading.script_sets import ALL_SCRIPTS, compile_pattern, has_form

LETTERS = [*map(chr, range(0x400)), *"\ud7ff\ud800\udfff\ue000\ufffe\uffff\U00010000\U0010ffff"]


@pytest.mark.parametrize(
    "content",
    [
        f"A-Za-z0-9{ALL_SCRIPTS}",
        rf"A-Za-z0-9{ALL_SCRIPTS}\-",
        rf"A-Za-z0-9\[{ALL_SCRIPTS}",
        f"!-~{ALL_SCRIPTS}",
        "A-Za-z_",
    ],
)
def test_a_set_matches_the_same_letters(content: str) -> None:
    """A set that is written by what it lacks is the same set."""
    as_written, pattern = re.compile(f"a[{content}]+z"), compile_pattern(f"a[{content}]+z")
    for letter in LETTERS:
        text = f"a{letter}z"
        assert bool(pattern.fullmatch(text)) == bool(as_written.fullmatch(text)), ascii(letter)
        assert has_form(text, as_written.pattern) == bool(as_written.fullmatch(text)), ascii(letter)
