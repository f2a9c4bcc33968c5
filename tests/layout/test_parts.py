"""A handout with every kind of part: what is seen of it, what is heard, and that it is valid."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import handouts
from handouts.compose.compose import compose_story
from handouts.document.handout import Spec
from handouts.layout.formats import FORMATS
from tests.expected import expected_elements
from tests.pages import without_spaces
from tests.structure import read_blocks
from tests.verapdf import FLAVOURS, Flavour, find_failures

HANDOUT = Path(__file__).with_name("every-part.en.yaml")


@cache
def load_every_part() -> Spec:
    """The handout with every kind of part."""
    return handouts.load(HANDOUT)


@cache
def draw_pdf(format: handouts.Format, ink: handouts.Ink = "colour") -> bytes:
    """The handout in a format."""
    return handouts.render(load_every_part(), format=format, ink=ink)


@pytest.mark.parametrize("format", ["sheet", "screen"])
def test_speech_is_word_for_word(format: handouts.Format) -> None:
    """Each part is heard in its role and order, nothing is missing, and nothing is heard twice."""
    expected = [
        (role, without_spaces(words))
        for role, words in expected_elements(compose_story(load_every_part()))
    ]
    assert read_blocks(draw_pdf(format)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("ink", ["colour", "mono"])
@pytest.mark.parametrize("format", [name for name in FORMATS if name != "trifold"])
def test_every_format_is_valid(
    format: handouts.Format, ink: handouts.Ink, flavour: Flavour
) -> None:
    """PDF/UA-1 and PDF/A-2a, whatever part is in it."""
    assert find_failures(draw_pdf(format, ink), flavour) == []
