"""Pages of a screen, each as high as what is on it: a phone shows no white rest of a page."""

from __future__ import annotations

from math import floor

from msgspec.structs import replace

from handouts.layout.formats import Panel, Sheet
from handouts.layout.leaflet import Leaflet
from handouts.memo import memoized

GRAIN = 12.0
"""Pages are shortened in steps of so many points, so that many leaflets share a sheet."""

PageCuts = tuple[float, ...]


def shorten_pages(leaflet: Leaflet) -> Leaflet:
    """The same leaflet with each page cut off below its text; the foot moves up with the edge."""
    cuts = tuple(_measure_cut(leaflet, page) for page in range(leaflet.sheet.page_count))
    moved = _shorten_sheet(leaflet.sheet, cuts)
    filled = tuple(replace(each, panel=_move_panel(each.panel, cuts)) for each in leaflet.panels)
    return replace(leaflet, sheet=moved, panels=filled)


def _measure_cut(leaflet: Leaflet, page: int) -> float:
    """By how many points a page can be shorter, in whole steps; 0 for one without text."""
    rooms = [
        filled.panel.height * (1 - filled.fullness)
        for filled in leaflet.panels
        if filled.panel.page == page
    ]
    return GRAIN * max(0, floor(min(rooms, default=0.0) / GRAIN))


@memoized(64)
def _shorten_sheet(sheet: Sheet, cuts: PageCuts) -> Sheet:
    heights = {page: sheet.height - cut for page, cut in enumerate(cuts) if cut}
    panels = tuple(_move_panel(panel, cuts) for panel in sheet.panels)
    return replace(sheet, panels=panels, heights=heights)


@memoized(256)
def _move_panel(panel: Panel, cuts: PageCuts) -> Panel:
    """The panel on its shorter page: its top is nearer to the lower edge, its foot is not."""
    cut = cuts[panel.page]
    return replace(panel, top=panel.top - cut, height=panel.height - cut) if cut else panel
