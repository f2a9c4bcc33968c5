"""Jobs: the settings for a printer are read from the PDF."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handouts.pdf.canvas import Canvas
from handouts.pdf.files.metadata import DocumentInfo, Duplex
from handouts.printing.job import PrintError, PrintJob, build_print_job

SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}


def make_pdf(
    size: tuple[float, float], duplex: Duplex = "DuplexFlipShortEdge", pages: int = 2
) -> bytes:
    """A PDF of empty pages."""
    canvas = Canvas(size, DocumentInfo("T", "A", "en", duplex))
    for _ in range(pages):
        canvas.showPage()
    return canvas.pdf()


@pytest.mark.parametrize("media", SIZES)
@pytest.mark.parametrize("landscape", [True, False])
def test_the_paper_is_that_of_the_pages(media: str, landscape: bool) -> None:
    """Upright or lying."""
    wide, high = SIZES[media]
    assert (
        build_print_job(make_pdf((high, wide) if landscape else (wide, high)), "T").media == media
    )


@pytest.mark.parametrize(
    ("duplex", "pages", "sides"),
    [
        ("DuplexFlipShortEdge", 2, "two-sided-short-edge"),
        ("DuplexFlipLongEdge", 3, "two-sided-long-edge"),
        ("DuplexFlipLongEdge", 1, "one-sided"),
        ("Simplex", 2, "one-sided"),
    ],
)
def test_the_sides_are_those_that_the_file_asks_for(duplex: Duplex, pages: int, sides: str) -> None:
    """A viewer and a queue get the same settings; one page needs one side."""
    assert build_print_job(make_pdf(SIZES["A4"], duplex, pages), "T").sides == sides


def test_a_file_that_asks_for_nothing_is_printed_on_one_side() -> None:
    """Any PDF can be a job."""
    with pikepdf.new() as file:
        file.add_blank_page(page_size=SIZES["A4"])
        file.add_blank_page(page_size=SIZES["A4"])
        saved = io.BytesIO()
        file.save(saved)
    assert build_print_job(saved.getvalue(), "T").sides == "one-sided"


def test_a_page_of_no_paper_is_refused() -> None:
    """Rather than scaled."""
    with pytest.raises(PrintError, match="neither A4 nor US Letter"):
        build_print_job(make_pdf((360, 640)), "T")


def test_a_title_is_one_line_that_a_queue_takes() -> None:
    """255 bytes at most, and no half letters."""
    assert build_print_job(make_pdf(SIZES["A4"]), "a\n b\t c").title == "a b c"
    title = build_print_job(make_pdf(SIZES["A4"]), "a" + "漢" * 200).title
    assert title == "a" + "漢" * 84


def test_settings_are_named_as_printers_call_them() -> None:
    """What one looks for in a printer's window."""
    job = PrintJob("T", "Letter", "two-sided-short-edge", ink="mono")
    assert job.settings == (
        "paper US Letter; both sides, flip on the short edge; actual size (100%); black and white"
    )
