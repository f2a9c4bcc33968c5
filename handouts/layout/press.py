"""For the print shop: paper beyond the edge, colour that runs into it, marks where to cut and fold.

What is drawn for the office stands where it stood. To it comes a band of colour along the head
of each page, which no office printer could print: it runs over the edge into the bleed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from handouts.data import Data
from handouts.layout.formats import FORMATS, Sheet, inch, mm
from handouts.pdf import marks
from handouts.spec.models import Paper

if TYPE_CHECKING:
    from handouts.layout.look import Look
    from handouts.layout.page import Page

AWAY, LENGTH = mm(1), mm(5)
"""How far beyond the bleed a mark begins, and how long it is."""

BAND = mm(5)
"""The height of the band; text begins twice as far from the edge."""

DASH = 2.0
HAIR = 0.25
"""The weight of a mark's line, and the dashes of a fold's, in points."""


class Press(Data, frozen=True):
    """How far colour runs beyond the trimmed page, in points."""

    bleed: float

    @property
    def margin(self) -> float:
        """How far the paper goes beyond the trimmed page, for the marks."""
        return self.bleed + AWAY + LENGTH + AWAY


PRESSES: Mapping[Paper, Press] = {"a4": Press(mm(3)), "letter": Press(inch(0.125))}
"""What print shops ask for: 3 mm, and 1/8 in where paper is measured in inches."""


def pressed(format: str) -> bool:
    """Whether a print shop can print a format. Raises KeyError for an unknown one."""
    return FORMATS[format].sides != "screen"


def draw_edges(canvas: Page, sheet: Sheet, page: int, look: Look, press: Press) -> None:
    """Draw what a page, counted from 0, has at its edges and beyond; nobody is told of it."""
    with canvas.artifact("Background"):
        _band(canvas, sheet, press, look.band)
    with canvas.artifact("Page"):
        for start, end in _crops(sheet, press):
            marks.rule(canvas, start, end, "#000000", HAIR)
        for start, end in _folds(sheet, page, press):
            marks.rule(canvas, start, end, "#000000", HAIR, DASH)


def _band(canvas: Page, sheet: Sheet, press: Press, colour: str) -> None:
    width, height = sheet.width + 2 * press.bleed, BAND + press.bleed
    canvas._code.append(
        f"{marks.rgb(colour)} rg {-press.bleed:.2f} {sheet.height - BAND:.2f} "
        f"{width:.2f} {height:.2f} re f"
    )


Line = tuple[tuple[float, float], tuple[float, float]]


def _crops(sheet: Sheet, press: Press) -> Iterator[Line]:
    """Two lines at each corner, in line with the edges that are cut."""
    for x in (0.0, sheet.width):
        yield from _upright(x, sheet, press)
    near, far = press.bleed + AWAY, press.bleed + AWAY + LENGTH
    for y in (0.0, sheet.height):
        yield (-near, y), (-far, y)
        yield (sheet.width + near, y), (sheet.width + far, y)


def _folds(sheet: Sheet, page: int, press: Press) -> Iterator[Line]:
    """A line above and below each fold of a page."""
    for x in sheet.folds.get(page, ()):
        yield from _upright(x, sheet, press)


def _upright(x: float, sheet: Sheet, press: Press) -> Iterator[Line]:
    near, far = press.bleed + AWAY, press.bleed + AWAY + LENGTH
    yield (x, -near), (x, -far)
    yield (x, sheet.height + near), (x, sheet.height + far)
