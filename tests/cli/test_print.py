"""``handouts print``: from a handout's name to what a printer gets, by a real CUPS."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from click.testing import Result

from handouts.document.choices import KindName
from handouts.printing import review
from handouts.resources import library_folder
from tests.cups import Cups, needs_cups, run_cups
from tests.documents import FACTS

from .conftest import Call, Process, approve

DAY = date(2027, 1, 1)
TITLE = "DN-1 What is dry needling?"


@pytest.fixture(scope="module")
def running_cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A CUPS with one printer, which keeps what it gets."""
    needs_cups()
    with run_cups(tmp_path_factory.mktemp("cups")) as cups:
        cups.add_printer("desk", PageSize="A4 *Letter")
        yield cups


@pytest.fixture
def cups(running_cups: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """The one that the program talks to."""
    monkeypatch.setenv("CUPS_SERVER", running_cups.server)
    for name in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)
    return running_cups


@pytest.fixture(autouse=True)
def _own_library_on_a_fixed_day(
    folder: Path, own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clinic's own library, on a day on which no handout in it needs a review."""
    monkeypatch.setenv("HANDOUTS_LIBRARY", str(own_library))
    monkeypatch.setattr(review, "today", lambda: DAY)


@pytest.fixture
def no_cups(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without CUPS."""
    monkeypatch.setenv("PATH", "")


def test_flyers_are_counted_not_sheets(call: Call, cups: Cups, own_library: Path) -> None:
    """Two are on each sheet: for seven there are four sheets, and it says so."""
    path = own_library / "short.en.yaml"
    path.write_text(f"{FACTS}more:\n  heading: More\n  text: Walk.\n", "utf-8")
    approve(path)
    result = call("print", "short", "-n", "7", "--format", "flyer", "--dry-run")
    assert result.exit_code == 0, result.output
    assert shlex.split(result.stdout)[:5] == ["lp", "-d", "desk", "-n", "4"]
    result = call("print", "short", "-n", "7", "--format", "flyer")
    assert "Sent 4 copies of 2 leaflets each, to cut apart, to the printer 'desk': " in (
        result.stderr
    )


def test_twenty_copies_reach_the_printer(call: Call, cups: Cups, folder: Path) -> None:
    """The PDF that build makes, byte for byte, with all settings; and no file stays."""
    result = call("print", "dry-needling", "--copies", "20", "--paper", "a4")
    assert result.exit_code == 0, result.output
    number = result.stdout.strip()
    assert result.stderr == (
        "The printer 'desk' usually has US Letter: see that it has A4.\n"
        "Sent 20 copies to the printer 'desk': paper A4; both sides, flip on the short edge; "
        "actual size (100%); colour.\n"
    )
    assert list(folder.iterdir()) == []
    got = cups.read_job(number)
    assert (got.title, got.copies) == (TITLE, 20)
    assert {key: got.options[key] for key in ("media", "sides", "print-scaling")} == {
        "media": "A4",
        "sides": "two-sided-short-edge",
        "print-scaling": "none",
    }
    call("build", "dry-needling", "--paper", "a4")
    assert got.pdf == (folder / "dry-needling.pdf").read_bytes()


def test_paper_and_ink_can_be_chosen(call: Call, cups: Cups, folder: Path) -> None:
    """Letter, black and white, one copy, by a named printer."""
    words = ["--printer", "desk", "--paper", "letter", "--ink", "mono", "--quiet"]
    result = call("print", "dry-needling", *words)
    assert (result.exit_code, result.stderr) == (0, "")
    got = cups.read_job(result.stdout.strip())
    assert got.copies == 1
    assert (got.options["media"], got.options["print-color-mode"]) == ("Letter", "monochrome")
    call("build", "dry-needling", "--paper", "letter", "--ink", "mono")
    assert got.pdf == (folder / "dry-needling-mono.pdf").read_bytes()


def test_the_pdf_can_be_kept(call: Call, cups: Cups, folder: Path) -> None:
    """At the path of -o."""
    result = call("print", "dry-needling", "-o", "kept.pdf")
    assert cups.read_job(result.stdout.strip()).pdf == (folder / "kept.pdf").read_bytes()


def test_the_pdf_can_be_kept_in_a_new_folder(call: Call, cups: Cups, folder: Path) -> None:
    """A slash at the end says that it is one; the PDF has its usual name there."""
    assert call("print", "dry-needling", "-o", "new/", "--dry-run").exit_code == 0
    assert not (folder / "new").exists()
    result = call("print", "dry-needling", "-o", "new/")
    kept = folder / "new" / "dry-needling.pdf"
    assert cups.read_job(result.stdout.strip()).pdf == kept.read_bytes()


def test_json_says_what_was_printed_where(call: Call, cups: Cups) -> None:
    """For a script."""
    report = json.loads(call("print", "dry-needling", "--json", "--paper", "a4").stdout)
    assert report.pop("job").startswith("desk-")
    assert report == {
        "title": TITLE,
        "media": "A4",
        "sides": "two-sided-short-edge",
        "copies": 1,
        "per_copy": 1,
        "ink": "colour",
        "tray": "",
        "half": None,
        "printer": "desk",
    }


def test_one_persons_leaflet_is_printed(call: Call, cups: Cups, folder: Path) -> None:
    """The one that build makes; the print queue does not show whose it is."""
    options = ["--set", "first_name=Zyxquux", "--set", "areas=left calf", "--set", "paper=a4"]
    result = call("print", "dry-needling", *options)
    assert result.exit_code == 0, result.output
    kept = cups.read_job(result.stdout.strip())
    assert kept.title == TITLE
    call("build", "dry-needling", *options)
    assert kept.pdf == (folder / "dry-needling-personal.pdf").read_bytes()
    assert "Zyxquux" not in result.output
    assert "paper A4" in result.stderr


def test_one_persons_leaflet_is_kept_without_a_name(
    call: Call, no_cups: None, folder: Path
) -> None:
    """If it cannot be printed, neither the file's name nor the message shows whose it is."""
    (folder / "sam.yaml").write_text("first_name: Zyxquux\nformat: booklet\n", "utf-8")
    result = call("print", "dry-needling", "--person", "sam.yaml")
    assert result.exit_code == 1
    assert result.stderr.endswith("1 problem. Written: dry-needling-personal-booklet.pdf.\n")
    assert "Zyxquux" not in result.output


def test_what_is_wrong_with_a_person_is_reported_before_any_printer_is_asked(
    call: Call, no_cups: None, folder: Path
) -> None:
    """By the field, without its value; nothing is kept."""
    result = call("print", "dry-needling", "--set", "areas=left zyxquux")
    assert result.exit_code == 1
    assert result.stderr.startswith("--set areas: ")
    assert "zyxquux" not in result.stderr
    assert "CUPS" not in result.stderr
    assert list(folder.iterdir()) == []


def test_an_unknown_printer_leaves_the_pdf(call: Call, cups: Cups, folder: Path) -> None:
    """The problem, a suggested printer, and the place of the PDF; exit code 1."""
    result = call("print", "dry-needling", "--printer", "dsk")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "There is no printer 'dsk'. Did you mean 'desk'?\n\n1 problem. Written: dry-needling.pdf.\n"
    )
    assert (folder / "dry-needling.pdf").read_bytes().startswith(b"%PDF-")


def test_a_printer_that_is_off_leaves_the_pdf(call: Call, cups: Cups, folder: Path) -> None:
    """And nothing in its queue."""
    cups.run_admin("cupsdisable", "desk")
    try:
        result = call("print", "dry-needling")
    finally:
        cups.run_admin("cupsenable", "desk")
    assert result.exit_code == 1
    assert "The printer 'desk' is off or paused." in result.stderr
    assert result.stderr.endswith("Written: dry-needling.pdf.\n")
    assert (folder / "dry-needling.pdf").exists()
    assert cups.list_waiting() == []


def test_no_cups_leaves_the_pdf(call: Call, no_cups: None, folder: Path) -> None:
    """Says what to install."""
    result = call("print", "dry-needling", "-o", "x.pdf")
    assert result.exit_code == 1
    assert "There is no printing system (CUPS) on this computer" in result.stderr
    assert result.stderr.endswith("1 problem. Written: x.pdf.\n")
    assert [each.name for each in folder.iterdir()] == ["x.pdf"]


def test_the_pdf_is_not_written_over_another_file(call: Call, no_cups: None, folder: Path) -> None:
    """Both problems are reported, and the other file stays as it is."""
    (folder / "dry-needling.pdf").write_bytes(b"PK years of work")
    result = call("print", "dry-needling")
    assert result.exit_code == 1
    assert "There is no printing system" in result.stderr
    assert "dry-needling.pdf: already exists and is not a PDF" in result.stderr
    assert result.stderr.endswith("Nothing was written.\n")
    assert (folder / "dry-needling.pdf").read_bytes() == b"PK years of work"


def test_a_shell_completes_printers(
    process: Process, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the names of their queues; without CUPS, with nothing."""
    asked = {
        "_HANDOUTS_COMPLETE": "bash_complete",
        "COMP_WORDS": "handouts print x --printer de",
        "COMP_CWORD": "4",
    }
    assert process(**asked).stdout == b"plain,desk\n"
    done = process(**asked, PATH="")
    assert (done.stdout.strip(), done.stderr) == (b"", b"")


def test_a_dry_run_shows_a_command_that_prints(call: Call, cups: Cups, folder: Path) -> None:
    """Nothing is printed or written; the shown command prints just that."""
    result = call("print", "dry-needling", "-n", "3", "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "")
    assert cups.list_waiting() == []
    assert list(folder.iterdir()) == []
    words = shlex.split(result.stdout)
    assert words[:7] == ["lp", "-d", "desk", "-n", "3", "-t", TITLE]
    assert words[-3:] == ["-", "<", "dry-needling.pdf"]
    call("build", "dry-needling")
    done = subprocess.run(["sh", "-c", result.stdout], capture_output=True, text=True, timeout=30)
    number = done.stdout.split()[3]
    assert cups.read_job(number).copies == 3


def test_a_dry_run_reports_what_would_go_wrong(call: Call, no_cups: None, folder: Path) -> None:
    """The command all the same, then the problem; nothing is written."""
    result = call("print", "dry-needling", "--dry-run", "--printer", "my desk; rm -r x")
    assert result.exit_code == 1
    assert result.stdout.startswith("lp -d 'my desk; rm -r x' -n 1 ")
    assert "There is no printing system" in result.stderr
    assert list(folder.iterdir()) == []


def test_the_made_up_clinic_is_not_printed(
    call: Call, cups: Cups, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from the built-in library, nor as a PDF of it, nor for a list; but as a sample."""
    monkeypatch.delenv("HANDOUTS_LIBRARY")
    (folder / "day.csv").write_text("first name,last name\nAna,Diaz\n", "utf-8")
    built = call("build", "dry-needling")
    note = "This is printed under Riverside Physical Therapy, a made-up clinic."
    assert note in built.stderr
    for what in (["dry-needling"], ["dry-needling.pdf"], ["dry-needling", "day.csv"]):
        result = call("print", *what)
        assert result.exit_code == 1
        assert "It has the name and the telephone number of a made-up clinic." in result.stderr
        assert result.stderr.endswith("Nothing was printed.\n")
    result = call("print", "dry-needling", "--anyway")
    assert result.exit_code == 0
    assert "Printing anyway" in result.stderr


def test_the_made_up_clinic_is_not_printed_by_any_path(
    call: Call, cups: Cups, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by a link, nor by a path with '..', nor from the built-in library's own folder."""
    monkeypatch.delenv("HANDOUTS_LIBRARY")
    (folder / "link").symlink_to(library_folder())
    around = library_folder() / "pictures" / ".."
    ways = (
        ["dry-needling", "--library", "link"],
        ["dry-needling", "--library", str(around)],
        ["dry-needling", "--brand", "link/brand.yaml"],
        ["link/dry-needling.en.yaml"],
    )
    for way in ways:
        assert_not_printed(call("print", *way))
        assert call("build", *way, "-o", "made.pdf").exit_code == 0
        assert_not_printed(call("print", "made.pdf"))
    monkeypatch.chdir(library_folder())
    assert_not_printed(call("print", "./dry-needling.en.yaml"))
    monkeypatch.setenv("HANDOUTS_LIBRARY", ".")
    assert_not_printed(call("print", "dry-needling"))


def assert_not_printed(result: Result) -> None:
    """It is refused, because of the made-up clinic."""
    assert result.exit_code == 1
    assert "It has the name and the telephone number of a made-up clinic." in result.stderr


def test_a_handout_outside_a_library_says_whose_brand_it_has(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no brand lies beside it, it is that of the made-up clinic, and is not printed."""
    monkeypatch.delenv("HANDOUTS_LIBRARY")
    assert call("new", "back-pain", "--library", ".").exit_code == 0
    built = call("build", "back-pain.en.yaml")
    assert "This is printed under Riverside Physical Therapy, a made-up clinic." in built.stderr
    (folder / "brand.yaml").write_text("name: Our Clinic\n", "utf-8")
    assert "made-up" not in call("build", "back-pain.en.yaml").stderr


@pytest.fixture
def draft(call: Call, clinic: Path) -> Path:
    """A draft, as ``new`` makes it."""
    call("new", "back-pain", "--library", clinic)
    return clinic / "back-pain.en.yaml"


def test_each_kind_of_handout_is_printed(call: Call, cups: Cups, clinic: Path) -> None:
    """As it is made, once it is approved."""
    for kind in get_args(KindName):
        call("new", f"my-{kind}", "--kind", kind, "--library", clinic)
        file = clinic / f"my-{kind}.en.yaml"
        approved = file.read_text("utf-8").replace("status: draft", "status: approved")
        file.write_text(approved, "utf-8")
        result = call("print", f"my-{kind}", "--library", clinic)
        assert result.exit_code == 0, result.output
        assert result.stderr.startswith("Sent 1 copy to the printer 'desk'"), result.stderr


def test_a_draft_needs_anyway(call: Call, cups: Cups, draft: Path, folder: Path) -> None:
    """Nothing is printed, made or written without it."""
    before = sorted(folder.iterdir())
    result = call("print", draft)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "clinic/back-pain.en.yaml: This is a draft, not for patients." in result.stderr
    assert "--anyway" in result.stderr
    assert result.stderr.endswith("1 problem in 1 file. Nothing was printed.\n")
    assert sorted(folder.iterdir()) == before
    result = call("print", draft, "--anyway")
    assert result.exit_code == 0
    assert "Printing anyway: clinic/back-pain.en.yaml: This is a draft" in result.stderr
    assert cups.read_job(result.stdout.strip()).title.startswith("BP-1 ")


def test_what_is_overdue_needs_anyway(
    call: Call, cups: Cups, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the day after its review_by; for an overdue draft both are reported."""
    for day, count in ((date(2028, 11, 30), 0), (date(2028, 12, 1), 1)):
        monkeypatch.setattr(review, "today", lambda day=day: day)
        result = call("print", "dry-needling")
        assert result.exit_code == count
        assert ("Its review date, 2028-11-30, has passed." in result.stderr) == bool(count)
    assert call("print", "dry-needling", "--anyway").exit_code == 0
    assert "2 problems in 1 file." in call("print", draft).stderr


def test_a_broken_handout_is_reported_before_any_printer_is_asked(
    call: Call, no_cups: None, folder: Path
) -> None:
    """One problem at a time is enough."""
    (folder / "a.en.yaml").write_text("title: [")
    result = call("print", "a.en.yaml")
    assert result.exit_code == 1
    assert "a.en.yaml:1:9:" in result.stderr
    assert "CUPS" not in result.stderr


@pytest.mark.parametrize(
    "words", [["--copies", "0"], ["--copies", "many"], ["--ink", "gold"], ["-o", "-"]]
)
def test_wrong_usage_ends_with_2(call: Call, words: list[str]) -> None:
    """Usage errors are reported before anything is done."""
    result = call("print", "dry-needling", *words)
    assert (result.exit_code, result.stdout) == (2, "")
