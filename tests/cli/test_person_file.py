"""A person's file, given to ``build`` by name or on stdin."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import handouts
from handouts.cli.program import program
from tests.pages import read_text

from .conftest import Call


def test_the_person_s_file_comes_from_stdin_too(folder: Path) -> None:
    """So that no name need ever lie on the disk."""
    arguments = ["build", "dry-needling", "--person", "-", "-o", "a.pdf"]
    result = CliRunner().invoke(program, arguments, input="first_name: Samira\n")
    assert result.exit_code == 0, result.output
    assert "Samira" in read_text(folder / "a.pdf")


def test_set_wins_over_the_file(call: Call, folder: Path) -> None:
    """Field by field; blank takes away."""
    (folder / "p.yaml").write_text("first_name: Samira\nlast_name: Leetho\ntherapist: Quinn\n")
    call(
        *("build", "dry-needling", "--person", "p.yaml"),
        *("--set", "first_name=Robin", "--set", "therapist="),
    )
    text = read_text(folder / "dry-needling-personal.pdf")
    assert "Robin Leetho" in text
    assert "Samira" not in text
    assert "Quinn" not in text


def test_what_is_wrong_in_the_person_s_file_is_reported_by_line(call: Call, folder: Path) -> None:
    """Without showing the line, which is a patient's."""
    (folder / "p.yaml").write_text(
        "first_name: Samira\nareas:\n  - left trapezus\ndate: Samira\nnots: Samira\n"
    )
    result = call("build", "dry-needling", "--person", "p.yaml")
    assert result.exit_code == 1
    assert result.stderr == (
        "p.yaml:5:1: There is no such field of a person. Did you mean 'notes'?\n\n"
        "1 problem in 1 file. Nothing was written.\n"
    )
    (folder / "p.yaml").write_text("first_name: Samira\nareas:\n  - left trapezus\ndate: Samira\n")
    result = call("build", "dry-needling", "--person", "p.yaml", "--set", "paper=b9")
    assert result.stderr == (
        "--set paper: There is no such paper. Use a4 or letter.\n\n"
        "p.yaml:3:3: Area 1 is not a known part of the body. Did you mean 'trapezius'?\n\n"
        "p.yaml:4:7: This date cannot be read. "
        "Write it as year-month-day: 2026-12-01. If there is none, leave it empty.\n\n"
        "3 problems in 1 file. Nothing was written.\n"
    )


@pytest.mark.parametrize(
    "file",
    [
        "first_name: 'Samira\n",
        "notes: *Samira\n",
        "notes: Samira: Samira\n",
        "notes: {Samira: Samira}\n",
        "notes: [[Samira]]\n",
        "first_name: [Samira]\n",
        "Samira: Samira\n",
        "- Samira\n",
        "Samira\n",
        "first_name: Samira\nfirst_name: Samira\n",
        "notes: &Samira [*Samira]\n",
        "notes: !Samira x\n",
        "notes: Samira\x07\n",
        "notes: |\n  Samira\n Samira\n",
        "? Samira\n",
        "{Samira\n",
        "%Samira\n",
    ],
)
def test_nothing_of_a_broken_person_s_file_is_shown(call: Call, folder: Path, file: str) -> None:
    """Whatever the problem is: the place and a hint are enough."""
    (folder / "p.yaml").write_text(file)
    result = call("build", "dry-needling", "--person", "p.yaml")
    assert result.exit_code == 1
    assert re.match(r"p\.yaml:\d+:\d+: ", result.stderr)
    assert "Samira" not in result.output
    assert "Traceback" not in result.output
    assert [each.name for each in folder.iterdir()] == ["p.yaml"]


def test_a_broken_person_s_file_is_explained(call: Call, folder: Path) -> None:
    """As any other YAML."""
    (folder / "p.yaml").write_text("notes: *Samira\n")
    assert call("build", "dry-needling", "--person", "p.yaml").stderr == (
        "p.yaml:1:8: Text that starts with '*' must be in quotes. "
        "Put the whole text in quotes.\n\n1 problem in 1 file. Nothing was written.\n"
    )


def test_the_person_s_file_holds_lists_and_lines(call: Call, folder: Path) -> None:
    """Areas and notes a line each; a day as YAML has it; null is a name."""
    (folder / "p.yaml").write_text(
        "first_name: Null\nlast_name:\ndate: 2026-12-01\nareas:\n  - left calf\n  - neck\n"
        "notes:\n  - First thing\n  - Second thing\n"
    )
    assert call("build", "dry-needling", "--person", "p.yaml").exit_code == 0
    spec = handouts.load("dry-needling")
    values = {
        "first_name": "Null",
        "date": "2026-12-01",
        "areas": "left calf, neck",
        "notes": "First thing\nSecond thing",
    }
    assert handouts.person(values, spec).treated == date(2026, 12, 1)
    pdf = handouts.render(spec, person=handouts.person(values, spec))
    assert pdf == (folder / "dry-needling-personal.pdf").read_bytes()
