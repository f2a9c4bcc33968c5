"""Fit atoms into panels, then use the white space that is left.

Pictures grow into it first. Then the gaps between sections widen, on all panels of a spread by the
same measure, so that the same gap means the same thing. Other gaps never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from handouts.layout.fit.pagination import AtomMeasure, Pagination, PanelSpace, paginate
from handouts.layout.pieces import Atom, Piece
from handouts.layout.prices import NEVER, NOTES_WHITE, TEAR, divide_price
from handouts.memo import memoized

PanelAtoms = tuple[tuple[Atom, ...], ...]
SectionMeasures = tuple[tuple[AtomMeasure, ...], ...]


MORE = 0.08
"""By how much larger pictures may fill a panel more than the others of its spread are filled."""


class Filling(NamedTuple):
    """The atoms of each panel, how much is torn between them, and what all else costs.

    See `handouts.layout.prices`.
    """

    panel_atoms: PanelAtoms
    tears: int
    price: float


class SectionFlow(NamedTuple):
    """How a section may go on in another panel.

    ``is_whole`` if a panel would hold it; ``split`` is what it costs to end a panel after it, and
    ``turn`` what it costs besides if a page is turned there.
    """

    is_whole: bool = False
    split: float = 0.0
    turn: float = 0.0


FREE_FLOW = SectionFlow()


def stacked_height(atoms: Sequence[Atom]) -> float:
    """The height of atoms stacked from the top of a panel."""
    if not atoms:
        return 0.0
    heights = sum([atom.piece.height for atom in atoms])
    return atoms[0].top_height + heights + sum([atom.before for atom in atoms[1:]])


def fill_panels(
    sections: Sequence[Sequence[Atom]],
    spaces: Sequence[PanelSpace],
    flows: Sequence[SectionFlow] = (),
    common: int = 0,
) -> Filling | None:
    """Return the atoms of each panel, or None if they do not fit.

    ``flows`` says for each section how it may go on in another panel. The last ``common``
    sections are shared by many stories: their breaks are memoized.
    """
    flows = tuple(flows) or (FREE_FLOW,) * len(sections)
    first = len(sections) - common
    measures = map(_measure_section, sections[:first], flows)
    # What many stories share is looked up as a whole, not section by section.
    shared = _measure_run(flows, first, *sections[first:])
    found = _paginate_sections(tuple(spaces), shared, *measures)
    if found is None:
        return None
    atoms = tuple(chain.from_iterable(sections))
    starts = (0, *found.breaks)
    panels = tuple([atoms[a:b] for a, b in zip(starts, found.breaks, strict=False)])
    return Filling(panels, *divide_price(found.price))


@memoized(1024)
def _paginate_sections(
    spaces: tuple[PanelSpace, ...], shared: SectionMeasures, *own: tuple[AtomMeasure, ...]
) -> Pagination | None:
    """Choose where each panel ends, in sections of its own and in those that stories share.

    Equal measures are the same object: see `_measure_section`.
    """
    sections = (*own, *shared)
    if _count_filled(sections, spaces, with_heads=False) < sum(map(len, sections)):
        return None  # quicker than looking at all breaks
    return paginate(sections, spaces, len(shared))


@memoized(256)
def _measure_run(
    flows: tuple[SectionFlow, ...], first: int, *sections: Sequence[Atom]
) -> SectionMeasures:
    """Measure sections that follow one another; ``first`` is the place of the first one's flow."""
    return tuple(map(_measure_section, sections, flows[first:]))


@memoized(256)
def _measure_section(section: Sequence[Atom], flow: SectionFlow) -> tuple[AtomMeasure, ...]:
    """Measure the atoms of a section for pagination: the same object for equal measures.

    Many people have an equal section, though their words differ.
    """
    is_whole, split, turn = flow
    torn, last = TEAR * is_whole, len(section) - 1
    measures: list[AtomMeasure] = []
    for place, atom in enumerate(section):
        height, ends = atom.piece.height, place == last
        measure = AtomMeasure(
            height,
            atom.before,
            split if ends else atom.split + torn,
            ends,
            atom.larger[-1].height - height if atom.larger else 0.0,
            atom.top.height if atom.top else 0.0,
            atom.new_panel,
            turn if ends else 0.0,
        )
        measures.append(measure)
    return _intern_measures(tuple(measures))


@lru_cache(maxsize=1024)
def _intern_measures(measures: tuple[AtomMeasure, ...]) -> tuple[AtomMeasure, ...]:
    """The first of equal measures, in place of these."""
    return measures


def _max_growth(atom: Atom) -> float:
    """How much higher an atom that may grow can become."""
    return atom.larger[-1].height - atom.piece.height


def measure_overflow(sections: Sequence[Sequence[Atom]], spaces: Sequence[PanelSpace]) -> float:
    """The height of the atoms left over when every panel is filled; 0 if all fit."""
    measures = [_measure_section(section, FREE_FLOW) for section in sections]
    atoms = [atom for section in sections for atom in section]
    return stacked_height(atoms[_count_filled(measures, spaces) :])


def _count_filled(
    sections: Sequence[Sequence[AtomMeasure]],
    spaces: Sequence[PanelSpace],
    *,
    with_heads: bool = True,
) -> int:
    """How many atoms there are on the panels when every panel is filled.

    Without the heads that are drawn again where a table goes on, nothing that is left over fits,
    wherever panels end.
    """
    atoms = [atom for section in sections for atom in section]
    start = 0
    for space in spaces:
        start = _fill_space(atoms, start, space.height, with_heads)
    return start


def _fill_space(atoms: Sequence[AtomMeasure], start: int, height: float, with_heads: bool) -> int:
    """Fill one panel from an atom on; return the index after its last atom.

    A panel may end at the end of each section, whatever the price there.
    """
    reached, filled, room = start, 0.0, height + 0.01
    for place in range(start, len(atoms)):
        tall, before, split, ends, _, top, new_panel, _ = atoms[place]
        if place > start:
            if new_panel:
                return place
            filled += tall + before
        else:
            filled += tall + (top if with_heads else 0.0)
        if filled > room:
            break
        if split < NEVER or ends:
            reached = place + 1
    return reached


# --- the white space that is left -----------------------------------------------------------


def fill_spread(
    panel_atoms: Sequence[Sequence[Atom]], heights: Sequence[float], most: float
) -> tuple[PanelAtoms, float]:
    """Use what is white on the panels of a spread: the atoms of each, and how much gaps widen.

    They widen by ``most`` at most.
    """
    grown = grow_spread(panel_atoms, heights)
    return grown, widen_gaps(grown, heights, most)


def grow_spread(panel_atoms: Sequence[Sequence[Atom]], heights: Sequence[float]) -> PanelAtoms:
    """Replace atoms that may grow, on each panel of a spread, by larger ones.

    No panel is filled much higher than the fullest, or than all of them can be; but where one stays
    so empty that it ends in lines for notes, the others are as full as they can be.
    """
    spread = [
        (atoms, stacked_height(atoms), height)
        for atoms, height in zip(panel_atoms, heights, strict=True)
        if atoms
    ]
    filled = [stacked / height for _, stacked, height in spread]
    reach = [
        min(1.0, (stacked + sum([_max_growth(atom) for atom in atoms if atom.larger])) / height)
        for atoms, stacked, height in spread
    ]
    level = min(1.0, max(*filled, min(reach)) + MORE) if filled else 0.0
    if reach and min(reach) <= 1 - NOTES_WHITE:
        level = 1.0
    rooms = [height * level for height in heights]
    alike = grow_alike(panel_atoms, rooms)
    return tuple(grow_atoms(atoms, room) for atoms, room in zip(alike, rooms, strict=True))


def grow_alike(
    panel_atoms: Sequence[Sequence[Atom]], heights: Sequence[float]
) -> Sequence[Sequence[Atom]]:
    """Give the atoms that are ``alike`` the largest size that fits on all panels of a spread."""
    sizes_of_alike = [len(each.larger) for atoms in panel_atoms for each in atoms if each.alike]
    if not sizes_of_alike:
        return panel_atoms
    steps = max(sizes_of_alike)
    for step in range(steps, -1, -1):
        grown = [
            [_fix_size(each, step) if each.alike else each for each in atoms]
            for atoms in panel_atoms
        ]
        sizes = map(stacked_height, grown)
        if all(size <= height + 0.01 for size, height in zip(sizes, heights, strict=True)):
            return grown
    return panel_atoms


@memoized(256)
def _fix_size(atom: Atom, step: int) -> Atom:
    """An atom at one of its sizes, which grows no more."""
    return replace(atom, piece=(atom.piece, *atom.larger)[: step + 1][-1], larger=())


def grow_atoms(atoms: Sequence[Atom], height: float) -> tuple[Atom, ...]:
    """Replace atoms that may grow by larger versions, as large as fit a height together."""
    growing = [place for place, atom in enumerate(atoms) if atom.larger]
    if not growing:
        return tuple(atoms)
    result = list(grow_pictures(atoms, height))
    heights = [atom.piece.height for atom in result]
    above, between = result[0].top_height, sum([atom.before for atom in result[1:]])
    for place in growing:
        atom = atoms[place]
        if not atom.in_step:
            room = height - (above + sum(heights) + between) + atom.piece.height
            fitting = [piece for piece in atom.larger if piece.height <= room + 0.01]
            result[place] = _replace_piece(atom, (atom.piece, *fitting)[-1])
            heights[place] = result[place].piece.height
    return tuple(result)


@memoized(256)
def _replace_piece(atom: Atom, piece: Piece) -> Atom:
    """An atom with another piece: the same object each time, since leaflets share its drawing."""
    return replace(atom, piece=piece)


def grow_pictures(atoms: Sequence[Atom], height: float) -> Sequence[Atom]:
    """Replace all atoms that grow in step, as pictures do, by the largest that fit a height."""
    steps = max([len(atom.larger) for atom in atoms if atom.in_step], default=0)
    for step in range(steps, 0, -1):
        grown = [
            _replace_piece(atom, atom.larger[:step][-1]) if atom.in_step and atom.larger else atom
            for atom in atoms
        ]
        if stacked_height(grown) <= height + 0.01:
            return grown
    return atoms


def widen_gaps(panel_atoms: PanelAtoms, heights: Sequence[float], most: float) -> float:
    """By how much the gaps between sections widen on all panels of a spread, in points.

    It is ``most``, or less where a panel has less room.
    """
    widening = most
    for atoms, height in zip(panel_atoms, heights, strict=True):
        gaps = sum([before.section != atom.section for before, atom in pairwise(atoms)])
        if gaps:
            widening = min(widening, max(0.0, height - stacked_height(atoms)) / gaps)
    return widening


def stack_offsets(atoms: tuple[Atom, ...], widening: float) -> tuple[float, ...]:
    """How far down each atom begins below the top of its panel, in points.

    The gaps between sections are wider than they need be, by ``widening``.
    """
    down, offsets = atoms[0].top_height if atoms else 0.0, []
    before: Atom | None = None
    for atom in atoms:
        if before:
            down += atom.before + widening * (before.section != atom.section)
        offsets.append(down)
        down += atom.piece.height
        before = atom
    return tuple(offsets)
