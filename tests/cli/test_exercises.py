"""Exercises for one person: chosen on the command line, or left to the pen; and their list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exercise_sheet import NAMES, WORDS, write_exercise_sheet
from tests.pages import read_text

from .conftest import Call


@pytest.fixture
def library(call: Call, folder: Path) -> Path:
    """A library with an exercise sheet."""
    assert call("init", "clinic", "--name", "Our Clinic").exit_code == 0
    write_exercise_sheet(folder / "clinic")
    return folder / "clinic"


def test_only_what_is_chosen_is_printed_in_its_order(
    call: Call, folder: Path, library: Path
) -> None:
    """With its own dose over that of the handout; the diary has the same exercises."""
    chosen = "exercises=shoulder squeeze 3x8 left, chin tucks"
    words = ("build", "neck", "--library", library, "--format", "booklet", "-o", "sam.pdf")
    result = call(*words, "--set", "first_name=Sam", "--set", chosen)
    assert result.exit_code == 0, result.output
    text = " ".join(read_text(folder / "sam.pdf").replace("\N{NO-BREAK SPACE}", " ").split())
    assert text.index("1 Shoulder squeeze") < text.index("2 Chin tuck")
    assert "3 sets of 8, hold for 5 seconds, 3 times a day, left side" in text
    assert "2 sets of 10, hold for 5 seconds, 3 times a day" in text
    assert [word for word in WORDS if word in text] == ["zebra", "badger"]
    assert "Neck side bend" not in text
    assert text.count("Shoulder squeeze") == 2


def test_a_person_file_may_list_them(call: Call, folder: Path, library: Path) -> None:
    """As a list, or as a text."""
    (folder / "list.yaml").write_text("exercises:\n  - neck turn 2x5\n  - chin tuck\n")
    (folder / "text.yaml").write_text("exercises: neck turn 2x5, chin tuck\n")
    for name in ("list", "text"):
        words = ("build", "neck", "--library", library, "-o", f"{name}.pdf")
        assert call(*words, "--person", f"{name}.yaml").exit_code == 0
    assert (folder / "list.pdf").read_bytes() == (folder / "text.pdf").read_bytes()


def test_in_doubt_nothing_is_made(call: Call, folder: Path, library: Path) -> None:
    """All that is not clear is asked about at once, without a word of what was written."""
    words = ("build", "neck", "--library", library, "-o", "sam.pdf")
    result = call(*words, "--set", "exercises=neck 2x10, sam's own, chin tuck sadly")
    assert result.exit_code == 1
    assert not (folder / "sam.pdf").exists()
    assert result.stderr == (
        "--set exercises: Exercise 1 may be Neck side bend or Neck turn. Write its whole name.\n"
        "\n"
        f"--set exercises: Exercise 2 is not in this handout. Choose from {', '.join(NAMES)}.\n"
        "\n"
        "--set exercises: The dose of exercise 3 is not understood. Write it like this: chin tuck "
        "2x10 hold 5s twice a day left.\n"
        "\n"
        "3 problems. Nothing was written.\n"
    )


def test_by_hand_each_has_a_box_and_a_line(call: Call, library: Path) -> None:
    """And the handout's own dose; what is chosen leaves nothing to tick."""
    words = ("read", "neck", "--library", library, "--by-hand")
    text = call(*words).stdout
    assert text.count("Your dose") == len(NAMES)
    boxes = len(NAMES) * (1 + 7)  # of the exercises, and of the diary's days
    assert text.count("Form: Box to tick:") == boxes
    chosen = call(*words, "--set", "exercises=chin tuck").stdout
    assert "Your dose" not in chosen
    assert chosen.count("Form: Box to tick:") == 7


def test_a_handout_without_exercises_says_so(call: Call) -> None:
    """So that nobody waits for them."""
    result = call("build", "dry-needling", "--set", "exercises=chin tuck")
    assert result.exit_code == 1
    assert "--set exercises: This handout has no exercises to choose from." in result.stderr


def test_exercises_are_listed_with_their_doses(call: Call, library: Path) -> None:
    """For people and for scripts."""
    result = call("exercises", "neck", "--library", library)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == (
        "Chin tuck         2 sets of 10, hold for 5 seconds, 3 times a day"
    )
    rows = json.loads(call("exercises", "neck", "--library", library, "--json").stdout)
    assert tuple(rows) == NAMES
    empty = call("exercises", "dry-needling")
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert empty.stderr == "This handout has no exercises to choose from.\n"
