"""The test sheet: what it measures is where it says, and both sides meet when printed right."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image, ImageOps

from handouts.document.papers import Paper
from handouts.document.units import inch, mm
from handouts.layout.formats import FORMATS, Sheet
from handouts.printing.job import build_print_job
from handouts.printing.testsheet import draw_test_sheet, render_test_sheet
from tests.pages import render_pages
from tests.structure import find_strays, read_speech
from tests.verapdf import FLAVOURS, Flavour, find_failures

PAPERS: tuple[Paper, ...] = ("a4", "letter")
DOTS = 254
"""Ten dots a millimetre."""

PORTRAIT = {"a4": (mm(210), mm(297)), "letter": (inch(8.5), inch(11))}
HALVED = {"a4": mm(148.5), "letter": inch(5.5)}


def sheets(paper: Paper) -> dict[str, Sheet]:
    """Kinds of sheets that formats have: folded in three, in two, upright."""
    wide, high = PORTRAIT[paper]
    half = (HALVED[paper],)
    return {
        "trifold": FORMATS["trifold"].first_sheet(paper),
        "in two": Sheet(high, wide, (), {0: half, 1: half}),
        "upright": Sheet(wide, high, (), {}),
    }


KINDS = [(kind, paper) for paper in PAPERS for kind in sheets(paper)]


def read_words(pdf: bytes) -> str:
    """All that is printed."""
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(("kind", "paper"), KINDS)
def test_both_sides_meet(kind: str, paper: Paper) -> None:
    """Turned like the page of a book, frames and folds of the back lie on those of the front.

    The words differ, so only the outer 12 mm are compared, without the small print there.
    """
    front, back = render_pages(draw_test_sheet(sheets(paper)[kind], paper), DOTS)
    edge, wide = 12 * 10, front.width
    through = ImageOps.mirror(back)
    for box in (
        (0, 0, wide, edge),
        (0, 0, edge, front.height - 300),
        (wide - edge, 0, wide, front.height),
    ):
        one, other = front.crop(box).convert("L"), through.crop(box).convert("L")
        assert differing_share(one, other) < 0.002


def differing_share(one: Image.Image, other: Image.Image) -> float:
    """The share of dots that differ much: lines that miss each other by some dots."""
    pairs = zip(one.tobytes(), other.tobytes())
    return sum(abs(left - right) > 128 for left, right in pairs) / (one.width * one.height)


@pytest.mark.parametrize(("kind", "paper"), KINDS)
def test_letters_lie_behind_themselves(kind: str, paper: Paper) -> None:
    """A behind A: the corners of the back are those of the front from behind."""
    pages = pypdfium2.PdfDocument(draw_test_sheet(sheets(paper)[kind], paper))
    corners = []
    for page, mirrored in zip(pages, (False, True)):
        wide, high = page.get_size()
        text = page.get_textpage()
        found = []
        for x in (mm(12), wide - mm(26)):
            for y in (mm(12), high - mm(26)):
                found.append(text.get_text_bounded(x, y, x + mm(14), y + mm(14)).strip()[:1])
        corners.append(found[2:] + found[:2] if mirrored else found)
    assert corners[0] == corners[1]
    assert sorted(corners[0]) == list("ABCD")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_bar_is_100_mm_long_and_frames_are_where_they_say(paper: Paper) -> None:
    """Measured on the page as a printer sees it."""
    front = render_pages(render_test_sheet("trifold", paper), DOTS)[0].convert("L")
    fold = FORMATS["trifold"].first_sheet(paper).folds[0][0]
    column = round((fold + mm(6)) / 72 * DOTS)
    # The upright side of the bar: the longest dark stretch near the column's left edge.
    runs = [longest_run(front, x) for x in range(column - 3, column + 4)]
    assert max(runs) == pytest.approx(1000, abs=8)
    row = front.crop((0, 600, 200, 601)).tobytes()
    dark = [x for x, value in enumerate(row) if value < 160]
    assert dark[0] == pytest.approx(50, abs=1)
    assert min(x for x in dark if x > 70) == pytest.approx(100, abs=1)


def longest_run(page: Image.Image, x: int) -> int:
    """The longest dark stretch of a column of dots, within the middle of the page."""
    longest = here = 0
    for value in page.crop((x, 150, x + 1, page.height - 150)).tobytes():
        here = here + 1 if value < 128 else 0
        longest = max(longest, here)
    return longest


@pytest.mark.parametrize(("kind", "paper"), KINDS)
def test_nothing_is_lost_and_nothing_overlaps(kind: str, paper: Paper) -> None:
    """The text is inside the thick frame, one line below the other."""
    sheet = sheets(paper)[kind]
    for page in pypdfium2.PdfDocument(draw_test_sheet(sheet, paper)):
        text = page.get_textpage()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        letters = [box for box in boxes if box[3] - box[1] > 9]
        for left, bottom, right, top in letters:
            assert left > mm(10) and right < sheet.width - mm(10)
            assert bottom > mm(10) and top < sheet.height - mm(10)
        for place, one in enumerate(letters):
            for other in letters[place + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across < 1 or down < 1, (one, other)


def test_the_flip_is_that_of_the_format() -> None:
    """A lying sheet turns on its short edge, an upright one on its long edge; file and words."""
    lying, upright = (draw_test_sheet(sheets("a4")[kind], "a4") for kind in ("trifold", "upright"))
    assert build_print_job(lying, "T").sides == "two-sided-short-edge"
    assert "flip on short edge" in " ".join(read_words(lying).split())
    assert build_print_job(upright, "T").sides == "two-sided-long-edge"
    assert "flip on long edge" in " ".join(read_words(upright).split())


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_spoken_and_valid(paper: Paper, flavour: Flavour) -> None:
    """It is tagged; a screen reader reads the checks in order, and the bars."""
    pdf = render_test_sheet("trifold", paper)
    assert find_failures(pdf, flavour) == []
    assert find_strays(pdf) == []
    heard = [(one.path.rpartition("/")[2], one.text) for one in read_speech(pdf)]
    headings = [text for role, text in heard if role in ("H1", "H2")]
    assert [heading[0] for heading in headings] == ["P", "1", "2", "3", "4", "T"]
    bars = [text for role, text in heard if role == "Figure"]
    assert len(bars) == (1 if paper == "a4" else 2)
    assert "100 mm" in bars[0]


def test_the_same_sheet_has_the_same_bytes() -> None:
    """No clock, no chance."""
    assert render_test_sheet("trifold", "a4") == render_test_sheet("trifold", "a4")
