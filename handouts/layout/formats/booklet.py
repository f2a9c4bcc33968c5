"""Sheets folded in half and nested: A5 from A4, half-letter from Letter.

Pages are imposed: they are placed on the sheets so that they are in order once the sheets are
folded and stapled. Sheet i from 0 of N pages has N-2i and 1+2i on its front, 2+2i and N-1-2i
on its back.
"""

from __future__ import annotations

from functools import cache

from handouts.document.papers import PAPERS, Paper
from handouts.document.units import mm
from handouts.layout.formats.definition import (
    EDGE,
    FOLD,
    SHORT_EDGE,
    Format,
    Panel,
    Plan,
    Sheet,
)

MAX_SHEETS = 8
"""The most sheets; more are hard to fold by hand."""


PICTURE_HEIGHTS = (mm(46), mm(58))
"""Heights that pictures may have."""


@cache
def plan_booklet(paper: Paper, number: int) -> Plan | None:
    """Plan a booklet of ``number + 1`` sheets: a cover, and numbered pages."""
    if number == MAX_SHEETS:
        return None
    height, width = PAPERS[paper].size
    pages = 4 * (number + 1)
    panels = [
        panel
        for page in range(1, pages + 1)
        for panel in _make_page_panels(page, pages, width, height)
    ]
    folds = dict.fromkeys(range(pages // 2), (width / 2,))
    return Plan(Sheet(width, height, tuple(panels), folds), 12.0, 18.0, 3.0, PICTURE_HEIGHTS, True)


def impose_page(page: int, pages: int) -> tuple[int, int]:
    """The position of a page, counted from 1: the side from 0, and 0 for left or 1 for right."""
    outer = min(page, pages + 1 - page)
    front = outer % 2 == 1
    return outer - 1, int((page == outer) == front)


def _make_page_panels(page: int, pages: int, width: float, height: float) -> list[Panel]:
    """Make the panels of a page: one for the cover, else text above a foot."""
    side, right = impose_page(page, pages)
    left = width / 2 + FOLD if right else EDGE
    top, column, room = height - EDGE, width / 2 - EDGE - FOLD, height - 2 * EDGE
    if page == 1:
        return [Panel("cover", side, left, top, column, room, "cover")]
    name, chapter = (f"page {page}", 1) if page < pages else ("back", 2)
    return [
        Panel(name, side, left, top, column, room, "text", chapter, 0, page // 2, True),
        Panel(f"foot of {name}", side, left, top, column, room, "foot", number=page),
    ]


FORMAT = Format(
    "booklet",
    "sheets folded in half and stapled, with a cover",
    SHORT_EDGE,
    plan_booklet,
    imposed=True,
)
