"""``handouts print FILE.pdf``: a PDF that this program made before, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from handouts.printing import review
from tests.cups import Cups, needs_cups, run_cups

from .conftest import Call, approve


@pytest.fixture(scope="module")
def running_cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A CUPS with one printer, which keeps what it gets."""
    needs_cups()
    with run_cups(tmp_path_factory.mktemp("cups")) as cups:
        cups.add_printer("desk")
        yield cups


@pytest.mark.parametrize(
    ("format", "paper", "sides"),
    [
        ("trifold", "a4", "two-sided-short-edge"),
        ("sheet", "letter", "two-sided-long-edge"),
        ("booklet", "a4", "two-sided-short-edge"),
    ],
)
def test_a_file_is_printed_as_it_says_itself(
    call: Call, cups: Cups, folder: Path, format: str, paper: str, sides: str
) -> None:
    """Its bytes, on its paper, flipped on its edge; the file stays."""
    call("build", "dry-needling", "--format", format, "--paper", paper, "-o", "mine.pdf")
    result = call("print", "mine.pdf", "-n", "3")
    assert result.exit_code == 0, result.output
    got = cups.read_job(result.stdout.strip())
    assert (got.title, got.copies) == ("DN-1 What is dry needling?", 3)
    assert got.options["media"].lower() == paper
    assert got.options["sides"] == sides
    assert got.pdf == (folder / "mine.pdf").read_bytes()
    assert [each.name for each in folder.iterdir()] == ["mine.pdf"]


def test_the_merged_file_of_a_batch_is_printed(call: Call, cups: Cups, folder: Path) -> None:
    """As one job; the queue shows nobody's name."""
    (folder / "day.csv").write_text("First name,Last name\nMira,Castle\nTom,Reed\n")
    call("batch", "dry-needling", "day.csv", "-o", "out", "--merge", "--paper", "a4")
    result = call("print", "out/dry-needling-all.pdf")
    assert result.exit_code == 0, result.output
    got = cups.read_job(result.stdout.strip())
    assert got.pdf == (folder / "out/dry-needling-all.pdf").read_bytes()
    assert got.title == "DN-1 What is dry needling?"
    assert got.options["sides"] == "two-sided-short-edge"


def test_nobody_turns_several_peoples_leaflets_by_hand(call: Call, cups: Cups) -> None:
    """A sheet out of order would give a person another's back page."""
    Path("day.csv").write_text("First name,Last name\nMira,Castle\nTom,Reed\n")
    call("batch", "dry-needling", "day.csv", "-o", "out", "--merge", "--paper", "a4")
    result = call("print", "out/dry-needling-all.pdf", "--half", "odd")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "a person gets another's back page" in result.stderr


def write_draft(call: Call, clinic: Path) -> Path:
    """A translation that nobody has approved yet."""
    assert call("new", "back-pain", "--library", clinic).exit_code == 0
    return clinic / "back-pain.en.yaml"


def test_a_draft_is_known_by_its_mark(call: Call, cups: Cups, clinic: Path) -> None:
    """In a file of its own, and in a merged file; it is printed only with --anyway."""
    draft = write_draft(call, clinic)
    Path("day.csv").write_text("First name,Last name\nMira,Castle\n")
    call("build", draft, "-o", "one.pdf")
    call("batch", draft, "day.csv", "-o", "out", "--merge", "--library", clinic)
    for file in ("one.pdf", "out/back-pain-all.pdf"):
        result = call("print", file)
        assert (result.exit_code, result.stdout) == (1, ""), file
        assert f"{file}: This is a draft, not for patients." in result.stderr
        assert result.stderr.endswith("Nothing was printed.\n")
    assert call("print", "one.pdf", "--anyway").exit_code == 0


def test_a_draft_in_one_language_marks_the_merged_file(
    call: Call, cups: Cups, clinic: Path, folder: Path
) -> None:
    """Even if the batch's own language is approved."""
    file = clinic / "dry-needling.en.yaml"
    (clinic / "dry-needling.en-GB.yaml").write_bytes(file.read_bytes())
    approve(file)
    rows = "First name,Last name,Language\nMira,Castle,en\n{}"
    for name, row in (("mixed", "Ana,Reed,en-GB\n"), ("english", "Ana,Reed,en\n")):
        (folder / f"{name}.csv").write_text(rows.format(row))
        words = ["--library", clinic, "-o", name, "--merge"]
        done = call("batch", "dry-needling", f"{name}.csv", *words)
        assert done.exit_code == 0, done.output
    assert "This is a draft" in call("print", "mixed/dry-needling-all.pdf").stderr
    assert call("print", "english/dry-needling-all.pdf").exit_code == 0


def test_what_is_overdue_is_known_too(
    call: Call, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file lies longer in a folder than a handout in the library."""
    call("build", "dry-needling", "-o", "old.pdf")
    monkeypatch.setattr(review, "today", lambda: date(2040, 1, 1))
    result = call("print", "old.pdf")
    assert result.exit_code == 1
    assert "old.pdf: Its review date, " in result.stderr


def test_another_programs_pdf_is_refused(call: Call, cups: Cups, folder: Path) -> None:
    """With the settings to print it by hand; so are broken and locked files."""
    call("build", "dry-needling", "--paper", "a4", "--format", "sheet", "-o", "mine.pdf")
    with pikepdf.open(folder / "mine.pdf") as file:
        file.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="x", user="y"))
        del file.docinfo["/HandoutID"]
        file.save(folder / "other.pdf")
    result = call("print", "other.pdf")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("other.pdf: was not made by this program")
    assert "paper A4; both sides, flip on the long edge; actual size (100%)" in result.stderr
    assert "locked.pdf: is locked by a password." in call("print", "locked.pdf").stderr
    for content in (b"", b"no PDF", b"%PDF-1.7"):
        (folder / "broken.pdf").write_bytes(content)
        result = call("print", "broken.pdf")
        assert result.exit_code == 1
        assert result.stderr.startswith("broken.pdf: is not a PDF that can be read.")


def test_a_file_of_two_papers_is_refused(call: Call, cups: Cups, folder: Path) -> None:
    """A printer would cut off or shrink one of them."""
    for paper in ("a4", "letter"):
        call("build", "dry-needling", "--paper", paper, "-o", f"{paper}.pdf")
    with pikepdf.open(folder / "a4.pdf") as one, pikepdf.open(folder / "letter.pdf") as other:
        one.pages.extend(other.pages)
        one.save(folder / "both.pdf")
    result = call("print", "both.pdf")
    assert result.exit_code == 1
    assert result.stderr.startswith("both.pdf: has pages of A4 and US Letter")


@pytest.mark.parametrize(
    "words", [["--set", "first_name=Sam"], ["--paper", "a4"], ["-o", "x.pdf"], ["--by-hand"]]
)
def test_a_file_takes_no_options_of_a_handout(
    call: Call, cups: Cups, folder: Path, words: list[str]
) -> None:
    """It is finished."""
    call("build", "dry-needling", "-o", "mine.pdf")
    result = call("print", "mine.pdf", *words)
    assert result.exit_code == 2
    assert f"leave out {words[0] if words[0] != '-o' else '--output'}." in result.stderr
