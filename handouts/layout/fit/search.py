"""The search for the layout of a story: its sheets, its type size, its pictures, its breaks.

A folded leaflet has exactly so much room, and a reader has one eye on each panel. So one price is
set on a whole layout, and in this order it counts

1. what is torn: how many times a panel ends inside something that belongs together;
2. the type size, which is as large as it may be within the format's range;
3. evenness: by how much the panels of a spread differ in fullness, beyond what the eye forgives;
4. holes: what is left white, which higher pictures fill.

The first counts more than all else together: a smaller size that tears nothing beats a larger one
that tears. The others are paid in one currency, in which an empty panel costs 400: a point of type
is worth ``SIZE_PRICE``, so it is given up only where that makes a spread much more even or leaves
much less white, and only down to a limit that is the format's.

**Breaks, at one size.** `handouts.layout.fit.pagination` finds the cheapest breaks for all panels
at once, by dynamic programming over the atoms that a panel may end with. It is the method by which
Knuth and Plass break a paragraph into lines (Breaking Paragraphs into Lines, Software: Practice
and Experience 11, 1981, 1119-1184), taken from lines to pages: atoms are their boxes, the prices
of `handouts.layout.prices` their penalties, and the square of a panel's white share their
badness. A spread whose panels differ by more than twelve points of fullness costs besides, so the
state of the search holds how full the fullest panel of a spread is, and how full all others can be.
Branches that cannot beat the best are passed over, by a bound: white space costs least where it is
shared out evenly. That this finds the best pagination is Mittelbach's (A General Framework for
Globally Optimized Pagination, DocEng 2016, 11-20); as there, what a page may contain is decided by
prices and not by the order in which it is filled. Unlike there, no figure floats, since a picture
in a handout stands with its words.

**What belongs together** is a tear if a panel ends in it. A list of up to six items is; so is a
section that some panel would hold, at the size that is tried or at a usual one, a third of the
range above the smallest. So a section is not torn at 15 points because it is too high there, if at
13 points it would be whole; but where it would be so at 12 points alone, not all of the text gets
small for it. A paragraph of up to five lines is whole, and in a longer one two lines at least stand
on either side of a break.

**Sizes.** The largest size that holds the text is found by narrowing the range: how full the sheet
is at one size suggests the next to try, so two or three tries are enough. If nothing is torn there,
this is the size. Else smaller ones are tried, until one tears nothing or the range is at its end.
Then a few sizes below that, each with all heights of pictures, as long as what they could gain is
worth the loss of size.

**Plans** are tried in the order of the format: a booklet of one sheet before one of two. The first
that holds the text without a tear is taken; where the first that holds it tears something, so is
the next one if it tears less. A booklet's text is set close before it takes another sheet, of which
it would fill little.

**A shorter text never fits worse.** Whatever breaks hold a text hold it with a word less: panels
may stay empty, and each rule that could forbid a break for a short text, but not for a long one
(two lines of three, two items of six), is a price. Only what is never split is forbidden, and it
gets lower as the text gets shorter. A text that no size holds, or none without a tear, is set close
as a last resort; then a line may stand alone, which is dearer than any other tear.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from handouts.document.brand import Brand
from handouts.document.choices import Ink
from handouts.document.papers import Paper
from handouts.document.story import Story
from handouts.layout.fit.fitting import PanelAtoms
from handouts.layout.fit.trial import fill_panels_at, find_whole_sections, measure_crowding
from handouts.layout.formats import Format, Plan, Scale, Sheet
from handouts.layout.look import CLOSE_PICTURE, LOW_PICTURE, Look, make_look, set_close
from handouts.layout.pieces import Atom
from handouts.layout.text_area import measure_front_overflow
from handouts.memo import memoized

SIZE_STEP = 0.25
"""Body sizes are tried in quarters of a point."""

MORE_PLANS = 3
"""How many plans are tried beyond the first that holds the text, while that tears something."""

USUAL_SIZE = 1 / 3
"""The usual size of type, as a share of a plan's range above the smallest."""

SIZE_PRICE = 60.0
"""What each point of type size costs that is given up to leave less white or to be more even."""

EVENNESS_TRIES = 3
"""How many smaller sizes are tried to fill panels more evenly."""

SIZE_EXPONENT = 0.6
"""A story's height grows with its type size to the power 1 / 0.6, so a little less than squared."""

MAX_CROWDING = 1.15
"""The needed height as a share of the panels' height above which a story cannot fit. It is above
1 since the space before the first atom of a panel is left out, but that is a small part."""


class ChosenLayout(NamedTuple):
    """A layout that holds a story: plan, look, the atoms of each panel.

    ``tears`` and ``price`` are how much is torn, and what all else costs.

    ``whole`` are the keys of the sections that a panel would hold at the plan's smallest size.
    """

    plan: Plan
    look: Look
    panel_atoms: PanelAtoms
    tears: int
    price: float
    whole: frozenset[str]


class _Candidate(NamedTuple):
    """A story, and a plan that may hold it, with the sections that its panels would hold."""

    story: Story
    plan: Plan
    brand: Brand
    scale: Scale
    ink: Ink

    @property
    def story_and_sheet(self) -> tuple[Story, Sheet]:
        """The story and the plan's sheet."""
        return self.story, self.plan.sheet

    def look_at_size(self, size: float, picture: float) -> Look:
        """Return the look at a body size, with pictures of at most a height, both in points."""
        return make_look(self.brand, self.story.language, size, self.scale, picture, self.ink)

    def list_looks(self) -> list[Look]:
        """List the looks at each body size, smallest first, with the lowest pictures."""
        return [self.look_at_size(size, self.plan.pictures[0]) for size in list_sizes(self.plan)]

    def fit(self, look: Look) -> ChosenLayout | None:
        """Fit the story to the plan at a look, or None if it does not hold it."""
        if measure_front_overflow(*self.story_and_sheet, look):
            return None
        whole = self.find_whole_sections(look)
        filling = fill_panels_at(*self.story_and_sheet, look, whole)
        return filling and ChosenLayout(self.plan, look, *filling, whole)

    def find_whole_sections(self, look: Look) -> frozenset[str]:
        """The keys of the sections that a panel would hold at a look, or at a usual size."""
        usual = self.plan.smallest + USUAL_SIZE * (self.plan.largest - self.plan.smallest)
        usual = SIZE_STEP * round(usual / SIZE_STEP)
        if look.size > usual:
            look = self.look_at_size(usual, self.plan.pictures[0])
        return find_whole_sections(*self.story_and_sheet, look)


def list_sizes(plan: Plan) -> list[float]:
    """List the body sizes of a plan, smallest first."""
    count = round((plan.largest - plan.smallest) / SIZE_STEP)
    return [plan.smallest + SIZE_STEP * place for place in range(count + 1)]


@memoized(64)
def choose_layout(
    story: Story, brand: Brand, kind: Format, paper: Paper, ink: Ink
) -> ChosenLayout | None:
    """Choose the layout of a story: see the module. None if no plan holds it at any size."""
    candidates = (
        _Candidate(story, plan, brand, kind.scale, ink) for plan in kind.iter_plans(paper)
    )
    for candidate in candidates:
        best = _fit_plan(candidate)
        if best is None and candidate.plan.saves_sheets:
            closer = (_fit_close(candidate, each) for each in (CLOSE_PICTURE, LOW_PICTURE))
            best = next((each for each in closer if each and not each.tears), None)
        if best:
            return _fit_otherwise(best, [candidate, *islice(candidates, MORE_PLANS)])
    return _fit_close(candidate)


def _fit_otherwise(best: ChosenLayout, candidates: Sequence[_Candidate]) -> ChosenLayout:
    """Return the layout, or one that tears less, if any does: of a further plan, or set close."""
    _, *others = candidates
    for layout in chain([best], map(_fit_plan, others), map(_fit_close, candidates)):
        if layout and layout.tears < best.tears:
            best = layout
        if not best.tears:
            break
    return best


def apply_layout(story: Story, model: ChosenLayout) -> ChosenLayout | None:
    """Lay a story out with the plan and look of another, or None if that does not hold it."""
    filling = fill_panels_at(story, model.plan.sheet, model.look, model.whole)
    if filling is None:
        return None
    # A panel of the same atoms is the same object, so that later steps find it in their caches.
    panel_atoms = tuple(map(_prefer_old, model.panel_atoms, filling.panel_atoms))
    return model._replace(panel_atoms=panel_atoms, tears=filling.tears, price=filling.price)


def _prefer_old(old: tuple[Atom, ...], new: tuple[Atom, ...]) -> tuple[Atom, ...]:
    return old if all(map(operator.is_, old, new)) and len(old) == len(new) else new


def list_fits(story: Story, brand: Brand, kind: Format, plan: Plan) -> Iterator[ChosenLayout]:
    """Each way in which a plan holds a story: at every size, with all heights of pictures."""
    candidate = _Candidate(story, plan, brand, kind.scale, "colour")
    for size in list_sizes(plan):
        for picture in plan.pictures:
            fit = candidate.fit(candidate.look_at_size(size, picture))
            if fit:
                yield fit


# --- one plan --------------------------------------------------------------------------------


def _fit_plan(candidate: _Candidate) -> ChosenLayout | None:
    """Fit a story to a plan at the largest size that tears least, or a more even one near it."""
    looks = candidate.list_looks()
    if (
        measure_front_overflow(*candidate.story_and_sheet, looks[0])
        or measure_crowding(*candidate.story_and_sheet, looks[0]) > MAX_CROWDING
    ):
        return None
    largest = _find_largest(candidate, looks)
    if largest is None:
        return None
    return _even_out_panels(candidate, _tear_less(candidate, looks, largest))


def _fit_close(candidate: _Candidate, picture: float = LOW_PICTURE) -> ChosenLayout | None:
    """Fit a story set close, at the largest size that tears least; large print never is.

    Its pictures are of a height in points at most.
    """
    if candidate.scale.large:
        return None
    looks = [set_close(look, picture) for look in candidate.list_looks()]
    largest = _find_largest(candidate, looks)
    return largest and _tear_less(candidate, looks, largest)


def _find_largest(candidate: _Candidate, looks: Sequence[Look]) -> ChosenLayout | None:
    """Find the largest look whose panels hold the story, by narrowing the range.

    Each try measures how full the sheet is, which suggests the size to try next: two or three
    tries are enough where halving the range would take four.
    """
    low, high, layout = 0, len(looks) - 1, None
    place = high // 2
    while low <= high:
        found = candidate.fit(looks[place])
        if found:
            layout, low = found, place + 1
        else:
            high = place - 1
        crowding = measure_crowding(*candidate.story_and_sheet, looks[place])
        size = looks[place].size * crowding**-SIZE_EXPONENT
        place = max(low, min(high, int((size - looks[0].size) / SIZE_STEP)))
    return layout


def _tear_less(candidate: _Candidate, looks: Sequence[Look], layout: ChosenLayout) -> ChosenLayout:
    """Return the layout, or the largest below it that tears less, if any does."""
    best = layout
    for look in reversed(looks[: looks.index(layout.look)]):
        if not best.tears:
            break
        smaller = candidate.fit(look)
        if smaller and smaller.tears < best.tears:
            best = smaller
    return best


def _even_out_panels(candidate: _Candidate, layout: ChosenLayout) -> ChosenLayout:
    """Return the layout, or one with smaller type or higher pictures and more even panels."""
    largest, best = layout.look.size, layout
    for look in _nearby_looks(candidate, largest):
        if SIZE_PRICE * (largest - look.size) >= _price_in_all(best, largest):
            break
        best = _choose_cheaper(candidate, look, best, largest)
    while best.look.size + SIZE_STEP < largest:  # between the steps that were tried
        look = candidate.look_at_size(best.look.size + SIZE_STEP, best.look.picture)
        larger = _choose_cheaper(candidate, look, best, largest)
        if larger is best:
            break
        best = larger
    return best


def _choose_cheaper(
    candidate: _Candidate, look: Look, best: ChosenLayout, largest: float
) -> ChosenLayout:
    """The layout at a look if it tears no more and costs less than the best one, else that."""
    other = candidate.fit(look)
    if other is None or other.tears > best.tears:
        return best
    return min(best, other, key=lambda each: _price_in_all(each, largest))


def _price_in_all(layout: ChosenLayout, largest: float) -> float:
    """What a layout costs, with what is lost of the largest size."""
    return layout.price + SIZE_PRICE * (largest - layout.look.size)


def _nearby_looks(candidate: _Candidate, size: float) -> Iterator[Look]:
    """Yield looks at a size and, in steps, below it; the highest pictures first."""
    plan = candidate.plan
    for step in range(EVENNESS_TRIES + 1):
        smaller = size - SIZE_STEP * round(plan.size_slack * step / EVENNESS_TRIES / SIZE_STEP)
        if smaller >= plan.smallest and (plan.size_slack or not step):
            yield from (
                candidate.look_at_size(smaller, picture) for picture in reversed(plan.pictures)
            )
