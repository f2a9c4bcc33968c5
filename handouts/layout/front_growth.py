"""A masthead's picture, as large as the first page leaves room for."""

from __future__ import annotations

from math import floor

from msgspec.structs import replace

from handouts.layout.formats import Panel
from handouts.layout.leaflet import FilledPanel, Leaflet
from handouts.layout.masthead import lay_out_masthead
from handouts.memo import memoized

GRAIN = 6.0
"""Mastheads grow in steps of so many points, so that many leaflets share one."""


def grow_front(leaflet: Leaflet) -> Leaflet:
    """The same leaflet with a larger picture in its masthead, where the first page has room for it.

    A first page with personal content stays as it is: its room would differ from person to person.
    """
    panel = leaflet.sheet.front_panel
    room = _measure_room(leaflet) if panel.role == "masthead" else 0.0
    if not room:
        return leaflet
    front = lay_out_masthead(leaflet.story.cover, panel.width, leaflet.look, room)
    lower = front.height - leaflet.front.height
    filled = tuple(
        replace(each, panel=_lower_panel(each.panel, lower)) if _is_on_first(each) else each
        for each in leaflet.panels
    )
    return replace(leaflet, front=front, panels=filled)


def _is_on_first(filled: FilledPanel) -> bool:
    return filled.panel.page == 0


def _measure_room(leaflet: Leaflet) -> float:
    """The height that all panels of the first page have left, in whole steps."""
    sections = leaflet.story.sections
    first = list(filter(_is_on_first, leaflet.panels))
    if any(sections[atom.section].personal for filled in first for atom in filled.atoms):
        return 0.0
    room = min(filled.panel.height * (1 - filled.fullness) for filled in first)
    return GRAIN * max(0, floor(room / GRAIN))


@memoized(64)
def _lower_panel(panel: Panel, lower: float) -> Panel:
    """The panel below a masthead that is so much higher, in points."""
    return replace(panel, top=panel.top - lower, height=panel.height - lower)
