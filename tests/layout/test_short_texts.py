"""A text too short for its format: lines for notes, one side, half a sheet, and a note of check."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import ImageChops

import handouts
from handouts.compose.compose import compose_story
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.editions import find_remarks, render_handout
from handouts.layout.drawing import draw_leaflet, read_leaflet
from handouts.layout.formats import FORMATS
from handouts.layout.leaflet import lay_out_story
from handouts.layout.notes_panel import NOTES, fill_white
from handouts.layout.pieces import CalloutBox
from handouts.layout.remarks.fullness import measure_fullness
from handouts.layout.remarks.torn_parts import find_torn_sections
from handouts.layout.rendering import lay_out_spec
from tests.documents import FACTS
from tests.layout.corpus import VISIT, write_sections, write_text
from tests.layout.goldens import GOLDEN, check_picture, join_pages
from tests.pages import render_pages
from tests.structure import find_strays, read_blocks
from tests.verapdf import FLAVOURS, find_failures

TITLE = "title: Your first visit\nsubtitle: What it costs, and how to find us"


@pytest.fixture
def visit(tmp_path: Path) -> Spec:
    """A handout of 60 words."""
    path = tmp_path / "visit.en.yaml"
    path.write_text(FACTS.replace("title: Prices", TITLE) + VISIT, "utf-8")
    return handouts.load(path)


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)


def list_notes(spec: Spec, format: str) -> list[str]:
    """The notes about how short the text is, each with its hint."""
    return [
        f"{each.message} {each.hint}"
        for each in find_remarks(spec, Edition(format, "a4"))
        if each.rule == "short-text"
    ]


@pytest.mark.parametrize("format", ["flyer", "trifold", "booklet", "sheet"])
def test_pages_look_as_they_did(visit: Spec, format: str, regenerate: bool) -> None:
    """A short text in each format, up to what another version of PDFium smooths otherwise."""
    pages = join_pages(render_pages(render_handout(visit, Edition(format, "a4")), 60))
    check_picture(pages, GOLDEN / "short" / f"visit.{format}.a4.png", regenerate)


# --- panels for notes ------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["trifold", "booklet"])
def test_what_is_left_is_for_notes(visit: Spec, format: str) -> None:
    """No section is divided, and the last panels have lines, which are heard as such."""
    leaflet = lay_out_spec(visit, Edition(format, "a4"))
    keys = [section.key for section in leaflet.story.sections]
    panels = [{keys[atom.section] for atom, _ in each.placed_atoms} for each in leaflet.panels]
    assert all(sum(key in panel for panel in panels) == 1 for key in keys if key != NOTES)
    assert {NOTES} in panels
    lines = list(read_leaflet(leaflet).accessible_lines())
    heading = lines.index("  H2: Notes")
    assert lines[heading + 1 : heading + 3] == ["  P", "    Form: Lines to write on"]
    assert find_strays(draw_leaflet(leaflet)) == []


def test_of_two_panels_without_text_one_is_a_field_of_colour(visit: Spec) -> None:
    """With the clinic's name, which is not heard again; in black and white it is a frame."""
    leaflet = lay_out_spec(visit, Edition("trifold", "a4"))
    blank = [filled for filled in leaflet.panels if not filled.atoms]
    assert len(blank) == 2
    lines, field = (filled.notes[-1][0].piece for filled in blank)
    assert isinstance(field, CalloutBox) and not isinstance(lines, CalloutBox)
    assert field.height == pytest.approx(blank[1].panel.height)
    assert field.fill == leaflet.look.shade("tint")
    pdf = render_handout(visit, Edition("trifold", "a4", ink="mono"))
    assert find_strays(pdf) == []
    heard = "".join(words for _, words in read_blocks(pdf))
    assert heard.count("RiversidePhysicalTherapy") == 1
    right = render_pages(pdf, 36)[1].crop((300, 20, 421, 280))
    assert sum(right.convert("L").histogram()[128:250]) < 0.05 * right.width * right.height


def test_a_long_text_leaves_no_panel_for_notes() -> None:
    """Those of the shipped leaflet are full of its text."""
    leaflet = lay_out_spec(handouts.load("dry-needling"), Edition("trifold", "a4"))
    assert all(filled.atoms for filled in leaflet.panels)


# --- one side, half a sheet ------------------------------------------------------------------


def test_a_short_text_takes_one_side_of_a_sheet(visit: Spec) -> None:
    """And the printer is asked for one side."""
    pdf = render_handout(visit, Edition("sheet", "a4"))
    assert count_pages(pdf) == 1
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.Root.ViewerPreferences.Duplex == "/Simplex"


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_both_halves_of_a_flyer_look_alike(visit: Spec, paper: handouts.Paper) -> None:
    """Pixel by pixel, but for the marks between which it is cut."""
    for page in render_pages(render_handout(visit, Edition("flyer", paper)), 72):
        half, height = page.width // 2, page.height
        assert page.width > height
        left = page.crop((20, 0, half - 6, height))
        right = page.crop((half + page.width % 2 + 20, 0, page.width - 6, height))
        unlike = ImageChops.difference(left, right.crop((0, 0, *left.size))).convert("L")
        assert sum(unlike.histogram()[64:]) < 0.002 * left.width * height
        middle = page.crop((half - 3, 0, half + 3, height)).convert("L")
        dark = [y for y in range(height) if min(middle.crop((0, y, 6, y + 1)).tobytes()) < 128]
        assert dark and all(y < 30 or y > height - 30 for y in dark)


def test_a_flyer_is_heard_once(visit: Spec) -> None:
    """The other half is an artifact; nothing on it is a target or a link."""
    pdf = render_handout(visit, Edition("flyer", "a4"))
    assert find_strays(pdf) == []
    words = [text for _, text in read_blocks(pdf)]
    assert len([each for each in words if "lookathowyoumove" in each]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("format", ["flyer", "trifold", "sheet"])
def test_verapdf_finds_nothing(visit: Spec, format: str, flavour: str) -> None:
    """With panels for notes, on one side and twice on a sheet."""
    pdf = render_handout(visit, Edition(format, "a4"))
    assert find_failures(pdf, flavour) == []  # type: ignore[arg-type]


def test_a_text_too_long_for_a_flyer_is_reported() -> None:
    """By how much, as for any format."""
    with pytest.raises(handouts.SpecError, match="too long for flyer on A4, at 12 pt"):
        render_handout(handouts.load("dry-needling"), Edition("flyer", "a4"))


# --- what check says -------------------------------------------------------------------------


def test_check_names_the_format_that_suits(visit: Spec) -> None:
    """For one that is half empty; none for the format that it names."""
    (note,) = list_notes(visit, "trifold")
    assert "of trifold: it is short for this format. It suits flyer." in note
    assert "To say so, add a line 'formats: [flyer]'." in note
    assert list_notes(visit, "flyer") == []
    assert list_notes(handouts.load("dry-needling"), "trifold") == []


def test_the_hint_fits_a_handout_that_names_its_formats(tmp_path: Path) -> None:
    """One that has a line of formats already gets no second one."""
    path = tmp_path / "visit.en.yaml"
    path.write_text(f"{FACTS}formats: [trifold, sheet]\n{VISIT}", "utf-8")
    (note,) = list_notes(handouts.load(path), "trifold")
    assert "It suits flyer. To say so, put it first in the line 'formats'." in note


def test_check_names_no_format_that_holds_it_badly(tmp_path: Path) -> None:
    """A flyer would hold it only set close: that is no format to suggest."""
    path = tmp_path / "visit.en.yaml"
    path.write_text(FACTS + write_sections(3, 300), "utf-8")
    spec = handouts.load(path)
    assert lay_out_spec(spec, Edition("flyer", "a4")).look.close
    (note,) = list_notes(spec, "trifold")
    assert "It suits sheet." in note


# --- what is torn ----------------------------------------------------------------------------


def list_tears(spec: Spec, format: str) -> list[str]:
    """The notes about what is torn, each with its line."""
    return [
        f"{each.place.line}: {each.message}"
        for each in find_remarks(spec, Edition(format, "a4"))
        if each.rule == "torn-section"
    ]


@pytest.mark.parametrize("format", ["trifold", "booklet", "sheet", "flyer"])
def test_a_section_called_notes_is_one_like_any_other(tmp_path: Path, format: str) -> None:
    """It fills its panel, and the lines for notes are not part of it."""
    filled = []
    for key in ("notes", "hints"):
        path = tmp_path / f"{key}.en.yaml"
        path.write_text(f"{FACTS}{key}:\n  heading: Notes\n  text: {write_text(60)}\n", "utf-8")
        spec = handouts.load(path)
        assert list_tears(spec, format) == []
        filled.append(measure_fullness(lay_out_spec(spec, Edition(format, "a4"))))
    assert filled[0] == filled[1] > 0


def test_lines_for_notes_are_never_torn(visit: Spec) -> None:
    """Those on the last page inside and on the back of a booklet without a way to reach us.

    They are behind the text.
    """
    story = compose_story(visit)
    story = replace(story, sections=story.sections[:1])
    bare = lay_out_story(story, visit.brand, FORMATS["booklet"], "a4")
    assert bare
    leaflet = fill_white(bare)
    assert [each.panel.name for each in leaflet.panels if each.notes] == [
        "page 2",
        "page 3",
        "back",
    ]
    assert find_torn_sections(leaflet) == {}


@pytest.mark.parametrize("said_by", ["brand", "handout"])
def test_a_clinic_may_leave_out_the_lines(visit: Spec, said_by: str) -> None:
    """In all of its handouts, or in one; a panel without text is a field of colour then."""
    brand, handout = visit.brand, visit.handout
    if said_by == "brand":
        brand = replace(brand, note_lines=False)
    else:
        brand, handout = replace(brand, note_lines=True), replace(handout, note_lines=False)
    usual = lay_out_spec(visit, Edition("booklet", "a4"))
    leaflet = lay_out_spec(replace(visit, brand=brand, handout=handout), Edition("booklet", "a4"))
    assert NOTES in [section.key for section in usual.story.sections]
    assert NOTES not in [section.key for section in leaflet.story.sections]
    assert all(each.notes == () or not each.atoms for each in leaflet.panels)
    heights = [each.text_height for each in leaflet.panels]
    assert heights == [each.text_height for each in usual.panels]


def test_check_says_how_a_section_is_torn(tmp_path: Path) -> None:
    """At its line: one that a panel would hold, not one that has to go on overleaf."""
    path = tmp_path / "visit.en.yaml"
    path.write_text(FACTS + write_sections(1, 400), "utf-8")
    assert list_tears(handouts.load(path), "flyer") == []
    path.write_text(FACTS + write_sections(1, 320), "utf-8")
    assert list_tears(handouts.load(path), "flyer") == [
        "8: This section goes on in another panel of flyer, though one panel would hold it."
    ]
