"""``handouts batch`` and headers: in other words, slipped, remembered, below a title."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Call
from .tables import HEAD, batch, made, patients, write

__all__ = ["patients"]


def test_headers_in_other_words_are_told_and_remembered(
    call: Call, clinic: Path, patients: Path, folder: Path
) -> None:
    """In the clinic's folder, where the next batch finds them."""
    write(folder, "Sam,Lee,555", head="Rufname,Zuname,Fon\n")
    words = ("--library", clinic, "--columns", "first_name=Rufname")
    result = batch(call, *words, "--remember-columns", "--name", "{first_name}")
    assert result.exit_code == 0, result.stderr
    assert "Columns that are not read: C 'Fon'.\n" in result.stderr
    assert (clinic / "columns.yaml").is_file()
    batch(call, "--library", clinic, "--name", "{first_name}-again")
    assert made(folder) == ["Sam-again.pdf", "Sam.pdf"]


def test_nothing_is_remembered_in_the_library_that_ships(call: Call, patients: Path) -> None:
    """It is not the clinic's."""
    result = batch(call, "--remember-columns")
    assert result.exit_code == 2
    assert "--library" in result.stderr


def test_a_header_that_is_not_there_is_told(call: Call, patients: Path) -> None:
    """With what was probably meant."""
    result = batch(call, "--columns", "first_name=Frist name")
    assert result.exit_code == 1
    assert "Did you mean 'First name'?" in result.stderr


def test_a_slip_in_a_header_is_told_though_it_is_quiet(
    call: Call, patients: Path, folder: Path
) -> None:
    """It would cost everyone their name; what is merely not read is left to those who look."""
    write(folder, "Sam,Lee,12", head="Frist name,Last name,Phone\n")
    said = """The column A 'Frist name' is not read. Did you mean 'first name'? """
    said += """If so: --columns first_name="Frist name"\n"""
    assert batch(call, "--quiet").stderr == said
    script = batch(call, "--json")
    assert script.stderr == said
    assert json.loads(script.stdout)["ignored"] == ["C 'Phone'"]


def test_a_title_above_the_headers_is_told(call: Call, patients: Path, folder: Path) -> None:
    """That it is passed over, and where the headers are."""
    write(folder, "Sam,Lee,Dr. Kim", head=f"Appointments 23 Nov 2026\n\n{HEAD}")
    result = batch(call)
    assert "The headers are in row 3; the rows above are not read.\n" in result.stderr
    assert made(folder) == ["dry-needling-00004.pdf"]


def test_headers_below_something_else_are_named(call: Call, patients: Path, folder: Path) -> None:
    """Where one word alone is known, the row is reported, and nothing is passed over."""
    write(folder, "Sam,12", head="Appointments,Monday\nSurname,Fon\n")
    result = batch(call)
    assert result.exit_code == 1
    assert "Row 2 looks like the headers: delete the rows above it." in result.stderr


def test_headers_that_are_remembered_are_found_below_a_title(
    call: Call, patients: Path, folder: Path
) -> None:
    """Though nobody else knows them."""
    write(folder, "Sam,Lee", head="Monday\n\nRufname,Sippe\n")
    words = ("--columns", "first_name=Rufname", "--columns", "last_name=Sippe")
    result = batch(call, *words, "--name", "{first_name}-{last_name}")
    assert result.exit_code == 0, result.stderr
    assert made(folder) == ["Sam-Lee.pdf"]
