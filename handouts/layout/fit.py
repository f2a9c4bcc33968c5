"""The fit: the largest type at which every panel holds its blocks, evenly.

Atoms are dealt to panels in order, then what room is left over is shared out between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from handouts.layout.dealing import EVEN, Measure, Room, cuts_for
from handouts.layout.pieces import NEVER, Atom
from handouts.remembering import remembered

Deal = tuple[tuple[Atom, ...], ...]


def height_of(atoms: Sequence[Atom]) -> float:
    """The height of atoms below one another at a panel's top."""
    return sum(atom.piece.height for atom in atoms) + sum(atom.before for atom in atoms[1:])


def deal(
    sections: Sequence[Sequence[Atom]], rooms: Sequence[Room], most: float = 0.0, common: int = 0
) -> Deal | None:
    """The atoms of each panel, or None where they do not fit.

    ``most`` is how far gaps are to be spread, in points for each unit of their stretch. The last
    sections, ``common`` of them, are those of many stories: how they go on is remembered.
    """
    atoms = [atom for section in sections for atom in section]
    measures = tuple([_measured(section, most) for section in sections])
    cuts = cuts_for(measures, tuple(rooms), common)
    if cuts is None:
        return None
    starts = (0, *cuts)
    return tuple(tuple(atoms[a:b]) for a, b in zip(starts, cuts, strict=False))


@remembered(256)
def _measured(section: Sequence[Atom], most: float) -> tuple[Measure, ...]:
    """The atoms of a section as the fit sees them."""
    last = len(section) - 1
    return tuple(
        _measure(
            atom.piece.height,
            atom.before,
            atom.split,
            place == last,
            _growth(atom),
            atom.stretch * most,
        )
        for place, atom in enumerate(section)
    )


# Of many people's atoms most measure alike, and what was dealt is remembered: one object each.
_measure = lru_cache(maxsize=1_024)(Measure)


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
