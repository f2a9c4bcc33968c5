"""The personal panel on paper: it fits, looks the same for all, and is read as it is seen."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import Facts, Paragraph
from handouts.document.edition import Edition
from handouts.document.handout import Section, Spec
from handouts.document.papers import Paper
from handouts.document.person import Area, Person, Visit
from handouts.document.text import plain
from handouts.layout.blocks.personal_panel import MAX_LINES
from handouts.layout.body_chart import BodyFigure
from handouts.layout.drawing import draw_leaflet, read_leaflet
from handouts.layout.fit.fitting import fill_panels, grow_atoms, stack_offsets
from handouts.layout.fit.pagination import PanelSpace
from handouts.layout.form_fields import WRITING_PITCH
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import Atom, PieceGroup
from handouts.layout.prices import NEVER
from handouts.layout.rendering import lay_out_spec, render_spec
from handouts.sources.findings import SpecError
from tests.documents import SAM
from tests.expected import expected_elements
from tests.layout.goldens import GOLDEN, SIDES, differing_share, strip_lines
from tests.pages import render_pages, without_spaces
from tests.structure import artifact_text, find_strays, read_blocks
from tests.verapdf import FLAVOURS, Flavour, find_failures

PAPERS: tuple[Paper, ...] = ("a4", "letter")
PEOPLE = {
    "sam": SAM,
    "by hand": Person(),
    "name alone": Person(first_name="Sam"),
    "no areas": replace(SAM, areas=()),
    "areas alone": Person(areas=SAM.areas),
    "long": Person(
        first_name="Maximiliana-Alexandra",
        last_name="Featherstonehaugh-Cholmondeley",
        therapist="Bartholomew Wigglesworth, PT, DPT, OCS",
        treated=SAM.treated,
        areas=(*SAM.areas, Area("low back")),
        advice=("water", "heat", "move"),
        next_visit=SAM.next_visit,
        notes="Stand up once an hour, and walk on flat ground.",
    ),
}


@cache
def load_spec() -> Spec:
    """The shipped leaflet."""
    return handouts.load("dry-needling")


@cache
def lay_out(paper: Paper, who: str) -> Leaflet:
    """The leaflet of one of the people."""
    return lay_out_spec(load_spec(), Edition(paper=paper, person=PEOPLE[who]))


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> Paper:
    """Each paper in turn."""
    chosen: Paper = request.param
    return chosen


@pytest.fixture(params=PEOPLE)
def who(request: pytest.FixtureRequest) -> str:
    """Each of the people in turn."""
    chosen: str = request.param
    return chosen


def test_it_fits_in_clear_print(paper: Paper, who: str) -> None:
    """At 12 pt or more, each panel full and none overfull."""
    leaflet = lay_out(paper, who)
    assert leaflet.look.size >= 12
    for filled in leaflet.panels:
        assert 0.85 < filled.fullness <= 1.0001, filled.panel.name


def test_the_panel_is_complete_where_the_leaflet_is_first_opened(paper: Paper, who: str) -> None:
    """All of it is on the flap, behind the introduction."""
    leaflet = lay_out(paper, who)
    place = [section.key for section in leaflet.story.sections].index("personal")
    on = {f.panel.name for f in leaflet.panels for atom in f.atoms if atom.section == place}
    assert on == {"flap"}


def test_what_is_not_personal_is_in_the_same_place_for_all(paper: Paper) -> None:
    """The same pieces at the same places, whatever a person's panel holds."""
    found = set()
    for who in PEOPLE:
        leaflet = lay_out(paper, who)
        sections = leaflet.story.sections
        found.add(
            tuple(
                (filled.panel.name, down, atom.section, atom.piece.height)
                for filled in leaflet.panels
                for atom, down in zip(filled.atoms, filled.offsets, strict=True)
                if not sections[atom.section].personal
            )
        )
    assert len(found) == 1


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_verapdf_finds_nothing(paper: Paper, who: str, flavour: Flavour) -> None:
    """Every personal leaflet is PDF/UA-1 and PDF/A-2a."""
    assert find_failures(draw_leaflet(lay_out(paper, who)), flavour) == []


def test_speech_is_word_for_word(paper: Paper, who: str) -> None:
    """The file's speech is the story's text, in its order, with nothing else."""
    file = draw_leaflet(lay_out(paper, who))
    expected = expected_elements(compose_story(load_spec(), PEOPLE[who]))
    assert read_blocks(file) == [(role, without_spaces(text)) for role, text in expected]
    assert find_strays(file) == []
    assert artifact_text(file) == ""


def test_the_same_person_gives_the_same_bytes() -> None:
    """Whichever person was printed before."""
    first = render_spec(load_spec(), Edition(paper="a4", person=SAM))
    render_spec(load_spec(), Edition(paper="a4", person=PEOPLE["long"]))
    assert render_spec(handouts.load("dry-needling"), Edition(paper="a4", person=SAM)) == first


def test_the_common_leaflet_is_drawn_as_before(paper: Paper) -> None:
    """A common leaflet does not change after one was made for a person."""
    general = render_spec(load_spec(), Edition(paper=paper))
    draw_leaflet(lay_out(paper, "sam"))
    assert render_spec(load_spec(), Edition(paper=paper)) == general


def test_pages_look_as_they_did(paper: Paper, regenerate: bool) -> None:
    """Each page against a picture that was looked at."""
    for side, page in zip(
        SIDES, render_pages(draw_leaflet(lay_out(paper, "sam")), 100), strict=True
    ):
        path = GOLDEN / f"dry-needling.personal.{paper}.{side}.png"
        if regenerate:
            page.quantize(128).save(path, optimize=True)
        unlike = differing_share(page, Image.open(path).convert("RGB"))
        assert unlike < 0.0005, f"{path.name}: {unlike:.2%} of the pixels differ"


def test_the_panels_text(paper: Paper, who: str, regenerate: bool) -> None:
    """The text of the flap, line by line."""
    leaflet = lay_out(paper, who)
    flap = next(panel for panel in leaflet.sheet.panels if panel.name == "flap")
    page = pypdfium2.PdfDocument(draw_leaflet(leaflet))[flap.page].get_textpage()
    text = page.get_text_bounded(
        flap.left - 2, flap.top - flap.height, flap.left + flap.width + 2, flap.top
    )
    path = GOLDEN / f"dry-needling.personal.{who.replace(' ', '-')}.{paper}.txt"
    _compare(path, f"{strip_lines(text)}\n", regenerate)


def test_speech_reads_well(who: str, regenerate: bool) -> None:
    """The record of a person's panel as a screen reader reads it."""
    leaflet = lay_out("letter", who)
    personal = [section for section in leaflet.story.sections if section.personal]
    assert [section.key for section in personal] == ["personal"]
    lines = list(read_leaflet(leaflet).accessible_lines())
    start = lines.index(f"  H2: {personal[0].heading}")
    heard = "\n".join(takewhile(lambda line: line.startswith("  "), lines[start:]))
    _compare(
        GOLDEN / f"dry-needling.personal.{who.replace(' ', '-')}.spoken.txt", heard, regenerate
    )


def _compare(path: Path, text: str, regenerate: bool) -> None:
    if regenerate:
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")


def find_charts(leaflet: Leaflet) -> list[BodyFigure]:
    """The figures of its body chart."""
    found: list[BodyFigure] = []

    def look(piece: Any) -> None:
        if isinstance(piece, BodyFigure):
            found.append(piece)
        for part in getattr(piece, "parts", ()):
            look(part.piece)
        look(piece.piece) if hasattr(piece, "piece") else None

    for filled in leaflet.panels:
        for each in filled.atoms:
            look(each.piece)
    return found


def test_the_chart_is_as_large_as_there_is_room(paper: Paper) -> None:
    """With little space beside and below, it grows; at least eight sizes, both views the same."""
    few = Person(first_name="Sam", areas=(Area("upper trapezius", "left"),))
    leaflets = {who: lay_out(paper, who) for who in ("by hand", "long")}
    leaflets["few words"] = lay_out_spec(load_spec(), Edition(paper=paper, person=few))
    heights = {}
    for who, leaflet in leaflets.items():
        front, back = find_charts(leaflet)
        assert front.height == back.height
        heights[who] = round(front.height / leaflet.look.size, 1)
    assert heights["few words"] >= 11
    assert heights["by hand"] >= 9.5
    assert 8 <= heights["long"] < heights["few words"]


def test_the_chart_is_below_the_facts_where_it_has_no_room_beside_them(paper: Paper) -> None:
    """A reader with poor sight gains more from a large chart than from lines to write on."""
    who = Person(
        first_name="Sam",
        areas=(Area("upper trapezius", "left"), Area("calf", "both")),
        next_visit=Visit(date(2026, 12, 1), time(14, 30)),
    )
    leaflet = lay_out_spec(load_spec(), Edition(paper=paper, person=who))
    assert find_charts(leaflet)[0].height >= 12 * leaflet.look.size
    page = pypdfium2.PdfDocument(draw_leaflet(leaflet))[0].get_textpage().get_text_range()
    assert page.index("Front") > page.index("both calves") > page.index("Areas treated")


def test_the_chart_is_large_in_large_print(paper: Paper) -> None:
    """Never less than eleven sizes of a type that is large itself."""
    leaflets = [
        lay_out_spec(load_spec(), Edition(paper=paper, person=who, format="large-print"))
        for who in PEOPLE.values()
    ]
    heights = [body.height / each.look.size for each in leaflets for body in find_charts(each)]
    assert heights and min(heights) >= 11


def test_a_chart_for_the_pen_says_what_to_do(paper: Paper) -> None:
    """In print; it is part of the picture, whose alternative text says so too."""
    leaflet = lay_out(paper, "by hand")
    (chart,) = (
        block.chart
        for section in leaflet.story.sections
        for block in section.blocks
        if isinstance(block, Facts)
    )
    assert chart is not None
    assert chart.caption == "Mark the areas treated"
    assert "to mark what was treated" in chart.alt
    printed = pypdfium2.PdfDocument(draw_leaflet(leaflet))[0].get_textpage().get_text_range()
    assert without_spaces(chart.caption) in without_spaces(printed)


def test_too_much_to_say_is_an_error_without_a_word_of_it() -> None:
    """The error says by how much, and what to shorten; never the text."""
    person = replace(SAM, notes="Zanzibar " * 100)
    with pytest.raises(SpecError) as caught:
        lay_out_spec(load_spec(), Edition(paper="a4", person=person))
    (problem,) = caught.value.problems
    message = f"{problem}"
    assert "The personal panel is about " in message
    assert "lines too long for trifold on A4, at 12 pt" in message
    assert "It fits booklet on A4. Or: shorten the notes, or choose fewer areas" in message
    for secret in ("Zanzibar", "Sam", "Lee", "Ortiz"):
        assert secret not in message


def test_a_handout_too_long_by_itself_is_reported() -> None:
    """Not the person's panel is to blame where the rest does not fit."""
    long = Section("explanation", "", (Paragraph(plain("Some text. " * 1500)),))
    shipped = load_spec()
    handout = replace(shipped.handout, sections=(shipped.handout.sections[0], long), references=())
    with pytest.raises(SpecError, match="The text is about"):
        lay_out_spec(replace(shipped, handout=handout), Edition(person=SAM))


# --- lines to write on fill their panel -----------------------------------------------


def make_atom(height: float, *larger: float, before: float = 0.0) -> Atom:
    """An atom of a height, which may become as high as the others."""
    pieces = tuple(PieceGroup(each, ()) for each in larger)
    return Atom(PieceGroup(height, ()), before, NEVER, larger=pieces)


LINES = make_atom(20, *(20.0 * count for count in range(2, 6)))


@pytest.mark.parametrize(
    ("height", "expected"), [(100, 20), (139, 20), (140, 40), (179, 60), (180, 80), (900, 100)]
)
def test_whole_lines_take_what_room_is_left(height: float, expected: float) -> None:
    """As many as fit below 100 points of text, up to the most there are."""
    grown = grow_atoms([make_atom(100), LINES], height + (20 if height == 100 else 0))
    assert grown[1].piece.height == expected


def test_what_is_above_the_lines_keeps_its_place() -> None:
    """However much room there is, and however long what follows is."""
    above = [make_atom(50), make_atom(50, before=10)]
    for height in (200, 300, 900):
        atoms = grow_atoms([*above, LINES, make_atom(30, before=10)], height)
        assert stack_offsets(atoms, 0.0)[:2] == (0, 60)


def test_a_panel_that_lines_can_fill_counts_as_full() -> None:
    """So that nothing is torn out of another panel to fill it."""
    sections = [[make_atom(50), LINES], [replace(make_atom(40), split=0.0), make_atom(40)]]
    filled = fill_panels(sections, [PanelSpace(130, False), PanelSpace(90, False)])
    assert filled is not None
    assert [len(panel) for panel in filled.panel_atoms] == [2, 2]


def test_lines_are_far_enough_apart_to_write_on() -> None:
    """Eight to nine millimetres, and no more of them than an empty panel wants."""
    assert 8 <= WRITING_PITCH * 25.4 / 72 <= 9
    assert MAX_LINES * WRITING_PITCH < 539
