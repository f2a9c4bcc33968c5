"""What is left white on pages looks meant: lines for notes, a large picture, a shorter page."""

from __future__ import annotations

import io

import pikepdf
import pytest

import handouts
from handouts.document.edition import Edition
from handouts.document.person import Person
from handouts.layout.blocks.steps import GROWTHS, LARGER
from handouts.layout.drawing import draw_leaflet, read_leaflet
from handouts.layout.form_fields import WRITING_PITCH
from handouts.layout.formats.screen import MARGIN, PAGE_SIZE
from handouts.layout.leaflet import FilledPanel, Leaflet
from handouts.layout.masthead import HEIGHT_BESIDE, LARGEST_ACROSS
from handouts.layout.notes_panel import LEAST_ABOVE_FOOT, LEAST_GAP, LEAST_LINES
from handouts.layout.pieces import Decoration, Figure
from handouts.layout.prices import NOTES_WHITE
from handouts.layout.rendering import lay_out_spec, render_spec
from handouts.reading.library_files import list_handouts
from handouts.resources import library_folder
from tests.documents import SAM
from tests.pages import render_pages

LIBRARY = sorted({each.name for each in list_handouts(library_folder())})


def lay_out(name: str, format: handouts.Format) -> Leaflet:
    """A shipped handout laid out on A4."""
    return lay_out_spec(handouts.load(name), Edition(format, "a4"))


# --- lines for notes -------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["trifold", "booklet", "large-print", "sheet"])
@pytest.mark.parametrize("name", LIBRARY)
def test_what_is_white_on_paper_has_lines(name: str, format: handouts.Format) -> None:
    """From a tenth of a panel on, if two lines have room below its text; not on others.

    The last one is clear of what a page's foot begins with.
    """
    leaflet = lay_out(name, format)
    for filled in leaflet.panels:
        if filled.notes:
            assert filled.fullness <= 1 - NOTES_WHITE
            assert filled.notes[0][1] >= filled.text_height
            last, down = filled.notes[-1]
            foot = LEAST_ABOVE_FOOT if format != "trifold" or filled.panel.role == "back" else 0.0
            assert down + last.piece.height <= filled.panel.height - foot + 0.01
            assert last.piece.height >= LEAST_LINES * WRITING_PITCH
        else:
            white = filled.panel.height - filled.text_height
            least = LEAST_LINES * WRITING_PITCH + LEAST_ABOVE_FOOT + leaflet.look.step * LEAST_GAP
            assert filled.fullness > 1 - NOTES_WHITE or white < least


def test_lines_are_heard_after_all_text_and_have_one_heading() -> None:
    """However many panels have lines."""
    leaflet = lay_out("first-visit", "booklet")
    assert len([filled for filled in leaflet.panels if filled.notes]) > 1
    lines = list(read_leaflet(leaflet).accessible_lines())
    assert lines.count("  H2: Notes") == 1
    place = lines.index("  H2: Notes")
    assert max(number for number, line in enumerate(lines) if "H2" in line) == place


def test_no_lines_on_a_screen() -> None:
    """Nobody writes there by hand."""
    assert not any(each.notes for each in lay_out("first-visit", "screen").panels)


# --- the first page's picture ----------------------------------------------------------------


def find_front_picture(leaflet: Leaflet) -> Figure:
    """The picture of a masthead."""
    return next(each for each in list_pieces_within(leaflet.front) if isinstance(each, Figure))


def list_pieces_within(outer: object) -> list[object]:
    """A piece and all pieces within, in depth."""
    found: list[object] = []
    todo: list[object] = [outer]
    while todo:
        piece = todo.pop()
        found.append(piece)
        todo += [each.piece for each in getattr(piece, "parts", ())]
        todo += [piece.piece] if hasattr(piece, "piece") else []
    return found


@pytest.mark.parametrize("name", ["low-back-pain", "trigger-points"])
def test_a_picture_grows_into_an_empty_first_page(name: str) -> None:
    """Beside the title or below it."""
    leaflet = lay_out(name, "large-print")
    assert HEIGHT_BESIDE * 1.3 < find_front_picture(leaflet).height <= LARGEST_ACROSS


@pytest.mark.parametrize("format", ["sheet", "large-print", "screen"])
@pytest.mark.parametrize("name", LIBRARY)
def test_nothing_leaves_the_page_of_a_larger_picture(name: str, format: handouts.Format) -> None:
    """Though a title beside it may take more lines."""
    assert all(filled.fullness <= 1.0001 for filled in lay_out(name, format).panels)


def test_a_picture_stays_beside_the_title_of_a_full_page() -> None:
    """There is no room for a larger one."""
    assert find_front_picture(lay_out("dry-needling", "sheet")).height <= HEIGHT_BESIDE


def test_people_have_the_same_masthead() -> None:
    """Where nothing personal is on the first page."""
    spec = handouts.load("first-visit")
    fronts = [
        lay_out_spec(spec, Edition("large-print", "a4", person=person)).front
        for person in (SAM, Person())
    ]
    assert fronts[0] is fronts[1]


# --- small pictures --------------------------------------------------------------------------


def measure_small_pictures(panel: FilledPanel, line: float) -> set[float]:
    """The heights of the pictures in place of steps' numbers, in lines of text."""
    within = [each for atom, _ in panel.placed_atoms for each in list_pieces_within(atom.piece)]
    small = [each for each in within if isinstance(each, Decoration) and each.width]
    return {round(each.height / line, 2) for each in small}


@pytest.mark.parametrize("name", ["dry-needling", "low-back-pain"])
@pytest.mark.parametrize(("format", "usual"), [("trifold", 2.0), ("booklet", LARGER)])
def test_small_pictures_grow_alike_where_there_is_room(
    name: str, format: handouts.Format, usual: float
) -> None:
    """All of a leaflet have one size, and no panel overflows."""
    leaflet = lay_out(name, format)
    line = leaflet.look.item_style.leading
    found = [(measure_small_pictures(each, line), each.fullness) for each in leaflet.panels]
    ((sizes, fullness),) = [(sizes, fullness) for sizes, fullness in found if sizes]
    (size,) = sizes
    assert size in {round(usual * by, 2) for by in (1.0, *GROWTHS)}
    assert size > usual or (name, format) == ("dry-needling", "booklet")  # which is nearly full
    assert 0.85 < fullness <= 1.0001


# --- the pages of a screen -------------------------------------------------------------------


@pytest.mark.parametrize("name", LIBRARY)
def test_pages_of_a_screen_end_below_their_text(name: str) -> None:
    """None is higher than a phone, and what is white at the foot of each is a line or two."""
    leaflet = lay_out(name, "screen")
    with pikepdf.open(io.BytesIO(draw_leaflet(leaflet))) as file:
        boxes = [[float(each) for each in page.MediaBox] for page in file.pages]
    assert [box[:3] for box in boxes] == [[0, 0, PAGE_SIZE[0]]] * len(boxes)
    assert max(box[3] for box in boxes) <= PAGE_SIZE[1]
    for filled, box in zip(leaflet.panels, boxes, strict=True):
        assert filled.panel.top == pytest.approx(box[3] - MARGIN) or filled.panel.page == 0
        assert filled.panel.height * (1 - filled.fullness) < 12.01


def test_a_short_page_shows_all_that_a_long_one_did() -> None:
    """The last page of a visit: its text and its foot, to the lower edge."""
    pdf = render_spec(handouts.load("first-visit"), Edition("screen"))
    page = render_pages(pdf, 72)[-1].convert("L")
    assert page.height < PAGE_SIZE[1] * 0.75
    rows = [
        y for y in range(page.height) if min(page.crop((0, y, page.width, y + 1)).tobytes()) < 160
    ]
    assert rows[0] < 40 and rows[-1] > page.height - 40
