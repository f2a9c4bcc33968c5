"""The paragraph stands among ReportLab's own flowables."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from reportlab.platypus import KeepTogether, SimpleDocTemplate, Spacer, Table

from handouts.document.runs import Run
from handouts.text.paragraph import Paragraph
from handouts.text.style import TextStyle
from tests.text.sheets import STYLE, Sheet, runs

LONG = runs("Dry needling uses a very thin needle to reach a tight spot in a muscle. " * 12)


class Quiet(Sheet):
    """A sheet as platypus makes it."""

    def __init__(self, file: Any, **options: Any) -> None:
        super(Sheet, self).__init__(file, **options)


def built(story: list[Any], height: float = 300) -> list[str]:
    """What each page of a document says."""
    file = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 20)
    SimpleDocTemplate(file, pagesize=(260, height), **margins).build(story, canvasmaker=Quiet)
    pages = pypdfium2.PdfDocument(file.getvalue())
    return [page.get_textpage().get_text_range() for page in pages]


def test_it_stands_beside_a_table_and_in_keep_together() -> None:
    """In frames, in table cells and held together, in one document."""
    cells = Table([[Paragraph(runs("In a cell"), STYLE), Paragraph(runs("Beside it"), STYLE)]])
    kept = KeepTogether([Paragraph(runs("Heading"), STYLE), Paragraph(runs("Its text"), STYLE)])
    first, second = built([Paragraph(runs("Before"), STYLE), cells, Spacer(1, 190), kept])
    assert [word in first for word in ("Before", "In a cell", "Beside it")] == [True] * 3
    assert second.split() == ["Heading", "Its", "text"]


def test_split_over_pages_it_loses_no_word() -> None:
    """All words come, in order, with two lines at least on each page."""
    pages = built([Paragraph(LONG, STYLE)], 160)
    assert len(pages) > 1
    assert "".join(pages).split() == LONG[0].text.split()
    assert all(len(page.strip().splitlines()) >= 2 for page in pages)


@pytest.mark.parametrize("room", range(0, 19))
def test_a_split_leaves_no_orphan_and_no_widow(room: int) -> None:
    """Whatever the room, both parts have two lines, or it does not split."""
    paragraph = Paragraph(LONG, STYLE)
    _, height = paragraph.wrap(220, 1_000)
    parts = paragraph.split(220, room * STYLE.leading)
    heights = [part.wrap(220, 1_000)[1] for part in parts]
    if parts:
        assert sum(heights) == height
        assert heights[0] <= room * STYLE.leading + 1e-6
        assert min(heights) >= 2 * STYLE.leading
    else:
        assert room < 2


def test_parts_are_set_anew_for_another_width() -> None:
    """The rest of a split paragraph may go on in a narrower frame."""
    paragraph = Paragraph(LONG, STYLE)
    first, rest = paragraph.split(220, 5 * STYLE.leading)
    words = "".join(run.text for run in (*first.text, *rest.text)).split()
    assert words == LONG[0].text.split()
    assert rest.wrap(110, 1_000)[1] > rest.wrap(220, 1_000)[1]


def test_space_around_goes_to_the_outer_ends() -> None:
    """Before the first part and after the last, not in between."""
    paragraph = Paragraph(LONG, STYLE, space_before=4, space_after=6)
    first, rest = paragraph.split(220, 5 * STYLE.leading)
    assert (first.getSpaceBefore(), first.getSpaceAfter()) == (4, 0)
    assert (rest.getSpaceBefore(), rest.getSpaceAfter()) == (0, 6)


def test_its_least_width_is_that_of_its_longest_word() -> None:
    """Tables ask for it."""
    assert Paragraph(runs("a needle is thin"), STYLE).minWidth() == pytest.approx(
        Paragraph(runs("needle"), STYLE).minWidth()
    )


def test_markup_is_text() -> None:
    """Nothing in a name is ever read as markup."""
    name = "S&P <b>500</b> &amp; <A {{x}}"
    assert built([Paragraph((Run(name),), TextStyle(9.5, 12))])[0].strip() == name
