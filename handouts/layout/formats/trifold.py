"""One sheet folded in three.

The sizes are those that print shops use: the panel that folds in is 3 mm (1/16 in) narrower
than the others.
"""

from __future__ import annotations

from functools import cache

from handouts.document.papers import PAPERS, Paper
from handouts.layout.formats.definition import (
    EDGE,
    FOLD,
    SHORT_EDGE,
    Format,
    Panel,
    Plan,
    Role,
    Sheet,
)

INSIDE = 2
"""The chapter of the three panels inside."""

# Name, page, place on it from the left, role, chapter; in reading order.
PANEL_ORDER: tuple[tuple[str, int, int, Role, int], ...] = (
    ("cover", 0, 2, "cover", 0),
    ("flap", 0, 0, "text", 1),
    ("inside left", 1, 0, "text", INSIDE),
    ("inside middle", 1, 1, "text", INSIDE),
    ("inside right", 1, 2, "text", INSIDE),
    ("back", 0, 1, "back", 3),
)


@cache
def plan_trifold(paper: Paper, number: int) -> Plan | None:
    """Plan a tri-fold: outside flap, back, cover; inside left, middle, right."""
    height, width = PAPERS[paper].size
    narrow = PAPERS[paper].folded_in
    wide = (width - narrow) / 2
    outside, inside = (narrow, wide, wide), (wide, wide, narrow)
    column = min(narrow - EDGE - FOLD, wide - 2 * FOLD)
    panels = []
    for name, page, place, role, chapter in PANEL_ORDER:
        widths = (outside, inside)[page]
        left = sum(widths[:place]) + _left_margin(place, widths[place], column)
        top, room = height - EDGE, height - 2 * EDGE
        panels.append(
            Panel(name, page, left, top, column, room, role, chapter, 0, chapter, chapter == INSIDE)
        )
    folds = {0: (narrow, narrow + wide), 1: (wide, 2 * wide)}
    return None if number else Plan(Sheet(width, height, tuple(panels), folds), 12.0, 16.0, 2.0)


def _left_margin(place: int, width: float, column: float) -> float:
    """The margin to the left of a column: an outer panel has its spare room by the fold."""
    spare = width - column
    return {0: EDGE, 1: spare / 2, 2: spare - EDGE}[place]


FORMAT = Format(
    "trifold",
    "one sheet folded in three, to hand out",
    SHORT_EDGE,
    plan_trifold,
    opened_first=2,
)
"""Whoever opens it sees the flap, and then all that is inside."""
