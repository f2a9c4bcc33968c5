"""The fit: the largest type at which every panel holds its blocks, evenly.

Atoms are dealt to panels in order. Among all ways to deal them, the one is taken whose
panels are most evenly full and whose breaks fall where they disturb least (dynamic
programming over the atoms a panel may end with).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from handouts.data import Data
from handouts.layout.pieces import NEVER, Atom
from handouts.remembering import remembered

UNEVEN = 400.0
"""The price of an empty panel; that of a panel partly full falls with the square."""


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


def deal(sections: Sequence[Sequence[Atom]], rooms: Sequence[Room]) -> Deal | None:
    """The atoms of each panel, or None where they do not fit."""
    atoms = [atom for section in sections for atom in section]
    measures = tuple(measure for section in sections for measure in _measured(section))
    cuts = _cuts(measures, tuple(rooms))
    if cuts is None:
        return None
    starts = (0, *cuts)
    return tuple(tuple(atoms[a:b]) for a, b in zip(starts, cuts, strict=False))


@remembered(256)
def _measured(section: Sequence[Atom]) -> tuple[Measure, ...]:
    """The atoms of a section as the fit sees them."""
    last = len(section) - 1
    return tuple(
        Measure(atom.piece.height, atom.before, atom.split, place == last, _growth(atom))
        for place, atom in enumerate(section)
    )


@lru_cache(maxsize=4_096)
def _cuts(atoms: tuple[Measure, ...], rooms: tuple[Room, ...]) -> tuple[int, ...] | None:
    """Where each room ends, by heights alone; None where the atoms do not fit."""
    total = len(atoms)

    @cache
    def best(room: int, start: int) -> tuple[float, tuple[int, ...]]:
        """The least price of dealing the atoms from ``start`` to the rooms from ``room``."""
        if room == len(rooms):
            return (0.0, ()) if start == total else (NEVER, ())
        found: tuple[float, tuple[int, ...]] = (NEVER, ())
        last = room == len(rooms) - 1
        filled = growth = 0.0
        for end in range(start, total):
            filled += atoms[end].height + (atoms[end].before if end > start else 0.0)
            growth += atoms[end].growth
            if filled > rooms[room].height + 0.01:
                break
            if last and end + 1 < total:
                continue
            price = _price(atoms[end], last or rooms[room + 1].begins)
            full = min(1.0, (filled + growth) / rooms[room].height)
            price += UNEVEN * (1 - full) ** 2
            if price >= found[0]:
                continue
            rest, later = best(room + 1, end + 1)
            if price + rest < found[0]:
                found = (price + rest, (end + 1, *later))
        return found

    price, cuts = best(0, 0)
    return None if price == NEVER else cuts


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
    made = list(atoms)
    for place, atom in enumerate(atoms):
        if atom.larger:
            room = height - height_of(made) + atom.piece.height
            fitting = [piece for piece in atom.larger if piece.height <= room]
            made[place] = replace(atom, piece=(atom.piece, *fitting)[-1])
    return tuple(made)


def spread(atoms: Sequence[Atom], height: float, most: float) -> list[float]:
    """How far down each atom stands, what is left over shared out between them.

    A gap grows by at most ``most`` points for each unit of its stretch, so that a panel
    that cannot be filled ends in white and not in holes. What stands above an atom that grows
    stays close together, wherever that one ends.
    """
    left = height - height_of(atoms)
    grows = max((place for place, atom in enumerate(atoms) if atom.larger), default=0)
    units = sum(atom.stretch for atom in atoms[grows + 1 :])
    unit = min(most, left / units) if units and left > 0 else 0.0
    down, places = 0.0, []
    for place, atom in enumerate(atoms):
        down += atom.before + unit * atom.stretch * (place > grows) if place else 0.0
        places.append(down)
        down += atom.piece.height
    return places
