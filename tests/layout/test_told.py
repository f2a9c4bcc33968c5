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
from tests.documents import load_with_status, text
from tests.expected import expected_elements
from tests.layout.goldens import GOLDEN
from tests.pages import squeezed
from tests.structure import furniture, read_blocks, told
from tests.verapdf import FLAVOURS, Flavour, failures

PAPERS: tuple[Paper, ...] = ("a4", "letter")


@cache
def pdf(paper: Paper, status: Status = "approved") -> bytes:
    """The shipped leaflet's file."""
    return draw_leaflet(lay_out_spec(spec(status), Edition(paper=paper)))


def spec(status: Status = "approved") -> Spec:
    """The shipped leaflet, as a draft if asked for."""
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
    for entry in handouts_shipped():
        file = draw_leaflet(lay_out_spec(load_with_status(entry, status), Edition(paper=paper)))
        assert failures(file, flavour) == [], entry


def handouts_shipped() -> list[str]:
    """The names of all handouts in the built-in library."""
    from handouts.reading.library import list_handouts
    from handouts.resources import library_folder

    return [entry.name for entry in list_handouts(library_folder())]


@pytest.mark.parametrize("status", ["approved", "draft"])
def test_told_word_for_word(paper: Paper, status: Status) -> None:
    """Element by element: the role and the words of the story; nothing missing, nothing twice."""
    expected = [
        (role, squeezed(text)) for role, text in expected_elements(compose_story(spec(status)))
    ]
    assert read_blocks(pdf(paper, status)) == expected


def test_furniture_is_not_told(paper: Paper) -> None:
    """The mark of the callout alone is seen and not said; a draft's mark is said once."""
    assert squeezed(furniture(pdf(paper))) == "!"
    drafted = "".join(text for _, text in read_blocks(pdf(paper, "draft")))
    assert drafted.count("Draft:notforpatients") == 1


def test_one_first_heading_and_none_skipped(paper: Paper) -> None:
    """One H1, and H2 below it."""
    roles = [role for role, _ in read_blocks(pdf(paper)) if role.startswith("H")]
    assert roles[0] == "H1"
    assert set(roles[1:]) == {"H2"}


def test_citations_lead_there_and_back(paper: Paper) -> None:
    """Each citation leads to its reference, and each reference to its first citation."""
    with pikepdf.open(io.BytesIO(pdf(paper))) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        inside = [str(link.Contents) for link in links if "/A" not in link]
        assert all("/QuadPoints" in link and "/StructParent" in link for link in links)
    told_links = {name for name, _ in groupby(sorted(inside))}
    count = len(spec().handout.references)
    assert told_links == {
        *(f"Reference {number}" for number in range(1, count + 1)),
        *(f"Back to citation {number}" for number in range(1, count + 1)),
    }


def test_bookmarks_are_the_headings(paper: Paper) -> None:
    """In the story's order, though panels are drawn in another."""
    with pikepdf.open(io.BytesIO(pdf(paper))) as file, file.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "What is dry needling?"
        titles = [item.title for item in top.children]
    story = compose_story(spec())
    assert titles == [section.heading for section in story.sections if section.heading]


def test_what_is_told_reads_well(regenerate: bool) -> None:
    """The record of what a person hears, to be read by people."""
    path = GOLDEN / "dry-needling.told.txt"
    heard = "\n".join(read_accessible_lines(spec())) + "\n"
    if regenerate:
        path.write_text(heard, "utf-8")
    assert heard == path.read_text("utf-8")


@pytest.mark.slow
def test_words_in_another_language_are_marked() -> None:
    """A screen reader is told to change its voice for them, and veraPDF has nothing against it."""
    question = Paragraph(text("Ask: ", Run("¿Habla español?", language="es")))
    shipped = spec()
    sections = (*shipped.handout.sections[:-1], Section("questions", "", (question,)))
    file = draw_leaflet(
        lay_out_spec(replace(shipped, handout=replace(shipped.handout, sections=sections)))
    )
    assert [piece.text for piece in told(file) if piece.language == "es"] == ["¿Habla español?"]
    assert failures(file, "ua1") == failures(file, "2a") == []
