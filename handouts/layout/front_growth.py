"""A masthead's picture, as large as the first page leaves room for."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from msgspec.structs import replace

from handouts.document.story import Story
from handouts.layout.fit.fitting import PanelAtoms, grow_pictures, stacked_height
from handouts.layout.formats import Panel, Sheet
from handouts.layout.look import Look
from handouts.layout.masthead import lay_out_masthead
from handouts.layout.pieces import PieceGroup
from handouts.layout.text_area import lay_out_front
from handouts.memo import memoized

GRAIN = 6.0
"""Mastheads grow in steps of so many points, so that many leaflets share one."""


def grow_front(
    story: Story, sheet: Sheet, look: Look, panels: Sequence[Panel], panel_atoms: PanelAtoms
) -> tuple[PieceGroup, tuple[Panel, ...]]:
    """The front with a larger picture, if the first page has room for it, and the panels below it.

    A first page with personal content stays as it is: its room would differ from person to person.
    """
    front = lay_out_front(story, sheet, look)
    room = 0.0
    if sheet.front_panel.role == "masthead":
        room = _measure_room(story, panels, panel_atoms)
    if not room:
        return front, tuple(panels)
    larger = lay_out_masthead(story.cover, sheet.front_panel.width, look, room)
    lower = larger.height - front.height
    if lower > room + 0.01:
        return front, tuple(panels)
    below = tuple(panel if panel.page else _lower_panel(panel, lower) for panel in panels)
    return larger, below


def _measure_room(story: Story, panels: Sequence[Panel], panel_atoms: PanelAtoms) -> float:
    """The height that all panels of the first page have left, in whole steps.

    The pictures of the text grow first: they explain it.
    """
    first = [each for each in zip(panels, panel_atoms, strict=True) if not each[0].page]
    if any(story.sections[atom.section].personal for _, atoms in first for atom in atoms):
        return 0.0
    room = min(
        panel.height - stacked_height(grow_pictures(atoms, panel.height)) for panel, atoms in first
    )
    return GRAIN * max(0, floor(room / GRAIN))


@memoized(64)
def _lower_panel(panel: Panel, lower: float) -> Panel:
    """The panel below a masthead that is so much higher, in points."""
    return replace(panel, top=panel.top - lower, height=panel.height - lower)
