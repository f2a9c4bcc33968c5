"""Sheets of labels: each name and address within its label, whatever the lines are."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document.choices import LabelCode
from handouts.document.papers import PAPERS
from handouts.plain_sheets.labels import LABEL_SHEETS, draw_labels, find_label_misfit
from tests.pages import glyph_sizes
from tests.structure import speech_text
from tests.verapdf import find_failures

FONT = "atkinson-hyperlegible-next"
PERSON = ("Mira Castle", "12 Mill Road", "Apt 4", "Springfield, IL 62701")
CODES = tuple(LABEL_SHEETS)


@pytest.mark.parametrize(("code", "count"), [*zip(CODES, (21, 14, 30, 10))])
def test_a_sheet_is_filled_by_its_labels(code: LabelCode, count: int) -> None:
    """As many as Avery says; the margins are the same on both sides."""
    sheet = LABEL_SHEETS[code]
    assert sheet.count == count
    left, top = sheet.locate_label(count - 1)
    width, height = PAPERS[sheet.paper].size
    assert left + sheet.width + sheet.left == pytest.approx(width, abs=0.3)
    assert top + sheet.height + sheet.top == pytest.approx(height, abs=0.3)
    assert sheet.across >= sheet.width and sheet.down >= sheet.height


@pytest.mark.parametrize("code", CODES)
def test_each_label_is_in_its_place(code: LabelCode) -> None:
    """Row by row, after those that are used already; the next sheet begins at its first label."""
    sheet = LABEL_SHEETS[code]
    people = [(f"Name {number}", "1 Street", "Town") for number in range(sheet.count + 2)]
    skipped = 3
    pdf = draw_labels(people, code, skipped, FONT)
    assert draw_labels(people, code, skipped, FONT) == pdf
    found = {}
    with pypdfium2.PdfDocument(pdf) as file:
        assert len(file) == 2 and file[0].get_size() == pytest.approx(PAPERS[sheet.paper].size)
        for number in range(sheet.count * 2):
            page = file[number // sheet.count]
            left, top = sheet.locate_label(number % sheet.count)
            high = page.get_size()[1]
            box = (left, high - top - sheet.height, left + sheet.width, high - top)
            lines = page.get_textpage().get_text_bounded(*box).splitlines()
            if lines:
                found[number - skipped] = tuple(lines)
    assert found == dict(enumerate(people))


def test_labels_are_tagged() -> None:
    """Each is a section of lines; veraPDF finds nothing; the printer is asked for one side."""
    pdf = draw_labels([PERSON, ("Zoë Röhl", "1 Main St", "Boston, MA 02134")], "5160", 0, FONT)
    assert [find_failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    assert speech_text(pdf).splitlines()[:2] == [
        "Document/Sect/P: Mira Castle",
        "Document/Sect/P: 12 Mill Road",
    ]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.Root.ViewerPreferences.Duplex == "/Simplex"


def test_long_lines_are_smaller() -> None:
    """Down to 8 points; what does not fit then is told without its words."""
    long = ("Mira Castle", "1500 Pennsylvania Avenue North", "San Francisco, CA 94103-1234")
    assert 8 <= max(glyph_sizes(draw_labels([long], "5160", 0, FONT))) < 12
    assert max(glyph_sizes(draw_labels([long], "5163", 0, FONT))) == 12
    message = "The name and the address do not fit on a label, even in type of 8 points."
    assert find_label_misfit(("Name", "Street " * 12, "Town"), "5160", FONT) == message
    assert find_label_misfit(("Name", *"1234567"), "5160", FONT) == message
    assert find_label_misfit(("Name", *"1234567"), "5163", FONT) == ""


LINES = st.lists(st.text("abc WXYZ äß,.-0123", min_size=1, max_size=50), min_size=1, max_size=7)


@settings(deadline=None, max_examples=40)
@given(LINES, st.sampled_from(CODES), st.integers(0, 9))
def test_what_fits_is_within_its_label(lines: list[str], code: LabelCode, skipped: int) -> None:
    """All of it, a millimetre from the label's edges."""
    lines = [line for line in lines if line.strip()] or ["x"]
    if find_label_misfit(lines, code, FONT):
        return
    sheet = LABEL_SHEETS[code]
    with pypdfium2.PdfDocument(draw_labels([lines], code, skipped, FONT)) as file:
        high = file[0].get_size()[1]
        boxes = [each.get_bounds() for each in file[0].get_objects() if each.type == 1]
    left, top = sheet.locate_label(skipped)
    assert min(box[0] for box in boxes) >= left + 3
    assert max(box[2] for box in boxes) <= left + sheet.width - 3
    assert max(box[3] for box in boxes) <= high - top - 3
    assert min(box[1] for box in boxes) >= high - top - sheet.height + 3
