"""``new``, ``copy``, ``schema`` and ``completion``: what people start from."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import handouts

from .conftest import Call, approve
from .shell import complete_words, list_files


def test_a_new_handout_is_right_as_it_is(call: Call, folder: Path) -> None:
    """One can check and build before changing a word; it is a draft."""
    result = call("new", "back-pain")
    assert result.exit_code == 0, result.output
    assert result.stdout == "back-pain.en.yaml\n"
    text = (folder / "back-pain.en.yaml").read_text(encoding="utf-8")
    assert "title: Back pain\n" in text
    assert "id: BP-1\n" in text
    assert "status: draft" in text
    for paper in ("a4", "letter"):
        check = call("check", "back-pain.en.yaml", "--paper", paper)
        assert check.exit_code == 0, check.output
    assert call("build", "back-pain.en.yaml").exit_code == 0


def test_a_new_handout_explains_its_parts(call: Call, folder: Path) -> None:
    """Comments say what each part is for, and the commented part is right too."""
    call("new", "back-pain")
    path = folder / "back-pain.en.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=handout.schema.json\n")
    lines = text.splitlines()
    start = lines.index("# risks:")
    for number in range(start, start + 4):
        lines[number] = lines[number].removeprefix("# ")
    path.write_text("\n".join(lines), encoding="utf-8")
    check = call("check", path)
    assert check.exit_code == 0, check.output


def test_a_new_handout_is_written_over_nothing(call: Call, folder: Path) -> None:
    """The words that someone wrote are safe."""
    (folder / "back-pain.en.yaml").write_text("mine")
    result = call("new", "back-pain")
    assert result.exit_code == 1
    assert result.stderr == (
        "back-pain.en.yaml: already exists, and no file is overwritten. "
        "Choose another name.\n\n1 problem. Nothing was written.\n"
    )
    assert (folder / "back-pain.en.yaml").read_text() == "mine"


@pytest.mark.parametrize("name", ["Back Pain", "../x", "a/b", "x.yaml", "-", "", "rückenschmerz"])
def test_a_name_that_some_system_would_not_take_is_wrong_usage(
    call: Call, folder: Path, name: str
) -> None:
    """Reported with a name that works; nothing is written anywhere."""
    result = call("new", "--", name)
    assert result.exit_code == 2
    assert list_files(folder.parent) == []
    if name == "Back Pain":
        assert "Try: back-pain" in result.stderr


def test_a_new_handout_lands_in_the_library(
    call: Call, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the library is named, by option or environment, it goes there."""
    call("new", "one", "--library", clinic)
    monkeypatch.setenv("HANDOUTS_LIBRARY", str(clinic))
    call("new", "two")
    assert {"one.en.yaml", "two.en.yaml"} <= set(list_files(clinic))


def test_a_built_in_handout_is_copied_with_its_pictures(call: Call, clinic: Path) -> None:
    """It is then the clinic's own, and is found in its library; what was there stays."""
    (clinic / "pictures" / "walking.svg").write_text("mine")
    before = set(list_files(clinic))
    result = call("copy", "first-visit", "low-back-pain", "--library", "clinic")
    assert result.exit_code == 0, result.output
    new = set(list_files(clinic)) - before
    assert new == {
        *("first-visit.en.yaml", "low-back-pain.en.yaml", "pictures/talking.svg"),
        *("pictures/what-to-bring.svg", "pictures/walking-outside.svg"),
        "pictures/lying-knees-bent.svg",
    }
    assert {f"clinic/{name}" for name in new} == set(result.stdout.split())
    assert (clinic / "pictures" / "walking.svg").read_text() == "mine"
    assert call("check", "first-visit", "--library", clinic).exit_code == 0


def test_a_copy_is_written_over_nothing(call: Call, clinic: Path) -> None:
    """The words that a clinic changed are safe; a name that is not there is wrong usage."""
    (clinic / "first-visit.en.yaml").write_text("mine")
    before = list_files(clinic)
    result = call("copy", "neck-exercises", "first-visit", "--library", "clinic")
    assert result.exit_code == 1
    assert result.stderr == (
        "clinic/first-visit.en.yaml: already exists, and no file is overwritten. "
        "Rename yours to keep both.\n\n1 problem. Nothing was written.\n"
    )
    assert (clinic / "first-visit.en.yaml").read_text() == "mine"
    assert call("copy", "frist-visit", "--library", "clinic").exit_code == 2
    assert list_files(clinic) == before


def test_nobody_has_approved_what_is_copied(call: Call, clinic: Path) -> None:
    """What somebody else has read is a draft here, until a clinician of this clinic has."""
    assert handouts.load("dry-needling").handout.status == "approved"
    for name in ("dry-needling", "first-visit"):
        if name != "dry-needling":
            assert call("copy", name, "--library", clinic).exit_code == 0
        handout = handouts.load(name, library=clinic).handout
        assert (handout.status, handout.approved_by) == ("draft", None)
        assert "Approved by" not in " ".join(call("read", name, "--library", clinic).stdout.split())
    approve(clinic / "dry-needling.en.yaml")
    assert handouts.load("dry-needling", library=clinic).handout.status == "approved"


@pytest.mark.skipif(os.name == "nt", reason="Windows quotes in another way")
def test_what_to_type_next_can_be_typed(call: Call, folder: Path) -> None:
    """A folder's name with a space in it is in quotes."""
    assert (
        "build dry-needling --library 'my clinic'\n"
        in call("init", "my clinic", "--name", "Our Clinic").stderr
    )
    result = call("new", "back-pain", "--library", "my clinic")
    assert "handouts build 'my clinic/back-pain.en.yaml'\n" in result.stderr


@pytest.mark.parametrize("words", [[], ["handout"], ["brand"]])
def test_the_schema_is_json_on_stdout(call: Call, words: list[str]) -> None:
    """Ready for an editor or a script."""
    result = call("schema", *words)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_can_be_written(call: Call, folder: Path) -> None:
    """The same text in a file."""
    result = call("schema", "brand", "-o", "brand.schema.json")
    assert result.stdout == "brand.schema.json\n"
    written = (folder / "brand.schema.json").read_text(encoding="utf-8")
    assert written == call("schema", "brand").stdout


def test_a_schema_is_written_over_a_schema_only(call: Call, folder: Path) -> None:
    """A typing mistake after -o never costs a file; an old schema is updated."""
    for begin in (
        "mine",
        '{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n  "x": 1}',
    ):
        (folder / "mine.json").write_text(begin)
        result = call("schema", "-o", "mine.json")
        assert result.exit_code == 1
        assert result.stderr == (
            "mine.json: already exists and is not a handouts schema, so it was left unchanged. "
            "Choose another name with -o.\n\n1 problem. Nothing was written.\n"
        )
        assert (folder / "mine.json").read_text() == begin
    (folder / "old.json").write_text(call("schema", "brand").stdout[:-20])
    assert call("schema", "-o", "old.json").exit_code == 0
    assert (folder / "old.json").read_text(encoding="utf-8") == call("schema").stdout


@pytest.mark.parametrize("words", ["schema", "build dry-needling"])
def test_a_file_may_be_called_dash(call: Call, folder: Path, words: str) -> None:
    """``-`` is stdout, ``./-`` a file."""
    assert call(*words.split(), "-o", "./-").exit_code == 0
    assert list_files(folder) == ["-"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_completion_script_asks_the_program(call: Call, shell: str) -> None:
    """Each shell gets its own script, which calls ``handouts`` by name."""
    result = call("completion", shell)
    assert result.exit_code == 0
    assert f"{shell}_complete" in result.stdout
    assert "_HANDOUTS_COMPLETE" in result.stdout
    assert "program" not in result.stdout.replace("programmable", "")


def test_the_shell_completes_names_formats_and_languages(folder: Path) -> None:
    """What one would have to remember, the shell knows."""
    assert complete_words(folder, "handouts bu") == ["build"]
    assert complete_words(folder, "handouts build dry") == ["dry-needling", "dry-needling-consent"]
    assert complete_words(folder, "handouts build dry-needling --format tri") == ["trifold"]
    assert complete_words(folder, "handouts build dry-needling --paper l") == ["letter"]
    assert complete_words(folder, "handouts build dry-needling --language e") == ["en"]


def test_the_shell_completes_from_the_library_given(folder: Path, clinic: Path, call: Call) -> None:
    """The clinic's names, not the built-in ones."""
    call("new", "back-pain", "--library", clinic)
    assert complete_words(folder, "handouts build --library clinic b") == ["back-pain"]
    assert complete_words(folder, "handouts check b", HANDOUTS_LIBRARY="clinic") == ["back-pain"]


def test_completion_is_silent_about_a_library_that_is_not_there(folder: Path) -> None:
    """The command itself will report it; completion shows no messages."""
    assert complete_words(folder, "handouts build dry", HANDOUTS_LIBRARY="no") == ["dry"]
