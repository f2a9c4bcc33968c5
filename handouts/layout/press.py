"""Print shop output: paper beyond the trimmed page, bleed, and marks for cutting and folding.

The content keeps its position from office printing. A band of colour is added along the top of
each page, which office printers could not print: it runs over the edge into the bleed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.data import Data
from handouts.document.units import mm
from handouts.layout.formats import FORMATS, Sheet
from handouts.pdf.drawing import shapes
from handouts.pdf.objects import format_rgb

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


class Press(Data, frozen=True):
    """The settings of a print shop: how far colour runs beyond the trimmed page, in points."""

    bleed: float

    @property
    def margin(self) -> float:
        """How far the paper extends beyond the trimmed page, in points, for the marks."""
        return self.bleed + MARK_DISTANCE + MARK_LENGTH + MARK_DISTANCE


def is_print_shop_format(format: str) -> bool:
    """Whether a print shop can print a format. Raises KeyError for an unknown format."""
    return FORMATS[format].printing.on_paper


def draw_edges(canvas: Page, sheet: Sheet, page: int, look: Look, press: Press) -> None:
    """Draw the band and marks of a page, counted from 0, at its edges and beyond, as artifacts."""
    with canvas.artifact("Background"):
        _draw_band(canvas, sheet, press, look.band_colour)
    with canvas.artifact("Page"):
        for start, end in _crop_marks(sheet, press):
            shapes.draw_rule(canvas, start, end, "#000000", MARK_WEIGHT)
        for start, end in _fold_marks(sheet, page, press):
            shapes.draw_rule(canvas, start, end, "#000000", MARK_WEIGHT, FOLD_DASH)


def _draw_band(canvas: Page, sheet: Sheet, press: Press, colour: str) -> None:
    width, height = sheet.width + 2 * press.bleed, BAND_HEIGHT + press.bleed
    canvas.add_operators(
        f"{format_rgb(colour)} rg {-press.bleed:.2f} {sheet.height - BAND_HEIGHT:.2f} "
        f"{width:.2f} {height:.2f} re f"
    )


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
    """Yield a mark above and below each fold of a page."""
    for x in sheet.folds.get(page, ()):
        yield from _vertical_marks(x, sheet, press)


def _vertical_marks(x: float, sheet: Sheet, press: Press) -> Iterator[MarkLine]:
    near, far = press.bleed + MARK_DISTANCE, press.bleed + MARK_DISTANCE + MARK_LENGTH
    yield (x, -near), (x, -far)
    yield (x, sheet.height + near), (x, sheet.height + far)
