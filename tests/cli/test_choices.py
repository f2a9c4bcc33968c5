"""``handouts areas`` and ``handouts advice``: what can be chosen for one person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import handouts
from handouts.document.body import BODY_PARTS

from .conftest import Call


def test_all_areas_from_head_to_toe(call: Call) -> None:
    """Each with the other words for it."""
    lines = call("areas").stdout.splitlines()
    assert len(lines) == len(BODY_PARTS)
    assert lines[0].startswith("head: skull")
    assert "frontalis" in lines


@pytest.mark.parametrize(
    ("word", "area"),
    [("trap", "upper trapezius"), ("UT", "upper trapezius"), ("left L4", "low back")]
    + [("trapezus", "trapezius"), ("Achiles", "achilles tendon")],
)
def test_areas_like_a_word(call: Call, word: str, area: str) -> None:
    """Part of a name, short for it, a level of the spine, or misspelled; sides are left out."""
    areas = json.loads(call("areas", word, "--json").stdout)
    assert area in [each["area"] for each in areas]
    assert len(areas) < 20


def test_no_area(call: Call) -> None:
    """Nothing like it: exit 1, and the way to all of them."""
    result = call("areas", "xyzzy")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No area is like this word. 'handouts areas' lists them all.\n"


def test_advice_by_its_name(call: Call) -> None:
    """With the text that is printed, in the handout's order."""
    result = call("advice", "dry-needling")
    assert "heat       Use a warm pack in a cloth." in result.stdout.splitlines()
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert names == list(json.loads(call("advice", "dry-needling", "--json").stdout))
    spec = handouts.load("dry-needling")
    assert handouts.person({"advice": ", ".join(names)}, spec).advice == tuple(names)


def test_no_advice(call: Call, folder: Path) -> None:
    """A handout without a personal section."""
    call("init", "clinic", "--name", "Our Clinic")
    call("new", "backs", "--library", "clinic")
    path = folder / "clinic" / "backs.en.yaml"
    assert "personal:" not in path.read_text(encoding="utf-8")
    result = call("advice", "backs", "--library", "clinic")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "This handout has no advice to choose from.\n"
