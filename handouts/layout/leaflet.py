"""A story laid out on sheets: each panel with its atoms, and where they stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from handouts.data import Data
from handouts.document.brand import Brand
from handouts.document.choices import Ink
from handouts.document.papers import Paper
from handouts.document.story import Story
from handouts.layout.fit.adaptation import adapt_story
from handouts.layout.fit.fitting import fill_spread, stack_offsets
from handouts.layout.fit.search import ChosenLayout, apply_layout, choose_layout
from handouts.layout.fit.spreads import group_spreads
from handouts.layout.formats import Format, Panel, Sheet
from handouts.layout.front_growth import grow_front
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, PieceGroup
from handouts.layout.text_area import measure_text_panels
from handouts.memo import memoized

PlacedAtom = tuple[Atom, float]
"""An atom, and how far down its panel it is, in points."""

MAX_WIDENING = 1.8
"""By how much gaps between sections may widen, in steps of the look."""


class FilledPanel(Data, frozen=True):
    """A panel with its atoms, and how far down each one is; then lines for ``notes``, if any."""

    panel: Panel
    atoms: tuple[Atom, ...]
    offsets: tuple[float, ...]
    notes: tuple[PlacedAtom, ...] = ()

    @property
    def placed_atoms(self) -> Iterator[PlacedAtom]:
        """All atoms, from the top down."""
        return chain(zip(self.atoms, self.offsets, strict=True), self.notes)

    @property
    def text_height(self) -> float:
        """How far down the panel its text reaches, in points."""
        return self.offsets[-1] + self.atoms[-1].piece.height if self.atoms else 0.0

    @property
    def fullness(self) -> float:
        """How far down the panel its text reaches, from 0 to 1; lines for notes do not count."""
        return self.text_height / self.panel.height


class Leaflet(Data, frozen=True):
    """A story laid out: every panel filled, at one body size in points.

    ``whole`` are the keys of the sections that a panel would hold at the smallest size, and
    ``personal`` the places of the sections that are personal.
    """

    story: Story
    kind: Format
    sheet: Sheet
    look: Look
    front: PieceGroup
    panels: tuple[FilledPanel, ...]
    whole: frozenset[str] = frozenset()
    personal: tuple[int, ...] = ()


def lay_out_story(
    story: Story,
    brand: Brand,
    kind: Format,
    paper: Paper,
    by_hand: Story | None = None,
    ink: Ink = "colour",
) -> Leaflet | None:
    """Lay a story out in a format, by the best layout there is: see `handouts.layout.fit.search`.

    None if no plan of the format holds it at its smallest size.

    A person's story looks like the one to be filled in ``by_hand`` wherever that look holds it
    and tears no more, so that leaflets differ from person to person only in their personal
    content.
    """
    story = adapt_story(story, brand, kind, paper)
    model = layout = None
    if by_hand:
        model = _choose_model(by_hand, brand, kind, paper, ink)
        layout = model and apply_layout(story, model)
    if not (model and layout and layout.tears <= model.tears):
        own = choose_layout(story, brand, kind, paper, ink)
        layout = own if own and not (layout and layout.tears <= own.tears) else layout
    return _build_leaflet(story, kind, layout) if layout else None


@memoized(64)
def _choose_model(
    by_hand: Story, brand: Brand, kind: Format, paper: Paper, ink: Ink
) -> ChosenLayout | None:
    """Choose the layout of the story to be filled in by hand."""
    return choose_layout(adapt_story(by_hand, brand, kind, paper), brand, kind, paper, ink)


def _build_leaflet(story: Story, kind: Format, layout: ChosenLayout) -> Leaflet:
    sheet, look = layout.plan.sheet, layout.look
    panels = measure_text_panels(story, sheet, look)
    front, panels = grow_front(story, sheet, look, panels, layout.panel_atoms)
    most = look.step * MAX_WIDENING
    filled: list[FilledPanel] = []
    for places in group_spreads(panels):
        spread = [panels[place] for place in places]
        filled += _fill_spread(most, *spread, *[layout.panel_atoms[place] for place in places])
    personal = tuple([place for place, each in enumerate(story.sections) if each.personal])
    return Leaflet(story, kind, sheet, look, front, tuple(filled), layout.whole, personal)


@memoized(256)
def _fill_spread(most: float, *parts: Panel | tuple[Atom, ...]) -> tuple[FilledPanel, ...]:
    """Fill the panels of a spread: the same objects for all leaflets with the same atoms on it.

    ``parts`` are the panels, then the atoms of each; gaps widen by ``most`` at most.
    """
    panels = [each for each in parts if isinstance(each, Panel)]
    atoms = [each for each in parts if isinstance(each, tuple)]
    grown, widening = fill_spread(atoms, [panel.height for panel in panels], most)
    return tuple(
        FilledPanel(panel, each, stack_offsets(each, widening))
        for panel, each in zip(panels, grown, strict=True)
    )
