"""Lay a story out on sheets: try plans and type sizes, then fill the panels."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handouts.data import Data
from handouts.document.brand import Brand
from handouts.document.choices import Ink
from handouts.document.papers import Paper
from handouts.document.story import Story
from handouts.layout.adaptation import adapt_story
from handouts.layout.fitting import (
    PanelAtoms,
    fill_panels,
    grow_atoms,
    justify_atoms,
    level_heights,
    measure_unevenness,
    stacked_height,
)
from handouts.layout.formats import Format, Panel, Plan, Scale, Sheet
from handouts.layout.look import Look, make_look, set_close
from handouts.layout.pagination import PanelSpace
from handouts.layout.pieces import Atom, PieceGroup
from handouts.layout.sections import lay_out_section
from handouts.layout.text_area import (
    lay_out_front,
    measure_front_overflow,
    measure_text_panels,
)
from handouts.memo import memoized

SIZE_STEP = 0.25
"""Body sizes are tried in quarters of a point."""

MIN_SIZE_GAIN = 1.0
"""How much type size, in points, must be gained to let sections run on into the next chapter."""

EVENNESS_TRIES = 4
"""How many smaller sizes are tried to fill panels more evenly."""

SIZE_PRICE = 0.04
"""How much more even panels must become for each point of type size given up."""

SIZE_EXPONENT = 0.6
"""A story's height grows with its type size to the power 1 / 0.6, so a little less than squared."""

SPARSE_CROWDING = 0.5
"""The share of the panels' height up to which a text with fewer sections than panels leaves some of
them empty: its few sections would be torn to have something on each."""

MAX_CROWDING = 1.15
"""The needed height as a share of the panels' height above which a story cannot fit. It is above
1 since the space before the first atom of a panel is left out, but that is a small part."""


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
    """A story laid out: every panel filled, at one body size in points."""

    story: Story
    kind: Format
    sheet: Sheet
    look: Look
    front: PieceGroup
    panels: tuple[FilledPanel, ...]


class Candidate(NamedTuple):
    """A story, and a plan that may hold it."""

    story: Story
    plan: Plan
    brand: Brand
    scale: Scale
    ink: Ink

    @property
    def story_and_sheet(self) -> tuple[Story, Sheet]:
        """The story and the plan's sheet."""
        return self.story, self.plan.sheet

    def look_at_size(self, size: float, picture: float) -> Look:
        """Return the look at a body size, with pictures of at most a height, both in points."""
        return make_look(self.brand, self.story.language, size, self.scale, picture, self.ink)

    def list_looks(self) -> list[Look]:
        """List the looks at each body size, smallest first, with the lowest pictures."""
        return [self.look_at_size(size, self.plan.pictures[0]) for size in list_sizes(self.plan)]


class ChosenLayout(NamedTuple):
    """A layout that holds a story: plan, look, the atoms of each panel.

    ``strict`` is whether each chapter begins with a new section, ``sparse`` whether panels are
    empty because the text is too short for all of them.
    """

    plan: Plan
    look: Look
    panel_atoms: PanelAtoms
    strict: bool
    sparse: bool = False


def list_sizes(plan: Plan) -> list[float]:
    """List the body sizes of a plan, smallest first."""
    count = round((plan.largest - plan.smallest) / SIZE_STEP)
    return [plan.smallest + SIZE_STEP * place for place in range(count + 1)]


def lay_out_story(
    story: Story,
    brand: Brand,
    kind: Format,
    paper: Paper,
    by_hand: Story | None = None,
    ink: Ink = "colour",
) -> Leaflet | None:
    """Lay a story out by a format's first plan that holds it, at the largest size that fits.

    None if not even the last plan holds it at its smallest size. A panel in a chapter of its
    own begins with a new section, unless letting a section run on into it gains more than
    ``MIN_SIZE_GAIN`` points of type. A text that fits at no size is set close.

    A person's story looks like the one to be filled in ``by_hand`` wherever that look holds
    it, so that leaflets differ from person to person only in their personal content.
    """
    story = adapt_story(story, brand, kind, paper)
    layout = None
    if by_hand:
        model = _choose_layout(adapt_story(by_hand, brand, kind, paper), brand, kind, paper, ink)
        layout = model and _apply_layout(story, model)
    layout = layout or _choose_layout(story, brand, kind, paper, ink)
    return _build_leaflet(story, kind, layout) if layout else None


@memoized(64)
def _choose_layout(
    story: Story, brand: Brand, kind: Format, paper: Paper, ink: Ink
) -> ChosenLayout | None:
    """Choose the first plan and largest look that hold a story; set it close only if needed."""
    tried = []
    for plan in kind.iter_plans(paper):
        candidate = Candidate(story, plan, brand, kind.scale, ink)
        tried.append(candidate)
        if layout := _fit_plan(candidate, candidate.list_looks()):
            return layout
    if not kind.scale.large:
        close_looks = [set_close(look) for look in tried[-1].list_looks()]
        if layout := _fit_plan(tried[-1], close_looks):
            return layout
    return _fit_sparse(tried[0], tried[0].list_looks(), 1.0)


def _fit_sparse(
    candidate: Candidate, looks: Sequence[Look], max_crowding: float
) -> ChosenLayout | None:
    """Fit a story with fewer sections than panels, some of which stay empty, at the largest look.

    None if it fills more than a share of the panels, from 0 to 1.
    """
    if len(candidate.story.sections) >= len(candidate.plan.sheet.text_panels):
        return None
    if measure_crowding(*candidate.story_and_sheet, looks[0]) > max_crowding:
        return None
    for look in reversed(looks):
        if not measure_front_overflow(*candidate.story_and_sheet, look):
            panel_atoms = fill_panels_at(*candidate.story_and_sheet, look, True, sparse=True)
            if panel_atoms:
                return ChosenLayout(candidate.plan, look, panel_atoms, True, True)
    return None


def _apply_layout(story: Story, model: ChosenLayout) -> ChosenLayout | None:
    """Lay a story out with the plan and look of another, or None if it does not fit."""
    panel_atoms = fill_panels_at(
        story, model.plan.sheet, model.look, model.strict, sparse=model.sparse
    )
    if panel_atoms is None:
        return None
    # A panel of the same atoms is the same object, so that later steps find it in their caches.
    return model._replace(panel_atoms=tuple(map(_prefer_old, model.panel_atoms, panel_atoms)))


def _prefer_old(old: tuple[Atom, ...], new: tuple[Atom, ...]) -> tuple[Atom, ...]:
    return old if all(map(operator.is_, old, new)) and len(old) == len(new) else new


def _fit_plan(candidate: Candidate, looks: Sequence[Look]) -> ChosenLayout | None:
    """Fit a story to a plan: the largest look that holds it, chapters kept apart if it pays."""
    if (
        measure_front_overflow(*candidate.story_and_sheet, looks[0])
        or measure_crowding(*candidate.story_and_sheet, looks[0]) > MAX_CROWDING
    ):
        return None
    if layout := _fit_sparse(candidate, looks, SPARSE_CROWDING):
        return layout
    layout = _largest_fitting(candidate, looks, strict=True)
    if len({panel.chapter for panel in candidate.plan.sheet.text_panels}) > 1:
        least = layout.look.size + MIN_SIZE_GAIN if layout else 0.0
        larger = [look for look in looks if look.size > least]
        if larger and (not layout or _might_fit(candidate, layout.look, larger[0].size)):
            layout = _largest_fitting(candidate, larger, strict=False) or layout
    return _even_out_panels(candidate, layout)


def _even_out_panels(candidate: Candidate, layout: ChosenLayout | None) -> ChosenLayout | None:
    """Return the layout, or one with smaller type or other pictures and more even panels."""
    plan = candidate.plan
    if layout is None or not plan.size_slack or layout.look.close:
        return layout
    best, least = layout, _unevenness_at(candidate, layout.look, layout.panel_atoms)
    for look in _nearby_looks(candidate, layout.look.size):
        panel_atoms = fill_panels_at(*candidate.story_and_sheet, look, True)
        if panel_atoms is None or measure_front_overflow(*candidate.story_and_sheet, look):
            continue
        price = _unevenness_at(candidate, look, panel_atoms) + SIZE_PRICE * (
            layout.look.size - look.size
        )
        if price < least or (price == least and look.picture > best.look.picture):
            best, least = ChosenLayout(plan, look, panel_atoms, True), price
        if look.picture == plan.pictures[0] and not least:
            break
    return best


def _nearby_looks(candidate: Candidate, size: float) -> Iterator[Look]:
    """Yield looks at a size and, in steps, below it; the highest pictures first."""
    plan = candidate.plan
    for step in range(EVENNESS_TRIES + 1):
        smaller = size - SIZE_STEP * round(plan.size_slack * step / EVENNESS_TRIES / SIZE_STEP)
        if smaller >= plan.smallest:
            yield from (
                candidate.look_at_size(smaller, picture) for picture in reversed(plan.pictures)
            )


def _unevenness_at(candidate: Candidate, look: Look, panel_atoms: PanelAtoms) -> float:
    heights = [panel.height for panel in measure_text_panels(*candidate.story_and_sheet, look)]
    return measure_unevenness(panel_atoms, heights, compute_max_stretch(look))


def _largest_fitting(
    candidate: Candidate, looks: Sequence[Look], *, strict: bool
) -> ChosenLayout | None:
    """The largest look at which both the text panels and the front fit."""
    layout = _largest_filled(candidate, looks, strict)
    while layout and measure_front_overflow(*candidate.story_and_sheet, layout.look):
        layout = _largest_filled(candidate, looks[: looks.index(layout.look)], strict)
    return layout


def _might_fit(candidate: Candidate, look: Look, size: float) -> bool:
    """Whether the story may fit at a larger size, judged by how full the sheet is at a look."""
    growth: float = (size / look.size) ** (1 / SIZE_EXPONENT)
    return measure_crowding(*candidate.story_and_sheet, look) * growth < 1


def _largest_filled(
    candidate: Candidate, looks: Sequence[Look], strict: bool
) -> ChosenLayout | None:
    """Find the largest look whose panels hold the story, by narrowing the range.

    Each try measures how full the sheet is, which suggests the size to try next: two or three
    tries are enough where halving the range would take four.
    """
    low, high, layout = 0, len(looks) - 1, None
    place = high // 2
    while low <= high:
        panel_atoms = fill_panels_at(*candidate.story_and_sheet, looks[place], strict)
        if panel_atoms:
            layout, low = ChosenLayout(candidate.plan, looks[place], panel_atoms, strict), place + 1
        else:
            high = place - 1
        size = (
            looks[place].size
            * measure_crowding(*candidate.story_and_sheet, looks[place]) ** -SIZE_EXPONENT
        )
        place = max(low, min(high, int((size - looks[0].size) / SIZE_STEP)))
    return layout


def measure_crowding(story: Story, sheet: Sheet, look: Look) -> float:
    """The height that the story needs at one look, as a share of the panels' height."""
    section_atoms = lay_out_sections(story, sheet, look)
    needed = sum(stacked_height(atoms) + atoms[0].before for atoms in section_atoms)
    return needed / sum(panel.height for panel in measure_text_panels(story, sheet, look))


def fill_panels_at(
    story: Story, sheet: Sheet, look: Look, strict: bool, *, sparse: bool = False
) -> PanelAtoms | None:
    """Fill the panels with the story's atoms at one look, or None if they do not fit."""
    panels = measure_text_panels(story, sheet, look)
    spaces = []
    for before, panel in zip((None, *panels), panels, strict=False):
        begins = strict and before is not None and before.chapter != panel.chapter
        spaces.append(PanelSpace(panel.height, begins))
    personal = [place for place, section in enumerate(story.sections, 1) if section.personal]
    common = len(story.sections) - personal[-1] if personal else 0
    section_atoms = lay_out_sections(story, sheet, look)
    return fill_panels(section_atoms, spaces, compute_max_stretch(look), common, sparse=sparse)


def compute_max_stretch(look: Look) -> float:
    """How far gaps may grow at a look, in points for each unit of their stretch."""
    return look.step * look.scale.loose


def lay_out_sections(story: Story, sheet: Sheet, look: Look) -> list[tuple[Atom, ...]]:
    """Lay out each section at one look, as atoms."""
    width = sheet.text_panels[0].width
    return [
        lay_out_section(section, place, look, width) for place, section in enumerate(story.sections)
    ]


def _build_leaflet(story: Story, kind: Format, layout: ChosenLayout) -> Leaflet:
    sheet, look = layout.plan.sheet, layout.look
    panels, max_stretch = measure_text_panels(story, sheet, look), compute_max_stretch(look)
    panel_atoms = [
        grow_atoms(atoms, panel.height)
        for atoms, panel in zip(layout.panel_atoms, panels, strict=True)
    ]
    heights = level_heights(panel_atoms, [panel.height for panel in panels], max_stretch)
    filled = [
        FilledPanel(panel, atoms, justify_atoms(atoms, height, max_stretch))
        for panel, atoms, height in zip(panels, panel_atoms, heights, strict=True)
    ]
    return Leaflet(story, kind, sheet, look, lay_out_front(story, sheet, look), tuple(filled))
