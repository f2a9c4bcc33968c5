"""Spreads: the panels that are seen at one glance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from handouts.layout.formats import Panel
from handouts.memo import memoized


@memoized(64)
def group_spreads(panels: Sequence[Panel]) -> tuple[tuple[int, ...], ...]:
    """The places of the panels of each spread, in reading order."""
    places = groupby(range(len(panels)), key=lambda place: panels[place].spread)
    return tuple(tuple(group) for _, group in places)
