"""``handouts batch``: a table becomes leaflets, and what is reported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts import editions
from handouts.cli.program import program
from handouts.document.person import Person

from .conftest import Call, Process
from .tables import list_leaflets, patients, run_batch, write_table

__all__ = ["patients"]
READ = "Columns that were read: A 'First name' as first_name, B 'Last name' as last_name"
MADE = r"Made (\d+) leaflets? in out.* in [\d.]+ s, [\d.,]+ a second\.\n"


def test_a_table_becomes_leaflets(call: Call, patients: Path, folder: Path) -> None:
    """The folder is the result, on stdout; the report goes to stderr."""
    result = run_batch(call)
    assert (result.exit_code, result.stdout) == (0, "out\n"), result.stderr
    preview = f"{READ}, C 'Therapist' as therapist.\nRows: 6 leaflets to make.\n"
    assert re.fullmatch(re.escape(preview) + MADE, result.stderr)
    assert list_leaflets(folder) == [f"dry-needling-{row:05}.pdf" for row in range(2, 8)]
    again = run_batch(call)
    assert (again.exit_code, again.stdout) == (0, "out\n")
    assert again.stderr == "Already complete: 6 leaflets in out.\n"


def test_what_was_there_is_reported(call: Call, patients: Path, folder: Path) -> None:
    """And what the folder holds of other tables."""
    run_batch(call)
    (folder / "out" / "dry-needling-00003.pdf").unlink()
    write_table(folder, *patients.read_text().splitlines()[1:4])
    stderr = run_batch(call).stderr
    assert "\nRows: 1 leaflet to make, 2 already there.\n" in stderr
    assert "\nMade 1 leaflet in out (2 were already there) in " in stderr
    assert "\nIt also holds 3 leaflets for other rows or tables.\n" in stderr


def test_quiet_says_nothing_but_where_it_is(call: Call, patients: Path) -> None:
    """For a person who does not want to know."""
    result = run_batch(call, "--quiet")
    assert (result.stdout, result.stderr) == ("out\n", "")


def test_json_is_one_object(call: Call, patients: Path, folder: Path) -> None:
    """For a script, which reads nothing else."""
    result = run_batch(call, "--json")
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "folder": "out",
        "manifest": str(Path("out", "manifest.jsonl")),
        "dry_run": False,
        "sample": None,
        "due": 6,
        "made": 6,
        "kept": 0,
        "replaced": 0,
        "bad": 0,
        "columns": {
            "first_name": "First name",
            "last_name": "Last name",
            "therapist": "Therapist",
        },
        "ignored": [],
        "sheet": None,
        "hidden_sheets": [],
        "hidden_rows": [],
        "hidden_columns": [],
        "unmarked": 0,
        "stale": [],
        "left_out": {},
        "remarks": [],
        "bad_file": None,
        "problems": [],
    }


def test_a_sample_is_named_for_a_script(call: Call, patients: Path) -> None:
    """There is no manifest then."""
    made = json.loads(run_batch(call, "--json", "--sample").stdout)
    sample = str(Path("out", "dry-needling-sample.pdf"))
    assert (made["sample"], made["manifest"], made["made"]) == (sample, None, 0)


def test_a_dry_run_with_a_sample_is_wrong_usage(call: Call, patients: Path, folder: Path) -> None:
    """One of them writes nothing."""
    result = run_batch(call, "--dry-run", "--sample")
    assert (result.exit_code, (folder / "out").exists()) == (2, False)
    assert "--dry-run writes nothing, --sample writes a leaflet: give one." in result.stderr


def test_a_dry_run_writes_nothing(call: Call, patients: Path, folder: Path) -> None:
    """Everything is checked and reported."""
    before = sorted(folder.rglob("*"))
    result = run_batch(call, "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"{READ}, C 'Therapist' as therapist.\n"
        "6 leaflets would be made in out. Nothing was written.\n"
    )
    assert sorted(folder.rglob("*")) == before


def test_what_is_replaced_is_reported(call: Call, patients: Path, folder: Path) -> None:
    """A row that was corrected, or one that is someone else's now: the program cannot know."""
    run_batch(call)
    rows = patients.read_text().splitlines()[1:]
    write_table(folder, "Other,One,", "Other,Two,", *rows[2:])
    dry = run_batch(call, "--dry-run")
    assert "2 leaflets would be replaced, since their rows have changed.\n" in dry.stderr
    assert json.loads(run_batch(call, "--dry-run", "--json").stdout)["replaced"] == 2
    done = run_batch(call)
    assert done.exit_code == 0
    assert "2 leaflets were replaced, since their rows have changed.\n" in done.stderr
    write_table(folder, "Other,One,Jo Park", "Other,Two,", *rows[2:])
    assert json.loads(run_batch(call, "--json").stdout)["replaced"] == 1
    assert "replaced" not in run_batch(call).stderr


def test_another_weeks_table_is_reported(call: Call, patients: Path, folder: Path) -> None:
    """Though one of its people was there last week too, at the same time."""
    run_batch(call)
    before = [(folder / "out" / name).read_bytes() for name in list_leaflets(folder)]
    first = patients.read_text().splitlines()[1]
    write_table(folder, first, *(f"Other{number},Known,Kim" for number in range(5)))
    result = run_batch(call)
    assert result.exit_code == 1
    assert "5 of 6 leaflets there were made from another table" in result.stderr
    assert result.stderr.endswith("1 problem. Nothing was written.\n")
    assert [(folder / "out" / name).read_bytes() for name in list_leaflets(folder)] == before
    assert "5 leaflets were replaced" in run_batch(call, "--force").stderr


def test_another_format_is_named_for_what_it_is(call: Call, patients: Path) -> None:
    """Who asks for other paper has changed no handout."""
    run_batch(call)
    stderr = run_batch(call, "--paper", "a4").stderr
    assert "The handout, its format, its paper or the program has changed since" in stderr


def test_a_row_of_which_nothing_is_known_is_wrong(call: Call, patients: Path, folder: Path) -> None:
    """The sum below an export is not handed a leaflet."""
    write_table(folder, "Sam,Lee,", ",,", head="First name,Last name,Fee\n")
    patients.write_text(patients.read_text() + ",,Total 120\n")
    result = run_batch(call, "--skip-bad")
    assert result.exit_code == 1
    assert "patients.csv:4:1: This row has no data about a person." in result.stderr
    assert list_leaflets(folder) == ["dry-needling-00002.pdf"]
    assert "Total 120" in (folder / "out" / "bad-rows.csv").read_text(encoding="utf-8-sig")


def write_wrong_rows(folder: Path) -> None:
    """Two rows of four that ask for a format that there is not."""
    head = "First name,Last name,Format\n"
    rows = ("Secret1,Known1,", "Secret2,Known2,nonsense", "Secret3,Known3,trifold", "S,K,fold")
    write_table(folder, *rows, head=head)


def test_wrong_rows_are_reported_before_the_first_page(
    call: Call, patients: Path, folder: Path
) -> None:
    """All of them, by row and column, and no cell is repeated."""
    write_wrong_rows(folder)
    result = run_batch(call)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.split(" ")[0] for line in result.stderr.split("\n\n")[:2]] == [
        "patients.csv:3:3:",
        "patients.csv:5:3:",
    ]
    assert result.stderr.endswith("2 problems in 1 file. Nothing was written.\n")
    assert "nonsense" not in result.stderr and "Secret" not in result.stderr
    assert not (folder / "out").exists()
    report = json.loads(run_batch(call, "--json").stdout)
    assert (report["bad"], [each["line"] for each in report["problems"]]) == (2, [3, 5])
    assert [(each["rule"], each["end_column"]) for each in report["problems"]] == [
        ("unknown-choice", 4),
        ("unknown-choice", 4),
    ]
    assert "nonsense" not in json.dumps(report)


def test_bad_rows_are_mended_and_run_by_themselves(
    call: Call, patients: Path, folder: Path
) -> None:
    """In the end everyone has the leaflet that they would have had at once."""
    write_wrong_rows(folder)
    result = run_batch(call, "--skip-bad")
    bad = folder / "out" / "bad-rows.csv"
    assert (result.exit_code, list_leaflets(folder)) == (
        1,
        ["dry-needling-00002.pdf", "dry-needling-00004.pdf"],
    )
    assert (
        "\nRows: 2 leaflets to make, 2 with problems.\nMade 2 leaflets in out in " in result.stderr
    )
    assert f"They are in {Path('out', 'bad-rows.csv')}. Correct and run that file" in result.stderr
    assert "delete it: it holds patients' data." in result.stderr
    text = bad.read_text(encoding="utf-8-sig")
    bad.write_text(text.replace('"nonsense"', '""').replace('"fold"', '""'), encoding="utf-8-sig")
    mended = call("batch", "dry-needling", bad, "-o", "out", "-j", "1")
    assert mended.exit_code == 0, mended.stderr
    assert list_leaflets(folder) == [f"dry-needling-{row:05}.pdf" for row in (2, 3, 4, 5)]


def test_bad_rows_that_someone_mends_are_never_written_over(
    call: Call, patients: Path, folder: Path
) -> None:
    """The same again is the same file; others go to a file of their own."""
    write_wrong_rows(folder)
    run_batch(call, "--skip-bad")
    run_batch(call, "--skip-bad")
    assert sorted(each.name for each in (folder / "out").glob("*.csv")) == ["bad-rows.csv"]
    (folder / "out" / "bad-rows.csv").write_text("half mended")
    run_batch(call, "--skip-bad")
    assert (folder / "out" / "bad-rows.csv").read_text() == "half mended"
    assert (folder / "out" / "bad-rows-2.csv").exists()


def test_many_problems_are_counted_and_not_all_shown(
    call: Call, patients: Path, folder: Path
) -> None:
    """People get a few of a thousand; a script gets them all."""
    write_table(folder, *["Sam,nonsense"] * 120, head="First name,Format\n")
    result = run_batch(call)
    assert result.stderr.count("patients.csv:") == 50
    assert result.stderr.endswith(
        "... and 70 more. --json lists all.\n\n120 problems in 1 file. Nothing was written.\n"
    )
    assert len(json.loads(run_batch(call, "--json").stdout)["problems"]) == 120


def test_a_table_comes_from_stdin(folder: Path, patients: Path) -> None:
    """As a script hands it on."""
    words = ["batch", "dry-needling", "-", "-o", "out", "-j", "1"]
    result = CliRunner().invoke(program, words, input=patients.read_bytes())
    assert result.exit_code == 0, result.stderr
    assert len(list_leaflets(folder)) == 6


def test_the_pattern_names_the_files(call: Call, patients: Path, folder: Path) -> None:
    """People's names are there only where someone has written so."""
    run_batch(call, "--name", "{row:03}-{last_name}.pdf")
    assert list_leaflets(folder)[0] == "002-Known0.pdf"


def test_a_wrong_pattern_is_wrong_usage(call: Call, patients: Path) -> None:
    """With a suggestion."""
    result = run_batch(call, "--name", "{frist_name}")
    assert result.exit_code == 2
    assert "Did you mean 'first_name'?" in result.stderr


def test_a_folder_is_asked_for(call: Call, patients: Path) -> None:
    """Ten thousand files never go into the current folder."""
    result = call("batch", "dry-needling", "patients.csv")
    assert result.exit_code == 2
    assert "'-o'" in result.stderr


def test_a_handout_that_is_not_there_is_reported(call: Call, patients: Path) -> None:
    """Before the table's rows are looked at."""
    result = call("batch", "dry-neddling", "patients.csv", "-o", "out")
    assert result.exit_code == 1
    assert "Did you mean 'dry-needling'?" in result.stderr
    assert result.stderr.endswith("1 problem in 1 file. Nothing was written.\n")


def test_a_file_in_the_way_is_reported(call: Call, patients: Path, folder: Path) -> None:
    """And replaced only by ``--force``."""
    (folder / "out").mkdir()
    (folder / "out" / "dry-needling-00004.pdf").write_bytes(b"theirs")
    result = run_batch(call)
    assert result.exit_code == 1
    assert "not in the manifest" in result.stderr and "--force" in result.stderr
    assert result.stderr.endswith("1 problem. Nothing was written.\n")
    (problem,) = json.loads(run_batch(call, "--json").stdout)["problems"]
    assert (problem["file"], problem["rule"]) == ("out", "unusable-output")
    assert run_batch(call, "--force").exit_code == 0


# --- as a process ----------------------------------------------------------------------------


@pytest.mark.slow
def test_real_leaflets_over_two_processes(process: Process, folder: Path) -> None:
    """From the table to PDFs, each equal to a single build."""
    from handouts import load, render

    rows = [f"Sam{number},Lee,Dr. Kim" for number in range(70)]
    write_table(folder, *rows)
    done = process("batch", "dry-needling", "patients.csv", "-o", "out", "--jobs", "2")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b"out\n"
    assert b"\r" not in done.stderr, "a bar where no terminal is"
    assert len(list_leaflets(folder)) == 70
    person = Person(first_name="Sam69", last_name="Lee", therapist="Dr. Kim")
    alone = render(load("dry-needling"), person=person)
    assert (folder / "out" / "dry-needling-00071.pdf").read_bytes() == alone


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--merge",)])
def test_areas_without_a_side_are_reported(
    call: Call, patients: Path, folder: Path, more: tuple[str, ...]
) -> None:
    """How many, in which rows, and a hint; not which areas. Nothing if all have one."""
    rows = [f"Sam{number},trapezius" for number in range(7)]
    write_table(folder, "Lee,left calf", *rows, head="first_name,areas\n")
    result = run_batch(call, *more)
    assert result.exit_code == 0, result.output
    warning = "7 areas (rows 3, 4, 5, 6, 7, ...) have no side, so they are named and not marked"
    assert warning in result.stderr
    assert "trapezius" not in result.output
    write_table(folder, "Lee,left calf", "Kim,low back", head="first_name,areas\n")
    assert "no side" not in run_batch(call, *more, "--force").stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_a_bar_is_shown_on_a_terminal(patients: Path, folder: Path) -> None:
    """How many of how many; and it is gone at the end."""
    import pty

    toys = Path(__file__).parents[1] / "batch" / "toyprogram.py"
    write_table(folder, *(f"Sam{number},Lee,Kim" for number in range(200)))
    ours, theirs = pty.openpty()
    words = ["batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1"]
    root = str(Path(editions.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, str(toys), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        stderr=theirs,
        stdout=subprocess.DEVNULL,
    ) as running:
        os.close(theirs)
        output = b""
        try:
            while data := os.read(ours, 4096):
                output += data
        except OSError:
            pass  # Linux says so that the other end is closed
        os.close(ours)
    assert running.returncode == 0
    shown = output.decode().split("\r")
    assert any(re.match(r"Made \[#*-*\]  \d+ of 200", each) for each in shown)
    last = [each for each in shown if each.strip("\n ")][-1]
    assert re.search(r"Made 200 leaflets in out", last)
