"""Large print: typeset again for people with low vision, not enlarged.

By the rules of UKAAF G003 and RNIB Clear Print: body 18 pt, nothing under 16 pt, one
column of at most 60 to 70 characters, generous leading, page numbers at body size.
"""

from __future__ import annotations

from functools import cache

from handouts.document.papers import PAPERS, Paper
from handouts.document.units import mm
from handouts.layout.formats.columns import make_paged_sheet
from handouts.layout.formats.definition import (
    EDGE,
    LONG_EDGE,
    Format,
    Plan,
    Scale,
)

MAX_PAGES = 40
"""The most pages."""


PICTURE_HEIGHTS = (mm(70), mm(88))
"""Heights that pictures may have."""


@cache
def plan_large_print(paper: Paper, number: int) -> Plan | None:
    """Plan ``number + 1`` pages."""
    if number == MAX_PAGES:
        return None
    return Plan(
        make_paged_sheet(PAPERS[paper].size, number + 1, EDGE), 18.0, 20.0, 1.0, PICTURE_HEIGHTS
    )


FORMAT = Format(
    "large-print",
    "18 point and larger, for people with low vision",
    LONG_EDGE,
    plan_large_print,
    Scale(small=16.0, caption=16.0, leading=1.4, large=True),
)
"""Printed on both sides; no glyph is under 16 pt."""
