"""Exercises on the page: each in one piece, pictures beside or above the words, a video."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import (
    Diary,
    Exercise,
    Exercises,
    Paragraph,
    Picture,
    Video,
)
from handouts.document.dose import Dose
from handouts.document.handout import Section, Spec
from handouts.document.person import ChosenExercise, Person
from handouts.document.text import plain
from handouts.layout.blocks.dispatch import lay_out_block
from handouts.layout.formats import FORMATS
from handouts.layout.leaflet import Leaflet, lay_out_story
from handouts.layout.pieces import Figure, Piece, list_inner_pieces
from handouts.layout.roles import Role
from handouts.sources.findings import SpecError
from tests.documents import USUAL_FORMATS
from tests.expected import expected_elements
from tests.pages import without_spaces
from tests.structure import all_elements, leave_out_notes, read_blocks
from tests.verapdf import FLAVOURS, Flavour, find_failures

HOW = "Do it slowly, and breathe on while you do it. Stay as tall as you can. " * 3


@cache
def load_exercises(count: int = 6, how: str = HOW) -> Spec:
    """The shipped handout with exercises in place of its sections."""
    spec = handouts.load("dry-needling")
    artwork = next(
        block.artwork
        for section in spec.handout.sections
        for block in section.blocks
        if isinstance(block, Picture)
    )
    items = tuple(
        Exercise(
            plain(f"Exercise {letter}"),
            tuple(Picture("knot", artwork, f"Picture {letter}{place}") for place in "12"),
            (Paragraph(plain(f"{how}That was {letter}.")),),
            Dose(2, 10, 5),
            plain(f"it hurts in {letter}"),
            Video(f"clinic.example/{letter}"),
            address=("handout", "exercises", "exercises", place),
        )
        for place, letter in enumerate("ABCDEFGHIJKL"[:count])
    )
    section = Section("exercises", "", (Exercises(items),))
    handout = replace(spec.handout, sections=(section,), references=())
    return replace(spec, handout=handout)


@cache
def load_sheet() -> Spec:
    """An exercise sheet with everything that an exercise may have."""
    return handouts.load(Path(__file__).with_name("exercises.en.yaml"))


@pytest.mark.parametrize("person", [None, Person(), Person(exercises=(ChosenExercise("Walk"),))])
@pytest.mark.parametrize("format", ["sheet", "screen"])
def test_speech_is_word_for_word(format: handouts.Format, person: Person | None) -> None:
    """Each exercise is heard in its order, for everyone, on a form, and for one person."""
    expected = [
        (role, without_spaces(words))
        for role, words in expected_elements(compose_story(load_sheet(), person), format)
    ]
    heard = read_blocks(handouts.render(load_sheet(), format=format, person=person))
    assert leave_out_notes(heard) == leave_out_notes(expected)


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("person", [None, Person()])
@pytest.mark.parametrize("format", USUAL_FORMATS)
def test_every_format_is_valid(
    format: handouts.Format, person: Person | None, flavour: Flavour
) -> None:
    """PDF/UA-1 and PDF/A-2a, also with fields to fill in."""
    pdf = handouts.render(load_sheet(), format=format, person=person)
    assert find_failures(pdf, flavour) == []


def test_a_diary_is_filled_in_on_a_screen() -> None:
    """Each box is a field that says its week, day and exercise; on paper there are none."""
    fields = {}
    for format in ("screen", "booklet"):
        pdf = handouts.render(load_sheet(), format=format)
        with pikepdf.open(io.BytesIO(pdf)) as file:
            widgets = [each for page in file.pages for each in page.get("/Annots", [])]
            fields[format] = [str(each.TU) for each in widgets if "/TU" in each]
    assert fields["booklet"] == []
    assert len(fields["screen"]) == 2 * 7 * 3
    assert fields["screen"][0] == "Week 1, Sun: 1 Knee bend"
    assert "Week 2, Sat: 3 Straightening on a firm chair" in fields["screen"]


def lay_out(spec: Spec, format: str) -> Leaflet:
    """The leaflet of a spec."""
    leaflet = lay_out_story(compose_story(spec), spec.brand, FORMATS[format], "a4")
    assert leaflet
    return leaflet


def find_figures(piece: Piece) -> list[Figure]:
    """The figures in a piece."""
    inner = [figure for each in list_inner_pieces(piece) for figure in find_figures(each)]
    return [piece, *inner] if isinstance(piece, Figure) else inner


def find_links(pdf: bytes) -> list[str]:
    """The web addresses that a file leads to."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        annotations = [each for page in file.pages for each in page.get("/Annots", [])]
        return [str(each.A.URI) for each in annotations if "/A" in each and "/URI" in each.A]


@pytest.mark.parametrize("format", ["booklet", "large-print", "screen"])
def test_an_exercise_is_never_torn(format: handouts.Format) -> None:
    """Name, dose, sign to stop and video of an exercise are on one page."""
    pdf = handouts.render(load_exercises(), format=format)
    pages = [
        without_spaces(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)
    ]
    for letter in "ABCDEF":
        ends = f"Exercise{letter}", f"Thatwas{letter}.", f"ithurtsin{letter}", f"example/{letter}"
        assert [sum(end in page for page in pages) for end in ends] == [1, 1, 1, 1]
        assert any(all(end in page for end in ends) for page in pages)


@pytest.mark.parametrize(
    ("format", "is_beside"), [("booklet", True), ("large-print", False), ("screen", False)]
)
def test_pictures_are_beside_or_above_the_words(format: str, is_beside: bool) -> None:
    """In a wide column they have one at the left; in a narrow one and in large print, a row."""
    leaflet = lay_out(handouts.load("neck-exercises"), format)
    atom = next(
        atom
        for panel in leaflet.panels
        for atom in panel.atoms
        if len(find_figures(atom.piece)) > 1
    )
    words = atom.piece.parts[-1]  # type: ignore[attr-defined]  # it is a group
    assert (words.x > leaflet.panels[0].panel.width / 3) == is_beside


@pytest.mark.parametrize(("format", "codes"), [("large-print", 6), ("screen", 0)])
def test_a_video_is_a_code_on_paper_and_a_link_everywhere(
    format: handouts.Format, codes: int
) -> None:
    """What cannot be clicked can be scanned; a code on paper is a link too."""
    spec = load_exercises()
    figures = [
        figure.role.alt
        for panel in lay_out(spec, format).panels
        for atom in panel.atoms
        for figure in find_figures(atom.piece)
    ]
    assert sum(alt.startswith("QR code that opens clinic.example/") for alt in figures) == codes
    links = find_links(handouts.render(spec, format=format))
    assert [link for link in links if "clinic.example" in link] == [
        f"https://clinic.example/{letter}" for letter in "ABCDEF" for _ in range(2 if codes else 1)
    ]


def test_an_exercise_that_no_panel_holds_is_named() -> None:
    """At its place, with its height and a format that holds it."""
    with pytest.raises(SpecError) as raised:
        handouts.render(load_exercises(1, HOW * 6), format="trifold", paper="a4")
    (problem,) = raised.value.problems
    assert problem.message.startswith("The exercise 'Exercise A' is ")
    assert problem.message.endswith("lines high at 12 pt, and a panel of trifold holds 36.")
    assert problem.hint == "Shorten it, or make it two exercises. It fits sheet on A4."


def test_the_first_page_may_have_no_room_for_an_exercise() -> None:
    """Where a title leaves too little room, the first exercise begins on the next page."""
    leaflet = lay_out(load_exercises(), "screen")
    assert [len(panel.atoms) > 0 for panel in leaflet.panels][:2] == [False, True]


def add_diary(spec: Spec, weeks: int) -> Spec:
    """A spec of exercises with a diary for them."""
    (section,) = spec.handout.sections
    (block,) = section.blocks
    assert isinstance(block, Exercises)
    diary = Diary(weeks, tuple(item.name for item in block.items))
    changed = replace(section, blocks=(block, diary))
    return replace(spec, handout=replace(spec.handout, sections=(changed,)))


def read_tables(pdf: bytes) -> list[list[list[str]]]:
    """The tables of a file: for each row the tag of each cell, with the scope of a header."""
    tables = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for element in all_elements(file):
            if element.S == "/Table":
                tables.append([[describe_cell(cell) for cell in row.K] for row in element.K])
    return tables


def describe_cell(cell: pikepdf.Object) -> str:
    """The tag of a cell, and whether it is the header of a row or a column."""
    return f"{cell.S}{cell.A.Scope if '/A' in cell else ''}"


@pytest.mark.parametrize("format", ["booklet", "screen"])
@pytest.mark.parametrize("count", [3, 12])
def test_a_diary_has_a_table_for_each_week(format: handouts.Format, count: int) -> None:
    """Each day and each exercise has its header once, however long a week is."""
    spec = add_diary(load_exercises(count, "Do it."), 2)
    head, row = ["/TH/Column"] * 8, ["/TH/Row", *["/TD"] * 7]
    assert read_tables(handouts.render(spec, format=format)) == [[head, *[row] * count]] * 2


def test_a_long_week_goes_on_under_its_heads() -> None:
    """The days are seen again above the rows of another piece."""
    spec = add_diary(load_exercises(12, "Do it."), 1)
    pages = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(handouts.render(spec, format="screen"))
    ]
    assert sum(page.count("Wed") for page in pages) == 2


def test_weeks_of_a_diary_are_apart() -> None:
    """The space above the second week is wider than that above the first and between two rows."""
    spec = add_diary(load_exercises(2, "Do it."), 2)
    look = lay_out(spec, "booklet").look
    (section,) = spec.handout.sections
    atoms = lay_out_block(section.blocks[-1], look, 300.0, Role("Sect"))
    _, first, *rows, second, _, _ = [each.before for each in atoms]
    assert rows == [0.0, 0.0]
    assert second > 1.5 * first > 0


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_exercises_of_a_spread_have_pictures_of_one_size(paper: handouts.Paper) -> None:
    """Also where one column has room for larger ones."""
    story = compose_story(handouts.load("neck-exercises"))
    leaflet = lay_out_story(story, handouts.load("neck-exercises").brand, FORMATS["sheet"], paper)
    assert leaflet
    widths: dict[int, set[float]] = {}
    for filled in leaflet.panels:
        for atom in filled.atoms:
            if atom.alike:
                found = {round(each.width) for each in find_figures(atom.piece)}
                widths.setdefault(filled.panel.spread, set()).update(found)
    assert widths and all(len(each) == 1 for each in widths.values())
