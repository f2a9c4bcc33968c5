"""``handouts batch`` on workbooks: what is read is said, and what is hidden stays out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.workbooks import write_workbook

from .conftest import Call
from .tables import list_leaflets, patients, write_table

__all__ = ["patients"]

CASES = Path(__file__).parents[1] / "tables" / "cases"


@pytest.fixture(autouse=True)
def toy_leaflets(patients: Path) -> None:
    """Leaflets that cost next to nothing."""


def opens_with(path: Path, password: str) -> bool:
    """Whether a password opens a PDF."""
    from pikepdf import PasswordError, Pdf

    try:
        with Pdf.open(path, password=password):
            return True
    except PasswordError:
        return False


def make_leaflets(call: Call, folder: Path, name: str, *more: str) -> tuple[int, str]:
    """The exit code of a batch from a case, and what it said."""
    shutil.copy(CASES / name, folder / name)
    result = call("batch", "dry-needling", name, "-o", "out", "-j", "1", *more)
    return result.exit_code, result.stderr


def test_hidden_rows_are_counted(call: Call, folder: Path) -> None:
    """Even if little is to be said."""
    code, said = make_leaflets(call, folder, "filtered-rows.xlsx", "-q")
    assert (code, said) == (0, "1 hidden row was left out: row 3.\n")
    assert [name.rpartition("-")[2] for name in list_leaflets(folder)] == ["00002.pdf", "00004.pdf"]


def test_json_tells_what_was_left_out(call: Call, folder: Path) -> None:
    """So that a script can stop."""
    shutil.copy(CASES / "filtered-rows.xlsx", folder)
    words = ("batch", "dry-needling", "filtered-rows.xlsx", "-o", "out", "--dry-run", "--json")
    found = json.loads(call(*words).stdout)
    assert (found["sheet"], found["hidden_rows"], found["hidden_columns"]) == ("Sheet1", [3], [])


def test_the_sheet_that_was_read_is_named(call: Call, folder: Path) -> None:
    """With the others, also the hidden ones."""
    people, prices = {1: ["First name"], 2: ["Sam"]}, {1: ["Item"], 2: ["Tape"]}
    (folder / "a.xlsx").write_bytes(write_workbook(("People", people), ("Prices", prices)))
    result = call("batch", "dry-needling", "a.xlsx", "-o", "out", "-j", "1")
    assert "The sheet 'People' was read. Other sheets: 'Prices'.\n" in result.stderr
    (folder / "b.xlsx").write_bytes(write_workbook(("People", people)))
    result = call("batch", "dry-needling", "b.xlsx", "-o", "out-b", "-j", "1")
    assert "The sheet 'People' was read.\n" in result.stderr


def test_a_page_of_a_longer_list_is_told(call: Call, folder: Path) -> None:
    """A FHIR server gives a long list page by page."""
    name = {"family": "Lee", "given": ["Sam"]}
    bundle = {
        "resourceType": "Bundle",
        "link": [{"relation": "self"}, {"relation": "next", "url": "http://a.example/2"}],
        "entry": [{"resource": {"resourceType": "Patient", "id": "1", "name": [name]}}],
    }
    (folder / "a.json").write_text(json.dumps(bundle))
    result = call("batch", "dry-needling", "a.json", "-o", "out", "-j", "1", "-q")
    note = "The file is one page of a longer list: the next pages are not in it.\n"
    assert (result.exit_code, result.stderr) == (0, note)


@pytest.mark.parametrize(
    ("name", "header", "passwords"),
    [
        ("pin.xlsx", "PIN", ["00123", "00045"]),
        ("dob-password.xlsx", "DOB", ["03/05/1980", "13/02/1971"]),
    ],
)
def test_a_file_opens_with_what_the_sheet_shows(
    call: Call, folder: Path, name: str, header: str, passwords: Sequence[str]
) -> None:
    """The zeros in front, the day as it is formatted."""
    code, said = make_leaflets(call, folder, name, "--password-column", header)
    assert code == 0, said
    for leaflet, password in zip(list_leaflets(folder), passwords, strict=True):
        assert opens_with(folder / "out" / leaflet, password)


@pytest.mark.parametrize("text", ["N/A", "-", "NULL", "", "(blank)", "[NULL]", '"=""N/A"""'])
def test_words_for_nothing_are_no_passwords(call: Call, folder: Path, text: str) -> None:
    """Anybody would guess them."""
    write_table(folder, f"Sam,{text}", head="First name,PIN\n")
    result = call("batch", "dry-needling", "patients.csv", "-o", "out", "--password-column", "PIN")
    message = "patients.csv:2:2: Column B 'PIN': The password is missing."
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, message)


def test_a_text_that_csv_keeps_as_a_formula(call: Call, folder: Path) -> None:
    """Excel shows 00123."""
    write_table(folder, 'Sam,"=""00123"""', head="First name,PIN\n")
    words = ("batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1")
    assert call(*words, "--password-column", "PIN").exit_code == 0
    assert opens_with(folder / "out" / list_leaflets(folder)[0], "00123")


def test_a_password_is_no_field_as_well(call: Call, folder: Path) -> None:
    """A day as the sheet shows it could be read with day and month exchanged."""
    code, said = make_leaflets(
        call, folder, "filtered-rows.xlsx", "--password-column", "Treatment date"
    )
    assert code == 1
    assert said.splitlines()[2] == (
        "filtered-rows.xlsx:1:3: Column C 'Treatment date' holds a field of the leaflet and the "
        "password. Copy the passwords into a column of their own, formatted as text."
    )
