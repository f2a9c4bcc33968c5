"""Tables that are wider than a format's panels, and are printed as entries below one another."""

from __future__ import annotations

from handouts.document.blocks import TextTable
from handouts.document.handout import Spec
from handouts.document.walk import walk
from handouts.layout.drawing import list_pieces
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import list_roles
from handouts.sources.findings import Finding


def find_stacked_tables(spec: Spec, leaflet: Leaflet) -> list[Finding]:
    """Notes about the tables of a leaflet that have no columns in its format."""
    in_columns = {
        role.parent.parent.address
        for piece in list_pieces(leaflet)
        for role, _ in list_roles(piece)
        if role.tag in ("TH", "TD") and role.parent and role.parent.parent
    }
    message = f"This table is too wide for {leaflet.kind.name}: each row is printed as an entry."
    hint = "Use fewer columns or shorter words, or another format."
    return [
        spec.make_finding("wide-table", table.address, message, hint, severity="note")
        for section in leaflet.story.sections
        for table in walk(section.blocks)
        if isinstance(table, TextTable) and table.address not in in_columns
    ]
