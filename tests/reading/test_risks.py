"""Risks in a file: numbers, ranges, words, or only what happened; the schema agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from handouts.document.blocks import Risk, Risks
from handouts.document.text import Citation
from handouts.reading.handout import read_handout
from handouts.reading.schema import build_schema
from handouts.sources.findings import SpecError
from tests.documents import make_text, without_addresses

HEAT = Path(__file__).parent / "good" / "heat.en.yaml"
LINE = "- {count: 1, in: 100, what: had red skin, source: french-2006}"
SOURCE = Citation(("french-2006",))
WHAT = make_text("bled")
KEYS = {"count": "1-3", "in": "50", "of": "people", "how_often": "rare", "source": "french-2006"}
SCHEMA = Draft202012Validator(build_schema("handout"))


def write_risk(folder: Path, risk: str) -> Path:
    """The good handout with another risk."""
    text = HEAT.read_text("utf-8")
    assert LINE in text
    path = folder / "heat.en.yaml"
    path.write_text(text.replace(LINE, f"- {{what: bled, {risk}}}"), "utf-8")
    return path


def read_risk(folder: Path, risk: str) -> Risk:
    """The risk, as it is read."""
    handout = read_handout(write_risk(folder, risk), (HEAT.parent / "pictures",))
    (block,) = without_addresses(handout.sections[3]).blocks
    assert isinstance(block, Risks)
    return block.items[0]


@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(["{}-{}", "{} - {}", "{}–{}"]))
def test_ranges(
    tmp_path_factory: pytest.TempPathFactory, least: int, most: int, pattern: str
) -> None:
    """They go up, and not beyond all there were."""
    count = pattern.format(least, most)
    line = f"count: {count}, in: 400, source: french-2006"
    if least < most <= 400:
        risk = read_risk(tmp_path_factory.mktemp("a"), line)
        assert risk == Risk(least, 400, WHAT, SOURCE, most=most)
        return
    with pytest.raises(SpecError) as raised:
        read_risk(tmp_path_factory.mktemp("a"), line)
    (problem,) = raised.value.problems
    assert problem.rule == "wrong-number"
    assert problem.message == (
        f"{least} to {most} in 400 is not possible."
        if least < most
        else f"The range '{count}' must go up."
    )


@given(st.sets(st.sampled_from(sorted(KEYS))))
def test_what_belongs_together(tmp_path_factory: pytest.TempPathFactory, names: set[str]) -> None:
    """A number has its total and its source; a word needs neither; reader and schema agree."""
    folder = tmp_path_factory.mktemp("a")
    risk = ", ".join(f"{name}: {KEYS[name]}" for name in sorted(names))
    has_number = bool(names & {"count", "in", "of"})
    is_right = (not has_number or {"count", "in", "source"} <= names) and not (
        {"count", "how_often"} <= names
    )
    path = write_risk(folder, risk)
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    for number in ("in",):
        if number in names:
            data["risks"]["risks"][0][number] = int(KEYS[number])
    assert bool(SCHEMA.is_valid(data)) == is_right
    if not is_right:
        with pytest.raises(SpecError):
            read_risk(folder, risk)
        return
    least, most, out_of = (1, 3, 50) if has_number else (None, None, None)
    assert read_risk(folder, risk) == Risk(
        least,
        out_of,
        WHAT,
        SOURCE if "source" in names else None,
        "people" if "of" in names else None,
        most,
        "rare" if "how_often" in names else None,
    )


def test_what_is_misspelt_is_not_also_missing(tmp_path: Path) -> None:
    """One finding for one mistake."""
    with pytest.raises(SpecError) as raised:
        read_risk(tmp_path, "count: 1, in: 100, sorce: french-2006")
    messages = [problem.message for problem in raised.value.problems]
    assert "'sorce' is not part of a risk." in messages
    assert not any("needs 'source'" in message for message in messages)
