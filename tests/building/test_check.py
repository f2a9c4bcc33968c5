"""Checking, reading and listing handouts, as a program asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.building.catalogue import read_catalogue
from handouts.building.check import CheckRequest, HandoutChecked, check_handouts
from handouts.building.clinic import create_clinic
from handouts.building.read import read_leaflet
from handouts.building.scaffold import create_handout
from handouts.building.selection import AreasUnmarked, HandoutRequest
from handouts.events import Event, Written
from handouts.people.person import Cell
from handouts.sources.findings import Place
from tests.documents import OUR_CLINIC


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic's folder with two handouts."""
    create_clinic(tmp_path / "clinic", OUR_CLINIC)
    create_handout("back-pain", tmp_path / "clinic")
    return tmp_path / "clinic"


def break_handout(clinic: Path) -> Path:
    """Misspell a key of the starter handout, and leave out another."""
    path = clinic / "back-pain.en.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title:", "titel:"), encoding="utf-8")
    return path


def test_a_library_is_checked_with_its_brand(clinic: Path) -> None:
    """One event for each handout; without problems the lists are empty."""
    events: list[Event] = []
    result = check_handouts(CheckRequest(library=clinic), events.append)
    paths = tuple(str(clinic / f"{name}.en.yaml") for name in ("back-pain", "dry-needling"))
    assert result.checked == paths
    assert (result.problems, result.warnings) == ((), ())
    assert [note.rule for note in result.notes] == ["short-text"]
    assert events == [HandoutChecked(path, at, 2, 0) for at, path in enumerate(paths, 1)]


def test_two_handouts_with_one_id_are_told(clinic: Path) -> None:
    """A warning at the second; another language of a handout has its id."""
    text = (clinic / "dry-needling.en.yaml").read_text("utf-8")
    (clinic / "dry-needling.en-GB.yaml").write_text(text, "utf-8")
    (clinic / "needles.en.yaml").write_text(text, "utf-8")
    (warning,) = check_handouts(CheckRequest(library=clinic)).warnings
    assert warning.rule == "shared-id"
    assert Path(warning.place.file).name == "needles.en.yaml"
    assert warning.message == "The id 'DN-1' is that of the handout 'dry-needling' too."


def test_every_problem_is_in_the_result(clinic: Path) -> None:
    """Those of a handout and of the brand, sorted, and none is raised."""
    broken = break_handout(clinic)
    with (clinic / "brand.yaml").open("a") as brand:
        brand.write("colour: red\n")
    events: list[Event] = []
    result = check_handouts(CheckRequest(library=clinic), events.append)
    assert {Path(each.place.file).name for each in result.problems} == {
        broken.name,
        "brand.yaml",
    }
    assert result.problems == tuple(sorted(result.problems))
    first = events[0]
    assert isinstance(first, HandoutChecked)
    assert (first.handout, first.problems > 1) == (str(broken), True)


def test_a_warning_is_not_a_problem(clinic: Path) -> None:
    """It is in a separate list, also if there is a text that is too long."""
    path = clinic / "back-pain.en.yaml"
    long = "\nmore:\n  heading: 'More:'\n  text: |\n" + "    Many more words.\n\n" * 300
    path.write_text(path.read_text(encoding="utf-8") + long, encoding="utf-8")
    events: list[Event] = []
    result = check_handouts(CheckRequest(("back-pain",), "trifold", library=clinic), events.append)
    (problem,), (warning,) = result.problems, result.warnings
    assert (problem.severity, warning.severity) == ("error", "warning")
    assert warning.rule == "heading-with-colon"
    assert events == [HandoutChecked("back-pain", 1, 1, problems=1)]


def test_only_named_handouts_are_checked(clinic: Path) -> None:
    """Another one may be broken."""
    break_handout(clinic)
    result = check_handouts(CheckRequest(("dry-needling",), library=clinic))
    assert (result.checked, result.problems) == (("dry-needling",), ())


def test_a_persons_leaflet_is_read() -> None:
    """What a screen reader says, with the person's name in it."""
    events: list[Event] = []
    person = {
        name: Cell(text, Place(name))
        for name, text in {"first_name": "Sam", "areas": "calf"}.items()
    }
    lines = read_leaflet(HandoutRequest("dry-needling", person=person), events.append)
    assert any("Sam" in line for line in lines)
    assert events == [AreasUnmarked(1)]


def test_a_catalogue_has_broken_handouts_too(clinic: Path) -> None:
    """By name and language, without what could not be read."""
    break_handout(clinic)
    catalogue = read_catalogue(clinic)
    assert catalogue.folder == clinic
    titles = {each.name: each.handout and each.handout.title for each in catalogue.entries}
    assert titles == {"back-pain": None, "dry-needling": "What is dry needling?"}


def test_new_files_are_reported(tmp_path: Path) -> None:
    """Each once it is there; a bad name writes none."""
    events: list[Event] = []
    path = create_handout("knee-pain", tmp_path, events.append)
    assert events == [Written(path)]
    assert path.is_file()
    with pytest.raises(ValueError, match="Try: knee-pain"):
        create_handout("Knee Pain", tmp_path)


def test_a_letter_missing_only_in_the_personal_panel_is_a_problem(clinic: Path) -> None:
    """At its line, once: no leaflet for a person could be made."""
    path = clinic / "dry-needling.en.yaml"
    text = path.read_text("utf-8").replace("heading: Your treatment", "heading: Your 漢 treatment")
    path.write_text(text, "utf-8")
    result = check_handouts(CheckRequest((str(path),)))
    assert [each.source_line for each in result.problems] == ["  heading: Your 漢 treatment"]
    assert result.notes == ()
