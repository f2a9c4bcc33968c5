"""Building a handout, as a program asks for it: for everyone, and for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

import handouts
from handouts.building.build import BuildRequest, build_handout
from handouts.building.selection import AreasUnmarked, HandoutRequest, NoPersonData
from handouts.events import Event, RequestError, Written
from handouts.files import FileError
from handouts.layout.formats import FORMATS
from handouts.people.person import Cell
from handouts.sources.findings import Place, SpecError


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, own_library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, and a clinic's own library."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HANDOUTS_LIBRARY", str(own_library))
    return tmp_path


def form_cells(**values: str) -> dict[str, Cell]:
    """A person's fields, each from a form's field of that name."""
    return {name: Cell(text, Place(name)) for name, text in values.items()}


def build_for_person(**values: str) -> HandoutRequest:
    """The dry-needling leaflet for a person."""
    return HandoutRequest("dry-needling", person=form_cells(**values))


def test_the_leaflet_for_everyone_is_written(empty_folder: Path) -> None:
    """The same bytes as by `handouts.render`; the event and the result name the file."""
    events: list[Event] = []
    result = build_handout(BuildRequest(HandoutRequest("dry-needling")), events.append)
    assert events == [Written(Path("dry-needling.pdf"))]
    (built,) = result.pdfs
    assert built.path == Path("dry-needling.pdf")
    spec = handouts.load("dry-needling")
    assert (empty_folder / built.path).read_bytes() == built.pdf == handouts.render(spec)
    assert result.paper == spec.brand.paper


def test_a_persons_leaflet_has_no_name_in_its_name() -> None:
    """The areas that name no side are counted, after the file is written."""
    events: list[Event] = []
    request = BuildRequest(
        build_for_person(first_name="Sam", areas="calf, left trapezius"), ink="mono"
    )
    result = build_handout(request, events.append)
    assert events == [Written(Path("dry-needling-personal-mono.pdf")), AreasUnmarked(1)]
    assert result.selection.person and result.selection.person.first_name == "Sam"


def test_a_person_chooses_format_and_paper_unless_the_request_does() -> None:
    """A request that names one comes first."""
    wanted = build_for_person(first_name="Sam", format="sheet", paper="a4")
    result = build_handout(BuildRequest(wanted, in_memory=True))
    assert (result.pdfs[0].format, result.paper) == ("sheet", "a4")
    result = build_handout(BuildRequest(wanted, format="trifold", paper="letter", in_memory=True))
    assert (result.pdfs[0].format, result.paper) == ("trifold", "letter")


def test_nothing_known_is_the_leaflet_for_everyone(empty_folder: Path) -> None:
    """Reported, since it is easily a slip; by hand, it is a panel to fill in."""
    events: list[Event] = []
    request = BuildRequest(build_for_person(first_name=" ", format="sheet"), in_memory=True)
    assert build_handout(request, events.append).selection.person is None
    assert events == [NoPersonData()]
    by_hand = HandoutRequest("dry-needling", person={}, by_hand=True)
    result = build_handout(BuildRequest(by_hand))
    assert [each.name for each in empty_folder.iterdir()] == ["dry-needling-by-hand.pdf"]
    assert result.selection.person is not None


def test_all_formats_go_into_a_folder(empty_folder: Path) -> None:
    """One event for each; a print shop gets those for paper."""
    events: list[Event] = []
    request = BuildRequest(
        HandoutRequest("dry-needling"), all_formats=True, press="rgb", output=empty_folder / "press"
    )
    result = build_handout(request, events.append)
    printed = [name for name, kind in FORMATS.items() if name != "screen" and not kind.short_text]
    assert [each.format for each in result.pdfs] == printed
    assert events == [
        Written(empty_folder / "press" / f"dry-needling-{name}-press.pdf") for name in printed
    ]


def test_no_print_shop_prints_a_screen() -> None:
    """The request is refused, also where the format is the person's."""
    with pytest.raises(RequestError, match="not for paper"):
        build_handout(
            BuildRequest(build_for_person(first_name="Sam", format="screen"), press="rgb")
        )


def test_problems_are_raised_at_the_persons_fields(empty_folder: Path) -> None:
    """All of them, with the place that the cell came with; no file is written."""
    with pytest.raises(SpecError) as caught:
        build_handout(BuildRequest(build_for_person(areas="left elbowtron", date="yesterday")))
    assert [each.place.file for each in caught.value.problems] == ["areas", "date"]
    assert list(empty_folder.iterdir()) == []


def test_a_file_of_another_kind_stays(empty_folder: Path) -> None:
    """It is not a PDF, so it is someone's work."""
    (empty_folder / "thesis.docx").write_bytes(b"PK years of work")
    request = BuildRequest(HandoutRequest("dry-needling"), output=empty_folder / "thesis.docx")
    with pytest.raises(FileError, match="not a PDF"):
        build_handout(request)
    assert (empty_folder / "thesis.docx").read_bytes() == b"PK years of work"


def test_a_request_does_not_show_a_person() -> None:
    """An error report or a log may print it."""
    assert "Sam" not in repr(BuildRequest(build_for_person(first_name="Sam")))
