"""A booklet as single pages in reading order, for a print shop that imposes them itself."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.layout.formats import Panel, Sheet
from handouts.layout.formats.definition import LONG_EDGE
from handouts.layout.leaflet import Leaflet


def separate_pages(leaflet: Leaflet) -> Leaflet:
    """The same leaflet with each side of a fold as a page of its own, in reading order.

    Nothing else moves, and no page has a fold. Raises ValueError for a format that is not imposed.
    """
    if not leaflet.kind.imposed:
        raise ValueError(f"the pages of the format {leaflet.kind.name!r} are not imposed")
    sheet = leaflet.sheet
    cells = list(dict.fromkeys(_find_cell(panel, sheet) for panel in sheet.panels))

    def move_panel(panel: Panel) -> Panel:
        """The panel on its single page."""
        page, start, end = cell = _find_cell(panel, sheet)
        return replace(panel, page=cells.index(cell), left=panel.left - start)

    (width,) = {round(end - start, 3) for _, start, end in cells}
    pages = Sheet(width, sheet.height, tuple(map(move_panel, sheet.panels)))
    filled = tuple(replace(each, panel=move_panel(each.panel)) for each in leaflet.panels)
    kind = replace(leaflet.kind, printing=LONG_EDGE)
    return replace(leaflet, kind=kind, sheet=pages, panels=filled)


def _find_cell(panel: Panel, sheet: Sheet) -> tuple[int, float, float]:
    """The page of a panel, and where on it the folds beside the panel are, in points."""
    edges = (0.0, *sheet.folds.get(panel.page, ()), sheet.width)
    start = max(edge for edge in edges if edge <= panel.left)
    return panel.page, start, min(edge for edge in edges if edge > panel.left)
