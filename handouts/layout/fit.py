"""The fit: the largest type at which every panel holds its blocks, evenly.

Atoms are dealt to panels in order. Among all ways to deal them, the one is taken whose
panels are most evenly full and whose breaks fall where they disturb least (dynamic
programming over the atoms a panel may end with).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from handouts.data import Data
from handouts.layout.pieces import NEVER, Atom
from handouts.remembering import remembered

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


Deal = tuple[tuple[Atom, ...], ...]


def height_of(atoms: Sequence[Atom]) -> float:
    """The height of atoms below one another at a panel's top."""
    return sum(atom.piece.height for atom in atoms) + sum(atom.before for atom in atoms[1:])


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


def deal(
    sections: Sequence[Sequence[Atom]], rooms: Sequence[Room], most: float = 0.0
) -> Deal | None:
    """The atoms of each panel, or None where they do not fit.

    ``most`` is how far gaps are to be spread, in points for each unit of their stretch.
    """
    atoms = [atom for section in sections for atom in section]
    measures = tuple(measure for section in sections for measure in _measured(section, most))
    cuts = _dealt(measures, tuple(rooms))
    if cuts is None:
        return None
    starts = (0, *cuts)
    return tuple(tuple(atoms[a:b]) for a, b in zip(starts, cuts, strict=False))


@remembered(256)
def _measured(section: Sequence[Atom], most: float) -> tuple[Measure, ...]:
    """The atoms of a section as the fit sees them."""
    last = len(section) - 1
    return tuple(
        Measure(
            atom.piece.height,
            atom.before,
            atom.split,
            place == last,
            _growth(atom),
            atom.stretch * most,
        )
        for place, atom in enumerate(section)
    )


Cuts = tuple[int, ...]


@lru_cache(maxsize=4_096)
def _dealt(atoms: tuple[Measure, ...], rooms: tuple[Room, ...]) -> Cuts | None:
    """Where each room ends, by heights alone; None where the atoms do not fit."""
    return _even(atoms, rooms, _cuts(atoms, rooms))


def _even(atoms: tuple[Measure, ...], rooms: tuple[Room, ...], cuts: Cuts | None) -> Cuts | None:
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
    return next(filter(None, (_cuts(atoms, rooms, round(low, 4)) for low in lows)), cuts)


def _filling(part: Sequence[Measure]) -> float:
    """How high atoms stand in a room."""
    return sum(one.height + one.before for one in part) - part[0].before


@lru_cache(maxsize=256)
def _cuts(
    atoms: tuple[Measure, ...], rooms: tuple[Room, ...], low: float | None = None
) -> Cuts | None:
    """Where each room ends, by heights alone; None where the atoms do not fit.

    With ``low`` no room is less full when it is spread, or fuller than ``EVEN`` above it.
    """
    price, cuts = _Dealer(atoms, rooms, low).best(0, 0)
    return None if price == NEVER else cuts


class _Dealer:
    """All ways to deal atoms to rooms, the price of each remembered."""

    def __init__(
        self, atoms: tuple[Measure, ...], rooms: tuple[Room, ...], low: float | None
    ) -> None:
        self.atoms, self.rooms, self.low = atoms, rooms, low
        self.high = 1.0 if low is None else min(1.0, low + EVEN)
        self.dearest = NEVER if low is None else DEAR
        self.known: dict[tuple[int, int], tuple[float, Cuts]] = {}
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

    def _best(self, room: int, start: int) -> tuple[float, Cuts]:
        found: tuple[float, Cuts] = (NEVER, ())
        for end, price in self._ends(room, start):
            if price >= found[0]:
                continue
            rest, later = self.best(room + 1, end)
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


def uneven(dealt: Deal, heights: Sequence[float], most: float) -> float:
    """By how much panels differ in fullness when they are spread, above what they may; or 0."""
    dealt = tuple(grown(atoms, height) for atoms, height in zip(dealt, heights, strict=True))
    reach = _reaches(dealt, heights, most)
    full = [height_of(atoms) / height for atoms, height in zip(dealt, heights, strict=True)]
    return max(0.0, max(full) - min(reach) - EVEN)


def levelled(dealt: Sequence[Sequence[Atom]], heights: Sequence[float], most: float) -> list[float]:
    """How high each panel may be filled when what is left over is shared out.

    A panel with many gaps could be spread to its foot beside one with few that ends far
    above: none is spread to more than ``EVEN`` above the least full.
    """
    least = min(_reaches(dealt, heights, most))
    return [min(1.0, least + EVEN) * height for height in heights]


def _reaches(dealt: Sequence[Sequence[Atom]], heights: Sequence[float], most: float) -> list[float]:
    """How full each panel is when it is spread."""
    return [
        (spread(atoms, height, most)[-1] + atoms[-1].piece.height) / height
        for atoms, height in zip(dealt, heights, strict=True)
    ]


def overflow(sections: Sequence[Sequence[Atom]], rooms: Sequence[Room]) -> float:
    """The height of what no room holds, each filled as far as it goes; 0 where all is held."""
    atoms = [atom for section in sections for atom in section]
    start = 0
    for room in rooms:
        start = _reach(atoms, start, room.height)
    return height_of(atoms[start:]) if start < len(atoms) else 0.0


def _reach(atoms: Sequence[Atom], start: int, height: float) -> int:
    """The atom after the last one that a room holds, where it may end."""
    reached, filled = start, 0.0
    for place, atom in enumerate(atoms[start:], start):
        filled += atom.piece.height + (atom.before if place > start else 0.0)
        if filled > height + 0.01:
            break
        if atom.split < NEVER:
            reached = place + 1
    return reached


def _price(atom: Measure, must_end: bool) -> float:
    if must_end and not atom.ends:
        return NEVER
    return 0.0 if atom.ends else atom.split


def _growth(atom: Atom) -> float:
    return atom.larger[-1].height - atom.piece.height if atom.larger else 0.0


def grown(atoms: Sequence[Atom], height: float) -> tuple[Atom, ...]:
    """The atoms with what may grow as high as a panel of a height has room for."""
    if not any(atom.larger for atom in atoms):
        return tuple(atoms)
    made = list(atoms)
    for place, atom in enumerate(atoms):
        if atom.larger:
            room = height - height_of(made) + atom.piece.height
            fitting = [piece for piece in atom.larger if piece.height <= room]
            made[place] = replace(atom, piece=(atom.piece, *fitting)[-1])
    return tuple(made)


def spread(atoms: Sequence[Atom], height: float, most: float) -> tuple[float, ...]:
    """How far down each atom stands, what is left over shared out between them.

    A gap grows by at most ``most`` points for each unit of its stretch, so that a panel
    that cannot be filled ends in white and not in holes. What stands above an atom that grows
    stays close together, wherever that one ends.
    """
    return _places(height, most, tuple(atoms))


@remembered(256)
def _places(height: float, most: float, atoms: tuple[Atom, ...]) -> tuple[float, ...]:
    left = height - height_of(atoms)
    grows = max((place for place, atom in enumerate(atoms) if atom.larger), default=0)
    units = sum(atom.stretch for atom in atoms[grows + 1 :])
    unit = min(most, left / units) if units and left > 0 else 0.0
    down, places = 0.0, []
    for place, atom in enumerate(atoms):
        down += atom.before + unit * atom.stretch * (place > grows) if place else 0.0
        places.append(down)
        down += atom.piece.height
    return tuple(places)
