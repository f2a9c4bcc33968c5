"""For a phone or an e-mail: narrow pages as tall as a phone screen, to be read without zooming.

It has pages instead of one long strip because PDF readers on phones draw each page as one image
and blur a page that is longer than a few screens.
"""

from __future__ import annotations

from functools import cache

from handouts.document.papers import Paper
from handouts.document.units import mm
from handouts.layout.formats.columns import make_paged_sheet
from handouts.layout.formats.definition import ON_SCREEN, Format, Plan, Scale

PAGE_SIZE = (360.0, 720.0)
"""The page in points, as wide as a small phone, so that 16 pt looks as it does on the web."""

MARGIN = 22.0

MAX_PAGES = 60
"""The most pages."""


PICTURE_HEIGHTS = (mm(58), mm(70))
"""Heights that pictures may have."""


@cache
def _plan_pages(number: int) -> Plan | None:
    if number == MAX_PAGES:
        return None
    return Plan(make_paged_sheet(PAGE_SIZE, number + 1, MARGIN), 16.0, 18.0, 0.0, PICTURE_HEIGHTS)


def plan_screen(paper: Paper, number: int) -> Plan | None:
    """Plan ``number + 1`` pages; the same for any paper, as the format is not printed."""
    return _plan_pages(number)


FORMAT = Format(
    "screen",
    "to read on a phone, send by e-mail, or listen to with a screen reader",
    ON_SCREEN,
    plan_screen,
    Scale(small=12.0, caption=13.0, leading=1.36, on_screen=True),
)
