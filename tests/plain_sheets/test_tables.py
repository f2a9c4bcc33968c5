"""A sheet of tables: every row whole, headers on each page, and read as tables."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.plain_sheets.drawing import replace_missing
from handouts.plain_sheets.tables import MARGIN, DeskSheet, DeskTable, draw_desk_sheet
from tests.pages import render_pages, without_spaces
from tests.structure import artifact_text, find_strays, read_blocks, speech_text
from tests.verapdf import find_failures

FONT = "atkinson-hyperlegible-next"
ROWS = tuple(("", str(row), f"{2 * row - 3}–{2 * row - 2}", "Sam Lee") for row in range(2, 72))
SHEET = DeskSheet(
    "Index of leaflets",
    ("70 leaflets.",),
    (
        DeskTable("stack.pdf", ("Done", "Row", "Pages", "Name"), ROWS, has_boxes=True),
        DeskTable("Rows without a leaflet", ("Row", "Why"), (("80", "Left out: cancelled"),)),
    ),
    "Confidential.",
)


def draw(sheet: DeskSheet) -> bytes:
    """The sheet's PDF, on US Letter."""
    return draw_desk_sheet(sheet, "letter", FONT, "index")


def read_lines(pdf: bytes) -> list[list[str]]:
    """The lines of text on each page."""
    with pypdfium2.PdfDocument(pdf) as file:
        return [page.get_textpage().get_text_range().splitlines() for page in file]


def test_each_page_has_the_headers_and_whole_rows() -> None:
    """They are drawn on each page and read once; page numbers are not read."""
    pdf = draw(SHEET)
    pages = read_lines(pdf)
    assert len(pages) == 3
    assert [page.count("Done Row Pages Name") for page in pages] == [1, 1, 1]
    listed = [line for page in pages for line in page if line.endswith("Sam Lee")]
    assert listed == [" ".join(row[1:]) for row in ROWS]
    assert [page[-1] for page in pages] == [f"Confidential. Page {at} of 3" for at in (1, 2, 3)]
    assert "Confidential." in artifact_text(pdf) and "Page 3 of 3" in artifact_text(pdf)
    assert draw(SHEET) == pdf


def test_it_is_read_as_tables() -> None:
    """A title, a heading and a table of rows for each; veraPDF finds nothing."""
    pdf = draw(SHEET)
    assert [find_failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    assert find_strays(pdf) == []
    lines = speech_text(pdf).splitlines()
    assert lines[:8] == [
        "Document/H1: Index of leaflets",
        "Document/P: 70 leaflets.",
        "Document/H2: stack.pdf",
        "Document/Table/TR/TH: Done",
        "Document/Table/TR/TH: Row",
        "Document/Table/TR/TH: Pages",
        "Document/Table/TR/TH: Name",
        "Document/Table/TR/TD/Form: Box to tick",
    ]
    assert lines.count("Document/Table/TR/TH: Row") == 2
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.docinfo["/Title"] == "Index of leaflets"


def test_each_row_has_a_box_to_tick() -> None:
    """Its left side is a line where the row's other column has none."""
    pdf = draw(SHEET)
    rows = sum(line.endswith("Sam Lee") for line in read_lines(pdf)[0])
    page = render_pages(pdf, 144)[0].convert("L").point(lambda value: 255 * (value < 128))
    x = round(2 * (MARGIN + 1))
    line = "".join("#" if page.getpixel((x, y)) else " " for y in range(150, page.height))
    assert sum(len(run) > 15 for run in line.split()) == rows


@settings(deadline=None, max_examples=40)
@given(
    cells=st.lists(st.tuples(st.text(max_size=80), st.text(max_size=400)), max_size=60),
    paper=st.sampled_from(["a4", "letter"]),
)
def test_any_text_stays_on_the_page(cells: list[tuple[str, str]], paper: str) -> None:
    """However long the cells are: within the margins, and no word is lost."""
    rows = tuple(tuple(replace_missing(text, FONT) for text in row) for row in cells)
    sheet = DeskSheet("T", (), (DeskTable("H", ("One", "Other"), rows),))
    pdf = draw_desk_sheet(sheet, paper, FONT, "index")  # type: ignore[arg-type]
    with pypdfium2.PdfDocument(pdf) as file:
        for page in file:
            width, height = page.get_size()
            for shown in page.get_objects():
                left, bottom, right, top = shown.get_bounds()
                assert left > MARGIN - 8 and right < width - MARGIN + 8
                assert bottom > MARGIN - 8 and top < height - MARGIN + 8


@pytest.mark.parametrize("word", ["Zoë", "Łukasz Żak", "محمد", "דנה"])
def test_names_in_any_script_are_read(word: str) -> None:
    """As they were written."""
    sheet = DeskSheet("T", (), (DeskTable("H", ("Row", "Name"), (("2", word),)),))
    assert read_blocks(draw(sheet))[-1] == ("TD", without_spaces(word))


def test_a_letter_without_a_glyph_is_a_question_mark() -> None:
    """In texts of the clinic, such as the name of a file; all others stay."""
    assert replace_missing("sheet-\U000e1234\U0001f9ea.pdf", FONT).endswith("?.pdf")
    assert replace_missing("sheet-é.pdf", FONT) == "sheet-é.pdf"
