"""Dealing: which atoms each panel holds, by their heights and prices alone.

Among all ways the one is taken whose panels are most evenly full and whose breaks fall where
they disturb least (dynamic programming over the atoms a panel may end with).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from handouts.data import Data
from handouts.layout.pieces import NEVER

UNEVEN = 400.0
"""The price of an empty panel; that of a panel partly full falls with the square."""

DEAR = 20.0
"""No panel ends where that costs more for the sake of evenness."""

EVEN = 0.15
"""By how much panels may differ in fullness where the text allows that they do not."""

GRID, WINDOWS = 0.01, 32
"""Where the range of such a difference may begin: so many places about the mean."""


class Room(Data, frozen=True):
    """A panel as the fit sees it: its height, and whether a new section must begin it."""

    height: float
    begins: bool


class Measure(NamedTuple):
    """An atom as the fit sees it: by its height, and whether it ends a section.

    ``growth`` is how much higher it may become where there is room.
    """

    height: float
    before: float
    split: float
    ends: bool
    growth: float = 0.0
    stretch: float = 0.0


Cuts = tuple[int, ...]


@lru_cache(maxsize=1_024)
def cuts_for(
    sections: tuple[tuple[Measure, ...], ...], rooms: tuple[Room, ...], common: int
) -> Cuts | None:
    """Where each room ends, by heights alone; None where the atoms do not fit.

    Sections come as they are, for what is remembered then holds the ``common`` ones, the last,
    but once: what a person has of his own is a tenth of it.
    """
    atoms = tuple(chain.from_iterable(sections))
    alike = sum(len(section) for section in sections[-common:]) if common else 0
    return _even(atoms, rooms, alike, _cuts(atoms, rooms, alike))


def _even(
    atoms: tuple[Measure, ...], rooms: tuple[Room, ...], common: int, cuts: Cuts | None
) -> Cuts | None:
    """The same cuts, or others where rooms differ too much in fullness and need not."""
    if cuts is None:
        return None
    parts = [atoms[a:b] for a, b in zip((0, *cuts), cuts, strict=False)]
    full = [_filling(part) / room.height for part, room in zip(parts, rooms, strict=True)]
    spread = [
        (_filling(part) + sum(one.stretch + one.growth for one in part) - part[0].stretch)
        / room.height
        for part, room in zip(parts, rooms, strict=True)
    ]
    if max(full) - min(spread) <= EVEN:
        return cuts
    mean = sum(full) / len(full)
    lows = (mean + GRID * (place // 2 if place % 2 else -place // 2) for place in range(WINDOWS))
    return next(filter(None, (_cuts(atoms, rooms, common, round(low, 4)) for low in lows)), cuts)


def _filling(part: Sequence[Measure]) -> float:
    """How high atoms stand in a room."""
    return sum(one.height + one.before for one in part) - part[0].before


@lru_cache(maxsize=256)
def _cuts(
    atoms: tuple[Measure, ...], rooms: tuple[Room, ...], common: int, low: float | None = None
) -> Cuts | None:
    """Where each room ends, by heights alone; None where the atoms do not fit.

    With ``low`` no room is less full when it is spread, or fuller than ``EVEN`` above it.
    """
    price, cuts = _Dealer(atoms, rooms, low, common).best(0, 0)
    return None if price == NEVER else cuts


class _Dealer:
    """All ways to deal atoms to rooms, the price of each remembered."""

    def __init__(
        self,
        atoms: tuple[Measure, ...],
        rooms: tuple[Room, ...],
        low: float | None,
        common: int = 0,
    ) -> None:
        self.atoms, self.rooms, self.low = atoms, rooms, low
        self.high = 1.0 if low is None else min(1.0, low + EVEN)
        self.dearest = NEVER if low is None else DEAR
        self.known: dict[tuple[int, int], tuple[float, Cuts]] = {}
        self.own = len(atoms) - common
        self.rest = _rest(atoms[self.own :], rooms, low) if common and self.own else None
        reach = (one.height + one.before + one.stretch + one.growth for one in atoms)
        self.reaches = [0.0, *accumulate(reach)]

    def best(self, room: int, start: int) -> tuple[float, Cuts]:
        """The least price of dealing the atoms from ``start`` to the rooms from ``room``."""
        if room == len(self.rooms) or start == len(self.atoms):
            done = room == len(self.rooms) and start == len(self.atoms)
            return (0.0 if done else NEVER), ()
        if (room, start) not in self.known:
            self.known[room, start] = self._best(room, start)
        return self.known[room, start]

    def _after(self, room: int, start: int) -> tuple[float, Cuts]:
        """The same, by those who have the last atoms in common where they begin there."""
        if self.rest is None or start < self.own:
            return self.best(room, start)
        price, cuts = self.rest.best(room, start - self.own)
        return price, tuple([self.own + cut for cut in cuts])

    def _best(self, room: int, start: int) -> tuple[float, Cuts]:
        found: tuple[float, Cuts] = (NEVER, ())
        for end, price in self._ends(room, start):
            if price >= found[0]:
                continue
            rest, later = self._after(room + 1, end)
            if price + rest < found[0]:
                found = (price + rest, (end, *later))
        return found

    def _ends(self, room: int, start: int) -> Iterator[tuple[int, float]]:
        """Where a room may end that begins with an atom, and the price of each."""
        atoms, height = self.atoms, self.rooms[room].height
        last = room == len(self.rooms) - 1
        must_end = last or self.rooms[room + 1].begins
        begin = self._first(start, height)
        filled = sum(one.height + one.before for one in atoms[start:begin]) - atoms[start].before
        growth = sum(one.growth for one in atoms[start:begin])
        for end in range(begin, len(atoms)):
            atom = atoms[end]
            filled += atom.height + atom.before
            growth += atom.growth
            if filled > height * self.high + 0.01:
                return
            price = _price(atom, must_end)
            if price > self.dearest or price == NEVER or (last and end + 1 < len(atoms)):
                continue
            yield end + 1, price + UNEVEN * (1 - min(1.0, (filled + growth) / height)) ** 2

    def _first(self, start: int, height: float) -> int:
        """The first atom with which a room is full enough."""
        if self.low is None:
            return start
        begun = self.reaches[start] + self.atoms[start].before + self.atoms[start].stretch
        return max(start, bisect_left(self.reaches, begun + self.low * height, start + 1) - 1)


@lru_cache(maxsize=128)
def _rest(atoms: tuple[Measure, ...], rooms: tuple[Room, ...], low: float | None) -> _Dealer:
    """How the last atoms of many stories may be dealt."""
    return _Dealer(atoms, rooms, low)


def _price(atom: Measure, must_end: bool) -> float:
    if must_end and not atom.ends:
        return NEVER
    return 0.0 if atom.ends else atom.split
