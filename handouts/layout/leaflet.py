"""A story on sheets: sizes tried, panels filled, pages drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handouts.compose.story import Story
from handouts.data import Data
from handouts.layout.cover import cover
from handouts.layout.fit import Deal, Room, deal, grown, height_of, spread
from handouts.layout.formats import Format, Panel, Sheet
from handouts.layout.furniture import version_line
from handouts.layout.look import Look, close, look_of
from handouts.layout.pieces import Atom, Group
from handouts.layout.sections import shaped
from handouts.remembering import remembered
from handouts.spec.models import Brand, Paper

STEP = 0.25
"""Body sizes are tried in quarters of a point."""

WORTH = 1.0

GROWTH = 0.6
"""The height of a text grows a little less than with the square of its size."""


class Filled(Data, frozen=True):
    """A panel with its atoms, and how far down each one stands."""

    panel: Panel
    atoms: tuple[Atom, ...]
    places: tuple[float, ...]

    @property
    def fullness(self) -> float:
        """How far down the panel its blocks reach, from 0 to 1."""
        if not self.atoms:
            return 0.0
        return (self.places[-1] + self.atoms[-1].piece.height) / self.panel.height


class Leaflet(Data, frozen=True):
    """A story laid out: every panel filled, at one body size in points."""

    story: Story
    sheet: Sheet
    look: Look
    front: Group
    panels: tuple[Filled, ...]


def sizes(kind: Format) -> list[float]:
    """The body sizes a format may take, smallest first."""
    count = round((kind.largest - kind.smallest) / STEP)
    return [kind.smallest + STEP * place for place in range(count + 1)]


def lay_out(
    story: Story, brand: Brand, kind: Format, paper: Paper, by_hand: Story | None = None
) -> Leaflet | None:
    """Lay a story out at the largest size that fits; None where not even the smallest does.

    A panel that stands alone begins with a section of its own, unless a section that runs
    into it buys more than ``WORTH`` points of type. What fits at no size is set close.

    A person's story looks like the one that is to be filled in ``by_hand`` wherever that look
    holds it: so leaflets differ from person to person by what is personal alone.
    """
    sheet = kind.sheets[paper]
    found = None
    if by_hand:
        model = _chosen(by_hand, brand, kind, paper)
        found = model and _alike(story, sheet, model)
    found = found or _chosen(story, brand, kind, paper)
    return _filled(story, sheet, found.look, found.dealt) if found else None


class Choice(NamedTuple):
    """A look that holds a story, and how its atoms are dealt: strictly by chapters or not."""

    look: Look
    dealt: Deal
    strict: bool


@remembered(64)
def _chosen(story: Story, brand: Brand, kind: Format, paper: Paper) -> Choice | None:
    """The largest look that holds a story, close only where it must be."""
    sheet = kind.sheets[paper]
    looks = [look_of(brand, story.language, size) for size in sizes(kind)]
    if too_tall(story, sheet, looks[0]):
        return None
    return _best(story, sheet, looks) or _best(story, sheet, [close(look) for look in looks])


def _alike(story: Story, sheet: Sheet, model: Choice) -> Choice | None:
    """A story as another one looks, or None where that look does not hold it."""
    dealt = dealt_at(story, sheet, model.look, model.strict)
    return Choice(model.look, dealt, model.strict) if dealt else None


def _best(story: Story, sheet: Sheet, looks: Sequence[Look]) -> Choice | None:
    """The largest look that fits, with its panels' beginnings weighed."""
    found = _fitting(story, sheet, looks, strict=True)
    least = found.look.size + WORTH if found else 0.0
    larger = [look for look in looks if look.size > least]
    if larger and (not found or _may_hold(story, sheet, found.look, larger[0].size)):
        found = _fitting(story, sheet, larger, strict=False) or found
    return found


def _fitting(story: Story, sheet: Sheet, looks: Sequence[Look], *, strict: bool) -> Choice | None:
    """The largest look at which both panels and cover hold what is theirs."""
    found = _largest(story, sheet, looks, strict)
    while found and too_tall(story, sheet, found.look):
        found = _largest(story, sheet, looks[: looks.index(found.look)], strict)
    return found


def _may_hold(story: Story, sheet: Sheet, look: Look, size: float) -> bool:
    """Whether a larger size may hold the story, judged by how full the sheet is at a look."""
    grown: float = (size / look.size) ** (1 / GROWTH)
    return crowding(story, sheet, look) * grown < 1


def _largest(story: Story, sheet: Sheet, looks: Sequence[Look], strict: bool) -> Choice | None:
    """The largest look that fits and how it is dealt, found by narrowing the range.

    Each try says how full the sheet is, and so near which size the next try should be: two
    or three are enough where halving the range takes four.
    """
    low, high, found = 0, len(looks) - 1, None
    place = high // 2
    while low <= high:
        dealt = dealt_at(story, sheet, looks[place], strict)
        if dealt:
            found, low = Choice(looks[place], dealt, strict), place + 1
        else:
            high = place - 1
        size = looks[place].size * crowding(story, sheet, looks[place]) ** -GROWTH
        place = max(low, min(high, int((size - looks[0].size) / STEP)))
    return found


def crowding(story: Story, sheet: Sheet, look: Look) -> float:
    """The height that the story needs at one look as a share of what the panels have."""
    panels = text_panels(sheet)
    made = sections_at(story, sheet, look)
    needed = sum(height_of(atoms) + atoms[0].before for atoms in made)
    return needed / sum(room_in(panel, story, look) for panel in panels)


def dealt_at(story: Story, sheet: Sheet, look: Look, strict: bool) -> Deal | None:
    """The story's atoms panel by panel at one look, or None where they do not fit."""
    panels = text_panels(sheet)
    rooms = []
    for before, panel in zip((None, *panels), panels, strict=False):
        begins = strict and before is not None and before.chapter != panel.chapter
        rooms.append(Room(room_in(panel, story, look), begins))
    return deal(sections_at(story, sheet, look), rooms)


def sections_at(story: Story, sheet: Sheet, look: Look) -> list[tuple[Atom, ...]]:
    """The atoms of each section at one look."""
    width = text_panels(sheet)[0].width
    return [shaped(section, place, look, width) for place, section in enumerate(story.sections)]


def text_panels(sheet: Sheet) -> tuple[Panel, ...]:
    """The panels that hold the story, in reading order."""
    return tuple(panel for panel in sheet.panels if panel.role != "cover")


def room_in(panel: Panel, story: Story, look: Look) -> float:
    """The height, in points, that a panel has for the story; the back holds the version line."""
    if panel.role != "back":
        return panel.height
    return panel.height - version_line(story, look, panel.width).height - look.step


def too_tall(story: Story, sheet: Sheet, look: Look) -> float:
    """By how many points the words of the cover are too high for it, or 0."""
    panel = front_panel(sheet)
    return max(0.0, cover(story.cover, panel, look).height - panel.height)


def front_panel(sheet: Sheet) -> Panel:
    """The cover's panel."""
    return next(panel for panel in sheet.panels if panel.role == "cover")


def _filled(story: Story, sheet: Sheet, look: Look, dealt: Deal) -> Leaflet:
    panels = []
    for panel, atoms in zip(text_panels(sheet), dealt, strict=True):
        room = room_in(panel, story, look)
        atoms = grown(atoms, room)
        places = spread(atoms, room, look.step * 0.9)
        panels.append(Filled(panel, atoms, tuple(places)))
    front = cover(story.cover, front_panel(sheet), look)
    return Leaflet(story, sheet, look, front, tuple(panels))
