"""Hostile names of files, of columns and of people: no file leaves the folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest

from handouts import editions

from .conftest import Call
from .hostile import ASKED_IN_TABLES, DATA, hostile_person, write_table

pytestmark = pytest.mark.slow


def test_no_file_leaves_the_folder(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever names and patterns the file names are made from."""
    monkeypatch.setattr(
        editions, "render_handout", lambda _, edition, *__: msgspec.json.encode(edition.person)
    )
    monkeypatch.setattr(editions, "check_handout", lambda *_, **__: None)
    people = [
        hostile_person(value)
        if name not in ASKED_IN_TABLES
        else {"first_name": "Sam", "therapist": "".join(char for char in value if char not in "<&")}
        for name, value in DATA.items()
    ]
    write_table(folder, *people)
    above = set(folder.parent.rglob("*"))
    patterns = ("{first_name}", "{last_name}{first_name}", "{therapist}.{row}", "..{first_name}")
    for number, pattern in enumerate(patterns):
        words = ("-o", f"out{number}", "-j", "1", "--name", pattern)
        result = call("batch", "dry-needling", "patients.csv", *words)
        assert result.exit_code == 0, result.stderr
        paths = list((folder / f"out{number}").iterdir())
        assert len(paths) == len(people) + 1  # the manifest too
        assert all(each.is_file() for each in paths)
        assert (folder / f"out{number}" / "manifest.jsonl") in paths
        for line in (folder / f"out{number}" / "manifest.jsonl").read_text().splitlines():
            json.loads(line)
    new = set(folder.parent.rglob("*")) - above
    assert {each.relative_to(folder).parts[0] for each in new} == {
        f"out{number}" for number in range(len(patterns))
    }


def test_hostile_headers_and_names_of_files_are_shown_safely(call: Call, folder: Path) -> None:
    """Messages show the names of a table and of its columns as they can be typed."""
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    name = "<b>\x1b[31m$(x)\n.csv"
    (folder / name).write_text('First name,"\x1b[31m{x}\n%s",Date\nSam,x,Qx\n')
    result = call("batch", "dry-needling", name, "-o", "out")
    assert result.exit_code == 1
    assert "\x1b" not in result.output
    assert "Qx" not in result.output
    report = json.loads(call("batch", "dry-needling", name, "-o", "out", "--json").stdout)
    assert [each["line"] for each in report["problems"]] == [2]
