"""Leaflets sorted by the visit's time or by a column, for a stack that is handed out in order."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from handouts.batch.sorting import sort_rows
from handouts.tables.column_finder import find_columns
from handouts.tables.rows import read_people
from handouts.tables.table import parse_table
from tests.tables.tables import FORMATS, spec_for

TABLE = (
    "Name,Appointment,Room,Next visit\n"
    "Mira Castle,2026-12-01 14:30,Room 10,2026-12-09\n"
    "Tom Reed,2026-12-01 9:00,Room 9,\n"
    "Ana Holt,,room 2,2026-12-08\n"
    "Ida Moss,2026-11-30,,2026-12-10\n"
)


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("time", [5, 3, 2, 4]),
        ("Appointment", [5, 3, 2, 4]),
        ("Next visit", [4, 2, 5, 3]),
        ("Room", [4, 3, 2, 5]),
        ("Name", [4, 5, 2, 3]),
    ],
)
def test_sorted(header: str, rows: list[int]) -> None:
    """Days as days, numbers as numbers, blanks last; a visit without a day is by its next one."""
    table = parse_table("week.csv", TABLE.encode())
    columns = find_columns(table, extra=[] if header == "time" else [header])
    people = read_people(table, columns, spec_for, FORMATS)
    assert [row.row for row in sort_rows(people, header, columns)] == rows


TIMES = (
    "Name,Appointment,Time\n"
    "Mira Castle,2026-12-01,1:00 PM\n"
    "Tom Reed,2026-12-01,8:30\n"
    "Ana Holt,2026-12-01,\n"
    "Ida Moss,2026-12-01,10:00\n"
)


def test_times_are_no_texts() -> None:
    """A column of times is sorted by the time of day; who has none comes last."""
    table = parse_table("day.csv", TIMES.encode())
    columns = find_columns(table, extra=["Time"])
    people = read_people(table, columns, spec_for, FORMATS)
    assert [row.row for row in sort_rows(people, "Time", columns)] == [3, 5, 2, 4]


def test_a_merged_file_is_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bookmark leads to its row, wherever it is."""
    from click.testing import CliRunner

    from handouts.cli.program import program

    monkeypatch.chdir(tmp_path)
    (tmp_path / "week.csv").write_text(TABLE)
    words = ["batch", "dry-needling", "week.csv", "-o", "out", "--merge", "--sort", "time"]
    result = CliRunner().invoke(program, words)
    assert result.exit_code == 0, result.output
    data = (tmp_path / "out" / "dry-needling-all.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as file, file.open_outline() as outline:
        assert [each.title for each in outline.root] == ["Row 5", "Row 3", "Row 2", "Row 4"]
    again = CliRunner().invoke(program, words)
    assert "Already complete" in again.output
    wrong = CliRunner().invoke(program, [*words[:-1], "Tim"])
    assert "The header 'Tim' is not in the table." in wrong.output
