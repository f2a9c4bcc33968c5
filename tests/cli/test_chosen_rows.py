"""Who gets a leaflet, as the command says it: left out by status, chosen by row, value or day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Call
from .tables import list_leaflets, patients, run_batch, write_table

__all__ = ["patients"]
HEAD = "First name,Last name,Appointment date,Status\n"
ROWS = (
    "Mira,Castle,2026-11-03,Completed",
    "Tom,Reed,2026-11-03,Cancelled",
    "Ana,Holt,2026-11-04,No Show",
    "Ida,Moss,2026-11-04,Cancelled",
)


@pytest.fixture(autouse=True)
def week(patients: Path, folder: Path) -> Path:
    """Four people, of whom one came."""
    return write_table(folder, *ROWS, head=HEAD)


def test_who_did_not_come_is_left_out_and_counted(call: Call, folder: Path) -> None:
    """By row, also for a person who does not want to know; the run has succeeded."""
    result = run_batch(call, "--quiet")
    assert (result.exit_code, list_leaflets(folder)) == (0, ["dry-needling-00002.pdf"])
    assert result.stderr == (
        "Left out by their status: 2 cancelled (rows 3, 5); 1 no-show (row 4). "
        "To make their leaflets anyway: --include cancelled,no-show\n"
    )


def test_included(call: Call, folder: Path) -> None:
    """A group that is named gets its leaflets."""
    result = run_batch(call, "--include", "Cancelled")
    assert len(list_leaflets(folder)) == 3
    assert "Left out by their status: 1 no-show (row 4)." in result.stderr


def test_chosen(call: Call, folder: Path) -> None:
    """Only the rows that are asked for; how many are not is said."""
    result = run_batch(call, "--rows", "2-4", "--on", "2026-11-03", "--include", "cancelled")
    assert list_leaflets(folder) == ["dry-needling-00002.pdf", "dry-needling-00003.pdf"]
    assert "2 rows not chosen.\n" in result.stderr
    assert "Left out by their status" not in result.stderr


def test_who_cancelled_on_another_day_is_not_chosen(call: Call, folder: Path) -> None:
    """A day on which nobody comes is an error, whoever cancelled on others."""
    result = run_batch(call, "--on", "2026-12-24")
    assert (result.exit_code, list_leaflets(folder)) == (1, [])
    assert "No row of the table is chosen by --only, --rows and --on." in result.stderr
    result = run_batch(call, "--on", "2026-11-04")
    assert result.exit_code == 0
    assert "Left out by their status: 1 no-show (row 4); 1 cancelled (row 5)." in result.stderr


def test_a_status_that_is_not_known_is_asked_about(call: Call, folder: Path) -> None:
    """Without the cell's text; it may be included by name."""
    rows = ("Mira,Castle,2026-11-03,Zebra 7", "Tom,Reed,2026-11-03,Booked", "Ana,Holt,,Zebra-7")
    write_table(folder, *rows, head=HEAD)
    result = run_batch(call)
    assert (result.exit_code, list_leaflets(folder)) == (1, [])
    assert (
        "patients.csv:2:4: Column D 'Status': It is unclear whether a person with this status "
        "should have a leaflet. If so, add --include with the status as it stands there"
    ) in result.stderr
    assert "Zebra" not in result.stderr
    assert run_batch(call, "--include", "Zebra 7").exit_code == 0
    assert len(list_leaflets(folder)) == 3


def test_json(call: Call) -> None:
    """A script is told the rows."""
    left_out = json.loads(run_batch(call, "--json", "--rows", "2-3").stdout)["left_out"]
    assert left_out == {"cancelled": [3], "not-chosen": [4, 5]}


def test_nobody_is_chosen(call: Call, folder: Path) -> None:
    """Nobody at all is hardly what was meant."""
    result = run_batch(call, "--only", "Status=Arived")
    assert (result.exit_code, result.stderr) == (
        1,
        "patients.csv: No row of the table is chosen by --only, --rows and --on. "
        "Check their words against the table.\n\n1 problem in 1 file. Nothing was written.\n",
    )
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--rows", "x"), "Write rows as numbers in the table, such as 17-30 or 5,9,12."),
        (("--only", "Status"), 'Write the header and the value, such as "Status=Arrived".'),
        (("--on", "soon"), "This date cannot be read. Write it like this: 2026-12-01, today or"),
    ],
)
def test_wrong_words(call: Call, words: tuple[str, ...], message: str) -> None:
    """They are told with an example."""
    result = run_batch(call, *words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_what_the_table_does_not_have(call: Call) -> None:
    """All options at once; an option is not counted as a file."""
    result = run_batch(call, "--rows", "2,99", "--only", "Statu=Booked")
    assert result.exit_code == 1
    assert "--only: The header 'Statu' is not in the table. Did you mean 'Status'?" in result.stderr
    assert "--rows: The table has no row 99." in result.stderr
    assert result.stderr.endswith("2 problems. Nothing was written.\n")


TWICE = ("Mira,Castle,2026-11-03,", "Tom,Reed,2026-11-03,", "mira,castle,2026-11-03,")


def test_who_stands_in_two_rows_is_told(call: Call, folder: Path) -> None:
    """Both have a leaflet, for the rows may differ in what is not known to the program."""
    write_table(folder, *TWICE, "Mira,Castle,2026-11-03,", head=HEAD)
    result = run_batch(call)
    assert len(list_leaflets(folder)) == 4
    assert (
        "The same name and day stand in more than one row (rows 2, 4, 5). "
        "With --once, rows that are all the same get one leaflet.\n"
    ) in result.stderr


def test_once(call: Call, folder: Path) -> None:
    """Rows that are all the same get one leaflet; others are still told."""
    write_table(folder, *TWICE, "Mira,Castle,2026-11-03,", head=HEAD)
    result = run_batch(call, "--once")
    assert list_leaflets(folder) == [f"dry-needling-0000{row}.pdf" for row in (2, 3, 4)]
    assert "Left out since an earlier row is the same: row 5.\n" in result.stderr
    assert "in more than one row (rows 2, 4).\n" in result.stderr
    assert "Already complete" in run_batch(call, "--once").stderr


def test_only_rows_that_are_the_same_in_all_cells_are_one(call: Call, folder: Path) -> None:
    """A father and his son may share a name and a day; their numbers differ."""
    rows = ("Tom,Reed,2026-11-03,,8812", "Tom,Reed,2026-11-03,,8813", "Tom,Reed,2026-11-03,,8813")
    write_table(folder, *rows, head=HEAD.replace("\n", ",Number\n"))
    assert "row is the same: row 4." in run_batch(call, "--once").stderr
    assert len(list_leaflets(folder)) == 2


def test_an_earlier_leaflet_of_a_row_without_one_is_told(call: Call, folder: Path) -> None:
    """Somebody cancelled since; the leaflet is not deleted for the clerk, but named."""
    write_table(folder, "Mira,Castle,2026-11-03,Booked", "Tom,Reed,2026-11-03,Booked", head=HEAD)
    run_batch(call)
    write_table(folder, "Mira,Castle,2026-11-03,Booked", "Tom,Reed,2026-11-03,Cancelled", head=HEAD)
    result = run_batch(call, "--quiet")
    assert (
        "Rows that get no leaflet now have an earlier one in out: dry-needling-00003.pdf. "
        "Delete it.\n"
    ) in result.stderr
    assert json.loads(run_batch(call, "--json").stdout)["stale"] == ["dry-needling-00003.pdf"]


def test_only_typed_columns_are_remembered(
    call: Call, clinic: Path, patients: Path, folder: Path
) -> None:
    """What was found need not be true of another table; notes for patients are read in any case."""
    write_table(folder, "Mira Castle,2026-11-03,14:30,x", head="Patient,Date,Time,Notes\n")
    words = ("--library", clinic, "--columns", "notes=-", "--remember-columns")
    assert run_batch(call, *words).exit_code == 0
    assert (clinic / "columns.yaml").read_text().splitlines()[1:] == ['notes: "-"']
    write_table(folder, "Mira Castle,Rest.,gloves", head="Patient,Notes for patient,Notes\n")
    result = run_batch(call, "--library", clinic, "--force")
    assert "B 'Notes for patient' as notes" in result.stderr
    assert "Columns that are not read: C 'Notes'." in result.stderr


def test_the_order_of_dates_is_told_even_if_quiet(call: Call, folder: Path) -> None:
    """Nothing proves it: --dates says it for all columns, or for one."""
    write_table(folder, "Mira,Castle,11/12/2026", head="First name,Last name,Appointment date\n")
    quiet = run_batch(call, "-q", "--dry-run")
    assert (quiet.exit_code, quiet.stderr) == (
        0,
        "Dates in the column C 'Appointment date' are read month first: 03/04/2026 is March 4, "
        "2026. If that is wrong: --dates day-first\n",
    )
    for choice in ("month-first", "appointment DATE=month-first"):
        assert run_batch(call, "-q", "--dry-run", "--dates", choice).stderr == ""
    wrong = run_batch(call, "-q", "--dry-run", "--dates", "Day=month-first")
    assert (wrong.exit_code, "'Day' is not a column of dates." in wrong.stderr) == (1, True)
    unclear = run_batch(call, "--dry-run", "--dates", "middle-first")
    assert unclear.exit_code == 2
    assert "Write day-first, month-first, or for one column" in unclear.stderr


def test_a_refused_column_is_not_why_nobody_is_chosen(call: Call, folder: Path) -> None:
    """It is reported, once, and not that --on chooses no row."""
    rows = (f"Mira,Castle,{day}/12/2026" for day in range(2, 32))
    write_table(folder, *rows, head="First name,Last name,Appointment date\n")
    result = run_batch(call, "--on", "2026-12-14")
    assert result.exit_code == 1
    assert "can only be read day first" in result.stderr
    assert "No row of the table" not in result.stderr
    assert "no such day" not in result.stderr
