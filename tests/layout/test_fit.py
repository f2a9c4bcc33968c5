"""The fit fills panels with atoms: all of them, in order, none too full, no heading last."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from handouts.layout.fit import pagination
from handouts.layout.fit.fitting import (
    SectionFlow,
    fill_panels,
    stack_offsets,
    stacked_height,
    widen_gaps,
)
from handouts.layout.fit.pagination import PanelSpace
from handouts.layout.pieces import Atom
from handouts.layout.prices import EMPTY_PANEL, NEVER, TEAR, price_white_space


@dataclass(frozen=True)
class Block:
    """A piece that is only a height."""

    height: float
    name: str = ""

    def draw(self, canvas: object, x: float, top: float) -> None:
        """Nothing is drawn in these tests."""


def make_section(*heights: float, split: float = 4.0) -> list[Atom]:
    """A heading of 20 points, and blocks of these heights."""
    blocks = [Atom(Block(height), before=5, split=split) for height in heights]
    return [Atom(Block(20, "heading"), before=15), *blocks]


SECTIONS = st.lists(
    st.lists(st.floats(5, 60), min_size=1, max_size=5).map(lambda heights: make_section(*heights)),
    min_size=1,
    max_size=8,
)
SHARE = st.floats(0.1, 1.0)
SPACES = st.lists(st.builds(PanelSpace, st.floats(80, 400), st.booleans()), min_size=1, max_size=5)


@given(SECTIONS, SPACES)
@example([make_section(5)], [PanelSpace(80.0, False), PanelSpace(81.0, False)])
def test_filled_panels_hold_all_atoms_and_fit(
    sections: list[list[Atom]], spaces: list[PanelSpace]
) -> None:
    """Every atom once and in order, each panel within its height, no heading at a panel's foot."""
    filled = fill_panels(sections, spaces)
    if filled is None:
        return
    panels = filled.panel_atoms
    assert [atom for panel in panels for atom in panel] == [a for part in sections for a in part]
    for panel, space in zip(panels, spaces, strict=True):
        assert stacked_height(panel) <= space.height + 0.1
        assert not panel or panel[-1].split < NEVER


@given(SECTIONS, SPACES, st.data())
def test_less_text_never_fits_worse(
    sections: list[list[Atom]], spaces: list[PanelSpace], data: st.DataObject
) -> None:
    """With an atom lower, or with the last atom of a section left out, as much is torn or less."""
    filled = fill_panels(sections, spaces)
    if filled is None:
        return
    place = data.draw(st.integers(0, len(sections) - 1))
    shorter = [list(section) for section in sections]
    if data.draw(st.booleans()) and len(shorter[place]) > 2:
        del shorter[place][-1]
    else:
        low = shorter[place][-1]
        shorter[place][-1] = replace(low, piece=Block(low.piece.height * data.draw(SHARE)))
    found = fill_panels(shorter, spaces)
    assert found is not None
    assert found.tears <= filled.tears


@given(
    st.lists(st.integers(5, 60).map(float), min_size=1, max_size=3)
    .map(lambda each: make_section(*each))
    .flatmap(lambda one: st.lists(st.just(one), min_size=1, max_size=3)),
    st.lists(
        st.builds(PanelSpace, st.integers(80, 300).map(float), st.booleans(), st.just(True)),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_no_other_breaks_are_cheaper(
    sections: list[list[Atom]], spaces: list[PanelSpace], data: st.DataObject
) -> None:
    """Whatever breaks one tries: they cost as much as the best or more, or do not fit.

    Each panel is a spread of its own, so that the price is the sum of the panels' prices.
    """
    whole = [data.draw(st.booleans()) for _ in sections]
    atoms = [(atom, place) for place, section in enumerate(sections) for atom in section]
    most = min(len(spaces), len(atoms))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(atoms) - 1), max_size=most - 1)))
    spaces = spaces[: len(cuts) + 1]
    price = 0.0
    for space, begin, end in zip(spaces, [0, *cuts], [*cuts, len(atoms)], strict=True):
        part = [atom for atom, _ in atoms[begin:end]]
        if stacked_height(part) > space.height or (end < len(atoms) and part[-1].split == NEVER):
            return
        price += EMPTY_PANEL * (1 - stacked_height(part) / space.height) ** 2
        if begin and atoms[begin][1] == atoms[begin - 1][1]:
            split = atoms[begin - 1][0].split
            price += split + TEAR * (whole[atoms[begin][1]] + space.starts_section)
    filled = fill_panels(sections, spaces, [SectionFlow(is_whole) for is_whole in whole])
    assert filled is not None
    assert TEAR * filled.tears + filled.price <= price + 1e-6


UNBROKEN = st.lists(
    st.lists(st.integers(5, 60).map(float), min_size=1, max_size=5).map(
        lambda each: make_section(*each)
    ),
    min_size=2,
    max_size=8,
)


@given(UNBROKEN, UNBROKEN, SPACES, st.data())
def test_common_sections_are_filled_as_others_are(
    sections: list[list[Atom]],
    others: list[list[Atom]],
    spaces: list[PanelSpace],
    data: st.DataObject,
) -> None:
    """Cached fits of the last sections change nothing, whichever leaflet they come from."""
    common = data.draw(st.integers(1, len(sections)))
    fill_panels([*others, *sections[-common:]], spaces, common=common)
    filled = fill_panels(sections, spaces, common=common)
    assert filled == fill_panels(sections, spaces)


TRIFOLD = [
    PanelSpace(500, begins, turns, notes)
    for begins, turns, notes in (
        (False, False, False),
        (True, True, True),
        (False, False, True),
        (False, False, True),
        (True, True, False),
    )
]
"""The panels of a tri-fold: flap, three inside, back."""


@pytest.mark.parametrize("count", [20, 80, 120])
def test_many_short_paragraphs_are_little_work(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a panel may hold is priced once for all panels like it, whatever is before it."""
    priced = []

    def price(filled: float, growth: float, height: float) -> float:
        priced.append(filled)
        return price_white_space(filled, growth, height)

    monkeypatch.setattr(pagination, "price_white_space", price)
    fill_panels([make_section(*[12.0] * count)], TRIFOLD)
    paragraphs_a_panel, kinds_of_panel = 500 // (12 + 5) + 1, 4
    assert 0 < len(priced) <= count * paragraphs_a_panel * kinds_of_panel


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_a_short_text_is_never_torn_to_fill_a_panel(count: int) -> None:
    """Each section is on one panel; the back has the last; those for notes are the last inside."""
    sections = [make_section(30) for _ in range(count)]
    filled = fill_panels(sections, TRIFOLD, [SectionFlow(is_whole=True)] * count)
    assert filled is not None
    panels = filled.panel_atoms
    assert [len(panel) % 2 for panel in panels] == [0] * 5
    assert filled.tears == 0
    inside = [bool(panel) for panel in panels[1:4]]
    assert inside == sorted(inside, reverse=True)
    assert panels[4] or count == 1


def test_panels_are_evenly_full() -> None:
    """Six equal sections in three panels are two in each, though more would fit in the first."""
    sections = [make_section(60) for _ in range(6)]
    filled = fill_panels(sections, [PanelSpace(400, False)] * 3)
    assert filled is not None
    assert [len(panel) for panel in filled.panel_atoms] == [4, 4, 4]


def test_a_section_stays_together_where_that_costs_little() -> None:
    """A panel ends with a section rather than inside the next, which would fit in part."""
    sections = [make_section(100, 100), make_section(100, 100)]
    filled = fill_panels(sections, [PanelSpace(400, False), PanelSpace(300, False)])
    assert filled is not None
    assert [len(panel) for panel in filled.panel_atoms] == [3, 3]


def test_too_much_is_reported() -> None:
    """What fits nowhere gives None, and so does one atom higher than a panel."""
    assert fill_panels([make_section(100, 100)], [PanelSpace(150, False)]) is None
    assert (
        fill_panels([make_section(10, 500)], [PanelSpace(400, False), PanelSpace(400, False)])
        is None
    )


@given(
    st.lists(st.lists(st.floats(5, 60), min_size=1, max_size=4), min_size=1, max_size=3),
    st.floats(0, 300),
    st.floats(0, 20),
)
def test_all_gaps_between_sections_widen_alike(
    panels: list[list[float]], spare: float, most: float
) -> None:
    """On all panels of a spread, by no more than there is room for; other gaps stay as they are."""
    spread = tuple(
        tuple(
            replace(atom, section=place)
            for place, height in enumerate(heights)
            for atom in make_section(height)
        )
        for heights in panels
    )
    rooms = [stacked_height(atoms) + spare * place for place, atoms in enumerate(spread, 1)]
    widening = widen_gaps(spread, rooms, most)
    assert 0 <= widening <= most
    for atoms, room in zip(spread, rooms, strict=True):
        places = stack_offsets(atoms, widening)
        assert places[0] == 0
        assert places[-1] + atoms[-1].piece.height <= room + 0.01
        ends = [place + atom.piece.height for place, atom in zip(places, atoms, strict=True)]
        for end, place, before, atom in zip(ends, places[1:], atoms, atoms[1:], strict=False):
            extra = place - end - atom.before
            assert extra == pytest.approx(widening if atom.section != before.section else 0.0)
