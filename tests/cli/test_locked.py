"""``handouts batch`` with passwords: each file has its own password, or all have the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import handouts
from handouts.cli.program import program

from .conftest import Call
from .tables import list_leaflets, patients, run_batch, write_table

__all__ = ["patients"]


def opens_with(path: Path, password: str) -> bool:
    """Whether a password opens a PDF."""
    from pikepdf import PasswordError, Pdf

    try:
        with Pdf.open(path, password=password) as pdf:
            assert pdf.encryption.R == 6 and pdf.encryption.bits == 256
            assert pdf.allow.accessibility and pdf.allow.print_highres
            assert pdf.allow.modify_form  # what a screen's reader may fill in
            assert not pdf.allow.modify_other
            return True
    except PasswordError:
        return False


def test_a_password_for_all_locks_each_file(call: Call, patients: Path, folder: Path) -> None:
    """The prompt hides it and asks twice; the bytes contain nothing about a person."""
    words = ["batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1", "--password"]
    result = CliRunner().invoke(program, words, input="hedgehog\nhedgehog\n")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "out\n"
    for name in list_leaflets(folder):
        path = folder / "out" / name
        assert opens_with(path, "hedgehog")
        assert not opens_with(path, "") and not opens_with(path, "Hedgehog")
        assert b"Secret" not in path.read_bytes()
    (folder / "word").write_text("hedgehog\n")
    again = run_batch(call, "--password-file", "word")
    assert again.stderr == "Already complete: 6 leaflets in out.\n"


def test_a_column_locks_each_file_by_its_own(call: Call, patients: Path, folder: Path) -> None:
    """A row without a password is wrong: no leaflet is left open by mistake."""
    write_table(folder, "Sam,one1", "Ana,", "Bo,three3", head="First name,Code\n")
    result = run_batch(call, "--password-column", "Code")
    assert result.exit_code == 1
    assert result.stderr.startswith("patients.csv:3:2: Column B 'Code': The password is missing.\n")
    assert "one1" not in result.stderr
    write_table(folder, "Sam,one1", "Ana,two2", "Bo,three3", head="First name,Code\n")
    assert run_batch(call, "--password-column", "Code").exit_code == 0
    assert [opens_with(folder / "out" / name, "two2") for name in list_leaflets(folder)] == [
        False,
        True,
        False,
    ]
    manifest = (folder / "out" / "manifest.jsonl").read_text()
    assert "two2" not in manifest


def test_two_ways_of_locking_are_wrong_usage(call: Call, patients: Path) -> None:
    """The program cannot know which one to use."""
    result = run_batch(call, "--password", "--password-column", "Code")
    assert result.exit_code == 2


@pytest.mark.parametrize("more", [[], ["--merge"], ["--password"]])
@pytest.mark.parametrize("header", ["", " "])
def test_a_column_without_a_header_is_wrong_usage(
    call: Call, patients: Path, folder: Path, header: str, more: list[str]
) -> None:
    """A script whose variable is empty makes no open files."""
    result = run_batch(call, "--password-column", header, *more)
    assert result.exit_code == 2, result.stderr
    assert "password" in result.stderr or "lock" in result.stderr
    assert not (folder / "out").exists()


@pytest.mark.parametrize("data", ["schlüssel\n".encode("cp1252"), "key\n".encode("utf-16")])
def test_a_passwords_file_in_another_encoding_is_reported(
    call: Call, patients: Path, folder: Path, data: bytes
) -> None:
    """With a hint; the password is not repeated."""
    (folder / "word").write_bytes(data)
    result = run_batch(call, "--password-file", "word")
    assert result.exit_code == 2
    assert "Save the file as UTF-8." in result.stderr
    assert "Traceback" not in result.stderr and "chl" not in result.stderr
    assert not (folder / "out").exists()


def test_an_empty_password_is_wrong_usage(call: Call, patients: Path, folder: Path) -> None:
    """It would lock nothing."""
    (folder / "word").write_text("\n")
    result = run_batch(call, "--password-file", "word")
    assert result.exit_code == 2
    assert "The password is missing." in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="a console is asked by other ways there")
def test_a_password_cannot_be_typed_without_a_terminal(patients: Path, folder: Path) -> None:
    """A script gets a message what to do; piped input is not shown or used."""
    root = str(Path(handouts.__file__).parents[1])
    words = ["batch", "dry-needling", patients.name, "-o", "out", "--password"]
    done = subprocess.run(
        [sys.executable, "-m", "handouts", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        input="secret\nsecret\n",
        capture_output=True,
        text=True,
        start_new_session=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "Error: There is no terminal to type a hidden password in. Use --password-file.\n"
    )
    assert not (folder / "out").exists()
