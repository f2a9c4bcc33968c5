"""The fit fills panels with atoms: all of them, in order, none too full, no heading last."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.layout.fitting import fill_panels, justify_atoms, stacked_height
from handouts.layout.pagination import PanelSpace
from handouts.layout.pieces import NEVER, Atom


@dataclass(frozen=True)
class Block:
    """A piece that is only a height."""

    height: float
    name: str = ""

    def draw(self, canvas: object, x: float, top: float) -> None:
        """Nothing is drawn in these tests."""


def make_section(*heights: float, split: float = 4.0) -> list[Atom]:
    """A heading of 20 points, and blocks of these heights."""
    blocks = [Atom(Block(height), before=5, stretch=1, split=split) for height in heights]
    return [Atom(Block(20, "heading"), before=15, stretch=3), *blocks]


SECTIONS = st.lists(
    st.lists(st.floats(5, 60), min_size=1, max_size=5).map(lambda heights: make_section(*heights)),
    min_size=1,
    max_size=8,
)
SPACES = st.lists(st.builds(PanelSpace, st.floats(80, 400), st.booleans()), min_size=1, max_size=5)


@given(SECTIONS, SPACES)
@example([make_section(5)], [PanelSpace(80.0, False), PanelSpace(81.0, False)])
def test_filled_panels_hold_all_atoms_and_fit(
    sections: list[list[Atom]], spaces: list[PanelSpace]
) -> None:
    """Every atom once and in order, each panel within its height, no heading at a panel's foot.

    Only a first panel may be empty, if it is too low for what comes first.
    """
    filled = fill_panels(sections, spaces)
    if filled is None:
        return
    if not filled[0]:
        assert stacked_height(sections[0][:2]) > spaces[0].height
        filled, spaces = filled[1:], spaces[1:]
    assert [atom for panel in filled for atom in panel] == [a for part in sections for a in part]
    for panel, space in zip(filled, spaces, strict=True):
        assert panel
        assert stacked_height(panel) <= space.height + 0.1
        assert panel[-1].split < NEVER
    for panel, space in list(zip(filled, spaces, strict=True))[1:]:
        assert not space.starts_section or panel[0].piece.name == "heading"  # type: ignore[attr-defined]


UNBROKEN = st.lists(
    st.lists(st.integers(5, 60).map(float), min_size=1, max_size=5).map(
        lambda each: make_section(*each)
    ),
    min_size=2,
    max_size=8,
)


@given(UNBROKEN, UNBROKEN, SPACES, st.booleans(), st.data())
def test_common_sections_are_filled_as_others_are(
    sections: list[list[Atom]],
    others: list[list[Atom]],
    spaces: list[PanelSpace],
    sparse: bool,
    data: st.DataObject,
) -> None:
    """Cached fits of the last sections change nothing, whichever leaflet they come from."""
    common = data.draw(st.integers(1, len(sections)))
    fill_panels([*others, *sections[-common:]], spaces, 3.0, common, sparse=sparse)
    filled = fill_panels(sections, spaces, 3.0, common, sparse=sparse)
    assert filled == fill_panels(sections, spaces, 3.0, sparse=sparse)


@given(st.lists(st.floats(20, 100).map(make_section), min_size=1, max_size=5), SPACES)
def test_a_sparse_text_is_never_divided(
    sections: list[list[Atom]], spaces: list[PanelSpace]
) -> None:
    """Every section whole and in order, wherever panels stay empty; it fits if one panel would."""
    filled = fill_panels(sections, spaces, sparse=True)
    if filled is None:
        total = stacked_height([atom for section in sections for atom in section])
        assert total > max(space.height for space in spaces)
        return
    panels = [list(panel) for panel in filled if panel]
    assert [atom for panel in panels for atom in panel] == [a for part in sections for a in part]
    assert all(panel[-1] in [part[-1] for part in sections] for panel in panels)


@pytest.mark.parametrize(
    ("count", "filled"),
    [(1, "-1---"), (2, "-1--1"), (3, "-11-1"), (4, "-1111"), (5, "11111")],
)
def test_a_sparse_text_begins_inside_and_ends_on_the_back(count: int, filled: str) -> None:
    """In a tri-fold: flap, three panels inside, back."""
    spaces = [PanelSpace(500, begins) for begins in (False, True, False, False, True)]
    panels = fill_panels([make_section(30)] * count, spaces, sparse=True)
    assert panels is not None
    assert "".join(str(len(panel) // 2 or "-") for panel in panels) == filled


def test_panels_are_evenly_full() -> None:
    """Six equal sections in three panels are two in each, though more would fit in the first."""
    sections = [make_section(60) for _ in range(6)]
    filled = fill_panels(sections, [PanelSpace(400, False)] * 3)
    assert filled is not None
    assert [len(panel) for panel in filled] == [4, 4, 4]


def test_a_section_stays_together_where_that_costs_little() -> None:
    """A panel ends with a section rather than inside the next, which would fit in part."""
    sections = [make_section(100, 100), make_section(100, 100)]
    filled = fill_panels(sections, [PanelSpace(400, False), PanelSpace(300, False)])
    assert filled is not None
    assert [len(panel) for panel in filled] == [3, 3]


def test_too_much_is_reported() -> None:
    """What fits nowhere gives None, and so does one atom higher than a panel."""
    assert fill_panels([make_section(100, 100)], [PanelSpace(150, False)]) is None
    assert (
        fill_panels([make_section(10, 500)], [PanelSpace(400, False), PanelSpace(400, False)])
        is None
    )


@given(st.lists(st.floats(5, 60), min_size=1, max_size=6), st.floats(0, 300), st.floats(0, 20))
def test_what_is_left_over_is_shared_out(heights: list[float], spare: float, most: float) -> None:
    """Atoms keep their distance at least, stay in the panel, and no gap outgrows its part."""
    atoms = make_section(*heights)
    height = stacked_height(atoms) + spare
    places = justify_atoms(atoms, height, most)
    assert places[0] == 0
    assert places[-1] + atoms[-1].piece.height <= height + 0.01
    ends = [place + atom.piece.height for place, atom in zip(places, atoms, strict=True)]
    for end, place, atom in zip(ends, places[1:], atoms[1:], strict=False):
        grown = place - end - atom.before
        assert -0.01 <= grown <= most * atom.stretch + 0.01


def test_a_full_panel_is_spread_to_its_foot() -> None:
    """With little left over the last block ends where the panel ends."""
    atoms = make_section(50, 50)
    places = justify_atoms(atoms, stacked_height(atoms) + 6, 10)
    assert places[-1] + 50 == pytest.approx(stacked_height(atoms) + 6)
