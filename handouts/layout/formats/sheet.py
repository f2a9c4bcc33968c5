"""One flat sheet: a masthead, and both sides in one column or two.

A line holds 70 characters at most (UKAAF G003), so that a text which is too long for large
type across the sheet is set in two columns.
"""

from __future__ import annotations

from functools import cache

from handouts.layout.formats.columns import paged
from handouts.layout.formats.shapes import EDGE, PICTURE, PORTRAIT, Format, Plan, mm
from handouts.spec.models import Paper

GUTTER = mm(9)

ACROSS = (15.5, 18.0)
"""Body sizes at which a line across the sheet has some 60 to 70 characters."""

IN_TWO = (12.0, 15.25)


PICTURES = (PICTURE, mm(60), mm(70))
"""Heights that pictures may have."""


@cache
def plan(paper: Paper, number: int) -> Plan | None:
    """One side across; both sides across; both sides in two columns."""
    size = PORTRAIT[paper]
    if number < 2:
        return Plan(paged(size, number + 1, EDGE, chapters=True), *ACROSS, 1.0, PICTURES)
    if number == 2:
        return Plan(paged(size, 2, EDGE, gutter=GUTTER, chapters=True), *IN_TWO, 1.0)
    return None


SHEET = Format("sheet", "one flat sheet printed on both sides", "long edge", plan)
