"""Every format on every paper, with the shipped handout: its file, its type, its speech."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.edition import Edition
from handouts.document.handout import Status
from handouts.document.papers import PAPERS, Paper
from handouts.layout.drawing import draw_leaflet
from handouts.layout.formats.definition import Plan
from handouts.layout.leaflet import Leaflet, lay_out_story
from handouts.layout.notes_panel import NOTES
from handouts.layout.remarks.fullness import measure_fullness
from handouts.layout.remarks.torn_parts import find_torn_sections
from handouts.layout.rendering import lay_out_spec
from tests.documents import USUAL_FORMATS, load_with_status
from tests.expected import expected_elements
from tests.pages import glyph_sizes, without_spaces, word_sizes
from tests.structure import leave_out_notes, read_blocks
from tests.verapdf import find_failures

pytestmark = pytest.mark.slow

EVERY = [(name, paper) for name in USUAL_FORMATS for paper in PAPERS]
FLOWING = ("booklet", "large-print", "screen")


@cache
def lay_out(name: str, paper: Paper, status: Status = "approved") -> Leaflet:
    """The shipped handout in a format."""
    return lay_out_spec(load_with_status("dry-needling", status), Edition(format=name, paper=paper))


@cache
def draw_pdf(name: str, paper: Paper, status: Status = "approved") -> bytes:
    """The shipped handout's file in a format."""
    return draw_leaflet(lay_out(name, paper, status))


def read_texts(file: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


@pytest.mark.parametrize("status", ["approved", "draft"])
@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_verapdf_finds_nothing(name: str, paper: Paper, status: Status) -> None:
    """PDF/UA-1 and PDF/A-2a at once, in each format."""
    file = draw_pdf(name, paper, status)
    assert find_failures(file, "ua1") == find_failures(file, "2a") == []


@pytest.mark.parametrize("status", ["approved", "draft"])
@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_speech_is_word_for_word(name: str, paper: Paper, status: Status) -> None:
    """The structure has the story's elements, each once and in its order, in each format."""
    story = lay_out(name, paper, status).story
    expected = [(role, without_spaces(text)) for role, text in expected_elements(story, name)]
    heard = read_blocks(draw_pdf(name, paper, status))
    assert leave_out_notes(heard) == leave_out_notes(expected)


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_the_version_is_on_each_sheet(name: str, paper: Paper) -> None:
    """Id, language, version, review dates: on one side of each sheet at least."""
    pages = [without_spaces(text) for text in read_texts(draw_pdf(name, paper))]
    sides = 1 if name == "screen" else 2
    for start in range(0, len(pages), sides):
        sheet = "".join(pages[start : start + sides])
        assert "DN-1·English·Version1.3" in sheet, start
        assert "ReviewedNov2026·NextreviewNov2028" in sheet, start


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_a_draft_says_so_on_each_page(name: str, paper: Paper) -> None:
    """No page of a draft can be taken for finished; no page of a finished one says draft."""
    assert all(
        "Draft:notforpatients" in without_spaces(text)
        for text in read_texts(draw_pdf(name, paper, "draft"))
    )
    assert not any("Draft" in text for text in read_texts(draw_pdf(name, paper)))


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_how_it_is_printed(name: str, paper: Paper) -> None:
    """The file asks for its paper, its size kept, and the edge it is turned on."""
    edge = {"trifold": "Short", "booklet": "Short", "sheet": "Long", "large-print": "Long"}
    duplex = f"/DuplexFlip{edge[name]}Edge" if name in edge else "/Simplex"
    landscape = name in ("trifold", "booklet")
    with pikepdf.open(io.BytesIO(draw_pdf(name, paper))) as file:
        assert str(file.Root.ViewerPreferences.Duplex) == duplex
        assert str(file.Root.ViewerPreferences.PrintScaling) == "/None"
        boxes = {tuple(round(float(edge)) for edge in page.MediaBox) for page in file.pages}
        assert file.check_pdf_syntax() == []
    size = {"a4": (595, 842), "letter": (612, 792)}[paper]
    if name == "screen":
        assert {box[:3] for box in boxes} == {(0, 0, 360)} and max(boxes)[3] <= 720
    else:
        assert boxes == {(0, 0, *(size[::-1] if landscape else size))}


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_type_and_fullness(name: str, paper: Paper) -> None:
    """Type as large as its format asks for, pages full.

    Clear print asks for 12 pt at least, and 14 where it fits: on two sides of one sheet this text
    fits at 12.5 pt.
    """
    laid = lay_out(name, paper)
    least = {"large-print": 18, "screen": 16, "booklet": 14}.get(name, 12.5)
    assert laid.look.size >= least
    assert measure_fullness(laid) >= 0.6


@pytest.mark.parametrize(
    ("name", "least"),
    [("large-print", 16), ("screen", 10), ("sheet", 7), ("booklet", 7), ("trifold", 7)],
)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("status", ["approved", "draft"])
def test_no_glyph_is_smaller_than_the_format_allows(
    name: str, least: float, paper: Paper, status: Status
) -> None:
    """Measured in the file: in large print nothing under 16 pt; elsewhere no number under 7."""
    sizes = glyph_sizes(draw_pdf(name, paper, status))
    assert min(sizes) >= least
    body = lay_out(name, paper, status).look.size
    assert any(size == pytest.approx(body, abs=0.02) for size in sizes)


@pytest.mark.parametrize(("name", "paper"), EVERY)
@pytest.mark.parametrize("status", ["approved", "draft"])
def test_feet_are_large_enough_to_read(name: str, paper: Paper, status: Status) -> None:
    """The version line, the page numbers and the mark of a draft: 8 pt at least, on each sheet."""
    file, story = draw_pdf(name, paper, status), lay_out(name, paper, status).story
    words = [word.replace("\u00a0", " ") for line in story.version_lines for word in
             line.words.split("\u00a0· ")]  # fmt: skip
    words += [story.draft] if story.draft else []
    words += ["Page 2 of"] if name != "trifold" else []
    for each in words:
        sizes = word_sizes(file, each)
        assert sizes and min(min(size) for size in sizes) >= 8, each


def test_the_measure_of_glyphs_can_fail() -> None:
    """Raised numbers of other formats are seen to be small."""
    assert min(glyph_sizes(draw_pdf("trifold", "letter"))) < 9


@pytest.mark.parametrize("paper", PAPERS)
def test_large_print_keeps_its_rules(paper: Paper) -> None:
    """Citations on the line, page numbers at body size, 70 letters a line at most."""
    pages = read_texts(draw_pdf("large-print", paper))
    assert "[1]" in pages[0]
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert max(len(line.strip()) for page in pages for line in page.split("\n")) <= 72


@pytest.mark.parametrize("name", ["sheet", "booklet"])
@pytest.mark.parametrize("paper", PAPERS)
def test_lines_are_short_enough_to_follow(name: str, paper: Paper) -> None:
    """Some 60 to 70 letters a line at most, hence two columns on a sheet."""
    file = pypdfium2.PdfDocument(draw_pdf(name, paper))
    lines = []
    for filled in lay_out(name, paper).panels:
        panel = filled.panel
        box = (panel.left, panel.top - panel.height, panel.left + panel.width, panel.top)
        text = file[panel.page].get_textpage().get_text_bounded(*box)
        lines += text.replace("\x02", "\n").split("\n")
    assert max(len(line.strip()) for line in lines) <= 74


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_links_are_live(name: str, paper: Paper) -> None:
    """The phone, the code's page, each reference's address and each citation can be followed."""
    with pikepdf.open(io.BytesIO(draw_pdf(name, paper))) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        outside = {str(link.A.URI) for link in links if "/A" in link}
        inside = {str(link.Contents) for link in links if "/Dest" in link}
    assert "https://riverside-pt.example/appointments" in outside
    assert any(address.startswith("tel:") for address in outside)
    assert any("doi.org" in address for address in outside)
    assert {f"Reference {n}" for n in range(1, 7)} <= inside


@pytest.mark.parametrize("name", FLOWING)
@pytest.mark.parametrize("paper", PAPERS)
def test_as_few_pages_as_hold_the_text(name: str, paper: Paper) -> None:
    """With fewer pages the format does not hold the text, or only set close or torn."""
    spec, laid = handouts.load("dry-needling"), lay_out(name, paper)

    def make_smaller_plan(paper: Paper, number: int) -> Plan | None:
        plan = laid.kind.make_plan(paper, number)
        return plan if plan and plan.sheet.page_count < laid.sheet.page_count else None

    smaller = replace(laid.kind, make_plan=make_smaller_plan)
    fewer = lay_out_story(compose_story(spec), spec.brand, smaller, paper)
    assert fewer is None or fewer.look.close or find_torn_sections(fewer)


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_bookmarks_are_in_reading_order(name: str, paper: Paper) -> None:
    """The headings, one after the other, wherever their pages lie."""
    story = lay_out(name, paper).story
    with pikepdf.open(io.BytesIO(draw_pdf(name, paper))) as file, file.open_outline() as outline:
        (top,) = outline.root
        titles = [item.title for item in top.children]
    assert titles == [section.heading for section in story.sections if section.heading]


def test_same_bytes_again() -> None:
    """Caches filled by other formats change nothing."""
    for name, paper in EVERY:
        again = draw_leaflet(
            lay_out_spec(
                load_with_status("dry-needling", "approved"), Edition(format=name, paper=paper)
            )
        )
        assert again == draw_pdf(name, paper)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_booklet_is_imposed_so_that_it_folds(paper: Paper) -> None:
    """Folded back and leafed through, pages follow one another: the imposition undone.

    The pile of sheets is cut along the fold: its right halves, from the outermost front inward
    and back out again, are the leaves.
    """
    file = pypdfium2.PdfDocument(draw_pdf("booklet", paper))
    sides = [read_halves(page) for page in file]
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    # Each sheet gives a leaf before the middle (front right, back left) and one after it.
    before = [text for front, back in sheets for text in (front[1], back[0])]
    after = [text for front, back in reversed(sheets) for text in (back[1], front[0])]
    pages = [*before, *after]
    assert len(pages) % 4 == 0
    assert "needling?" in pages[0]
    assert "Page" not in pages[0]
    for number, text in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in text
        assert len(text) > 200, f"page {number} looks empty"
    assert "References" in pages[-1]
    read_through = without_spaces("".join(pages))
    headings = [
        without_spaces(section.heading)
        for section in lay_out("booklet", paper).story.sections
        if section.heading and section.key != NOTES
    ]
    places = [read_through.index(heading) for heading in headings]
    assert places == sorted(places)


def read_halves(page: pypdfium2.PdfPage) -> tuple[str, str]:
    """The text of a side's left half and of its right half."""
    width, height = page.get_size()
    text = page.get_textpage()
    return (
        text.get_text_bounded(0, 0, width / 2, height),
        text.get_text_bounded(width / 2, 0, width, height),
    )
