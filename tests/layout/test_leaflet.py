"""The shipped leaflet on paper: its geometry, its files' innards, its words."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from functools import cache
from math import ceil, floor
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import handouts
from handouts.compose.compose import compose_story
from handouts.document.edition import Edition
from handouts.document.papers import Paper
from handouts.document.units import mm
from handouts.layout.drawing import draw_leaflet
from handouts.layout.formats import EDGE, FOLD, FORMATS
from handouts.layout.leaflet import Leaflet
from handouts.layout.rendering import lay_out_spec
from tests.pages import list_quotes, needs_poppler, render_pages, story_texts, without_spaces

PAPERS: tuple[Paper, ...] = ("a4", "letter")
DOTS = 144


@cache
def lay_out(paper: Paper) -> Leaflet:
    """The shipped leaflet laid out on a paper."""
    return lay_out_spec(handouts.load("dry-needling"), Edition(paper=paper))


@cache
def draw_pdf(paper: Paper) -> bytes:
    """The shipped leaflet's file on a paper."""
    return draw_leaflet(lay_out(paper))


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> Paper:
    """Each paper in turn."""
    chosen: Paper = request.param
    return chosen


def test_two_landscape_pages(paper: Paper) -> None:
    """One sheet, both sides upright, the size of the paper."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file:
        boxes = [[float(edge) for edge in page.MediaBox] for page in file.pages]
    size = {"a4": (mm(297), mm(210)), "letter": (792, 612)}[paper]
    assert [box[2:] for box in boxes] == [pytest.approx(size, abs=0.01)] * 2


def test_type_is_large_enough(paper: Paper) -> None:
    """12.5 points or more for this leaflet, which says much in little room."""
    assert lay_out(paper).look.size >= 12.5


def test_panels_are_full(paper: Paper) -> None:
    """No panel under 80% full, and none too full."""
    for filled in lay_out(paper).panels:
        assert 0.8 <= filled.fullness <= 1.0001, filled.panel.name


def test_ink_stays_in_its_panel(paper: Paper) -> None:
    """No mark nearer than 10 mm to an edge or 6 mm to a fold, seen in the pixels.

    Only a quotation mark that begins a line hangs in the margin, by its own width.
    """
    sheet = FORMATS["trifold"].first_sheet(paper)
    file = pypdfium2.PdfDocument(draw_pdf(paper))
    for page, image in enumerate(render_pages(draw_pdf(paper), DOTS)):
        ink = image.convert("L").point(lambda value: 255 if value < 250 else 0)
        scale = image.width / sheet.width
        edges = [0.0, *sheet.folds[page], sheet.width]
        keep = Image.new("L", image.size, 255)
        for left, right in zip(edges, edges[1:], strict=False):
            inset_left = EDGE if left == 0 else FOLD
            inset_right = EDGE if right == sheet.width else FOLD
            left_top = floor((left + inset_left) * scale) - 1, floor(EDGE * scale) - 1
            right_foot = (
                ceil((right - inset_right) * scale) + 1,
                ceil((sheet.height - EDGE) * scale) + 1,
            )
            keep.paste(0, (*left_top, *right_foot))
        for left, foot, right, top in list_quotes(file[page]):
            assert right - left < 0.5 * lay_out(paper).look.size
            corner = floor(left * scale) - 1, floor((sheet.height - top) * scale) - 1
            end = ceil(right * scale) + 1, ceil((sheet.height - foot) * scale) + 1
            keep.paste(0, (*corner, *end))
        stray = Image.composite(ink, Image.new("L", image.size), keep).getbbox()
        assert stray is None, f"page {page + 1}: ink at {stray} of {image.size}"


def test_fonts_are_embedded_and_subset(paper: Paper) -> None:
    """Every font is a subset inside the file; there is no Type 1 font."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file:
        fonts = {str(font.BaseFont): font for page in file.pages for font in page_fonts(page)}
        assert fonts
        for name, font in fonts.items():
            assert re.match(r"/[A-Z]{6}\+", name)
            assert font.Subtype == "/Type0"
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def page_fonts(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The fonts in a page's resources."""
    return list(page.Resources.get("/Font", {}).values())


def test_file_is_small(paper: Paper) -> None:
    """At most 120 KB."""
    assert len(draw_pdf(paper)) <= 120_000


def test_metadata(paper: Paper) -> None:
    """Title, clinic, language and which handout it is, and nothing else."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file:
        info = {key: str(value) for key, value in file.docinfo.items()}
        assert str(file.Root.Lang) == "en"
        packet = file.Root.Metadata.read_bytes().decode()
    assert not re.search("date|producer|tool", packet, re.IGNORECASE)
    handout = handouts.load("dry-needling").handout
    assert info == {
        "/Title": "What is dry needling?",
        "/Author": "Riverside Physical Therapy",
        "/HandoutID": "DN-1",
        "/HandoutStatus": handout.status,
        "/HandoutBrand": "example",
        "/HandoutReviewBy": handout.review_by.isoformat(),
    }


def test_how_it_is_printed(paper: Paper) -> None:
    """The title shown, the size kept, both sides turned on the short edge."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file:
        preferences = {key: str(value) for key, value in file.Root.ViewerPreferences.items()}
    assert preferences == {
        "/DisplayDocTitle": "True",
        "/PrintScaling": "/None",
        "/Duplex": "/DuplexFlipShortEdge",
    }


def test_qpdf_finds_nothing(paper: Paper) -> None:
    """qpdf, by pikepdf, finds nothing to warn of."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file:
        assert file.check_pdf_syntax() == []


def test_poppler_finds_nothing(paper: Paper, tmp_path: Path) -> None:
    """poppler reads it without a word of warning."""
    needs_poppler()
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(draw_pdf(paper))
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_words_are_the_specs(paper: Paper) -> None:
    """Text copied from the file is the story's text, ligatures and all, and nothing else."""
    file = pypdfium2.PdfDocument(draw_pdf(paper))
    read = " ".join(page.get_textpage().get_text_range() for page in file)
    # PDFium reads the hyphen at the end of a line as this character.
    read = read.replace("\ufffe", "-")
    story = compose_story(handouts.load("dry-needling"))
    words = [text.words for text in story_texts(story)]
    for text in words:
        assert without_spaces(text) in without_spaces(read), text
    notes = len("Notes") * read.count("Notes")  # the labels of lines below a short panel's text
    assert len(without_spaces(read)) - notes == sum(len(without_spaces(text)) for text in words)


def test_same_bytes(paper: Paper) -> None:
    """Built again, and in another process with other hash seeds and another clock: the same."""
    code = (
        "import sys, handouts; "
        f"sys.stdout.buffer.write(handouts.render(handouts.load('dry-needling'), paper={paper!r}))"
    )
    environ = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    again = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environ
    ).stdout
    assert again == draw_pdf(paper) == handouts.render(handouts.load("dry-needling"), paper=paper)


def test_links_lead_somewhere(paper: Paper) -> None:
    """Citations lead to a place in the file; addresses have a scheme that is safe."""
    with pikepdf.open(io.BytesIO(draw_pdf(paper))) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        inside = [link for link in links if "/Dest" in link]
        outside = [str(link.A.URI) for link in links if "/A" in link]
    assert len(inside) >= 6
    assert outside
    assert all(re.match(r"https://|tel:", address) for address in outside)
