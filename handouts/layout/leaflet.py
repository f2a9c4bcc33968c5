"""A story laid out on sheets: each panel with its atoms, and where they stand on it."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.brand import Brand
from handouts.document.choices import Ink
from handouts.document.handout import Section
from handouts.document.papers import Paper
from handouts.document.story import Story
from handouts.layout.fit.adaptation import adapt_story
from handouts.layout.fit.fitting import fill_spread, stack_offsets
from handouts.layout.fit.search import ChosenLayout, apply_layout, choose_layout
from handouts.layout.fit.spreads import group_spreads
from handouts.layout.formats import Format, Panel, Sheet
from handouts.layout.look import Look
from handouts.layout.notes_panel import lay_out_notes
from handouts.layout.pieces import Atom, PieceGroup
from handouts.layout.text_area import lay_out_front, measure_text_panels

NOTES = "lines for notes"
"""The key of the section of lines for the patient's own notes: no section in a file can have it."""

MAX_WIDENING = 1.8
"""By how much gaps between sections may widen, in steps of the look."""


class FilledPanel(Data, frozen=True):
    """A panel with its atoms, and how far down each one is."""

    panel: Panel
    atoms: tuple[Atom, ...]
    offsets: tuple[float, ...]

    @property
    def fullness(self) -> float:
        """How far down the panel its blocks reach, from 0 to 1."""
        if not self.atoms:
            return 0.0
        return (self.offsets[-1] + self.atoms[-1].piece.height) / self.panel.height


class Leaflet(Data, frozen=True):
    """A story laid out: every panel filled, at one body size in points.

    ``whole`` are the keys of the sections that a panel would hold at the smallest size.
    """

    story: Story
    kind: Format
    sheet: Sheet
    look: Look
    front: PieceGroup
    panels: tuple[FilledPanel, ...]
    whole: frozenset[str] = frozenset()


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
        model = choose_layout(adapt_story(by_hand, brand, kind, paper), brand, kind, paper, ink)
        layout = model and apply_layout(story, model)
    if not (model and layout and layout.tears <= model.tears):
        own = choose_layout(story, brand, kind, paper, ink)
        layout = own if own and not (layout and layout.tears <= own.tears) else layout
    return _build_leaflet(story, kind, layout) if layout else None


def _build_leaflet(story: Story, kind: Format, layout: ChosenLayout) -> Leaflet:
    sheet, look = layout.plan.sheet, layout.look
    panels, most = measure_text_panels(story, sheet, look), look.step * MAX_WIDENING
    filled: list[FilledPanel] = []
    for places in group_spreads(panels):
        atoms = (layout.panel_atoms[place] for place in places)
        heights = (panels[place].height for place in places)
        grown, widening = fill_spread(most, *atoms, *heights)
        filled += (
            FilledPanel(panels[place], atoms, stack_offsets(atoms, widening))
            for place, atoms in zip(places, grown, strict=True)
        )
    front = lay_out_front(story, sheet, look)
    leaflet = Leaflet(story, kind, sheet, look, front, tuple(filled), layout.whole)
    return _add_notes(leaflet) if any(map(_is_for_notes, filled)) else leaflet


def _is_for_notes(filled: FilledPanel) -> bool:
    return filled.panel.takes_notes and not filled.atoms


def _add_notes(leaflet: Leaflet) -> Leaflet:
    """The leaflet with lines to write on, where there is no text; they are read last."""
    look, place = leaflet.look, len(leaflet.story.sections)
    empty = [filled.panel for filled in leaflet.panels if _is_for_notes(filled)]
    heights = [panel.height for panel in empty]
    notes_atoms = iter(lay_out_notes(look, place, empty[0].width, *heights))
    panels = [
        FilledPanel(filled.panel, atoms, stack_offsets(atoms, 0.0))
        if _is_for_notes(filled) and (atoms := next(notes_atoms))
        else filled
        for filled in leaflet.panels
    ]
    notes = Section(NOTES, look.words.labels["notes"], ())
    story = replace(leaflet.story, sections=(*leaflet.story.sections, notes))
    return replace(leaflet, story=story, panels=tuple(panels))
