"""``handouts find``: the table is asked for a person's rows, and nothing is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Call

TABLE = """\
First name,Last name,Status
Mira,Castle,Booked
Tomás,Reed-Castle,Booked
Ada,Lowe,Cancelled
"""


@pytest.fixture
def made(call: Call, folder: Path) -> Path:
    """A table, and the folder of its batch."""
    (folder / "day.csv").write_text(TABLE, "utf-8")
    assert call("batch", "dry-needling", "day.csv", "-o", "out").exit_code == 0
    return folder / "out"


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("castle", [2, 3]),
        ("CASTLE mir", [2]),
        ("tomas", [3]),
        ("reed castle", [3]),
        ("lowe", [4]),
    ],
)
def test_rows_are_found_by_the_beginnings_of_words(
    call: Call, folder: Path, words: str, rows: list[int]
) -> None:
    """Whatever their capitals and accents; no text of a row is shown."""
    (folder / "day.csv").write_text(TABLE, "utf-8")
    result = call("find", "day.csv", words)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [f"row {row}" for row in rows]
    assert result.stderr == ""
    assert [each.name for each in folder.iterdir()] == ["day.csv"]


def test_the_leaflets_of_a_row_are_found(call: Call, made: Path) -> None:
    """In the folder of a batch, by its manifest; the folder stays as it was."""
    before = sorted((each.name, each.stat().st_mtime_ns) for each in made.iterdir())
    result = call("find", "day.csv", "mira", "-o", "out")
    assert result.stdout == "row 2: out/dry-needling-00002.pdf\n"
    assert result.stderr == ""
    assert call("find", "day.csv", "lowe", "-o", "out").stdout == "row 4\n"
    assert sorted((each.name, each.stat().st_mtime_ns) for each in made.iterdir()) == before


def test_a_file_of_another_row_is_not_taken_for_it(call: Call, made: Path, folder: Path) -> None:
    """A row was inserted, so the numbers tell of somebody else."""
    (folder / "day.csv").write_text(TABLE.replace("Mira", "Zoe,Orr,Booked\nMira"), "utf-8")
    result = call("find", "day.csv", "mira", "-o", "out")
    assert result.stdout == "row 3\n"
    assert "Row 3: out/dry-needling-00003.pdf may be another person's" in result.stderr
    assert "Castle" not in result.output


def test_the_options_of_the_batch_are_needed_to_be_sure(call: Call, folder: Path) -> None:
    """What was the same for all is part of each leaflet."""
    (folder / "day.csv").write_text(TABLE, "utf-8")
    words = ["-o", "out", "--set", "therapist=J. Park"]
    call("batch", "dry-needling", "day.csv", *words)
    assert call("find", "day.csv", "mira", "-o", "out").stdout == "row 2\n"
    assert call("find", "day.csv", "mira", *words).stdout.startswith("row 2: out/")


def test_a_merged_file_has_bookmarks(call: Call, folder: Path) -> None:
    """Which carry the rows' numbers."""
    (folder / "day.csv").write_text(TABLE, "utf-8")
    call("batch", "dry-needling", "day.csv", "-o", "out", "--merge")
    result = call("find", "day.csv", "mira", "-o", "out")
    assert result.stdout == "row 2\n"
    assert "bookmark with the row's number: out/dry-needling-all.pdf." in result.stderr


def test_json_lists_rows_and_files(call: Call, made: Path) -> None:
    """For a script."""
    report = json.loads(call("find", "day.csv", "castle", "-o", "out", "--json").stdout)
    assert report == {
        "rows": [
            {"row": 2, "files": ["out/dry-needling-00002.pdf"], "unsure": []},
            {"row": 3, "files": ["out/dry-needling-00003.pdf"], "unsure": []},
        ],
        "merged": [],
    }


def test_nobody_is_found(call: Call, made: Path) -> None:
    """The words are not repeated, since they may be a patient's name."""
    result = call("find", "day.csv", "zyxquux")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No row has these words.\n"
    assert call("find", "day.csv", " - ").exit_code == 2
    assert call("find", "day.csv", "mira", "-o", "missing").exit_code == 2
    (made / "manifest.jsonl").write_text("no manifest\n")
    assert "is not a manifest" in call("find", "day.csv", "mira", "-o", "out").stderr
