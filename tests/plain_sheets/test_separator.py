"""A separator: in large type, whole on its page, with an empty back."""

from __future__ import annotations

import io

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.volumes.volume import Volume
from handouts.plain_sheets.drawing import replace_missing
from handouts.plain_sheets.separator import MARGIN, Separator, draw_separator
from tests.pages import glyph_sizes
from tests.structure import speech_text
from tests.verapdf import find_failures

FONT = "atkinson-hyperlegible-next"
PORTRAIT, LANDSCAPE = (612.0, 792.0), (842.0, 595.0)


def draw(*separators: Separator, size: tuple[float, float] = LANDSCAPE) -> bytes:
    """A file of separators."""
    out = io.BytesIO()
    volume = Volume(out, DocumentInfo("Leaflets", "Clinic", "en"))
    for number, each in enumerate(separators, 1):
        pages = volume.add_document(draw_separator(each, size, FONT, volume), f"Separator {number}")
        assert pages == range(2 * number - 1, 2 * number)  # each has an empty back
    volume.finish_file()
    return out.getvalue()


def test_it_says_who_and_how_many() -> None:
    """The value is its heading; veraPDF finds nothing, and the back is empty."""
    lowe = Separator("Practitioner", "A. Lowe", ("5 patients", "Tuesday, December 1, 2026"))
    pdf = draw(lowe, Separator("Practitioner", "Zoë Röhl", ("1 patient",)))
    assert [find_failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    assert speech_text(pdf).splitlines()[:5] == [
        "Document/Part/P: Practitioner",
        "Document/Part/H1: A. Lowe",
        "Document/Part/P: 5 patients",
        "Document/Part/P: Tuesday, December 1, 2026",
        "Document/Part/P: This sheet separates leaflets. It is not for a patient.",
    ]
    with pypdfium2.PdfDocument(pdf) as file:
        assert [bool(list(page.get_objects())) for page in file] == [True, False, True, False]
        assert {page.get_size() for page in file} == {LANDSCAPE}
    assert max(glyph_sizes(pdf)) == 64


def test_long_values_are_smaller() -> None:
    """As large as three lines allow, and no word is divided."""
    team = "Physiotherapeutische Gemeinschaftspraxis am Stadtpark, Frankfurt"
    pdf = draw(Separator("Team", team), size=PORTRAIT)
    assert 28 <= max(glyph_sizes(pdf)) < 64
    assert "Gemeinschaftspraxis" in speech_text(pdf)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=100), st.sampled_from([PORTRAIT, LANDSCAPE]))
def test_any_value_stays_on_the_page(text: str, size: tuple[float, float]) -> None:
    """Within the margins of the sheet, whichever way it lies."""
    value = replace_missing(text, FONT)
    pdf = draw(Separator("Practitioner", value, ("5 patients", "Tuesday")), size=size)
    with pypdfium2.PdfDocument(pdf) as file:
        for shown in file[0].get_objects():
            left, bottom, right, top = shown.get_bounds()
            assert left > MARGIN - 20 and right < size[0] - MARGIN + 20
            assert bottom > MARGIN / 2 and top < size[1] - MARGIN / 2
