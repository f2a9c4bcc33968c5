"""Pagination: choose the atoms of each panel, by their heights and break prices alone.

The best choice has evenly filled panels and breaks that disturb reading least. It is found
by dynamic programming over the atoms that a panel may end with.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from handouts.data import Data
from handouts.layout.pieces import NEVER

EMPTY_PANEL_PRICE = 400.0
"""The price of an empty panel. A panel's price is this times the square of its empty share."""

RANK_PRICE, BACK_RANK = 10.0, 1.5
"""How much dearer it is to leave a panel empty that is one rank higher, and the back's rank."""

MAX_BREAK_PRICE = 20.0
"""For the sake of evenness, no panel ends at a break that costs more than this."""

MAX_UNEVENNESS = 0.15
"""By how much panels may differ in fullness, if the text allows such a choice."""

GRID, WINDOWS = 0.01, 32
"""The grid for the lower bound of fullness: its step, and how many values around the mean."""


class PanelSpace(Data, frozen=True):
    """A panel reduced to its height, and whether it must begin with a new section."""

    height: float
    starts_section: bool


class AtomMeasure(NamedTuple):
    """An atom reduced to its measures, and whether it ends a section.

    ``growth`` is how much higher it may become if there is room; ``top`` how much higher it is
    where it begins a panel, in place of the space ``before``. With ``new_panel`` it always begins
    one.
    """

    height: float
    before: float
    split: float
    ends: bool
    growth: float = 0.0
    stretch: float = 0.0
    top: float = 0.0
    new_panel: bool = False


Breaks = tuple[int, ...]


@lru_cache(maxsize=1_024)
def choose_breaks(
    sections: tuple[tuple[AtomMeasure, ...], ...],
    spaces: tuple[PanelSpace, ...],
    common: int,
    sparse: bool = False,
) -> Breaks | None:
    """Choose where each panel ends, by heights alone; None if the atoms do not fit.

    Each panel has an atom at least, but for one below a masthead that is too low for what comes
    first. If the text is ``sparse``, too short for that, panels may be
    empty, and each ends with a section.
    The last ``common`` sections are shared by many stories. Sections are passed separately so
    that the cache keys share them: a person's part is only a tenth of a key.
    """
    atoms = tuple(chain.from_iterable(sections))
    shared_count = sum(len(section) for section in sections[-common:]) if common else 0
    if sparse:
        return _find_breaks(atoms, spaces, shared_count, sparse=True)
    return _even_out(atoms, spaces, shared_count, _find_breaks(atoms, spaces, shared_count))


def _even_out(
    atoms: tuple[AtomMeasure, ...],
    spaces: tuple[PanelSpace, ...],
    common: int,
    breaks: Breaks | None,
) -> Breaks | None:
    """Return the same breaks, or more even ones if the panels differ too much in fullness."""
    if breaks is None or breaks[0] == 0:
        return breaks
    parts = [atoms[a:b] for a, b in zip((0, *breaks), breaks, strict=False)]
    full = [_filled_height(part) / space.height for part, space in zip(parts, spaces, strict=True)]
    spread = [
        (_filled_height(part) + sum(one.stretch + one.growth for one in part) - part[0].stretch)
        / space.height
        for part, space in zip(parts, spaces, strict=True)
    ]
    if max(full) - min(spread) <= MAX_UNEVENNESS:
        return breaks
    mean = sum(full) / len(full)
    lows = (mean + GRID * (place // 2 if place % 2 else -place // 2) for place in range(WINDOWS))
    return next(
        filter(None, (_find_breaks(atoms, spaces, common, round(low, 4)) for low in lows)), breaks
    )


def _filled_height(part: Sequence[AtomMeasure]) -> float:
    """The height that atoms fill in a panel."""
    return sum(one.height + one.before for one in part) - part[0].before + part[0].top


@lru_cache(maxsize=256)
def _find_breaks(
    atoms: tuple[AtomMeasure, ...],
    spaces: tuple[PanelSpace, ...],
    common: int,
    low: float | None = None,
    sparse: bool = False,
) -> Breaks | None:
    """Find the cheapest breaks, by heights alone; None if the atoms do not fit.

    With ``low``, each panel, once justified, is at least that full, and it is filled to at
    most ``MAX_UNEVENNESS`` more.
    """
    price, breaks = _PanelBreaker(atoms, spaces, low, common, sparse).find_best(0, 0)
    return None if price == NEVER else breaks


class _PanelBreaker:
    """Search all ways to break atoms into panels; the best from each start is memoized."""

    def __init__(
        self,
        atoms: tuple[AtomMeasure, ...],
        spaces: tuple[PanelSpace, ...],
        low: float | None,
        common: int = 0,
        sparse: bool = False,
    ) -> None:
        self.atoms, self.spaces, self.low = atoms, spaces, low
        self.empty_prices = _price_empty_panels(spaces) if sparse else ()
        self.high = 1.0 if low is None else min(1.0, low + MAX_UNEVENNESS)
        # Below a masthead there may be no room for what must not be divided.
        self.may_skip_first = low is None and _has_low_first_panel(spaces)
        self.max_price = NEVER if low is None else MAX_BREAK_PRICE
        self.best_from: dict[tuple[int, int], tuple[float, Breaks]] = {}
        self.personal_count = len(atoms) - common
        self.shared_breaker = (
            _shared_breaker(atoms[self.personal_count :], spaces, low, sparse)
            if common and self.personal_count
            else None
        )
        reach = (one.height + one.before + one.stretch + one.growth for one in atoms)
        self.reaches = [0.0, *accumulate(reach)]
        self.stops = _find_stops(atoms)

    def find_best(self, panel: int, start: int) -> tuple[float, Breaks]:
        """Find the lowest price, and its breaks, from an atom and a panel on."""
        if panel == len(self.spaces) or start == len(self.atoms):
            left = len(self.spaces) - panel
            if start < len(self.atoms) or (left and not self.empty_prices):
                return NEVER, ()
            return sum(self.empty_prices[panel:]), (start,) * left
        if (panel, start) not in self.best_from:
            self.best_from[panel, start] = self._search_best(panel, start)
        return self.best_from[panel, start]

    def _best_after(self, panel: int, start: int) -> tuple[float, Breaks]:
        """The same, but use the shared search once only the shared last atoms are left."""
        if self.shared_breaker is None or start < self.personal_count:
            return self.find_best(panel, start)
        price, breaks = self.shared_breaker.find_best(panel, start - self.personal_count)
        return price, tuple([self.personal_count + cut for cut in breaks])

    def _search_best(self, panel: int, start: int) -> tuple[float, Breaks]:
        best: tuple[float, Breaks] = (NEVER, ())
        if self.empty_prices:
            price, later = self._best_after(panel + 1, start)
            best = (self.empty_prices[panel] + price, (start, *later))
        ends = tuple(self._possible_ends(panel, start))
        for end, price in ends:
            if price >= best[0]:
                continue
            later_price, later = self._best_after(panel + 1, end)
            if price + later_price < best[0]:
                best = (price + later_price, (end, *later))
        if not ends and panel == 0 and self.may_skip_first:
            price, later = self._best_after(1, start)
            best = (EMPTY_PANEL_PRICE + price, (start, *later))
        return best

    def _possible_ends(self, panel: int, start: int) -> Iterator[tuple[int, float]]:
        """Yield where a panel that begins at ``start`` may end, each with its price."""
        atoms, height = self.atoms, self.spaces[panel].height
        last = panel == len(self.spaces) - 1
        must_end = last or self.spaces[panel + 1].starts_section or bool(self.empty_prices)
        begin, stop = self._first_end(start, height), self.stops[start]
        if begin >= stop:
            return
        first = atoms[start]
        filled = sum(one.height + one.before for one in atoms[start:begin])
        filled += first.top - first.before
        growth = sum(one.growth for one in atoms[start:begin])
        for end in range(begin, stop):
            atom = atoms[end]
            filled += atom.height + atom.before
            growth += atom.growth
            if filled > height * self.high + 0.01:
                return
            is_forced = end + 1 == stop and stop < len(atoms)
            price = 0.0 if is_forced else _break_price(atom, must_end)
            if price > self.max_price or price == NEVER or (last and end + 1 < len(atoms)):
                continue
            yield (
                end + 1,
                price + EMPTY_PANEL_PRICE * (1 - min(1.0, (filled + growth) / height)) ** 2,
            )

    def _first_end(self, start: int, height: float) -> int:
        """The first atom at which a panel is full enough to end."""
        if self.low is None:
            return start
        first = self.atoms[start]
        begun = self.reaches[start] + first.before + first.stretch - first.top
        return max(start, bisect_left(self.reaches, begun + self.low * height, start + 1) - 1)


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
    atoms: tuple[AtomMeasure, ...], spaces: tuple[PanelSpace, ...], low: float | None, sparse: bool
) -> _PanelBreaker:
    """The search for the last atoms that many stories share."""
    return _PanelBreaker(atoms, spaces, low, sparse=sparse)


def _has_low_first_panel(spaces: Sequence[PanelSpace]) -> bool:
    """Whether the first of many pages that run on is lower than the next, as below a masthead."""
    runs_on = len(spaces) > 1 and not any(space.starts_section for space in spaces)
    return runs_on and spaces[0].height < spaces[1].height


def _price_empty_panels(spaces: Sequence[PanelSpace]) -> tuple[float, ...]:
    """The price of leaving each panel empty, so high that as few as possible are.

    In a chapter the last panel is the first to be left empty. The very last panel, the back, is
    kept for the contact, unless the text would then leave all panels before it empty.
    """
    prices: list[float] = []
    place = 0.0
    for space in reversed(spaces):
        rank = place if prices else BACK_RANK
        prices.append(2 * EMPTY_PANEL_PRICE + RANK_PRICE * rank)
        place = 0.0 if space.starts_section else place + 1
    return tuple(reversed(prices))


def _break_price(atom: AtomMeasure, must_end: bool) -> float:
    if must_end and not atom.ends:
        return NEVER
    return 0.0 if atom.ends else atom.split
