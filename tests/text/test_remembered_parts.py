"""Words that are remembered: the same wherever they stand, and no part of their neighbours."""

from __future__ import annotations

import pytest

from handouts.document.text import Run
from handouts.text.setting import typeset_text
from handouts.text.shaped_paragraph import shape_paragraph
from handouts.text.shaped_parts import Face
from handouts.text.style import TextStyle

FACE = Face("source-sans-3", strong=False, language="en", raised=0.65)
BODY = TextStyle(12, 16)


def test_a_word_is_shaped_once_for_all_texts() -> None:
    """A word that another text has, too, is the same object, not only equal."""
    first, second = (
        shape_paragraph((Run(words),), FACE) for words in ("rest the knee", "bend the elbow")
    )
    assert first.parts[1] is second.parts[1]
    assert [part.length for part in second.parts] == [5, 4, 5]


def test_a_word_in_another_look_is_another() -> None:
    """A bold word, and one of a link, is not that of plain text."""
    words = [
        Run("the "),
        Run("the ", strong=True),
        Run("the ", link="https://example.org"),
    ]
    parts = shape_paragraph((*words, Run("end")), FACE).parts
    assert len({id(part) for part in parts[:3]}) == 3


@pytest.mark.parametrize("words", ["day by day by day", "a a a a", "on and on and on and on"])
def test_a_word_that_is_repeated_keeps_its_spaces(words: str) -> None:
    """Only the last word of a line is without its space, not an equal one before it."""
    (line,) = typeset_text((Run(words),), BODY, 400).lines
    assert line.text == words
    assert "".join(stretch.glyphs.text for stretch in line.row.stretches) == words


def test_words_of_two_runs_are_not_joined() -> None:
    """Where a line does not end at a break, only letters of one run are shaped together."""
    together = typeset_text((Run("self-fif"),), BODY, 400).lines[0]
    apart = typeset_text((Run("self-"), Run("fif")), BODY, 400).lines[0]
    assert [stretch.glyphs.text for stretch in together.row.stretches] == ["self-fif"]
    assert [stretch.glyphs.text for stretch in apart.row.stretches] == ["self-", "fif"]
