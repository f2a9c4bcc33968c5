"""``handouts list``: what there is, for people and for scripts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .conftest import Call


def test_each_handout_is_a_line(call: Call) -> None:
    """Name, language, title; on stdout, with nothing else."""
    result = call("list")
    assert result.exit_code == 0
    rows = [line.split(maxsplit=2) for line in result.stdout.splitlines()]
    assert ["dry-needling", "en", "What is dry needling?"] in rows
    assert ["first-visit", "en", "Your first visit (visit, draft)"] in rows
    assert result.stderr == ""


def test_json_says_all_that_is_known(call: Call) -> None:
    """Every field that a script might sort or search by."""
    rows = json.loads(call("list", "--json").stdout)
    (row,) = [each for each in rows if each["name"] == "dry-needling" and each["language"] == "en"]
    assert row["title"] == "What is dry needling?"
    assert row["status"] == "approved"
    assert {"id", "version", "reviewed", "review_by", "path"} <= set(row)
    assert Path(row["path"]).is_file()


def test_a_copy_is_named(call: Call, clinic: Path) -> None:
    """A file that is not read is not passed over in silence, by ``list`` or ``check``."""
    (clinic / "back-pain.old.yaml").write_text("title: [")
    listed, checked = (call(name, "--library", clinic) for name in ("list", "check"))
    assert "back-pain" not in listed.stdout
    for result in (listed, checked):
        assert result.exit_code == 0
        assert "back-pain.old.yaml: warning: This file was not read: 'old'," in result.stderr


def test_a_draft_says_so(call: Call, clinic: Path) -> None:
    """It shows what is not approved yet."""
    call("new", "back-pain", "--library", clinic)
    assert "back-pain     en  Back pain (draft)\n" in call("list", "--library", clinic).stdout


def test_a_broken_handout_is_listed_with_what_to_do(call: Call, clinic: Path) -> None:
    """It does not vanish, and does not hide the others."""
    (clinic / "back-pain.en.yaml").write_text("title: [")
    result = call("list", "--library", clinic)
    assert result.exit_code == 0
    assert "(not right yet: handouts check back-pain.en)" in result.stdout
    assert "What is dry needling?" in result.stdout


def test_a_broken_brand_hides_no_title(call: Call, clinic: Path) -> None:
    """The brand's mistake is not the handout's."""
    (clinic / "brand.yaml").write_text("nam: x")
    assert "What is dry needling?" in call("list", "--library", clinic).stdout


@pytest.mark.parametrize("way", ["option", "environment", "folder"])
def test_the_library_is_found(
    call: Call, clinic: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The folder of the option, of the environment, or the current one with a brand.yaml."""
    call("new", "back-pain", "--library", clinic)
    if way == "environment":
        monkeypatch.setenv("HANDOUTS_LIBRARY", str(clinic))
    if way == "folder":
        monkeypatch.chdir(clinic)
    words = ["--library", str(clinic)] if way == "option" else []
    assert "back-pain" in call("list", *words).stdout


def test_a_library_in_the_environment_that_is_not_there_is_reported(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A problem, not a silent fall back on another library."""
    monkeypatch.setenv("HANDOUTS_LIBRARY", "no")
    result = call("list")
    assert result.exit_code == 1
    assert "HANDOUTS_LIBRARY" in result.stderr


def test_an_empty_library_says_what_to_do(call: Call, folder: Path) -> None:
    """Nothing on stdout, the next step on stderr."""
    (folder / "brand.yaml").write_text("name: Clinic\n")
    result = call("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "handouts new" in result.stderr
    assert json.loads(call("list", "--json").stdout) == []


@pytest.mark.skipif(os.name == "nt", reason="names on Windows have no such letters")
def test_nothing_hostile_in_a_name_reaches_the_terminal(call: Call, clinic: Path) -> None:
    """Control and direction characters are shown as numbers, and suggestions can be typed."""
    (clinic / "a\x1b[31m\u202e.en.yaml").write_text("title: [")
    (clinic / "a b;touch x.en.yaml").write_text("title: [")
    output = call("list", "--library", clinic).stdout
    assert "a<U+001B>[31m<U+202E>  en  (not right yet: " in output
    assert "(not right yet: handouts check 'a b;touch x.en')" in output
    assert not {"\x1b", "\u202e"} & set(output)


@pytest.mark.skipif(os.name == "nt", reason="names on Windows have no such letters")
def test_nor_in_the_name_of_an_empty_library(call: Call, folder: Path) -> None:
    """The folder's name is only a name."""
    (folder / "no\x1b[31m").mkdir()
    assert "No handouts in no<U+001B>[31m." in call("list", "--library", "no\x1b[31m").stderr


def test_files_that_end_in_yml_are_listed(call: Call, clinic: Path) -> None:
    """What can be built by its path can be found by its name."""
    path = clinic / "dry-needling.en.yaml"
    path.rename(path.with_suffix(".yml"))
    assert (
        "dry-needling  en  What is dry needling? (draft)\n"
        in call("list", "--library", clinic).stdout
    )
    assert call("build", "dry-needling", "--library", clinic).exit_code == 0
