"""A story on sheets: plans and sizes tried, panels filled."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handouts.compose.story import Story
from handouts.data import Data
from handouts.layout.dealing import Room
from handouts.layout.fit import Deal, deal, grown, height_of, levelled, spread, uneven
from handouts.layout.formats import Format, Panel, Plan, Scale, Sheet
from handouts.layout.look import Look, close, look_of
from handouts.layout.lowered import lowered
from handouts.layout.pieces import Atom, Group
from handouts.layout.sections import shaped
from handouts.layout.standing import front, text_panels, too_tall
from handouts.remembering import remembered
from handouts.spec.colours import Ink
from handouts.spec.models import Brand, Paper

STEP = 0.25
"""Body sizes are tried in quarters of a point."""

WORTH = 1.0

TRIES = 4
"""How many smaller sizes are tried for the sake of evenness."""

PRICE = 0.04
"""How much more even panels must be for each point of type that is given up for it."""

GROWTH = 0.6
"""The height of a text grows a little less than with the square of its size."""

HOPELESS = 1.15
"""What a story needs as a share of what there is, above which no deal can be found: spaces at
the tops of panels, which are left out there, are a small part of it."""


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
    kind: Format
    sheet: Sheet
    look: Look
    front: Group
    panels: tuple[Filled, ...]


class Try(NamedTuple):
    """A story, and a plan that may hold it."""

    story: Story
    plan: Plan
    brand: Brand
    scale: Scale
    ink: Ink

    @property
    def on(self) -> tuple[Story, Sheet]:
        """The story and the plan's sheet."""
        return self.story, self.plan.sheet

    def look(self, size: float, picture: float) -> Look:
        """How it looks at a body size, with pictures of a height at most."""
        return look_of(self.brand, self.story.language, size, self.scale, picture, self.ink)

    def looks(self) -> list[Look]:
        """How it looks at each size, smallest first, with the smallest pictures."""
        return [self.look(size, self.plan.pictures[0]) for size in sizes(self.plan)]


class Choice(NamedTuple):
    """What holds a story, and how its atoms are dealt: strictly by chapters or not."""

    plan: Plan
    look: Look
    dealt: Deal
    strict: bool


def sizes(plan: Plan) -> list[float]:
    """The body sizes a plan may take, smallest first."""
    count = round((plan.largest - plan.smallest) / STEP)
    return [plan.smallest + STEP * place for place in range(count + 1)]


def lay_out(
    story: Story,
    brand: Brand,
    kind: Format,
    paper: Paper,
    by_hand: Story | None = None,
    ink: Ink = "colour",
) -> Leaflet | None:
    """Lay a story out by a format's first plan that holds it, at the largest size that fits.

    None where not even the last plan holds it at its smallest size. A panel that stands alone
    begins with a section of its own, unless a section that runs into it buys more than
    ``WORTH`` points of type. What fits at no size is set close.

    A person's story looks like the one that is to be filled in ``by_hand`` wherever that look
    holds it: so leaflets differ from person to person by what is personal alone.
    """
    story = told_by(story, kind)
    found = None
    if by_hand:
        model = _chosen(told_by(by_hand, kind), brand, kind, paper, ink)
        found = model and _alike(story, model)
    found = found or _chosen(story, brand, kind, paper, ink)
    return _filled(story, kind, found) if found else None


def told_by(story: Story, kind: Format) -> Story:
    """A story as a format prints it: large print raises nothing."""
    return lowered(story) if kind.scale.large else story


@remembered(64)
def _chosen(story: Story, brand: Brand, kind: Format, paper: Paper, ink: Ink) -> Choice | None:
    """The first plan and the largest look that hold a story, close only where it must be."""
    plan = None
    for plan in kind.plans(paper):
        tried = Try(story, plan, brand, kind.scale, ink)
        if found := _held(tried, tried.looks()):
            return found
    if plan is None or kind.scale.large:
        return None
    tried = Try(story, plan, brand, kind.scale, ink)
    return _held(tried, [close(look) for look in tried.looks()])


def _alike(story: Story, model: Choice) -> Choice | None:
    """A story as another one looks, or None where that look does not hold it."""
    dealt = dealt_at(story, model.plan.sheet, model.look, model.strict)
    if dealt is None:
        return None
    # A panel of the same atoms is the same object, by which more is remembered of it.
    return model._replace(dealt=tuple(map(_either, model.dealt, dealt)))


def _either(old: tuple[Atom, ...], new: tuple[Atom, ...]) -> tuple[Atom, ...]:
    return old if all(map(operator.is_, old, new)) and len(old) == len(new) else new


def _held(tried: Try, looks: Sequence[Look]) -> Choice | None:
    """The largest look at which a plan holds a story, with its panels' beginnings weighed."""
    if too_tall(*tried.on, looks[0]) or crowding(*tried.on, looks[0]) > HOPELESS:
        return None
    found = _fitting(tried, looks, strict=True)
    if len({panel.chapter for panel in tried.plan.sheet.texts}) > 1:
        least = found.look.size + WORTH if found else 0.0
        larger = [look for look in looks if look.size > least]
        if larger and (not found or _may_hold(tried, found.look, larger[0].size)):
            found = _fitting(tried, larger, strict=False) or found
    return _evened(tried, found)


def _evened(tried: Try, found: Choice | None) -> Choice | None:
    """What was found, or a little smaller, with pictures as high as leave panels evenly full."""
    plan = tried.plan
    if found is None or not plan.given or found.look.close:
        return found
    best, least = found, _unevenness(tried, found.look, found.dealt)
    for look in _near(tried, found.look.size):
        dealt = dealt_at(*tried.on, look, True)
        if dealt is None or too_tall(*tried.on, look):
            continue
        price = _unevenness(tried, look, dealt) + PRICE * (found.look.size - look.size)
        if price < least or (price == least and look.picture > best.look.picture):
            best, least = Choice(plan, look, dealt, True), price
        if look.picture == plan.pictures[0] and not least:
            break
    return best


def _near(tried: Try, size: float) -> Iterator[Look]:
    """Looks at a size and, in steps, below it; with the highest pictures first."""
    plan = tried.plan
    for step in range(TRIES + 1):
        smaller = size - STEP * round(plan.given * step / TRIES / STEP)
        if smaller >= plan.smallest:
            yield from (tried.look(smaller, picture) for picture in reversed(plan.pictures))


def _unevenness(tried: Try, look: Look, dealt: Deal) -> float:
    heights = [panel.height for panel in text_panels(*tried.on, look)]
    return uneven(dealt, heights, stretching(look))


def _fitting(tried: Try, looks: Sequence[Look], *, strict: bool) -> Choice | None:
    """The largest look at which both panels and front hold what is theirs."""
    found = _largest(tried, looks, strict)
    while found and too_tall(*tried.on, found.look):
        found = _largest(tried, looks[: looks.index(found.look)], strict)
    return found


def _may_hold(tried: Try, look: Look, size: float) -> bool:
    """Whether a larger size may hold the story, judged by how full the sheet is at a look."""
    grown: float = (size / look.size) ** (1 / GROWTH)
    return crowding(*tried.on, look) * grown < 1


def _largest(tried: Try, looks: Sequence[Look], strict: bool) -> Choice | None:
    """The largest look that fits and how it is dealt, found by narrowing the range.

    Each try says how full the sheet is, and so near which size the next try should be: two
    or three are enough where halving the range takes four.
    """
    low, high, found = 0, len(looks) - 1, None
    place = high // 2
    while low <= high:
        dealt = dealt_at(*tried.on, looks[place], strict)
        if dealt:
            found, low = Choice(tried.plan, looks[place], dealt, strict), place + 1
        else:
            high = place - 1
        size = looks[place].size * crowding(*tried.on, looks[place]) ** -GROWTH
        place = max(low, min(high, int((size - looks[0].size) / STEP)))
    return found


def crowding(story: Story, sheet: Sheet, look: Look) -> float:
    """The height that the story needs at one look as a share of what the panels have."""
    made = sections_at(story, sheet, look)
    needed = sum(height_of(atoms) + atoms[0].before for atoms in made)
    return needed / sum(panel.height for panel in text_panels(story, sheet, look))


def dealt_at(story: Story, sheet: Sheet, look: Look, strict: bool) -> Deal | None:
    """The story's atoms panel by panel at one look, or None where they do not fit."""
    panels = text_panels(story, sheet, look)
    rooms = []
    for before, panel in zip((None, *panels), panels, strict=False):
        begins = strict and before is not None and before.chapter != panel.chapter
        rooms.append(Room(panel.height, begins))
    own = [place for place, section in enumerate(story.sections, 1) if section.personal]
    common = len(story.sections) - own[-1] if own else 0
    return deal(sections_at(story, sheet, look), rooms, stretching(look), common)


def stretching(look: Look) -> float:
    """How far gaps may be spread, in points for each unit of their stretch."""
    return look.step * look.scale.loose


def sections_at(story: Story, sheet: Sheet, look: Look) -> list[tuple[Atom, ...]]:
    """The atoms of each section at one look."""
    width = sheet.texts[0].width
    return [shaped(section, place, look, width) for place, section in enumerate(story.sections)]


def _filled(story: Story, kind: Format, found: Choice) -> Leaflet:
    sheet, look = found.plan.sheet, found.look
    panels, most = text_panels(story, sheet, look), stretching(look)
    dealt = [grown(atoms, panel.height) for atoms, panel in zip(found.dealt, panels, strict=True)]
    heights = levelled(dealt, [panel.height for panel in panels], most)
    filled = [
        Filled(panel, atoms, spread(atoms, height, most))
        for panel, atoms, height in zip(panels, dealt, heights, strict=True)
    ]
    return Leaflet(story, kind, sheet, look, front(story, sheet, look), tuple(filled))
