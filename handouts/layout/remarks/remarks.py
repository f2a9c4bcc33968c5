"""All that is to be said of how a leaflet looks."""

from __future__ import annotations

from collections.abc import Callable

from handouts.document.handout import Spec
from handouts.layout.leaflet import Leaflet
from handouts.layout.remarks.borrowed_letters import find_borrowed_letters
from handouts.layout.remarks.divided_parts import find_divided_parts
from handouts.layout.remarks.fullness import find_short_text
from handouts.layout.remarks.late_help import find_late_help
from handouts.layout.remarks.logo_faults import find_logo_faults
from handouts.layout.remarks.sharpness import find_coarse_pictures, find_drawings_as_pixels
from handouts.layout.remarks.stacked_tables import find_stacked_tables
from handouts.layout.remarks.torn_parts import find_torn_parts
from handouts.layout.remarks.wall_of_text import find_walls_of_text
from handouts.sources.findings import Finding


def list_remarks(spec: Spec, leaflet: Leaflet, lay_out: Callable[[str], Leaflet]) -> list[Finding]:
    """Warnings and notes about a leaflet.

    ``lay_out`` lays it out in the format of a name. It raises SpecError if that does not hold it.
    """
    return [
        *find_borrowed_letters(spec),
        *find_coarse_pictures(leaflet),
        *find_drawings_as_pixels(leaflet),
        *find_logo_faults(leaflet),
        *find_stacked_tables(spec, leaflet),
        *find_divided_parts(spec, leaflet),
        *find_torn_parts(spec, leaflet),
        *find_late_help(spec, leaflet),
        *find_walls_of_text(spec, leaflet),
        *find_short_text(spec, leaflet, lay_out),
    ]
