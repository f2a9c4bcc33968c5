"""Risks in words: how often each came, and the key, what one of its dots stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import Frequency, Risk, Risks, Unit
from handouts.document.handout import Section
from handouts.document.text import Citation
from tests.documents import make_text

BOYCE = Citation(("boyce-2020",))


def compose_key(*risks: tuple[int, Unit | None]) -> str:
    """The key of risks that are each 1 in so many of a unit."""
    items = (Risk(1, out_of, make_text("bled"), BOYCE, unit) for out_of, unit in risks)
    return compose_risks(*items).key.words


def compose_risks(*items: Risk) -> Risks:
    """Risks as they are printed."""
    spec = handouts.load("dry-needling")
    section = Section("risks", "", (Risks(items),))
    story = compose_story(replace(spec, handout=replace(spec.handout, sections=(section,))))
    block = story.sections[0].blocks[0]
    assert isinstance(block, Risks)
    return block


def describe_risk(risk: Risk) -> str:
    """The sentence of a risk, with ordinary spaces."""
    return compose_risks(risk).items[0].sentence.words.replace("\u00a0", " ")


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


@given(st.integers(0, 120), st.integers(1, 120), st.integers(0, 9_900))
def test_a_range_has_both_numbers(least: int, more: int, others: int) -> None:
    """In words; and the key explains half-filled dots wherever some are drawn."""
    most = least + more
    risk = Risk(least, most + others, make_text("bled"), BOYCE, most=most)
    assert describe_risk(risk) == f"{least} to {most} in {most + others:,} bled 1"
    assert risk.certain_and_possible == (least, more)
    key = f"{NEITHER} Half-filled dots show possible harm." if most + others <= 100 else ""
    assert compose_risks(risk).key.words == key


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("very common", "Very common (more than 1 in 10 people): bleeding"),
        ("common", "Common (up to 1 in 10 people): bleeding"),
        ("uncommon", "Uncommon (up to 1 in 100 people): bleeding"),
        ("rare", "Rare (up to 1 in 1,000 people): bleeding"),
        ("very rare", "Very rare (up to 1 in 10,000 people): bleeding"),
    ],
)
def test_a_word_has_its_number(word: Frequency, sentence: str) -> None:
    """As in the European Union's leaflets for medicines; its source is cited, if it has one."""
    risk = Risk(None, None, make_text("bleeding"), how_often=word)
    assert describe_risk(risk) == sentence
    assert describe_risk(replace(risk, source=BOYCE)) == f"{sentence} 1"
    assert compose_risks(risk).key.words == ""


def test_a_risk_without_a_number_is_only_told() -> None:
    """What happened, word for word, with no dots and no key."""
    risk = Risk(None, None, make_text("Nobody knows how often it itches."))
    assert describe_risk(risk) == "Nobody knows how often it itches."
    assert not risk.has_dots
    assert compose_risks(risk).key.words == ""
