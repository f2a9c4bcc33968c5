"""Large print: set anew for people who see little, never enlarged.

By the rules of UKAAF G003 and RNIB Clear Print: body 18 pt, nothing at all under 16, one
column of 60 to 70 characters at most, lines well apart, page numbers at body size.
"""

from __future__ import annotations

from functools import cache

from handouts.layout.formats.columns import paged
from handouts.layout.formats.shapes import EDGE, PICTURE, PORTRAIT, Format, Plan, Scale, mm
from handouts.spec.models import Paper

MOST = 40
"""Pages."""


PICTURES = (PICTURE, mm(60), mm(70))
"""Heights that pictures may have."""


@cache
def plan(paper: Paper, number: int) -> Plan | None:
    """So many pages and one more, as few as hold the text."""
    if number == MOST:
        return None
    return Plan(paged(PORTRAIT[paper], number + 1, EDGE), 18.0, 20.0, 1.0, PICTURES)


LARGE_PRINT = Format(
    "large-print",
    "18 point and larger, for people who see little",
    "long edge",
    plan,
    Scale(small=16.0, caption=16.0, leading=1.4, large=True),
)
"""Both sides; no glyph under 16 pt."""
