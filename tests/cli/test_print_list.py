"""``handouts print NAME TABLE``: a list, read as a batch, printed in order, and nothing kept."""

from __future__ import annotations

import io
import json
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handouts.cli.print_list import format_rows
from handouts.printing import lp
from handouts.printing.job import PrintError, PrintJob
from handouts.printing.queue import PrintQueue
from tests.cups import Cups, needs_cups, run_cups

from .conftest import Call

DAY = """\
First name,Last name,Status,Appointment
Mira,Castle,Booked,2026-12-01 09:00
Tom,Reed,Booked,2026-12-01 10:00
Zyxquux,Park,Cancelled,2026-12-01 11:00
Ada,Lowe,Booked,2026-12-02 09:00
"""


@pytest.fixture(scope="module")
def running_cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A CUPS with a printer that does all, and one that cannot turn the paper."""
    needs_cups()
    with run_cups(tmp_path_factory.mktemp("cups")) as cups:
        cups.add_printer("desk", PageSize="A4 *Letter")
        cups.add_printer("small", PageSize="A4 *Letter", Duplex="")
        cups.run_admin("lpadmin", "-d", "desk")
        yield cups


@pytest.fixture(autouse=True)
def _day_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path) -> None:
    """A table in the current folder, and a folder of its own for temporary files."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (folder / "day.csv").write_text(DAY)


def list_bookmarks(pdf: bytes) -> list[str]:
    """The bookmarks of a file: one for each row."""
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def test_a_list_is_printed_in_its_order(
    call: Call, cups: Cups, folder: Path, tmp_path: Path
) -> None:
    """As one job of those who come; which rows went is said, and no file is left."""
    result = call("print", "dry-needling", "day.csv")
    assert result.exit_code == 0, result.output
    got = cups.read_job(result.stdout.strip())
    assert list_bookmarks(got.pdf) == ["Row 2", "Row 3", "Row 5"]
    assert (got.options["sides"], got.options["Duplex"]) == ("two-sided-short-edge", "DuplexTumble")
    assert got.title == "DN-1 What is dry needling?"
    assert "It holds 3 leaflets, in this order: rows 2-3, 5. After a jam, " in result.stderr
    assert "Left out by their status: 1 cancelled (row 4)." in result.stderr
    assert [each.name for each in folder.iterdir()] == ["day.csv"]
    assert list((tmp_path / "temporary").iterdir()) == []
    assert "Castle" not in result.output


def test_after_a_jam_some_rows_are_printed_again(call: Call, cups: Cups) -> None:
    """By their numbers in the table."""
    result = call("print", "dry-needling", "day.csv", "--rows", "3-5")
    assert list_bookmarks(cups.read_job(result.stdout.strip()).pdf) == ["Row 3", "Row 5"]
    result = call("print", "dry-needling", "day.csv", "--on", "2026-12-02", "-q")
    assert list_bookmarks(cups.read_job(result.stdout.strip()).pdf) == ["Row 5"]


def test_a_list_can_be_sorted(call: Call, cups: Cups) -> None:
    """Which rows went is said in the order of the sheets."""
    result = call("print", "dry-needling", "day.csv", "--sort", "Last name")
    assert list_bookmarks(cups.read_job(result.stdout.strip()).pdf) == ["Row 2", "Row 5", "Row 3"]
    assert "in this order: rows 2, 5, 3." in result.stderr


def test_the_leaflets_are_those_of_a_batch(call: Call, cups: Cups, folder: Path) -> None:
    """Byte for byte, with the fields that are the same for all."""
    words = ["--set", "therapist=J. Park", "--paper", "a4", "--ink", "mono"]
    result = call("print", "dry-needling", "day.csv", *words)
    call("batch", "dry-needling", "day.csv", "-o", "out", "--merge", *words)
    merged = (folder / "out/dry-needling-all.pdf").read_bytes()
    assert cups.read_job(result.stdout.strip()).pdf == merged


def test_the_leaflets_lie_in_a_private_folder_meanwhile(
    call: Call, cups: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is deleted even if printing fails."""
    modes: list[int] = []

    def look(job: PrintJob, queue: PrintQueue, pdf: bytes) -> str:
        """Look at the folder, then fail."""
        modes.extend(
            stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "temporary").iterdir()
        )
        raise PrintError("No toner.")

    monkeypatch.setattr(lp, "send_job", look)
    result = call("print", "dry-needling", "day.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("No toner.\n\n1 problem. Nothing was printed.\n")
    assert modes == [0o700]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_another_format_is_told_once(call: Call, clinic: Path) -> None:
    """It holds for the whole list."""
    file = clinic / "dry-needling.en.yaml"
    long = "  Words that fill the page with more of the same again. \n\n" * 60
    file.write_text(file.read_text("utf-8").replace("intro: |\n", f"intro: |\n{long}", 1), "utf-8")
    result = call("print", "dry-needling", "day.csv", "--library", clinic, "--dry-run")
    assert result.stderr.count("is too long for trifold, so it is made as booklet.") == 1


def test_one_bad_row_stops_the_list(call: Call, cups: Cups, folder: Path) -> None:
    """As in a batch; with --skip-bad the others are printed, and no file holds the bad ones."""
    (folder / "day.csv").write_text(DAY.replace("2026-12-01 10:00", "soon"))
    result = call("print", "dry-needling", "day.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "day.csv:3:4: " in result.stderr
    assert result.stderr.endswith("Nothing was printed.\n")
    result = call("print", "dry-needling", "day.csv", "--skip-bad")
    assert result.exit_code == 1
    assert list_bookmarks(cups.read_job(result.stdout.strip()).pdf) == ["Row 2", "Row 5"]
    assert "day.csv:3:4: " in result.stderr
    assert [each.name for each in folder.iterdir()] == ["day.csv"]


def test_other_sheets_are_a_job_of_their_own(call: Call, cups: Cups, folder: Path) -> None:
    """Another paper, or another edge; which rows each job holds is said."""
    rows = "Sam,Lee,,\nAda,Lowe,,a4\nZoe,Orr,large-print,\nMax,Ray,booklet,\n"
    (folder / "day.csv").write_text(f"First name,Last name,Format,Paper\n{rows}")
    result = call("print", "dry-needling", "day.csv", "--paper", "letter")
    assert result.exit_code == 0, result.output
    jobs = [cups.read_job(number) for number in result.stdout.split()]
    assert [
        (list_bookmarks(job.pdf), job.options["media"], job.options["sides"]) for job in jobs
    ] == [
        (["Row 2", "Row 5"], "Letter", "two-sided-short-edge"),
        (["Row 3"], "A4", "two-sided-short-edge"),
        (["Row 4"], "Letter", "two-sided-long-edge"),
    ]
    for rows in ("rows 2, 5", "row 3", "row 4"):
        assert f"in this order: {rows}. " in result.stderr


def test_who_names_no_format_gets_the_usual_one(call: Call, cups: Cups, folder: Path) -> None:
    """Although the first row of the job is a booklet, with twice the pages."""
    (folder / "day.csv").write_text("First name,Format\nMax,booklet\nSam,\n")
    result = call("print", "dry-needling", "day.csv")
    assert result.exit_code == 0, result.output
    with pikepdf.open(io.BytesIO(cups.read_job(result.stdout.strip()).pdf)) as pdf:
        assert len(pdf.pages) == 4 + 2


def test_what_was_sent_before_a_failure_is_said(
    call: Call, cups: Cups, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that nobody prints it twice."""
    (folder / "day.csv").write_text("First name,Last name,Paper\nSam,Lee,letter\nAda,Lowe,a4\n")
    really = lp.send_job

    def fail_for_a4(job: PrintJob, queue: PrintQueue, pdf: bytes) -> str:
        """Send all but A4."""
        if job.media == "A4":
            raise PrintError("No A4.")
        return really(job, queue, pdf)

    monkeypatch.setattr(lp, "send_job", fail_for_a4)
    result = call("print", "dry-needling", "day.csv", "--paper", "letter")
    assert result.exit_code == 1
    assert result.stdout.startswith("desk-")
    assert result.stderr.endswith("1 problem. Sent to the printer before: row 2.\n")


def test_a_printer_that_cannot_do_it_prints_no_row(call: Call, cups: Cups, folder: Path) -> None:
    """Nor does anybody turn several people's leaflets by hand; one row is turned."""
    result = call("print", "dry-needling", "day.csv", "--printer", "small")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot turn the paper" in result.stderr
    half = ["--printer", "small", "--half", "odd"]
    result = call("print", "dry-needling", "day.csv", *half)
    assert "gets another's back page" in result.stderr
    result = call("print", "dry-needling", "day.csv", "--rows", "3", *half)
    assert result.exit_code == 0, result.output
    assert [each.name for each in folder.iterdir()] == ["day.csv"]


def test_a_draft_is_refused(call: Call, cups: Cups, clinic: Path) -> None:
    """As for one person."""
    call("new", "back-pain", "--library", clinic)
    result = call("print", clinic / "back-pain.en.yaml", "day.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "This is a draft, not for patients." in result.stderr
    assert result.stderr.endswith("Nothing was printed.\n")
    result = call("print", clinic / "back-pain.en.yaml", "day.csv", "--anyway")
    assert result.exit_code == 0
    assert "Printing anyway: " in result.stderr


def test_what_would_be_printed_is_said(call: Call, cups: Cups) -> None:
    """Nothing is sent, and what the printer cannot do is said too."""
    before = cups.run_admin("lpstat", "-W", "all", "-o")
    result = call("print", "dry-needling", "day.csv", "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Would print 3 leaflets: rows 2-3, 5; paper US Letter; both sides, " in result.stderr
    result = call("print", "dry-needling", "day.csv", "--dry-run", "--printer", "small")
    assert result.exit_code == 1
    assert "cannot turn the paper" in result.stderr
    assert cups.run_admin("lpstat", "-W", "all", "-o") == before


def test_json_says_which_rows_were_printed(call: Call, cups: Cups) -> None:
    """For a script."""
    report = json.loads(call("print", "dry-needling", "day.csv", "--json").stdout)
    (job,) = report["jobs"]
    assert (job["rows"], job["printer"]) == ([2, 3, 5], "desk")
    assert job["job"].startswith("desk-")
    assert report["left_out"] == {"cancelled": [4]}
    assert report["problems"] == []


def test_nobody_is_a_list_too(call: Call, cups: Cups) -> None:
    """All are cancelled: nothing is printed, and that is no problem."""
    result = call("print", "dry-needling", "day.csv", "--only", "Status=Cancelled")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nobody gets a leaflet, so nothing was printed." in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["day.csv", "-o", "x.pdf"],
        ["day.csv", "--by-hand"],
        ["day.csv", "--format", "screen"],
        ["--rows", "2-3"],
        ["--skip-bad"],
        ["--window", "din"],
        ["--separate-by", "Practitioner"],
        ["day.csv", "--rows", "x"],
        ["day.csv", "--set", "first_name=Sam"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(call: Call, cups: Cups, words: list[str]) -> None:
    """Before anything is done."""
    result = call("print", "dry-needling", *words)
    assert (result.exit_code, result.stdout) == (2, "")


def test_rows_are_said_as_they_are_typed() -> None:
    """Ranges where they follow one another, in the order of the pages."""
    assert format_rows([2, 3, 4, 9, 11, 12]) == "rows 2-4, 9, 11-12"
    assert format_rows([7]) == "row 7"


def test_separators_and_addresses_are_printed(call: Call, cups: Cups, folder: Path) -> None:
    """As in a merged file; how many other sheets there are is said."""
    rows = (
        "Sam Lee,1 Main St; Boston MA 02110,J. Park\nAda Lowe,2 Main St; Boston MA 02110,A. Fox\n"
    )
    (folder / "day.csv").write_text(f"Name,Address,Therapist\n{rows}")
    words = ["--separate-by", "therapist", "--window", "us10"]
    result = call("print", "dry-needling", "day.csv", *words, "--dry-run")
    assert "Would print 2 leaflets and 4 other sheets: rows 3, 2; " in result.stderr
    result = call("print", "dry-needling", "day.csv", *words)
    assert result.exit_code == 0, result.output
    assert "It holds 2 leaflets and 4 other sheets, in this order: rows 3, 2." in result.stderr
    got = cups.read_job(result.stdout.strip()).pdf
    assert list_bookmarks(got) == [
        *("Separator 1", "Row 3, address", "Row 3"),
        *("Separator 2", "Row 2, address", "Row 2"),
    ]
    call("batch", "dry-needling", "day.csv", "-o", "out", "--merge", *words)
    assert got == (folder / "out/dry-needling-all.pdf").read_bytes()
