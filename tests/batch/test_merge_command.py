"""``handouts batch --merge``: what it makes, keeps, refuses and reports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

import handouts
from handouts.cli.program import program

from .merged_files import list_folder, read_files, read_merged, read_texts

pytestmark = pytest.mark.slow


def write_table(folder: Path, count: int = 3) -> Path:
    """A table of so many people."""
    rows = "".join(f"Secret{n},Known{n}\n" for n in range(count))
    path = folder / "patients.csv"
    path.write_text("First name,Last name\n" + rows)
    return path


def run_command(folder: Path, *more: str) -> Result:
    """Run the command in this process."""
    words = ["batch", "dry-needling", str(folder / "patients.csv"), "-o", str(folder / "out")]
    return CliRunner().invoke(program, [*words, "--merge", "--jobs", "1", *more])


def test_the_command_makes_one_file_and_prints_it(tmp_path: Path) -> None:
    """Its path is the result; the same command again keeps it, and says so."""
    write_table(tmp_path)
    done = run_command(tmp_path)
    path = tmp_path / "out" / "dry-needling-all.pdf"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert "Made 3 leaflets" in done.stderr
    before = path.stat().st_ino
    again = run_command(tmp_path)
    assert (again.exit_code, again.stdout) == (0, f"{path}\n")
    assert again.stderr == f"Already complete: 3 leaflets in {path}.\n"
    assert path.stat().st_ino == before
    assert json.loads(run_command(tmp_path, "--json").stdout)["kept"] == 3
    assert run_command(tmp_path, "--force").exit_code == 0
    assert path.stat().st_ino != before


def test_a_file_of_other_rows_is_never_replaced(tmp_path: Path) -> None:
    """Nor one that has changed since, or that someone else made, except with ``--force``."""
    write_table(tmp_path)
    assert run_command(tmp_path).exit_code == 0
    merged = read_merged(tmp_path)
    (tmp_path / "patients.csv").write_text("First name\nSam\nOther\nPeople\n")
    other = run_command(tmp_path)
    assert other.exit_code == 1
    assert "was made from other rows" in other.stderr and "--force" in other.stderr
    assert read_merged(tmp_path) == merged
    path = tmp_path / "out" / "dry-needling-all.pdf"
    path.write_bytes(merged + b"\n")
    write_table(tmp_path)
    strange = run_command(tmp_path)
    assert strange.exit_code == 1
    assert "is already there, but not in the manifest" in strange.stderr
    assert read_merged(tmp_path) == merged + b"\n"


def test_the_same_rows_are_made_again_where_the_handout_has_changed(tmp_path: Path) -> None:
    """Or anything else that changes how it looks; and that is reported."""
    write_table(tmp_path)
    assert run_command(tmp_path).exit_code == 0
    before = read_merged(tmp_path)
    again = run_command(tmp_path, "--ink", "mono")
    assert again.exit_code == 0
    assert "has changed since: all leaflets are made again" in again.stderr
    assert read_merged(tmp_path) != before
    assert run_command(tmp_path, "--ink", "mono").stderr.startswith("Already complete: 3 leaflets")


def test_a_run_that_was_killed_before_its_end_is_nobodys_file(tmp_path: Path) -> None:
    """The line that was written for it does not hide the file that is there still."""
    write_table(tmp_path)
    assert run_command(tmp_path).exit_code == 0
    manifest = tmp_path / "out" / "manifest.jsonl"
    lines = manifest.read_text().splitlines()
    forged = {**json.loads(lines[-1]), "sha256": "0" * 64}
    manifest.write_text("\n".join([*lines, json.dumps(forged), ""]))
    assert run_command(tmp_path).stderr.startswith("Already complete: 3 leaflets")


def test_single_leaflets_and_one_file_live_side_by_side(tmp_path: Path) -> None:
    """Leaflets of this table, or of another, that are in the folder already do not matter."""
    write_table(tmp_path)
    words = ["batch", "dry-needling", str(tmp_path / "patients.csv"), "-o", str(tmp_path / "out")]
    assert CliRunner().invoke(program, [*words, "--jobs", "1"]).exit_code == 0
    done = run_command(tmp_path, "--json")
    assert (done.exit_code, json.loads(done.stdout)["made"]) == (0, 3)
    (tmp_path / "patients.csv").write_text("First name\nOther\nPeople\n")
    assert run_command(tmp_path, "--force").exit_code == 0
    assert len(read_texts(read_merged(tmp_path))) == 4


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It says what would be made."""
    write_table(tmp_path)
    done = run_command(tmp_path, "--dry-run")
    assert (done.exit_code, list_folder(tmp_path)) == (0, [])
    assert "3 leaflets would be made" in done.stderr


def read_duplex(path: Path) -> str:
    """The duplex setting in a PDF."""
    with pikepdf.open(path) as file:
        return str(file.Root.ViewerPreferences.Duplex)


@pytest.mark.parametrize("format", ["trifold", "booklet", "sheet", "large-print"])
def test_it_is_flipped_as_each_leaflet_of_it_is(tmp_path: Path, format: handouts.Format) -> None:
    """The print settings are shown once for the file."""
    write_table(tmp_path)
    assert run_command(tmp_path, "--format", format).exit_code == 0
    spec = handouts.load("dry-needling")
    (tmp_path / "one.pdf").write_bytes(handouts.render(spec, format=format))
    merged_duplex = read_duplex(tmp_path / "out" / "dry-needling-all.pdf")
    assert merged_duplex == read_duplex(tmp_path / "one.pdf")
    assert merged_duplex.endswith("ShortEdge" if format in ("trifold", "booklet") else "LongEdge")


MIXED = "First name,Format,Paper\nSam,,\nZoe,large-print,\nAda,booklet,\nKim,,a4\n"


def test_other_sheets_have_files_of_their_own(tmp_path: Path) -> None:
    """All are told and printed; the same command again keeps them, and says so."""
    write_table(tmp_path).write_text(MIXED)
    done = run_command(tmp_path)
    out = tmp_path / "out"
    names = [f"dry-needling-all{label}.pdf" for label in ("", "-large-print", "-a4")]
    assert (done.exit_code, done.stdout) == (0, "".join(f"{out / name}\n" for name in names))
    assert "Made 4 leaflets in 3 files in " in done.stderr
    listed = (
        "Print each file by itself: its sheets are printed alike.\n"
        f"  {out / names[0]}: 2 leaflets, trifold and booklet, US Letter, both sides, flip on the "
        "short edge\n"
        f"  {out / names[1]}: 1 leaflet, large-print, US Letter, both sides, flip on the long "
        "edge\n"
        f"  {out / names[2]}: 1 leaflet, trifold, A4, both sides, flip on the short edge\n"
    )
    assert done.stderr.endswith(listed)
    assert list_folder(tmp_path) == sorted([*names, "manifest.jsonl"])
    again = run_command(tmp_path)
    assert again.stderr == "Already complete: 4 leaflets in 3 files.\n" + listed
    quiet = run_command(tmp_path, "--quiet")
    assert (quiet.stdout, quiet.stderr) == (done.stdout, "")
    answer = json.loads(run_command(tmp_path, "--json").stdout)
    assert (answer["file"], answer["kept"]) == (str(out / names[0]), 4)
    assert answer["files"][2] == {
        "file": str(out / names[2]),
        "leaflets": 1,
        "separators": 0,
        "address_sheets": 0,
        "formats": ["trifold"],
        "paper": "a4",
    }


def test_a_dry_run_says_which_files_there_would_be(tmp_path: Path) -> None:
    """With their leaflets; nothing is written."""
    write_table(tmp_path).write_text(MIXED)
    done = run_command(tmp_path, "--dry-run")
    assert (done.exit_code, list_folder(tmp_path)) == (0, [])
    assert "4 leaflets would be made in 3 files. Nothing was written.\n" in done.stderr
    assert "dry-needling-all-large-print.pdf: 1 leaflet, large-print, US Letter" in done.stderr


def test_a_file_that_is_missing_is_made_again(tmp_path: Path) -> None:
    """With the others, byte for byte as before."""
    write_table(tmp_path).write_text(MIXED)
    assert run_command(tmp_path).exit_code == 0
    files = read_files(tmp_path)
    for name in files:
        (tmp_path / "out" / name).unlink()
        assert "Made 4 leaflets in 3 files" in run_command(tmp_path).stderr
        assert read_files(tmp_path) == files


def test_each_file_is_compared_with_the_table(tmp_path: Path) -> None:
    """One with other rows is not replaced; nor is one left that this table has no rows for."""
    table = write_table(tmp_path)
    table.write_text(MIXED)
    assert run_command(tmp_path).exit_code == 0
    files = read_files(tmp_path)
    table.write_text(MIXED.replace("Zoe", "Eva"))
    done = run_command(tmp_path)
    assert done.exit_code == 1
    assert "dry-needling-all-large-print.pdf: was made from other rows than the" in done.stderr
    table.write_text(MIXED.replace("Kim,,a4\n", ""))
    done = run_command(tmp_path)
    stray = tmp_path / "out" / "dry-needling-all-a4.pdf"
    assert done.exit_code == 1
    assert f"{stray}: was made from other rows. Delete it, or choose" in done.stderr
    assert read_files(tmp_path) == files
    done = run_command(tmp_path, "--force", "--quiet")
    assert done.exit_code == 0
    assert f"From an earlier run, and not made again: {stray}. Delete it.\n" in done.stderr
    assert json.loads(run_command(tmp_path, "--force", "--json").stdout)["earlier_files"] == [
        str(stray)
    ]


def test_a_file_of_another_program_is_not_replaced(tmp_path: Path) -> None:
    """Nor is a link followed, whichever of the names it has."""
    write_table(tmp_path).write_text(MIXED)
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / "dry-needling-all-a4.pdf"
    path.write_bytes(b"%PDF of someone else")
    done = run_command(tmp_path)
    assert done.exit_code == 1
    assert f"{path}: is already there, but not in the manifest" in done.stderr
    assert list_folder(tmp_path) == [path.name]
    if os.name != "nt":
        path.unlink()
        path.symlink_to(tmp_path / "patients.csv")
        done = run_command(tmp_path, "--force")
        assert (done.exit_code, list_folder(tmp_path)) == (1, [path.name])
        assert f"{path}: is a link" in done.stderr


def test_where_nobody_has_the_usual_sheets(tmp_path: Path) -> None:
    """There is only the file of the others."""
    write_table(tmp_path).write_text("First name,Format\nSam,large-print\n")
    done = run_command(tmp_path)
    path = tmp_path / "out" / "dry-needling-all-large-print.pdf"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert list_folder(tmp_path) == [path.name, "manifest.jsonl"]
    assert f"Made 1 leaflet in {path}" in done.stderr


def test_a_row_that_is_not_for_paper_is_refused(tmp_path: Path) -> None:
    """All are reported before the first page; the others share their file."""
    write_table(tmp_path).write_text("First name,Format\nSam,\nZoe,screen\nAda,booklet\n")
    done = run_command(tmp_path)
    assert (done.exit_code, list_folder(tmp_path)) == (1, [])
    assert "patients.csv:3:2: The row's format is not for paper." in done.stderr
    assert done.stderr.count("patients.csv:") == 1 and "screen" not in done.stderr
    skipped = run_command(tmp_path, "--skip-bad", "--json")
    assert (skipped.exit_code, json.loads(skipped.stdout)["made"]) == (1, 2)
    assert read_duplex(tmp_path / "out" / "dry-needling-all.pdf") == "/DuplexFlipShortEdge"


def test_nobody_gives_no_file(tmp_path: Path) -> None:
    """It is said, and no path is printed."""
    write_table(tmp_path).write_text("First name,Status\nSam,Cancelled\n")
    done = run_command(tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Nobody gets a leaflet, so no file was made." in done.stderr


def test_rows_that_were_corrected_have_a_file_beside_the_others(tmp_path: Path) -> None:
    """So that no leaflet is lost when bad rows are corrected and run."""
    write_table(tmp_path).write_text("First name,Areas\nSam,neck\nZoe,nock\nAda,jaw\nKim,juw\n")
    assert run_command(tmp_path, "--skip-bad").exit_code == 1
    bad = tmp_path / "out" / "bad-rows.csv"
    mended = bad.read_text("utf-8-sig").replace("nock", "neck").replace("juw", "jaw")
    (tmp_path / "patients.csv").write_text(mended)
    done = run_command(tmp_path)
    assert done.exit_code == 0, done.stderr
    assert f"Delete {bad} once everything is corrected: it holds patients' data." in done.stderr
    assert list_folder(tmp_path) == [
        "bad-rows.csv",
        "dry-needling-all.pdf",
        "dry-needling-rows-3-5.pdf",
        "manifest.jsonl",
    ]
    assert run_command(tmp_path).stderr.startswith("Already complete: 2 leaflets")


def test_a_format_for_screens_is_not_for_the_printer(tmp_path: Path) -> None:
    """It is reported as wrong usage."""
    write_table(tmp_path)
    done = run_command(tmp_path, "--format", "screen")
    assert (done.exit_code, list_folder(tmp_path)) == (2, [])
    assert "screen is not for paper" in done.stderr


@pytest.mark.parametrize("more", [["--password"], ["--password-column", "x"], ["--name", "{row}"]])
def test_what_one_file_cannot_have_is_wrong_usage(tmp_path: Path, more: list[str]) -> None:
    """A lock, and names of many files."""
    write_table(tmp_path)
    done = run_command(tmp_path, *more)
    assert (done.exit_code, list_folder(tmp_path)) == (2, [])


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_stopped_there_is_no_file(tmp_path: Path, stop: signal.Signals) -> None:
    """Only a draft after a kill, which the next run takes away."""
    write_table(tmp_path, 3_000)
    root = str(Path(handouts.__file__).parents[1])
    words = ["batch", "dry-needling", "patients.csv", "-o", "out", "--merge", "--jobs", "1"]
    environ = {**os.environ, "PYTHONPATH": root}
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", *words],
        cwd=tmp_path,
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not any(name.endswith(".part") for name in list_folder(tmp_path)):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(stop)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode != 0 and "Traceback" not in stderr
    assert "dry-needling-all.pdf" not in list_folder(tmp_path)
    if stop == signal.SIGINT:
        assert list_folder(tmp_path) == ["manifest.jsonl"]
        assert "nothing was written" in stderr
    write_table(tmp_path)
    assert run_command(tmp_path).exit_code == 0
    assert list_folder(tmp_path) == ["dry-needling-all.pdf", "manifest.jsonl"]
