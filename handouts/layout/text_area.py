"""The text area: what cover, masthead, feet and version line leave of the panels."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.story import Story
from handouts.layout.cover import lay_out_cover
from handouts.layout.formats import Panel, Sheet
from handouts.layout.furniture import lay_out_foot, lay_out_version_line
from handouts.layout.look import Look
from handouts.layout.masthead import lay_out_masthead
from handouts.layout.pieces import PieceGroup

GAP = 2.4
"""The white space below a masthead, in steps of the look."""


def lay_out_front(story: Story, sheet: Sheet, look: Look) -> PieceGroup:
    """Lay out the front: a cover on its own panel, or a masthead above the text."""
    panel = sheet.front_panel
    if panel.role == "cover":
        return lay_out_cover(story.cover, panel, look)
    return lay_out_masthead(story.cover, panel.width, look)


def measure_front_overflow(story: Story, sheet: Sheet, look: Look) -> float:
    """Measure by how many points the front is too high for its panel, or 0.

    A masthead leaves at least a third of its page to the text.
    """
    panel = sheet.front_panel
    share = 1.0 if panel.role == "cover" else 2 / 3
    return max(0.0, lay_out_front(story, sheet, look).height - panel.height * share)


def measure_text_panels(story: Story, sheet: Sheet, look: Look) -> tuple[Panel, ...]:
    """Return the panels that hold the story, in reading order, each with its free height."""
    head = 0.0
    if sheet.front_panel.role == "masthead":
        head = lay_out_front(story, sheet, look).height + look.step * GAP
    below = 0.0
    if sheet.foot_panels:
        below = lay_out_foot(story, look, sheet, sheet.foot_panels[0]).height + look.step * 1.5
    return tuple(_shrink_panel(panel, story, look, head, below) for panel in sheet.text_panels)


def _shrink_panel(panel: Panel, story: Story, look: Look, head: float, below: float) -> Panel:
    """Shrink a panel by what is above and below the text in it."""
    if panel.role == "back":
        below = lay_out_version_line(story, look, panel.width).height + look.step
    if panel.page:
        head = 0.0
    if not (head or below):
        return panel
    return replace(panel, top=panel.top - head, height=panel.height - head - below)
