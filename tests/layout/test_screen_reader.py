"""What a screen reader reads: the story word for word, in its order, and nothing else."""

from __future__ import annotations

import io
from functools import cache
from itertools import groupby

import pikepdf
import pytest
from msgspec.structs import replace

from handouts.compose.compose import compose_story
from handouts.document.blocks import Paragraph
from handouts.document.edition import Edition
from handouts.document.handout import Section, Spec, Status
from handouts.document.papers import Paper
from handouts.document.text import Run
from handouts.layout.drawing import draw_leaflet
from handouts.layout.rendering import lay_out_spec, read_accessible_lines
from tests.documents import load_with_status, make_text
from tests.expected import expected_elements
from tests.layout.goldens import GOLDEN
from tests.pages import without_spaces
from tests.structure import artifact_text, leave_out_notes, read_blocks, read_speech
from tests.verapdf import FLAVOURS, Flavour, find_failures

PAPERS: tuple[Paper, ...] = ("a4", "letter")


@cache
def draw_pdf(paper: Paper, status: Status = "approved") -> bytes:
    """The shipped leaflet's file."""
    return draw_leaflet(lay_out_spec(load_spec(status), Edition(paper=paper)))


def load_spec(status: Status = "approved") -> Spec:
    """The shipped leaflet, with a status."""
    return load_with_status("dry-needling", status)


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> Paper:
    """Each paper in turn."""
    chosen: Paper = request.param
    return chosen


@pytest.mark.slow
@pytest.mark.parametrize("status", ["approved", "draft"])
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_verapdf_finds_nothing(paper: Paper, flavour: Flavour, status: Status) -> None:
    """Every shipped leaflet, on every paper, is PDF/UA-1 and PDF/A-2a at once."""
    for entry in shipped_handouts():
        file = draw_leaflet(lay_out_spec(load_with_status(entry, status), Edition(paper=paper)))
        assert find_failures(file, flavour) == [], entry


def shipped_handouts() -> list[str]:
    """The names of all handouts in the built-in library."""
    from handouts.reading.library_files import list_handouts
    from handouts.resources import library_folder

    return [entry.name for entry in list_handouts(library_folder())]


@pytest.mark.parametrize("status", ["approved", "draft"])
def test_speech_is_word_for_word(paper: Paper, status: Status) -> None:
    """Element by element: the role and the words of the story; nothing missing, nothing twice."""
    expected = [
        (role, without_spaces(text))
        for role, text in expected_elements(compose_story(load_spec(status)))
    ]
    assert leave_out_notes(read_blocks(draw_pdf(paper, status))) == expected


def test_furniture_is_not_spoken(paper: Paper) -> None:
    """Nothing that is text is visible and not spoken; a draft's mark is spoken once."""
    assert artifact_text(draw_pdf(paper)) == ""
    drafted = "".join(text for _, text in read_blocks(draw_pdf(paper, "draft")))
    assert drafted.count("Draft:notforpatients") == 1


def test_one_first_heading_and_none_skipped(paper: Paper) -> None:
    """One H1, and H2 below it."""
    roles = [role for role, _ in read_blocks(draw_pdf(paper)) if role.startswith("H")]
    assert roles[0] == "H1"
    assert set(roles[1:]) == {"H2"}


def test_citations_lead_there_and_back(paper: Paper) -> None:
    """Each citation leads to its reference, and each reference to its first citation."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        inside = [str(link.Contents) for link in links if "/A" not in link]
        assert all("/QuadPoints" in link and "/StructParent" in link for link in links)
    told_links = {name for name, _ in groupby(sorted(inside))}
    count = len(load_spec().handout.references)
    assert told_links == {
        *(f"Reference {number}" for number in range(1, count + 1)),
        *(f"Back to citation {number}" for number in range(1, count + 1)),
    }


def test_bookmarks_are_the_headings(paper: Paper) -> None:
    """In the story's order, though panels are drawn in another."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file, file.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "What is dry needling?"
        titles = [item.title for item in top.children if item.title != "Notes"]
    story = compose_story(load_spec())
    assert titles == [section.heading for section in story.sections if section.heading]


def test_speech_reads_well(regenerate: bool) -> None:
    """The record of what a screen reader reads, for people to review."""
    path = GOLDEN / "dry-needling.spoken.txt"
    heard = "\n".join(read_accessible_lines(load_spec())) + "\n"
    if regenerate:
        path.write_text(heard, "utf-8")
    assert heard == path.read_text("utf-8")


@pytest.mark.slow
def test_words_in_another_language_are_marked() -> None:
    """Their language makes a screen reader change its voice, and veraPDF accepts it."""
    question = Paragraph(make_text("Ask: ", Run("¿Habla español?", language="es")))
    shipped = load_spec()
    sections = (*shipped.handout.sections[:-1], Section("questions", "", (question,)))
    file = draw_leaflet(
        lay_out_spec(replace(shipped, handout=replace(shipped.handout, sections=sections)))
    )
    assert [piece.text for piece in read_speech(file) if piece.language == "es"] == [
        "¿Habla español?"
    ]
    assert find_failures(file, "ua1") == find_failures(file, "2a") == []
