"""Each kind of handout by every command: new, check, build, read, list, status, batch, print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from handouts.document.choices import KindName
from tests.pages import read_text

from .conftest import Call
from .shell import complete_words

KINDS: tuple[str, ...] = get_args(KindName)


@pytest.fixture
def started(call: Call, clinic: Path) -> Path:
    """A clinic's folder with a handout of each kind, as ``new`` writes it."""
    for kind in KINDS:
        result = call("new", f"my-{kind}", "--kind", kind, "--library", clinic)
        assert result.exit_code == 0, result.output
    return clinic


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_new_writes_is_right(call: Call, started: Path, paper: str) -> None:
    """Before a word of it is changed, on both papers, with its schema and without a warning."""
    result = call("check", "--library", started, "--paper", paper)
    assert result.exit_code == 0, result.output
    lines = [line for line in result.stderr.splitlines() if line]
    assert lines.pop() == "No problems in 8 handouts."
    assert all(": note: The text fills " in line for line in lines), result.output


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_built_and_read(call: Call, started: Path, folder: Path, kind: str) -> None:
    """Marked as a draft; its references are printed only if it has some."""
    name = f"my-{kind}"
    assert call("build", name, "--library", started, "-o", f"{name}.pdf").exit_code == 0
    text = read_text(folder / f"{name}.pdf")
    assert "Draft: not for patients" in text
    assert ("References" in text) is (kind in ("treatment", "condition"))
    read = call("read", name, "--library", started)
    assert read.exit_code == 0
    assert f"H1: My {kind}\n" in read.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_made_for_people(call: Call, started: Path, folder: Path, kind: str) -> None:
    """For one of them, by hand, and for a table of them."""
    name = f"my-{kind}"
    file = started / f"{name}.en.yaml"
    file.write_text(file.read_text("utf-8").replace("status: draft", "status: approved"), "utf-8")
    (folder / "day.csv").write_text("First name,Last name\nSam,Lee\nAna,Roy\n", "utf-8")
    for words in (
        ("build", name, "--set", "first_name=Sam", "-o", "sam.pdf"),
        ("build", name, "--by-hand"),
        ("batch", name, "day.csv", "-o", "out", "--merge"),
    ):
        result = call(*words, "--library", started)
        assert result.exit_code == 0, result.output
    assert "Sam" in read_text(folder / "sam.pdf")
    merged = read_text(folder / "out" / f"{name}-all.pdf")
    assert "Sam Lee" in merged and "Ana Roy" in merged


def test_the_list_and_the_status_show_each_kind(call: Call, started: Path) -> None:
    """The kind of what is not about a treatment, for people; every kind for scripts."""
    listed = call("list", "--library", started)
    assert "my-visit        en  My visit (visit, draft)\n" in listed.stdout
    assert "my-treatment    en  My treatment (draft)\n" in listed.stdout
    rows = json.loads(call("list", "--library", started, "--json").stdout)
    kinds = {row["name"]: row["kind"] for row in rows}
    assert kinds == {"dry-needling": "treatment", **{f"my-{kind}": kind for kind in KINDS}}
    status = call("status", "--library", started)
    assert status.exit_code == 0, status.output
    assert status.stderr.endswith("8 handouts: 8 draft.\n")


def test_kinds_are_listed_with_what_each_needs(call: Call) -> None:
    """On stdout, with nothing else."""
    result = call("kinds")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[::2]] == list(KINDS)
    assert lines[2:6] == [
        "condition    A condition: what it is, which signs are dangerous, whom to call",
        "             needs intro, explanation or trigger_points, get_help, references",
        "exercises    Exercises to do at home, and when to stop",
        "             needs exercises or steps in a section, stop",
    ]


def test_json_says_what_each_kind_needs(call: Call) -> None:
    """For a script that makes or checks handouts."""
    rows = {row["name"]: row for row in json.loads(call("kinds", "--json").stdout)}
    assert tuple(rows) == KINDS
    assert [name for name, row in rows.items() if row["default"]] == ["treatment"]
    assert [name for name, row in rows.items() if row["must_cite"]] == ["treatment", "condition"]
    assert rows["exercises"]["needs"] == [
        {"any_of": [], "any_part_of": ["exercises", "steps"]},
        {"any_of": ["stop"], "any_part_of": []},
    ]
    assert rows["visit"]["needs"] == [{"any_of": [], "any_part_of": []}]


def test_a_kind_that_there_is_not_is_wrong_usage(call: Call, folder: Path) -> None:
    """The kinds are named; the shell completes them."""
    result = call("new", "one", "--kind", "vist")
    assert result.exit_code == 2
    assert "'visit'" in result.stderr
    assert complete_words(folder, "handouts new one --kind vi") == ["visit"]


@pytest.mark.parametrize("sections", [1, 2, 4])
@pytest.mark.parametrize("format", ["trifold", "booklet"])
def test_a_short_visit_needs_no_text_for_each_panel(
    call: Call, folder: Path, format: str, sections: int
) -> None:
    """It is not said to be too long, neither for everyone nor for one person."""
    text = Path(call("new", "visit", "--kind", "visit").stdout.strip()).read_text("utf-8")
    keys = [f"part_{number}" for number in range(sections)]
    short = "".join(f"{key}:\n  heading: '{key}'\n  checklist: [a, b]\n" for key in keys)
    (folder / "visit.en.yaml").write_text(text.partition("intro:")[0] + short, "utf-8")
    (folder / "brand.yaml").write_text("name: Clinic\n", "utf-8")
    for words in ((), ("--by-hand",), ("--set", "first_name=Sam")):
        result = call("build", "visit", "--format", format, *words)
        assert result.exit_code == 0, result.output
    read = call("read", "visit").stdout
    assert [line for line in read.splitlines() if "part_" in line] == [
        f"  H2: {key}" for key in keys
    ]
