"""Pagination: choose the atoms of each panel, by their heights and break prices alone.

The cheapest choice is found by dynamic programming over the atoms that a panel may end with. Its
price is the sum of what each break costs (see `handouts.layout.prices`), of the white space
on each panel, of how uneven each spread is, and of the panels left empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from handouts.data import Data
from handouts.layout.prices import (
    BACK_RANK,
    EMPTY_PANEL,
    FRONT_ALONE,
    NEVER,
    NOTES_PANEL,
    TEAR,
    price_break,
    price_empty_panel,
    price_unevenness,
    price_white_space,
)

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


@lru_cache(maxsize=1_024)
def paginate(
    sections: tuple[tuple[AtomMeasure, ...], ...],
    spaces: tuple[PanelSpace, ...],
    common: int,
) -> Pagination | None:
    """Choose where each panel ends, by heights alone; None if the atoms do not fit.

    The last ``common`` sections are shared by many stories. Sections are passed separately so
    that the cache keys share them: a person's part is only a tenth of a key.
    """
    atoms = tuple(chain.from_iterable(sections))
    shared_count = sum(len(section) for section in sections[-common:]) if common else 0
    found = _PanelBreaker(atoms, spaces, shared_count).find_best(0, 0, _NEW_SPREAD)
    return None if found.price == NEVER else found


class _Spread(NamedTuple):
    """The panels of a spread so far: how full the fullest is, and how full all others can be.

    An empty panel counts for neither.
    """

    fullest: float = 0.0
    reach: float = 1.0

    def add(self, filled: float, growth: float, height: float) -> _Spread:
        """The spread with one more panel, filled so high, that may grow; in points."""
        fullest = max(self.fullest, round(GRAIN * filled / height) / GRAIN)
        return _Spread(fullest, min(self.reach, round(GRAIN * (filled + growth) / height) / GRAIN))


_NEW_SPREAD = _Spread()


class _PanelBreaker:
    """Search all ways to break atoms into panels; the best from each start is memoized."""

    def __init__(
        self, atoms: tuple[AtomMeasure, ...], spaces: tuple[PanelSpace, ...], common: int = 0
    ) -> None:
        self.atoms, self.spaces = atoms, spaces
        self.empty_prices = _price_empty_panels(spaces)
        self.ends_spread = [*(space.turns_page for space in spaces[1:]), True]
        self.best_from: dict[tuple[int, int, _Spread], Pagination] = {}
        self.personal_count = len(atoms) - common
        self.shared_breaker = (
            _shared_breaker(atoms[self.personal_count :], spaces)
            if common and self.personal_count
            else None
        )
        self.stops = _find_stops(atoms)
        reach = [each.height + each.before + each.growth + each.top for each in atoms]
        self.heights = _sum_from([each.height for each in atoms])
        self.reaches = _sum_from(reach)
        self.rooms = [
            (
                sum(space.height for space in spaces[panel:]),
                sum(space.height**2 for space in spaces[panel:]),
                any(space.takes_notes for space in spaces[panel:]),
            )
            for panel in range(len(spaces) + 1)
        ]

    def find_best(self, panel: int, start: int, spread: _Spread) -> Pagination:
        """Find the lowest price, and its breaks, from an atom and a panel on."""
        if start == len(self.atoms):
            left = len(self.spaces) - panel
            price = sum(self.empty_prices[panel:]) + price_unevenness(*spread)
            return Pagination(price, (start,) * left)
        if panel == len(self.spaces):
            return Pagination(NEVER, ())
        key = panel, start, spread
        if key not in self.best_from:
            self.best_from[key] = self._search_best(panel, start, spread)
        return self.best_from[key]

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

    def _search_best(self, panel: int, start: int, spread: _Spread) -> Pagination:
        best = self._leave_empty(panel, start, spread)
        ends = [
            (price + self._least_after(panel + 1, end), price, end, reached)
            for end, price, reached in self._possible_ends(panel, start, spread)
        ]
        for least, price, end, reached in sorted(ends):
            if least >= best.price:
                break
            later_price, later = self._best_after(panel, end, reached)
            if price + later_price < best.price:
                best = Pagination(price + later_price, (end, *later))
        return best

    def _leave_empty(self, panel: int, start: int, spread: _Spread) -> Pagination:
        """Leave a panel empty; one for notes only with all after it in its chapter."""
        last = panel
        if self.spaces[panel].takes_notes:
            while last + 1 < len(self.spaces) and not self.spaces[last + 1].starts_section:
                last += 1
        price, later = self._best_after(last, start, spread)
        price += sum(self.empty_prices[panel : last + 1])
        if start and not self.atoms[start - 1].ends:
            price += TEAR
        return Pagination(price, (*(start,) * (last + 1 - panel), *later))

    def _least_after(self, panel: int, start: int) -> float:
        """What the panels and atoms from these on cost at least; `NEVER` if they do not fit.

        White space costs least where it is shared out evenly, but for a panel left to notes.
        """
        room, squares, takes_notes = self.rooms[panel]
        if self.heights[start] > room + 0.01:
            return NEVER
        white = max(0.0, room - self.reaches[start])
        least = EMPTY_PANEL * white**2 / squares if squares else 0.0
        return min(least, NOTES_PANEL) if takes_notes else least

    def _possible_ends(
        self, panel: int, start: int, spread: _Spread
    ) -> Iterator[tuple[int, float, _Spread]]:
        """Yield where a panel that begins at ``start`` may end, its price, and the spread then."""
        atoms, height = self.atoms, self.spaces[panel].height
        following = self.spaces[panel + 1] if panel + 1 < len(self.spaces) else None
        stop = self.stops[start]
        filled = atoms[start].top - atoms[start].before
        growth = 0.0
        for end in range(start, stop):
            atom = atoms[end]
            filled += atom.height + atom.before
            growth += atom.growth
            if filled > height + 0.01:
                return
            is_last, is_forced = end + 1 == len(atoms), end + 1 == stop
            if not following and not is_last:
                continue
            price = 0.0 if is_last or is_forced or not following else _price(atom, following)
            if price < NEVER:
                price += price_white_space(filled, growth, height)
                yield end + 1, price, spread.add(filled, growth, height)


def _price(atom: AtomMeasure, following: PanelSpace) -> float:
    """What it costs to go on in the following panel after an atom."""
    return price_break(
        atom.split,
        atom.turn,
        ends_section=atom.ends,
        starts_section=following.starts_section,
        turns_page=following.turns_page,
    )


def _sum_from(values: Sequence[float]) -> list[float]:
    """For each place, and for the end, the sum of the values from there on."""
    return [*accumulate(reversed(values), initial=0.0)][::-1]


def _find_stops(atoms: Sequence[AtomMeasure]) -> list[int]:
    """For each atom, the first one behind it that begins a new panel, or the end."""
    stops, stop = [], len(atoms)
    for place in range(len(atoms) - 1, -1, -1):
        stops.append(stop)
        if atoms[place].new_panel:
            stop = place
    return stops[::-1]


@lru_cache(maxsize=128)
def _shared_breaker(
    atoms: tuple[AtomMeasure, ...], spaces: tuple[PanelSpace, ...]
) -> _PanelBreaker:
    """The search for the last atoms that many stories share."""
    return _PanelBreaker(atoms, spaces)


@lru_cache(maxsize=64)
def _price_empty_panels(spaces: tuple[PanelSpace, ...]) -> tuple[float, ...]:
    """The price of leaving each panel empty."""
    prices: list[float] = []
    rank = BACK_RANK
    for space in reversed(spaces):
        prices.append(price_empty_panel(rank, space.takes_notes))
        rank = 0 if space.starts_section else rank + 1
    if _has_low_first_panel(spaces):
        prices[-1] = FRONT_ALONE
    return tuple(reversed(prices))


def _has_low_first_panel(spaces: Sequence[PanelSpace]) -> bool:
    """Whether the first of many pages that run on is lower than the next, as below a masthead."""
    runs_on = len(spaces) > 1 and not any(space.starts_section for space in spaces)
    return runs_on and spaces[0].height < spaces[1].height
