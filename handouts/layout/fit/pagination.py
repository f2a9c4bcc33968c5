"""Pagination: choose the atoms of each panel, by their heights and break prices alone.

The cheapest choice is found by dynamic programming over the atoms that a panel may end with. Its
price is the sum of what each break costs (see `handouts.layout.prices`), of the white space
on each panel, of how uneven each spread is, and of the panels left empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from handouts.data import Data
from handouts.layout.prices import (
    BACK_RANK,
    FRONT_ALONE,
    NEVER,
    NOTES_FIRST,
    TEAR,
    price_break,
    price_empty_panel,
    price_unevenness,
    price_white_space,
)
from handouts.memo import memoized

GRAIN = 20
"""Fullness is compared in so many steps, so that spreads that differ little count as equal."""


class PanelSpace(Data, frozen=True):
    """A panel reduced to its height, and how it follows the panel before it.

    ``starts_section`` is whether the two are never seen together, so that a section should begin
    here; ``turns_page`` whether a reader turns a page to come here. If it ``takes_notes``, lines
    are ruled on it where there is no text.
    """

    height: float
    starts_section: bool = False
    turns_page: bool = False
    takes_notes: bool = False


class AtomMeasure(NamedTuple):
    """An atom reduced to its measures, and whether it ends a section.

    ``growth`` is how much higher it may become if there is room; ``top`` how much higher it is
    where it begins a panel, in place of the space ``before``. With ``new_panel`` it always begins
    one. ``turn`` is what it costs, besides ``split``, if a reader turns a page after it.
    """

    height: float
    before: float
    split: float
    ends: bool
    growth: float = 0.0
    top: float = 0.0
    new_panel: bool = False
    turn: float = 0.0


Breaks = tuple[int, ...]


class Pagination(NamedTuple):
    """Where each panel ends, and what that costs."""

    price: float
    breaks: Breaks


def paginate(
    sections: tuple[tuple[AtomMeasure, ...], ...],
    spaces: tuple[PanelSpace, ...],
    common: int,
) -> Pagination | None:
    """Choose where each panel ends, by heights alone; None if the atoms do not fit.

    The last ``common`` sections are shared by many stories: those from an atom of theirs on are
    searched once for all.
    """
    first = len(sections) - common
    shared = _shared_breaker(spaces, *sections[first:]) if common and first else None
    atoms = tuple(chain.from_iterable(sections))
    found = _PanelBreaker(atoms, spaces, shared).find_best(0, 0, _NEW_SPREAD)
    return None if found.price == NEVER else found


class _Spread(NamedTuple):
    """The panels of a spread so far: how full the fullest is, and how full all others can be.

    An empty panel counts for neither.
    """

    fullest: float = 0.0
    reach: float = 1.0


class _Part(NamedTuple):
    """What a panel may hold: up to which atom, at what price, how full it is and may become."""

    end: int
    price: float
    fullness: float
    reach: float


class _Step(NamedTuple):
    """A way to go on from a panel and an atom: the next of each, and its price.

    ``least`` is what this and all later panels cost if no spread is uneven. ``fullness`` and
    ``reach`` are those of the panel; one left empty changes neither of its spread's.
    """

    least: float
    price: float
    panel: int
    start: int
    fullness: float = 0.0
    reach: float = 1.0


_NEW_SPREAD = _Spread()


class _PanelBreaker:
    """Search all ways to break atoms into panels; the best from each start is memoized.

    All ways are priced first as if no spread could be uneven. That is less work, as it does not
    matter what is on the panels before; and as it is the least that a way may cost, most need not
    be tried again with each state of the spread.
    """

    def __init__(
        self,
        atoms: tuple[AtomMeasure, ...],
        spaces: tuple[PanelSpace, ...],
        shared_breaker: _PanelBreaker | None = None,
    ) -> None:
        self.atoms, self.spaces = atoms, spaces
        self.empty_prices, self.empty_from = _price_empty_panels(spaces)
        self.ends_spread = [*(space.turns_page for space in spaces[1:]), True]
        self.best_from: dict[tuple[int, int, _Spread], Pagination] = {}
        self.steps_from: dict[tuple[int, int], list[_Step]] = {}
        self.parts_from: dict[tuple[float, PanelSpace | None, int], list[_Part]] = {}
        # What the shared search knows of the last atoms is taken from it.
        self.shared_breaker = shared = shared_breaker
        self.personal_count = len(atoms) - (len(shared.atoms) if shared else 0)
        own = atoms[: self.personal_count]
        self.stops = _find_stops(own, self.personal_count + (shared.first_stop if shared else 0))
        heights = [each.height + each.before for each in own]
        self.heights = _sum_from(heights, shared.heights if shared else [0.0])
        # No space is left above the first atom of a panel.
        befores = [each.before for each in own]
        self.saved: float = max([*befores, shared.saved if shared else 0.0])
        self.rooms = _sum_from([space.height + self.saved for space in spaces], [0.0])

    @cached_property
    def first_stop(self) -> int:
        """The place of the first atom that begins a new panel, or the end."""
        return next((n for n, each in enumerate(self.atoms) if each.new_panel), len(self.atoms))

    def find_best(self, panel: int, start: int, spread: _Spread) -> Pagination:
        """Find the lowest price, and its breaks, from an atom and a panel on."""
        if start == len(self.atoms):
            left = len(self.spaces) - panel
            price = self.empty_from[panel] + price_unevenness(*spread)
            return Pagination(price, (start,) * left)
        if panel == len(self.spaces):
            return Pagination(NEVER, ())
        key = panel, start, spread
        if key not in self.best_from:
            self.best_from[key] = self._search_best(panel, start, spread)
        return self.best_from[key]

    def _search_best(self, panel: int, start: int, spread: _Spread) -> Pagination:
        best = Pagination(NEVER, ())
        for step in self._list_steps(panel, start):
            if step.least >= best.price:
                break
            reached = _Spread(max(spread[0], step.fullness), min(spread[1], step.reach))
            later_price, later = self._best_after(step.panel - 1, step.start, reached)
            if step.price + later_price < best.price:
                breaks = (*(step.start,) * (step.panel - panel), *later)
                best = Pagination(step.price + later_price, breaks)
        return best

    def _best_after(self, panel: int, start: int, spread: _Spread) -> Pagination:
        """The best from behind a panel on, using the shared search for the shared last atoms."""
        price = 0.0
        if self.ends_spread[panel]:
            price, spread = price_unevenness(*spread), _NEW_SPREAD
        if self.shared_breaker is None or start < self.personal_count:
            later, breaks = self.find_best(panel + 1, start, spread)
            return Pagination(price + later, breaks)
        shared = start - self.personal_count
        later, breaks = self.shared_breaker.find_best(panel + 1, shared, spread)
        return Pagination(price + later, tuple([self.personal_count + cut for cut in breaks]))

    def find_least(self, panel: int, start: int) -> float:
        """What the panels and atoms from these on cost at least; `NEVER` if they do not fit."""
        if start == len(self.atoms):
            return self.empty_from[panel]
        if self.heights[start] > self.rooms[panel] + 0.01:
            return NEVER
        if self.shared_breaker and start >= self.personal_count:
            return self.shared_breaker.find_least(panel, start - self.personal_count)
        steps = self._list_steps(panel, start)
        return steps[0].least if steps else NEVER

    def _list_steps(self, panel: int, start: int) -> list[_Step]:
        """The ways to go on from a panel and an atom, the one with the least price first."""
        key = panel, start
        if key not in self.steps_from:
            empty, following = self._leave_empty(panel, start), panel + 1
            steps = [empty] if empty.least < NEVER else []
            for end, price, fullness, reach in self._list_parts(panel, start):
                least = price + self.find_least(following, end)
                if least < NEVER:
                    steps.append(_Step(least, price, following, end, fullness, reach))
            steps.sort()
            self.steps_from[key] = steps
        return self.steps_from[key]

    def _leave_empty(self, panel: int, start: int) -> _Step:
        """Leave a panel empty; one for notes only with all after it in its chapter."""
        last, space = panel, self.spaces[panel]
        if space.takes_notes:
            while last + 1 < len(self.spaces) and not self.spaces[last + 1].starts_section:
                last += 1
        price = sum(self.empty_prices[panel : last + 1])
        if space.takes_notes and (space.starts_section or not panel):
            price += NOTES_FIRST
        if start and not self.atoms[start - 1].ends:
            price += TEAR
        return _Step(price + self.find_least(last + 1, start), price, last + 1, start)

    def _list_parts(self, panel: int, start: int) -> list[_Part]:
        """What a panel may hold from an atom on; the same for all panels like it."""
        height = self.spaces[panel].height
        following = self.spaces[panel + 1] if panel + 1 < len(self.spaces) else None
        key = height, following, start
        if key not in self.parts_from:
            self.parts_from[key] = [*self._find_parts(height, following, start)]
        return self.parts_from[key]

    def _find_parts(
        self, height: float, following: PanelSpace | None, start: int
    ) -> Iterator[_Part]:
        stop, count, room = self.stops[start], len(self.atoms), height + 0.01
        filled = self.atoms[start].top - self.atoms[start].before
        growth = 0.0
        for end, atom in enumerate(self.atoms[start:stop], start + 1):
            filled += atom.height + atom.before
            growth += atom.growth
            if filled > room:
                return
            price = 0.0
            if end < count:  # it is not the last atom
                if following is None:
                    continue
                if end < stop:  # the next one does not begin a new panel anyway
                    price = _price(atom, following) if atom.split < NEVER else NEVER
            if price < NEVER:
                price += price_white_space(filled, growth, height)
                yield _Part(
                    end,
                    price,
                    round(GRAIN * filled / height) / GRAIN,
                    round(GRAIN * (filled + growth) / height) / GRAIN,
                )


def _price(atom: AtomMeasure, following: PanelSpace) -> float:
    """What it costs to go on in the following panel after an atom."""
    return price_break(
        atom.split,
        atom.turn,
        ends_section=atom.ends,
        starts_section=following.starts_section,
        turns_page=following.turns_page,
    )


def _sum_from(values: Sequence[float], later: Sequence[float]) -> list[float]:
    """For each place, the sum of the values from there on, of which the ``later`` are known."""
    sums = [*accumulate(reversed(values), initial=later[0])]
    return [*reversed(sums), *later[1:]]


def _find_stops(atoms: Sequence[AtomMeasure], stop: int) -> list[int]:
    """For each atom, the first one behind it that begins a new panel, or where they stop."""
    stops = []
    for place in range(len(atoms) - 1, -1, -1):
        stops.append(stop)
        if atoms[place].new_panel:
            stop = place
    return stops[::-1]


@memoized(128)
def _shared_breaker(
    spaces: tuple[PanelSpace, ...], *sections: tuple[AtomMeasure, ...]
) -> _PanelBreaker:
    """The search for the last atoms that many stories share, those of these sections."""
    return _PanelBreaker(tuple(chain.from_iterable(sections)), spaces)


@lru_cache(maxsize=64)
def _price_empty_panels(
    spaces: tuple[PanelSpace, ...],
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The price of leaving each panel empty, and of leaving all empty from each on, and the end."""
    prices: list[float] = []
    rank = BACK_RANK
    for space in reversed(spaces):
        prices.append(price_empty_panel(rank, space.takes_notes))
        rank = 0 if space.starts_section else rank + 1
    if _has_low_first_panel(spaces):
        prices[-1] = FRONT_ALONE
    prices.reverse()
    return tuple(prices), tuple([sum(prices[place:]) for place in range(len(prices) + 1)])


def _has_low_first_panel(spaces: Sequence[PanelSpace]) -> bool:
    """Whether the first of many pages that run on is lower than the next, as below a masthead."""
    runs_on = len(spaces) > 1 and not any(space.starts_section for space in spaces)
    return runs_on and spaces[0].height < spaces[1].height
