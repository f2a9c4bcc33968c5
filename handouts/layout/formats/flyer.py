"""Half a sheet for a short text: A5 from A4, half-letter from Letter.

Each sheet holds it twice, and is cut through the middle.
"""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from handouts.document.papers import PAPERS, Paper
from handouts.document.units import mm
from handouts.layout.formats.columns import make_paged_sheet
from handouts.layout.formats.definition import EDGE, SHORT_EDGE, Format, Plan

PICTURE_HEIGHTS = (mm(40),)
"""Heights that pictures may have."""


@cache
def plan_flyer(paper: Paper, number: int) -> Plan | None:
    """Plan one side; then both sides."""
    if number > 1:
        return None
    height, width = PAPERS[paper].size
    half = make_paged_sheet((width / 2, height), number + 1, EDGE, chapters=True)
    sheet = replace(half, width=width, copies=(width / 2,))
    return Plan(sheet, 12.0, 16.0, 1.0, PICTURE_HEIGHTS)


FORMAT = Format(
    "flyer",
    "half a sheet for a short text, two on each sheet, to cut apart",
    SHORT_EDGE,
    plan_flyer,
    short_text=True,
)
