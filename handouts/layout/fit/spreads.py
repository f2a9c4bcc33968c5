"""Spreads: the panels that are seen at one glance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from handouts.layout.formats import Panel


def group_spreads(panels: Sequence[Panel]) -> list[list[int]]:
    """The places of the panels of each spread, in reading order."""
    places = groupby(range(len(panels)), key=lambda place: panels[place].spread)
    return [list(group) for _, group in places]
