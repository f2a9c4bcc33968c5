"""One flat sheet: a masthead, and one side or both in one column or two.

A line holds at most 70 characters (UKAAF G003), so a text that is too long for large type
across the sheet is set in two columns. A text that is short enough takes one side.
"""

from __future__ import annotations

from functools import cache

from handouts.document.papers import PAPERS, Paper
from handouts.document.units import mm
from handouts.layout.formats.columns import make_paged_sheet
from handouts.layout.formats.definition import EDGE, LONG_EDGE, PICTURE, Format, Plan

GUTTER = mm(9)

ONE_COLUMN_SIZES = (15.5, 18.0)
"""Body sizes at which a line across the sheet has about 60 to 70 characters."""

TWO_COLUMN_SIZES = (12.0, 15.25)
LEAST_ON_ONE_SIDE = 13.0
"""A text that would be smaller on one side is printed on both."""


PICTURE_HEIGHTS = (PICTURE, mm(60), mm(70))
"""Heights that pictures may have."""


@cache
def plan_sheet(paper: Paper, number: int) -> Plan | None:
    """Plan one side in one column, then in two; then both sides in one column, then in two."""
    if number == 4:
        return None
    size, sides = PAPERS[paper].size, 1 + number // 2
    if number % 2 == 0:
        sheet = make_paged_sheet(size, sides, EDGE, chapters=True)
        return Plan(sheet, *ONE_COLUMN_SIZES, 1.0, PICTURE_HEIGHTS)
    sheet = make_paged_sheet(size, sides, EDGE, gutter=GUTTER, chapters=True)
    least, most = TWO_COLUMN_SIZES
    return Plan(sheet, LEAST_ON_ONE_SIDE if sides == 1 else least, most, 1.0, (mm(36), PICTURE))


FORMAT = Format("sheet", "one flat sheet, printed on one side or on both", LONG_EDGE, plan_sheet)
