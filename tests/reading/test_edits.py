"""Reading a handout after an edit: only what changed is read, checked and drawn again."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

import handouts
from handouts.compose.compose import compose_story
from handouts.document.handout import Spec
from handouts.reading.svg import check_svg
from handouts.resources import library_folder
from handouts.sources.source import Source

SPECS = library_folder()
WORD = "trained"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the shipped library."""
    return Path(copytree(SPECS, tmp_path / "library"))


def read_edited(library: Path, word: str) -> Spec:
    """The handout read again with a word in place of WORD."""
    file = library / "dry-needling.en.yaml"
    text = (SPECS / file.name).read_text("utf-8")
    file.write_text(text.replace(WORD, word, 1), "utf-8")
    return handouts.load(file, library=library)


def test_sections_without_the_edit_are_the_same_objects(library: Path) -> None:
    """So everything that is remembered of them, by identity, is found again."""
    before, after = read_edited(library, "trained"), read_edited(library, "schooled")
    changed = [
        ours.key
        for ours, theirs in zip(before.handout.sections, after.handout.sections, strict=True)
        if ours is not theirs
    ]
    assert changed == ["intro"]
    assert after.brand is before.brand


def test_composed_sections_without_the_edit_are_the_same_objects(library: Path) -> None:
    """Layout remembers the lines of a section by the identity of its blocks."""
    before, after = read_edited(library, "trained"), read_edited(library, "schooled")
    pairs = zip(compose_story(before).sections, compose_story(after).sections, strict=True)
    assert [ours.key for ours, theirs in pairs if ours is not theirs] == ["intro"]


def test_pictures_are_checked_again_only_if_they_change(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of the text checks no picture; a new picture of the same name is checked."""
    read_edited(library, "trained")
    checked: list[str] = []

    def record_check(source: Source) -> object:
        checked.append(Path(source.file).name)
        return check_svg(source)

    monkeypatch.setattr("handouts.reading.pictures.check_svg", record_check)
    read_edited(library, "schooled")
    assert checked == []
    picture = library / "pictures" / "muscle-knot.svg"
    picture.write_bytes(picture.read_bytes() + b"\n")
    read_edited(library, "schooled")
    assert checked == ["muscle-knot.svg"]


def test_an_edit_and_a_first_reading_make_the_same_bytes(library: Path) -> None:
    """Cached parts of the old text never appear in the new leaflet."""
    before = handouts.render(read_edited(library, "trained"))
    edited = handouts.render(read_edited(library, "schooled"))
    again = handouts.render(read_edited(library, "trained"))
    assert edited != before
    assert again == before
