"""Fit atoms into panels: fill the panels in order, then spread the free space between atoms.

How full panels are is compared here too, so that they end at about the same height.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from handouts.layout.pagination import (
    MAX_UNEVENNESS,
    AtomMeasure,
    PanelSpace,
    choose_breaks,
)
from handouts.layout.pieces import NEVER, Atom
from handouts.memo import memoized

PanelAtoms = tuple[tuple[Atom, ...], ...]


def stacked_height(atoms: Sequence[Atom]) -> float:
    """The height of atoms stacked from the top of a panel."""
    top = atoms[0].top_height if atoms else 0.0
    return top + sum(atom.piece.height for atom in atoms) + sum(atom.before for atom in atoms[1:])


def fill_panels(
    sections: Sequence[Sequence[Atom]],
    spaces: Sequence[PanelSpace],
    max_stretch: float = 0.0,
    common: int = 0,
    *,
    sparse: bool = False,
) -> PanelAtoms | None:
    """Return the atoms of each panel, or None if they do not fit.

    No panel is empty, unless the text is ``sparse``: too short to have something in each. Then no
    section is divided.

    ``max_stretch`` is how far gaps may grow, in points for each unit of their stretch. The last
    ``common`` sections are shared by many stories: their breaks are memoized.
    """
    atoms = [atom for section in sections for atom in section]
    measures = tuple([_measure_section(section, max_stretch) for section in sections])
    cuts = choose_breaks(measures, tuple(spaces), common, sparse)
    if cuts is None:
        return None
    starts = (0, *cuts)
    return tuple(tuple(atoms[a:b]) for a, b in zip(starts, cuts, strict=False))


@memoized(256)
def _measure_section(section: Sequence[Atom], max_stretch: float) -> tuple[AtomMeasure, ...]:
    """Measure the atoms of a section for pagination."""
    last = len(section) - 1
    return tuple(
        _intern_measure(
            atom.piece.height,
            atom.before,
            atom.split,
            place == last,
            _max_growth(atom),
            atom.stretch * max_stretch,
            atom.top_height,
            atom.new_panel,
        )
        for place, atom in enumerate(section)
    )


# Most atoms of many people have equal measures, and caches keep them: share one object each.
_intern_measure = lru_cache(maxsize=1_024)(AtomMeasure)


def measure_unevenness(
    panel_atoms: PanelAtoms, heights: Sequence[float], max_stretch: float
) -> float:
    """By how much justified panels that are not empty differ in fullness beyond the tolerance."""
    panel_atoms = tuple(
        grow_atoms(atoms, height) for atoms, height in zip(panel_atoms, heights, strict=True)
    )
    reach = _justified_fullness(panel_atoms, heights, max_stretch)
    full = [
        stacked_height(atoms) / height
        for atoms, height in zip(panel_atoms, heights, strict=True)
        if atoms
    ]
    return max(0.0, max(full) - min(reach) - MAX_UNEVENNESS)


def level_heights(
    panel_atoms: Sequence[Sequence[Atom]], heights: Sequence[float], max_stretch: float
) -> list[float]:
    """How high each panel may be filled when its free space is spread between atoms.

    A panel with many gaps could reach its foot beside one with few gaps that ends far above.
    So none is filled to more than ``MAX_UNEVENNESS`` above the least full one that is not empty.
    """
    least = min(_justified_fullness(panel_atoms, heights, max_stretch))
    return [min(1.0, least + MAX_UNEVENNESS) * height for height in heights]


def _justified_fullness(
    panel_atoms: Sequence[Sequence[Atom]], heights: Sequence[float], max_stretch: float
) -> list[float]:
    """How full each panel that is not empty is once justified."""
    return [
        (justify_atoms(atoms, height, max_stretch)[-1] + atoms[-1].piece.height) / height
        for atoms, height in zip(panel_atoms, heights, strict=True)
        if atoms
    ]


def measure_overflow(sections: Sequence[Sequence[Atom]], spaces: Sequence[PanelSpace]) -> float:
    """The height of the atoms left over when every panel is filled; 0 if all fit."""
    atoms = [atom for section in sections for atom in section]
    start = 0
    for space in spaces:
        start = _fill_space(atoms, start, space.height)
    return stacked_height(atoms[start:]) if start < len(atoms) else 0.0


def _fill_space(atoms: Sequence[Atom], start: int, height: float) -> int:
    """Fill one panel from an atom on; return the index after its last atom."""
    reached, filled = start, 0.0
    for place, atom in enumerate(atoms[start:], start):
        if atom.new_panel and place > start:
            return place
        filled += atom.piece.height + (atom.before if place > start else atom.top_height)
        if filled > height + 0.01:
            break
        if atom.split < NEVER:
            reached = place + 1
    return reached


def _max_growth(atom: Atom) -> float:
    return atom.larger[-1].height - atom.piece.height if atom.larger else 0.0


def grow_atoms(atoms: Sequence[Atom], height: float) -> tuple[Atom, ...]:
    """Replace atoms that may grow by the largest version that fits a panel's height."""
    if not any(atom.larger for atom in atoms):
        return tuple(atoms)
    result = list(atoms)
    for place, atom in enumerate(atoms):
        if atom.larger:
            room = height - stacked_height(result) + atom.piece.height
            fitting = [piece for piece in atom.larger if piece.height <= room]
            result[place] = replace(atom, piece=(atom.piece, *fitting)[-1])
    return tuple(result)


def justify_atoms(atoms: Sequence[Atom], height: float, max_stretch: float) -> tuple[float, ...]:
    """How far down each atom goes once the free space is spread between the atoms.

    A gap grows by at most ``max_stretch`` points for each unit of its stretch, so that a panel
    that cannot be filled ends in white space instead of having holes. Gaps above an atom that
    can grow do not stretch, however high that atom becomes.
    """
    return _compute_offsets(height, max_stretch, tuple(atoms))


@memoized(256)
def _compute_offsets(
    height: float, max_stretch: float, atoms: tuple[Atom, ...]
) -> tuple[float, ...]:
    left = height - stacked_height(atoms)
    grows = max((place for place, atom in enumerate(atoms) if atom.larger), default=0)
    units = sum(atom.stretch for atom in atoms[grows + 1 :])
    unit = min(max_stretch, left / units) if units and left > 0 else 0.0
    down, offsets = atoms[0].top_height if atoms else 0.0, []
    for place, atom in enumerate(atoms):
        down += atom.before + unit * atom.stretch * (place > grows) if place else 0.0
        offsets.append(down)
        down += atom.piece.height
    return tuple(offsets)
