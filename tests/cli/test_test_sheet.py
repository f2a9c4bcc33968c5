"""``handouts test-sheet``: where it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.printing.testsheet import render_test_sheet
from tests.cups import needs_cups, run_cups

from .conftest import Call, Process


def test_the_sheet_lands_in_the_current_folder(call: Call, folder: Path) -> None:
    """On the brand's paper, its path on stdout and what to do with it on stderr."""
    result = call("test-sheet")
    assert (result.exit_code, result.stdout) == (0, "test-sheet.pdf\n")
    assert result.stderr == "Print it on both sides, then follow the instructions on it.\n"
    assert (folder / "test-sheet.pdf").read_bytes() == render_test_sheet("trifold", "letter")


def test_paper_and_place_can_be_chosen(call: Call, folder: Path) -> None:
    """The paper is the brand's, unless another is requested."""
    (folder / "brand.yaml").write_text("name: Clinic\npaper: a4\n")
    call("test-sheet", "-o", "own.pdf", "--quiet")
    call("test-sheet", "-o", "other.pdf", "--paper", "letter")
    assert (folder / "own.pdf").read_bytes() == render_test_sheet("trifold", "a4")
    assert (folder / "other.pdf").read_bytes() == render_test_sheet("trifold", "letter")


def test_a_dash_writes_the_bytes_to_stdout(process: Process) -> None:
    """With nothing added."""
    assert process("test-sheet", "--paper", "a4", "-o", "-").stdout == render_test_sheet(
        "trifold", "a4"
    )


def test_what_is_not_a_pdf_is_never_written_over(call: Call, folder: Path) -> None:
    """A typing mistake after -o never costs a file."""
    (folder / "thesis.docx").write_bytes(b"PK years of work")
    result = call("test-sheet", "-o", "thesis.docx")
    assert result.exit_code == 1
    assert result.stderr.endswith("Nothing was written.\n")
    assert (folder / "thesis.docx").read_bytes() == b"PK years of work"


def test_it_can_be_printed_as_handouts_are(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same settings, so that it tests those as well."""
    needs_cups()
    with run_cups(tmp_path / "cups") as cups:
        monkeypatch.setenv("CUPS_SERVER", cups.server)
        cups.add("desk")
        result = call("test-sheet", "--print", "--paper", "a4")
        assert result.exit_code == 0, result.output
        got = cups.read_job(result.stdout.strip())
    assert got.pdf == render_test_sheet("trifold", "a4")
    assert (got.options["sides"], got.options["media"]) == ("two-sided-short-edge", "A4")
    assert list(folder.iterdir()) == []


def test_stdout_is_not_a_printer(call: Call) -> None:
    """One or the other."""
    assert call("test-sheet", "--print", "-o", "-").exit_code == 2
