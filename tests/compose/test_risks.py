"""The key of a figure of risks: what one of its dots stands for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import Risk, Risks, Unit
from handouts.document.handout import Section
from handouts.document.text import Citation
from tests.documents import make_text

BOYCE = Citation(("boyce-2020",))


def compose_key(*risks: tuple[int, Unit | None]) -> str:
    """The key of risks that are each 1 in so many of a unit."""
    spec = handouts.load("dry-needling")
    items = tuple(Risk(1, out_of, make_text("bled"), BOYCE, unit) for out_of, unit in risks)
    section = Section("risks", "", (Risks(items),))
    story = compose_story(replace(spec, handout=replace(spec.handout, sections=(section,))))
    block = story.sections[0].blocks[0]
    assert isinstance(block, Risks)
    return block.key.words


NEITHER = "Full dots show harm. Rings show no harm."


@pytest.mark.parametrize(
    ("risks", "key"),
    [
        ([(100, "treatments")], "Each dot is a treatment. Full dots show harm."),
        ([(100, "people"), (20, "people")], "Each dot is a person. Full dots show harm."),
        ([(100, None)], NEITHER),
        ([(100, "people"), (100, "treatments")], NEITHER),
        ([(100, "people"), (100, None)], NEITHER),
    ],
)
def test_the_key_names_what_was_counted(risks: list[tuple[int, Unit | None]], key: str) -> None:
    """People or treatments, where all risks with dots agree; else neither."""
    assert compose_key(*risks) == key


def test_only_dots_have_a_key() -> None:
    """What is too rare to be drawn needs none, and does not change that of the others."""
    assert compose_key((1000, "people")) == ""
    assert compose_key((100, "treatments"), (1000, "people")) == (
        "Each dot is a treatment. Full dots show harm."
    )
