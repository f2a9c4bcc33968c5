"""A sheet for window envelopes: folded in three, the address is behind the window."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document.choices import Window
from handouts.document.papers import PAPERS, Paper
from handouts.document.units import inch, mm
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.volumes.volume import Volume
from handouts.plain_sheets.address_sheet import (
    draw_address_sheet,
    find_misfit,
    locate_window,
)
from tests.structure import speech_text
from tests.verapdf import find_failures

FONT = "atkinson-hyperlegible-next"
LINES = ("Mira Castle", "12 Mill Road", "Apt 4", "Springfield, IL 62701")


def draw(lines: tuple[str, ...], window: Window, paper: Paper, *sender: str) -> bytes:
    """A file with the sheet of one address."""
    out = io.BytesIO()
    volume = Volume(out, DocumentInfo("Leaflets", "Clinic", "en"))
    place = locate_window(window, paper)
    volume.add_document(draw_address_sheet(lines, sender, place, paper, FONT, volume), "Row 2")
    volume.finish_file()
    return out.getvalue()


def measure_ink(pdf: bytes) -> tuple[float, float, float, float]:
    """What surrounds all text of the first page: left, right, and top and bottom from its top."""
    with pypdfium2.PdfDocument(pdf) as file:
        page = file[0]
        boxes = [each.get_bounds() for each in page.get_objects() if each.type == 1]
        high = page.get_size()[1]
    left, bottom, right, top = zip(*boxes)
    return min(left), max(right), high - max(top), high - min(bottom)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_din_5008(paper: Paper) -> None:
    """Form B: 20 mm from the left and 45 mm from the top, 85 by 45 mm; the sender above."""
    pdf = draw(LINES, "din", paper, "Clinic · 1 High Street", "Clinic")
    left, right, top, bottom = measure_ink(pdf)
    assert left >= mm(20) and right <= mm(20 + 85)
    assert mm(45) <= top <= mm(45 + 17.7) and bottom <= mm(45 + 45)
    left, right, top, bottom = measure_ink(draw(LINES, "din", paper))
    assert mm(45 + 17.7) <= top <= mm(45 + 17.7 + 5)
    assert left == pytest.approx(mm(25), abs=2)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("shift", [0.0, 1.0])
def test_us_10(paper: Paper, shift: float) -> None:
    """7/8 in from the left and 1/2 in from the bottom, 4.5 by 1.125 in, wherever the sheet lies.

    The envelope is up to 1 in wider than the sheet, whose first fold is at its bottom.
    """
    left, right, top, bottom = measure_ink(draw((*LINES, "United States"), "us10", paper))
    fold = PAPERS[paper].height / 3
    if paper == "a4":
        shift = min(shift, 9.5 - PAPERS[paper].width / 72)
    assert left + inch(shift) >= inch(0.875)
    assert right + inch(shift) <= inch(0.875 + 4.5)
    assert fold - bottom >= inch(0.5) and fold - top <= inch(0.5 + 1.125)


def test_it_is_tagged_and_its_back_is_empty() -> None:
    """A line is a paragraph; fold marks are not read; veraPDF finds nothing."""
    pdf = draw(LINES, "din", "a4", "Clinic")
    assert [find_failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    texts = [line.rpartition("/P: ")[2] for line in speech_text(pdf).splitlines()]
    assert texts == ["Clinic", *LINES]
    with pypdfium2.PdfDocument(pdf) as file:
        marks = [each.get_bounds() for each in file[0].get_objects() if each.type == 2]
        folds = [297 - top / mm(1) for left, _, _, top in marks if left < mm(10)]
        assert folds == pytest.approx([105, 210], abs=0.3)
        assert not list(file[1].get_objects())


def test_what_does_not_fit_is_told() -> None:
    """Too many lines, or one that is too long even in the smallest type; not repeated."""
    assert find_misfit(("Name", *"12345"), "din", FONT) == ""
    assert find_misfit(("Name", *"123456"), "din", FONT) == (
        "The name and the address have 7 lines; the window holds 6."
    )
    assert find_misfit(("Name", *"12345"), "us10", FONT) == (
        "The name and the address have 6 lines; the window holds 5."
    )
    long = find_misfit(("Name", "Long street " * 8, "Town"), "din", FONT)
    assert long == "A line of the address is too long for the window."


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.text("abc WXYZ äß,.-0123", min_size=1, max_size=60), min_size=2, max_size=6),
    st.sampled_from(["din", "us10"]),
)
def test_what_fits_is_behind_the_window(lines: list[str], window: Window) -> None:
    """All of it, whatever its lines are."""
    lines = [line for line in lines if line.strip()] or ["x"]
    if find_misfit(lines, window, FONT):
        return
    place = locate_window(window, "a4")
    left, right, top, bottom = measure_ink(draw(tuple(lines), window, "a4"))
    assert left >= place.left - 2 and right <= place.left + place.width + 2
    assert top >= place.top - 1 and bottom <= place.top + place.height + 1
