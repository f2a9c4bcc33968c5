"""Print shop output: paper beyond the trimmed page, bleed, and marks for cutting and folding.

The content keeps its position from office printing. A band of colour is added along the top of
each page, which office printers could not print: it runs over the edge into the bleed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.data import Data
from handouts.document.choices import PressColours
from handouts.document.edition import Edition
from handouts.document.papers import PAPERS, Paper
from handouts.document.units import inch, mm
from handouts.layout.bleed import Bleeding, Ground
from handouts.layout.edges import PageEdges, Side
from handouts.layout.formats import FORMATS, Sheet
from handouts.pdf.drawing import shapes

if TYPE_CHECKING:
    from handouts.layout.look import Look
    from handouts.layout.page import Page

MARK_DISTANCE, MARK_LENGTH = mm(1), mm(5)
"""How far beyond the bleed a mark begins, and how long it is."""

BAND_HEIGHT = mm(5)
"""The height of the band; text begins twice as far from the edge."""

FOLD_DASH = 2.0
MARK_WEIGHT = 0.25
"""The dashes of a fold mark, and the line weight of all marks, in points."""


BAND_SIDES: frozenset[Side] = frozenset({"left", "right", "top"})


class Press(Data, frozen=True):
    """The settings of a print shop: how far colour runs beyond the trimmed page, in points.

    ``colours`` are those of the file.
    """

    bleed: float
    colours: PressColours = "rgb"

    @property
    def margin(self) -> float:
        """How far the paper extends beyond the trimmed page, in points, for the marks."""
        return self.bleed + MARK_DISTANCE + MARK_LENGTH + MARK_DISTANCE


def is_print_shop_format(format: str) -> bool:
    """Whether a print shop can print a format. Raises KeyError for an unknown format."""
    return FORMATS[format].printing.on_paper


def is_imposed_format(format: str) -> bool:
    """Whether a format's pages are imposed on sheets. Raises KeyError for an unknown format."""
    return FORMATS[format].imposed


def advise_print_shop(edition: Edition, paper: Paper, pages: int) -> str:
    """What a print shop is to do with a PDF of so many pages."""
    inks = " It is PDF/X-4, for FOGRA39."
    task = f"print {'one side' if pages == 1 else 'both sides'} and cut to {PAPERS[paper].name}"
    if not edition.imposition:
        task = f"impose, print, fold and staple the pages, each {_format_half(paper)}"
    return f"For a print shop: {task}.{inks if edition.press == 'cmyk' else ''}"


def _format_half(paper: Paper) -> str:
    """The size of a page of a sheet that is folded in half."""
    width, height = PAPERS[paper].height / 2, PAPERS[paper].width
    if PAPERS[paper].uses_inches:
        return f"{width / inch(1):g} x {height / inch(1):g} in"
    return f"{width / mm(1):g} x {height / mm(1):g} mm"


def find_edges(sheet: Sheet, page: int, press: Press) -> PageEdges:
    """The edges of a page, counted from 0."""
    return PageEdges(sheet.width, sheet.height, press.bleed, sheet.folds.get(page, ()))


def draw_edges(canvas: Page, sheet: Sheet, page: int, look: Look, press: Press) -> None:
    """Draw the band and marks of a page, counted from 0, at its edges and beyond, as artifacts."""
    band = Ground(sheet.width, BAND_HEIGHT, look.band_colour)
    with canvas.artifact("Background"):
        Bleeding(band, sheet.width, BAND_SIDES).draw(canvas, 0.0, sheet.height)
    with canvas.artifact("Page"):
        for start, end in _crop_marks(sheet, press):
            shapes.draw_mark(canvas, start, end, MARK_WEIGHT)
        for start, end in _fold_marks(sheet, page, press):
            shapes.draw_mark(canvas, start, end, MARK_WEIGHT, FOLD_DASH)


MarkLine = tuple[tuple[float, float], tuple[float, float]]


def _crop_marks(sheet: Sheet, press: Press) -> Iterator[MarkLine]:
    """Yield two crop marks at each corner, in line with the edges to cut."""
    for x in (0.0, sheet.width):
        yield from _vertical_marks(x, sheet, press)
    near, far = press.bleed + MARK_DISTANCE, press.bleed + MARK_DISTANCE + MARK_LENGTH
    for y in (0.0, sheet.height):
        yield (-near, y), (-far, y)
        yield (sheet.width + near, y), (sheet.width + far, y)


def _fold_marks(sheet: Sheet, page: int, press: Press) -> Iterator[MarkLine]:
    """Yield a mark above and below each fold of a page, and where a sheet is cut apart."""
    for x in (*sheet.folds.get(page, ()), *sheet.copies):
        yield from _vertical_marks(x, sheet, press)


def _vertical_marks(x: float, sheet: Sheet, press: Press) -> Iterator[MarkLine]:
    near, far = press.bleed + MARK_DISTANCE, press.bleed + MARK_DISTANCE + MARK_LENGTH
    yield (x, -near), (x, -far)
    yield (x, sheet.height + near), (x, sheet.height + far)
