"""``handouts batch`` and headers: in other words, misspelled, remembered, below a title."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Call
from .tables import HEAD, list_leaflets, patients, run_batch, write_table

__all__ = ["patients"]


def test_headers_in_other_words_are_reported_and_remembered(
    call: Call, clinic: Path, patients: Path, folder: Path
) -> None:
    """In the clinic's folder, where the next batch finds them."""
    write_table(folder, "Sam,Lee,555", head="Rufname,Zuname,Fon\n")
    words = ("--library", clinic, "--columns", "first_name=Rufname")
    result = run_batch(call, *words, "--remember-columns", "--name", "{first_name}")
    assert result.exit_code == 0, result.stderr
    assert "Columns that are not read: C 'Fon'.\n" in result.stderr
    assert (clinic / "columns.yaml").is_file()
    run_batch(call, "--library", clinic, "--name", "{first_name}-again")
    assert list_leaflets(folder) == ["Sam-again.pdf", "Sam.pdf"]


def test_nothing_is_remembered_in_the_library_that_ships(call: Call, patients: Path) -> None:
    """It is not the clinic's."""
    result = run_batch(call, "--remember-columns")
    assert result.exit_code == 2
    assert "--library" in result.stderr


def test_a_header_that_is_not_there_is_reported(call: Call, patients: Path) -> None:
    """With a suggestion."""
    result = run_batch(call, "--columns", "first_name=Frist name")
    assert result.exit_code == 1
    assert "Did you mean 'First name'?" in result.stderr


def test_a_slip_in_a_header_is_reported_though_it_is_quiet(
    call: Call, patients: Path, folder: Path
) -> None:
    """It would cost everyone their name; ignored columns are only listed without ``--quiet``."""
    write_table(folder, "Sam,Lee,12", head="Frist name,Last name,Phone\n")
    warning = """The column A 'Frist name' is not read. Did you mean 'first name'? """
    warning += """If so: --columns first_name="Frist name"\n"""
    assert run_batch(call, "--quiet").stderr == warning
    script = run_batch(call, "--json")
    assert script.stderr == warning
    assert json.loads(script.stdout)["ignored"] == ["C 'Phone'"]


def test_a_title_above_the_headers_is_reported(call: Call, patients: Path, folder: Path) -> None:
    """That it is passed over, and where the headers are."""
    write_table(folder, "Sam,Lee,Dr. Kim", head=f"Appointments 23 Nov 2026\n\n{HEAD}")
    result = run_batch(call)
    assert "The headers are in row 3; the rows above are not read.\n" in result.stderr
    assert list_leaflets(folder) == ["dry-needling-00004.pdf"]


def test_headers_below_something_else_are_named(call: Call, patients: Path, folder: Path) -> None:
    """If only one word is known, the row is reported, and nothing is skipped."""
    write_table(folder, "Sam,12", head="Appointments,Monday\nSurname,Fon\n")
    result = run_batch(call)
    assert result.exit_code == 1
    assert "Row 2 looks like the headers: delete the rows above it." in result.stderr


def test_headers_that_are_remembered_are_found_below_a_title(
    call: Call, patients: Path, folder: Path
) -> None:
    """Even words that only this clinic uses."""
    write_table(folder, "Sam,Lee", head="Monday\n\nRufname,Sippe\n")
    words = ("--columns", "first_name=Rufname", "--columns", "last_name=Sippe")
    result = run_batch(call, *words, "--name", "{first_name}-{last_name}")
    assert result.exit_code == 0, result.stderr
    assert list_leaflets(folder) == ["Sam-Lee.pdf"]
