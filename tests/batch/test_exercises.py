"""Exercises from a table: each row its own, and never another's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.cli.program import program
from tests.exercise_sheet import NAMES, WORDS, write_exercise_sheet
from tests.pages import read_text

OF_WORD = dict(zip(NAMES, WORDS, strict=True))


@pytest.fixture(autouse=True)
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with an exercise sheet; the current folder is the one above it."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(program, ["init", "clinic", "--name", "Our Clinic"]).exit_code == 0
    write_exercise_sheet(tmp_path / "clinic", diary=False)
    return tmp_path / "clinic"


def run_batch(*more: str, handouts: str = "neck") -> Result:
    """The command on a table in the current folder."""
    words = ["batch", handouts, "week.csv", "-o", "out", "--library", "clinic", "-j", "1"]
    return CliRunner().invoke(program, [*words, "--format", "screen", *more])


def read_words(path: Path) -> list[str]:
    """The words of the exercises that a leaflet prints, in its order."""
    text = read_text(path)
    return sorted((word for word in WORDS if word in text), key=text.index)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    choices=st.lists(
        st.permutations(NAMES).flatmap(lambda all: st.integers(0, 4).map(lambda n: all[:n])),
        min_size=1,
        max_size=6,
    )
)
def test_each_row_gets_its_own_in_its_order(choices: list[list[str]]) -> None:
    """Any choice in any order comes back as printed; a row without a choice gets all."""
    with Path("week.csv").open("w", newline="") as file:
        rows = [(f"Ann{chr(97 + place)}", ", ".join(each)) for place, each in enumerate(choices)]
        csv.writer(file).writerows([("First name", "Exercise programme"), *rows])
    result = run_batch("--force")
    assert result.exit_code == 0, result.output
    for row, chosen in enumerate(choices, 2):
        expected = [OF_WORD[name] for name in chosen] or list(WORDS)
        assert read_words(Path("out", f"neck-{row:05}.pdf")) == expected


def test_each_equals_its_own_build() -> None:
    """Byte for byte, as if it had been made alone."""
    Path("week.csv").write_text(
        "First name;Exercises\nAnn;neck turn 2x5, chin tuck\nBob;\nCat;chin tuck hold 9s\n"
    )
    assert run_batch().exit_code == 0
    words = ["build", "neck", "--library", "clinic", "--format", "screen", "-o", "a.pdf"]
    cat = ["--set", "first_name=Cat", "--set", "exercises=chin tuck hold 9s"]
    assert CliRunner().invoke(program, [*words, *cat]).exit_code == 0
    assert Path("a.pdf").read_bytes() == Path("out", "neck-00004.pdf").read_bytes()


def test_what_is_not_clear_is_asked_by_row_and_column() -> None:
    """The good rows can be made without it; no message repeats a cell."""
    Path("week.csv").write_text("First name;Exercises\nAnn;chin tuck\nBob;neck\nCat;secret\n")
    result = run_batch("--skip-bad")
    assert (
        "week.csv:3:2: Column B 'Exercises': Exercise 1 may be Neck side bend or Neck turn. "
        "Write its whole name. If the column is something else: --columns exercises=-."
    ) in result.output
    assert "secret" not in result.output
    assert [path.name for path in Path("out").glob("*.pdf")] == ["neck-00002.pdf"]


def test_a_column_may_be_named_or_left_out() -> None:
    """With --columns."""
    Path("week.csv").write_text("First name;Plan\nAnn;chin tuck\n")
    assert run_batch("--columns", "exercises=Plan").exit_code == 0
    assert read_words(Path("out", "neck-00002.pdf")) == ["zebra"]


def test_of_several_handouts_each_has_some(clinic: Path) -> None:
    """A handout whose exercises were all left out is asked about; one without any is not."""
    other = write_exercise_sheet(clinic, name="back")
    text = other.read_text("utf-8")
    for name in NAMES:
        text = text.replace(name, f"Back {name.lower()}")
    other.write_text(text.replace("NX-1", "BX-1"), "utf-8")
    Path("week.csv").write_text("First name;Exercises\nAnn;chin tuck\n")
    result = run_batch(handouts="neck,back")
    assert result.exit_code == 1
    assert (
        "week.csv:2:2: Column B 'Exercises': None of these exercises is in the handout 'back'. "
        "Add one of its exercises, or leave this handout out for this person."
    ) in result.output
    assert run_batch(handouts="neck,dry-needling").exit_code == 0
