"""All pages of the shipped handouts, in every format: as they looked, as they are heard, valid.

The first handout's pages are in `tests/layout/test_golden.py`, larger.
"""

from __future__ import annotations

from functools import cache

import pytest

import handouts
from handouts.compose.compose import compose_story
from handouts.document.papers import Paper
from handouts.layout.fit.adaptation import adapt_story
from handouts.layout.formats import FORMATS
from tests.documents import USUAL_FORMATS
from tests.expected import expected_elements
from tests.layout.goldens import GOLDEN, check_picture, join_pages, stack_pictures
from tests.pages import render_pages, without_spaces
from tests.specs.library import HANDOUTS
from tests.structure import leave_out_notes, read_blocks
from tests.verapdf import FLAVOURS, Flavour, find_failures

NAMES = [path.name.removesuffix(".en.yaml") for path in HANDOUTS]
FURTHER = [name for name in NAMES if name != "dry-needling"]
FORMAT_NAMES = USUAL_FORMATS
PAPERS: tuple[Paper, ...] = ("a4", "letter")
DOTS = 40


@cache
def draw_pdf(name: str, format: handouts.Format, paper: Paper = "letter") -> bytes:
    """A shipped handout in a format."""
    return handouts.render(handouts.load(name), format=format, paper=paper)


def test_the_further_handouts_are_there() -> None:
    """The tests below are not about nothing."""
    assert len(FURTHER) >= 6


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", FURTHER)
def test_all_pages_look_as_they_did(name: str, paper: Paper, regenerate: bool) -> None:
    """Every format below another, pixel for pixel, up to what smoothing differs in.

    A page for a screen does not depend on the paper and is among those on Letter only.
    """
    shown = [format for format in FORMAT_NAMES if (format, paper) != ("screen", "a4")]
    picture = stack_pictures(
        [join_pages(render_pages(draw_pdf(name, format, paper), DOTS)) for format in shown]
    )
    check_picture(picture, GOLDEN / "library" / f"{name}.{paper}.png", regenerate)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMAT_NAMES)
@pytest.mark.parametrize("name", NAMES)
def test_speech_is_word_for_word(name: str, format: handouts.Format) -> None:
    """What PDFium reads by the structure tree is the handout's text, in its order and roles."""
    spec = handouts.load(name)
    story = adapt_story(compose_story(spec), spec.brand, FORMATS[format], "letter")
    expected = expected_elements(story, format)
    heard = leave_out_notes(read_blocks(draw_pdf(name, format)))
    assert heard == [(role, without_spaces(words)) for role, words in expected]


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("format", FORMAT_NAMES)
@pytest.mark.parametrize("name", NAMES)
def test_verapdf_finds_nothing(name: str, format: handouts.Format, flavour: Flavour) -> None:
    """Every shipped handout, in every format, is PDF/UA-1 and PDF/A-2a at once."""
    assert find_failures(draw_pdf(name, format), flavour) == []
