"""A booklet for a print shop as single pages, in the order in which they are read."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pypdfium2
import pytest

import handouts
from handouts.document.edition import Edition
from handouts.document.person import Person
from handouts.document.units import inch, mm
from handouts.layout.rendering import lay_out_spec
from handouts.layout.single_pages import separate_pages
from tests.documents import SAM
from tests.press_files import render_page
from tests.structure import read_speech

SIZES = {"a4": (mm(148.5), mm(210)), "letter": (inch(5.5), inch(8.5))}
BLEED = {"a4": mm(3), "letter": inch(0.125)}


@cache
def draw_booklet(
    paper: handouts.Paper, *, imposition: bool = False, person: Person | None = None
) -> bytes:
    """The shipped handout as a print shop gets it."""
    spec = handouts.load("dry-needling")
    return handouts.render(
        spec, format="booklet", paper=paper, press="rgb", imposition=imposition, person=person
    )


def read_pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_page_is_cut_by_itself(paper: handouts.Paper) -> None:
    """Half a sheet, with a bleed on all sides."""
    width, height = SIZES[paper]
    with pikepdf.open(io.BytesIO(draw_booklet(paper))) as file:
        assert len(file.pages) % 4 == 0
        for page in file.pages:
            trim, bleed = ([float(x) for x in page.obj[name]] for name in ("/TrimBox", "/BleedBox"))
            assert trim == pytest.approx([0, 0, width, height], abs=0.01)
            more = BLEED[paper]
            assert bleed == pytest.approx([-more, -more, width + more, height + more], abs=0.01)


@pytest.mark.parametrize("person", [None, SAM])
def test_pages_are_in_reading_order(person: Person | None) -> None:
    """Their feet say 2, 3, 4... from the second on; the cover is the first."""
    pages = read_pages(draw_booklet("a4", person=person))
    assert "What is" in pages[0]
    for number, text in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in " ".join(text.split())


def test_sheets_have_the_same_pages() -> None:
    """Page by page, imposed as usual: N and 1, 2 and N-1..."""
    single, sheets = (read_pages(draw_booklet("a4", imposition=each)) for each in (False, True))
    pages = len(single)
    assert pages == 2 * len(sheets)
    for side, text in enumerate(sheets):
        found = {side + 1, pages - side}
        words = sorted("\n".join(single[number - 1] for number in found).split())
        assert sorted(text.split()) == words


@pytest.mark.parametrize("person", [None, SAM])
def test_speech_is_the_same(person: Person | None) -> None:
    """A screen reader reads in the same order as before."""
    heard = [
        read_speech(draw_booklet("a4", imposition=imposition, person=person))
        for imposition in (False, True)
    ]
    single, sheets = ([(each.path, each.text) for each in speech] for speech in heard)
    assert single == sheets


def test_marks_are_for_cutting_alone() -> None:
    """Above the trim there is one at each edge, and none for a fold."""
    scale = 4
    page = render_page(draw_booklet("a4"), 2, scale).convert("L")
    row = page.crop((0, int(mm(2) * scale), page.width, int(mm(4) * scale)))
    darkest = [min(row.crop((x, 0, x + 1, row.height)).tobytes()) for x in range(page.width)]
    dark = [x / scale - mm(10) for x, level in enumerate(darkest) if level < 128]
    assert all(min(abs(x), abs(x - mm(148.5))) < 1 for x in dark)
    assert min(dark) < 1 and max(dark) > mm(148)


def test_a_page_looks_as_on_its_sheet() -> None:
    """Pixel for pixel within the trim: the first is the right half of the first sheet."""
    sheet, page = (render_page(draw_booklet("a4", imposition=each), 0, 2) for each in (True, False))
    margin, width = round(mm(10) * 2), round(mm(148.5) * 2)
    box = (margin + 4, margin, margin + width - 4, sheet.height - margin)
    right = sheet.crop((box[0] + width, box[1], box[2] + width, box[3])).convert("L")
    single = page.crop(box).convert("L")
    unlike = sum(
        abs(one - other) > 128 for one, other in zip(right.tobytes(), single.tobytes(), strict=True)
    )
    assert unlike < 0.002 * len(right.tobytes())


def test_only_a_booklet_for_a_print_shop() -> None:
    """All else has nothing to leave out."""
    spec = handouts.load("dry-needling")
    with pytest.raises(ValueError, match="press must be set"):
        handouts.render(spec, format="booklet", imposition=False)
    for format in ("trifold", "sheet", "large-print", None):
        with pytest.raises(ValueError, match="format must be 'booklet'"):
            handouts.render(spec, format=format, press="rgb", imposition=False)
    with pytest.raises(ValueError, match="not imposed"):
        separate_pages(lay_out_spec(spec, Edition("trifold")))
