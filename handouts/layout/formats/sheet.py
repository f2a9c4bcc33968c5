"""One flat sheet: a masthead, and both sides in one column or two.

A line holds at most 70 characters (UKAAF G003), so a text that is too long for large type
across the sheet is set in two columns.
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


PICTURE_HEIGHTS = (PICTURE, mm(60), mm(70))
"""Heights that pictures may have."""


@cache
def plan_sheet(paper: Paper, number: int) -> Plan | None:
    """Plan one side in one column; then both sides; then both sides in two columns."""
    size = PAPERS[paper].size
    if number < 2:
        return Plan(
            make_paged_sheet(size, number + 1, EDGE, chapters=True),
            *ONE_COLUMN_SIZES,
            1.0,
            PICTURE_HEIGHTS,
        )
    if number == 2:
        return Plan(
            make_paged_sheet(size, 2, EDGE, gutter=GUTTER, chapters=True), *TWO_COLUMN_SIZES, 1.0
        )
    return None


FORMAT = Format("sheet", "one flat sheet printed on both sides", LONG_EDGE, plan_sheet)
