"""A list of times without a day: the day is given for all, and the order goes by the time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import read_text

from .conftest import Call
from .tables import list_leaflets, run_batch, write_table

HEAD = "First name,Last name,Time\n"
ROWS = ("Mira,Castle,14:30", "Tom,Reed,9:15", "Ana,Holt,")
DAY = ("--set", "appointment=2026-12-02")


@pytest.fixture(autouse=True)
def times(folder: Path) -> Path:
    """Three people, of whom one has no time."""
    return write_table(folder, *ROWS, head=HEAD)


def test_each_keeps_the_own_time(call: Call, folder: Path) -> None:
    """The day of all people, with the time of the row."""
    assert run_batch(call, *DAY).exit_code == 0
    pages = [read_text(folder / "out" / name) for name in list_leaflets(folder)]
    texts = [" ".join(page.split()) for page in pages]
    assert "Wednesday, December 2, 2026 at 2:30 PM" in texts[0]
    assert "Wednesday, December 2, 2026 at 9:15 AM" in texts[1]
    assert "Wednesday, December 2, 2026" in texts[2]
    assert "2, 2026 at" not in texts[2]


def test_two_times_are_asked_about(call: Call, folder: Path) -> None:
    """A time for all beside the times of the rows: which one counts?"""
    result = run_batch(call, "--set", "appointment=2026-12-02 10:00")
    assert "3:3: Column C 'Time': The day already includes a time." in result.stderr
    assert not (folder / "out").exists()


def test_no_time_is_no_time(call: Call) -> None:
    """What is no time is reported at its cell."""
    write_table(Path(), "Mira,Castle,soon", head=HEAD)
    assert "2:3: Column C 'Time': This is not a readable time" in run_batch(call, *DAY).stderr


def test_sorted_by_time(call: Call, folder: Path) -> None:
    """By the time of day; who has none comes first on the day."""
    assert run_batch(call, *DAY, "--sort", "time", "--merge").exit_code == 0
    text = read_text(folder / "out" / "dry-needling-all.pdf")
    assert text.index("For Ana") < text.index("For Tom") < text.index("For Mira")


def test_no_day_to_sort_by(call: Call, folder: Path) -> None:
    """Without any day there is no order: what to do is said, and nothing is made."""
    result = run_batch(call, "--sort", "time")
    assert result.exit_code == 1
    assert "The table has no day of a visit or treatment to sort by." in result.stderr
    assert "--set appointment=today" in result.stderr
    assert not (folder / "out").exists()
