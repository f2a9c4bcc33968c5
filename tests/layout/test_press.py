"""For the print shop: boxes, bleed and marks, measured in the file and on the pages."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import handouts
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.person import Person
from handouts.document.units import inch, mm
from handouts.layout.rendering import lay_out_spec
from tests.documents import USUAL_FORMATS
from tests.structure import read_speech
from tests.verapdf import FLAVOURS, find_failures

pytestmark = pytest.mark.slow

FORMATS = tuple(name for name in USUAL_FORMATS if name != "screen")
PAPERS: tuple[Paper, ...] = ("a4", "letter")
EACH = [(name, paper) for name in FORMATS for paper in PAPERS]
BLEED = {"a4": mm(3), "letter": inch(0.125)}
FOLDED = {  # distances from the left edge, page by page
    ("trifold", "a4"): ((mm(97), mm(197)), (mm(100), mm(200))),
    ("trifold", "letter"): ((inch(3.625), inch(7.3125)), (inch(3.6875), inch(7.375))),
    ("booklet", "a4"): ((mm(148.5),),) * 4,
    ("booklet", "letter"): ((inch(5.5),),) * 4,
}
SCALE = 4
"""Pixels a point."""


@cache
def load_spec() -> Spec:
    """The shipped handout."""
    return handouts.load("dry-needling")


@cache
def draw_pdf(name: handouts.Format, paper: Paper, person: Person | None = None) -> bytes:
    """The shipped handout as a print shop gets it."""
    return handouts.render(load_spec(), format=name, paper=paper, press="rgb", person=person)


def read_boxes(pdf: bytes) -> list[dict[str, list[float]]]:
    """Each page's boxes."""
    names = ("MediaBox", "BleedBox", "TrimBox")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            {name: [float(x) for x in page[f"/{name}"]] for name in names} for page in file.pages
        ]


def render_page(pdf: bytes, number: int) -> Image.Image:
    """A page as a picture, SCALE pixels a point."""
    page = pypdfium2.PdfDocument(pdf)[number]
    image: Image.Image = page.render(scale=SCALE).to_pil().convert("L")
    return image


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_boxes(name: handouts.Format, paper: Paper) -> None:
    """The trim is the paper; the bleed goes 3 mm or 1/8 in beyond; the medium further still."""
    sheet = lay_out_spec(load_spec(), Edition(format=name, paper=paper)).sheet
    found = read_boxes(draw_pdf(name, paper))
    assert len(found) == sheet.page_count
    for page in found:
        assert page["TrimBox"] == pytest.approx([0, 0, sheet.width, sheet.height], abs=0.01)
        more = BLEED[paper]
        bleed = [-more, -more, sheet.width + more, sheet.height + more]
        assert page["BleedBox"] == pytest.approx(bleed, abs=0.01)
        beyond = -page["MediaBox"][0]
        assert beyond > more + mm(6), "room for the marks"
        medium = [-beyond, -beyond, sheet.width + beyond, sheet.height + beyond]
        assert page["MediaBox"] == pytest.approx(medium, abs=0.01)


def test_the_office_gets_no_boxes() -> None:
    """Without --press a page only has its paper's size."""
    with pikepdf.open(io.BytesIO(handouts.render(load_spec(), paper="a4"))) as file:
        for page in file.pages:
            assert "/TrimBox" not in page and "/BleedBox" not in page
            assert [float(x) for x in page.MediaBox][:2] == [0, 0]


def find_dark_runs(row: list[int]) -> list[float]:
    """The middles of the runs of dark pixels, in points."""
    found: list[list[int]] = []
    for place, value in enumerate(row):
        if value < 200:
            if found and found[-1][-1] == place - 1:
                found[-1].append(place)
            else:
                found.append([place])
    return [(run[0] + run[-1] + 1) / 2 / SCALE for run in found]


def find_marks_above(pdf: bytes, number: int, down: float) -> list[float]:
    """Where marks are on a line ``down`` points below the paper's top, from the trim's left."""
    page, box = render_page(pdf, number), read_boxes(pdf)[number]["MediaBox"]
    near = [
        page.crop((0, y, page.width, y + 1))
        for y in range(int(down * SCALE), int((down + 5) * SCALE))
    ]
    # A fold's dashes: the darkest of the lines in five points.
    row = [min(column) for column in zip(*(list(line.tobytes()) for line in near), strict=True)]
    return [place + box[0] for place in find_dark_runs(row)]


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_crop_and_fold_marks(name: handouts.Format, paper: Paper) -> None:
    """Above and below the bleed there is a mark at each edge and each fold, and no other."""
    pdf, sheet = (
        draw_pdf(name, paper),
        lay_out_spec(load_spec(), Edition(format=name, paper=paper)).sheet,
    )
    margin = -read_boxes(pdf)[0]["MediaBox"][0]
    for page in range(sheet.page_count):
        folds = FOLDED[name, paper][page] if (name, paper) in FOLDED else ()
        expected = [0.0, *folds, sheet.width]
        below = margin + sheet.height + BLEED[paper] + mm(2)
        for down in (mm(2), below):
            assert find_marks_above(pdf, page, down) == pytest.approx(expected, abs=0.3)


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_no_mark_is_within_the_bleed(name: handouts.Format, paper: Paper) -> None:
    """Below the trim, out to the end of the bleed, all is white."""
    pdf = draw_pdf(name, paper)
    page, box = render_page(pdf, 0), read_boxes(pdf)[0]
    margin, more = -box["MediaBox"][0], BLEED[paper]
    foot = margin + box["TrimBox"][3]
    inner = (margin - more, foot + 1, page.width / SCALE - margin + more, foot + more)
    strip = page.crop(tuple(round(each * SCALE) for each in inner))  # type: ignore[arg-type]
    assert strip.getextrema() == (255, 255)


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_colour_runs_into_the_bleed(name: handouts.Format, paper: Paper) -> None:
    """The band at the head covers the bleed from side to side and ends with it."""
    pdf = draw_pdf(name, paper)
    page, margin = render_page(pdf, 0), -read_boxes(pdf)[0]["MediaBox"][0]
    more = BLEED[paper]
    left, top = (margin - more) * SCALE, (margin - more) * SCALE
    band = page.crop((int(left) + 2, int(top) + 2, page.width - int(left) - 2, int(margin * SCALE)))
    assert band.getextrema()[1] < 128, "no white in the bleed at the head"  # type: ignore[operator]
    above = page.crop(
        (int(margin * SCALE) + 8, int(top) - 3, int(margin * SCALE) + 40, int(top) - 1)
    )
    assert above.getextrema()[0] > 200, "no colour beyond it"  # type: ignore[operator]


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_speech_is_the_same(name: handouts.Format, paper: Paper) -> None:
    """Band and marks are artifacts: a screen reader reads the same as without them."""
    office = handouts.render(load_spec(), format=name, paper=paper)
    heard = [
        [(one.path, one.text) for one in read_speech(pdf)]
        for pdf in (office, draw_pdf(name, paper))
    ]
    assert heard[0] == heard[1]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", FORMATS)
def test_it_conforms(name: handouts.Format, flavour: str) -> None:
    """PDF/UA and PDF/A, for everyone, for a person, and in black and white."""
    sam = handouts.person({"first_name": "Sam"}, load_spec())
    mono = handouts.render(load_spec(), format=name, press="rgb", ink="mono")
    for pdf in (draw_pdf(name, "letter"), draw_pdf(name, "a4", sam), mono):
        assert find_failures(pdf, flavour) == []  # type: ignore[arg-type]


def test_what_is_remembered_is_distinguished() -> None:
    """Office and press take turns, for a person too, and each equals a single build."""
    sam = handouts.person({"first_name": "Sam"}, load_spec())
    turns: tuple[handouts.PressColours | None, ...] = (None, "rgb", "cmyk")
    for person in (None, sam):
        first, second = (
            [handouts.render(load_spec(), paper="a4", person=person, press=each) for each in turns]
            for _ in range(2)
        )
        assert first == second and len(set(first)) == len(turns)


def test_a_screen_has_no_press() -> None:
    """It is for no paper."""
    with pytest.raises(ValueError, match="'screen' is not for paper"):
        handouts.render(load_spec(), format="screen", press="rgb")


def test_an_unknown_press_is_refused() -> None:
    """With the choices; True is none of them."""
    for wrong in ("gold", True):
        with pytest.raises(ValueError, match="unknown press .*'rgb', 'cmyk'"):
            handouts.render(load_spec(), press=wrong)  # type: ignore[arg-type]
