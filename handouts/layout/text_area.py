"""The text area: what cover, masthead, feet and version line leave of the panels."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.story import Story
from handouts.document.units import mm
from handouts.layout.cover import lay_out_cover
from handouts.layout.formats import Panel, Sheet
from handouts.layout.furniture import lay_out_foot, lay_out_version_line
from handouts.layout.look import Look
from handouts.layout.masthead import lay_out_masthead
from handouts.layout.pieces import PieceGroup
from handouts.memo import memoized

GAP = 2.4
"""The white space below a masthead, in steps of the look."""


ABOVE_FOOT = mm(2.6)
"""The least white space between the text and the rule of a page's foot."""


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
    """Return the panels that hold the story, in reading order, each with its free height.

    They are the same objects for all stories of one handout.
    """
    head = below = back = 0.0
    if sheet.front_panel.role == "masthead":
        head = lay_out_front(story, sheet, look).height + look.step * GAP
    if sheet.foot_panels:
        below = lay_out_foot(story, look, sheet, sheet.foot_panels[0]).height
        below += max(look.step * 1.5, ABOVE_FOOT)
    last = sheet.text_panels[-1]
    if last.role == "back":
        back = lay_out_version_line(story, look, last.width).height + look.step
    return _shrink_panels(sheet, head, below, back)


@memoized(64)
def _shrink_panels(sheet: Sheet, head: float, below: float, back: float) -> tuple[Panel, ...]:
    """Shrink the panels of a sheet: all by what is below them, those of its first page by a head.

    The back is shrunk by the version line alone.
    """
    shrunk = []
    for panel in sheet.text_panels:
        above = 0.0 if panel.page else head
        taken = above + (back if panel.role == "back" else below)
        shrunk.append(
            replace(panel, top=panel.top - above, height=panel.height - taken) if taken else panel
        )
    return tuple(shrunk)
