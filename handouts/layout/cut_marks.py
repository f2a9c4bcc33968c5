"""Marks for cutting apart a sheet that holds a leaflet more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.units import mm
from handouts.layout.formats import Sheet
from handouts.pdf.drawing import shapes

if TYPE_CHECKING:
    from handouts.layout.page import Page

NEAR, FAR = mm(4), mm(8)
"""How far from the paper's edge a mark begins and ends: where office printers print."""

WEIGHT, DASH = 0.5, 2.0


def draw_cut_marks(canvas: Page, sheet: Sheet) -> None:
    """Draw a mark above and below each cut of a page, as artifacts."""
    if not sheet.copies:
        return
    with canvas.artifact("Page"):
        for x in sheet.copies:
            for near, far in ((NEAR, FAR), (sheet.height - NEAR, sheet.height - FAR)):
                shapes.draw_rule(canvas, (x, near), (x, far), "#000000", WEIGHT, DASH)
