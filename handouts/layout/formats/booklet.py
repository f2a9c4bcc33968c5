"""Sheets folded in half and put into one another: A5 from A4, half-letter from Letter.

Pages are imposed: the leaves lie on the sheets so that, folded and stapled, they follow one
another. Sheet i from 0 of N pages has N-2i and 1+2i on its front, 2+2i and N-1-2i on its back.
"""

from __future__ import annotations

from functools import cache

from handouts.layout.formats.shapes import (
    EDGE,
    FOLD,
    PICTURE,
    PORTRAIT,
    Format,
    Panel,
    Plan,
    Scale,
    Sheet,
    mm,
)
from handouts.spec.models import Paper

MOST = 8
"""Sheets; more are not folded at a desk."""


PICTURES = (mm(46), PICTURE, mm(58), mm(64), mm(70))
"""Heights that pictures may have."""


@cache
def plan(paper: Paper, number: int) -> Plan | None:
    """A booklet of so many sheets and one more; its cover, and pages that are numbered."""
    if number == MOST:
        return None
    height, width = PORTRAIT[paper]
    pages = 4 * (number + 1)
    panels = [
        panel for page in range(1, pages + 1) for panel in _panels(page, pages, width, height)
    ]
    folds = dict.fromkeys(range(pages // 2), (width / 2,))
    return Plan(Sheet(width, height, tuple(panels), folds), 12.0, 18.0, 3.0, PICTURES)


def imposed(page: int, pages: int) -> tuple[int, int]:
    """Where a page of a booklet lies, counted from 1: the side from 0, and 0 left or 1 right."""
    outer = min(page, pages + 1 - page)
    front = outer % 2 == 1
    return outer - 1, int((page == outer) == front)


def _panels(page: int, pages: int, width: float, height: float) -> list[Panel]:
    """The panels of a page: one for the cover, else text above a foot."""
    side, right = imposed(page, pages)
    left = width / 2 + FOLD if right else EDGE
    top, column, room = height - EDGE, width / 2 - EDGE - FOLD, height - 2 * EDGE
    if page == 1:
        return [Panel("cover", side, left, top, column, room, "cover")]
    name, chapter = (f"page {page}", 1) if page < pages else ("back", 2)
    return [
        Panel(name, side, left, top, column, room, chapter=chapter),
        Panel(f"foot of {name}", side, left, top, column, room, "foot", number=page),
    ]


BOOKLET = Format(
    "booklet",
    "sheets folded in half and stapled, with a cover",
    "short edge",
    plan,
    Scale(loose=1.5),
)
