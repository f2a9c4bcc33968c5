"""Where the story may stand: what cover, masthead, feet and version line leave of the panels."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.compose.story import Story
from handouts.layout.cover import cover
from handouts.layout.formats import Panel, Sheet
from handouts.layout.furniture import foot, version_line
from handouts.layout.look import Look
from handouts.layout.masthead import masthead
from handouts.layout.pieces import Group

GAP = 2.4
"""The white below a masthead, in steps of the look."""


def front(story: Story, sheet: Sheet, look: Look) -> Group:
    """What the front says: on a panel of its own, or above the text."""
    panel = sheet.front
    if panel.role == "cover":
        return cover(story.cover, panel, look)
    return masthead(story.cover, panel.width, look)


def too_tall(story: Story, sheet: Sheet, look: Look) -> float:
    """By how many points the words of the front are too high for it, or 0.

    A masthead leaves at least a third of its page to the text.
    """
    panel = sheet.front
    share = 1.0 if panel.role == "cover" else 2 / 3
    return max(0.0, front(story, sheet, look).height - panel.height * share)


def text_panels(story: Story, sheet: Sheet, look: Look) -> tuple[Panel, ...]:
    """The panels that hold the story, in reading order, each as high as is left for it."""
    head = 0.0
    if sheet.front.role == "masthead":
        head = front(story, sheet, look).height + look.step * GAP
    below = 0.0
    if sheet.feet:
        below = foot(story, look, sheet, sheet.feet[0]).height + look.step * 1.5
    return tuple(_left(panel, story, look, head, below) for panel in sheet.texts)


def _left(panel: Panel, story: Story, look: Look, head: float, below: float) -> Panel:
    """A panel less what stands above and below the text in it."""
    if panel.role == "back":
        below = version_line(story, look, panel.width).height + look.step
    if panel.page:
        head = 0.0
    if not (head or below):
        return panel
    return replace(panel, top=panel.top - head, height=panel.height - head - below)
