"""For a phone or an e-mail: narrow pages as tall as a phone, to be read without zooming.

Pages and not one long strip, for readers on phones draw a page as one picture, and blur what
is longer than a few screens.
"""

from __future__ import annotations

from functools import cache

from handouts.layout.formats.columns import paged
from handouts.layout.formats.shapes import PICTURE, Format, Plan, Scale, mm
from handouts.spec.models import Paper

SIZE = (360.0, 720.0)
"""A page in points: as many as a small phone has across, so that 16 pt reads as on the web."""

MARGIN = 22.0

MOST = 60
"""Pages."""


PICTURES = (mm(42), PICTURE)
"""Heights that pictures may have."""


@cache
def _plan(number: int) -> Plan | None:
    if number == MOST:
        return None
    return Plan(paged(SIZE, number + 1, MARGIN), 16.0, 18.0, 1.0, PICTURES)


def plan(paper: Paper, number: int) -> Plan | None:
    """So many pages and one more; the same on any paper, for it is not printed."""
    return _plan(number)


SCREEN = Format(
    "screen",
    "to read on a phone or send by e-mail",
    "screen",
    plan,
    Scale(small=12.0, caption=13.0, leading=1.36),
)
