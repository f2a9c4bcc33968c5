"""A trial: a story on the panels of a sheet at one look, and how well they hold it."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from math import inf
from operator import attrgetter

from handouts.document.handout import Section
from handouts.document.story import Story
from handouts.layout.fit.fitting import Filling, SectionFlow, fill_panels, stacked_height
from handouts.layout.fit.pagination import PanelSpace
from handouts.layout.formats import Panel, Sheet
from handouts.layout.look import Look
from handouts.layout.pieces import Atom
from handouts.layout.prices import AFTER_LEAD, BEFORE_APPROVAL, BEFORE_HELP, BEFORE_REFERENCES
from handouts.layout.sections import lay_out_section
from handouts.layout.text_area import measure_text_panels
from handouts.memo import memoized

SPLIT_BEFORE = {
    "in_short": AFTER_LEAD,
    "references": BEFORE_REFERENCES,
    "imprint": BEFORE_APPROVAL,
}
"""What it costs to end a panel before a section, by its key."""


def measure_crowding(story: Story, sheet: Sheet, look: Look) -> float:
    """The height that the story needs at one look, as a share of the panels' height.

    Infinite if a masthead leaves no height.
    """
    section_atoms = lay_out_sections(story, sheet, look)
    needed = sum(stacked_height(atoms) + atoms[0].before for atoms in section_atoms)
    room = sum(panel.height for panel in measure_text_panels(story, sheet, look))
    return needed / room if room > 0 else inf


def find_whole_sections(story: Story, sheet: Sheet, look: Look) -> frozenset[str]:
    """The keys of the sections that a panel would hold at a look."""
    tallest = max(panel.height for panel in measure_text_panels(story, sheet, look))
    section_atoms = lay_out_sections(story, sheet, look)
    return frozenset(
        section.key
        for section, atoms in zip(story.sections, section_atoms, strict=True)
        if stacked_height(atoms) <= tallest and not any(atom.new_panel for atom in atoms[1:])
    )


def fill_panels_at(story: Story, sheet: Sheet, look: Look, whole: frozenset[str]) -> Filling | None:
    """Fill the panels with the story's atoms at one look, or None if they do not fit.

    ``whole`` are the keys of the sections that are torn if they go on in another panel.
    """
    spaces = list_spaces(measure_text_panels(story, sheet, look))
    personal = [place for place, section in enumerate(story.sections, 1) if section.personal]
    common = len(story.sections) - personal[-1] if personal else 0
    section_atoms = lay_out_sections(story, sheet, look)
    return fill_panels(section_atoms, spaces, list_flows(story, whole), common)


@memoized(64)
def list_spaces(panels: tuple[Panel, ...]) -> tuple[PanelSpace, ...]:
    """The spaces of panels, in reading order."""
    return tuple(
        PanelSpace(
            panel.height,
            before is not None and before.chapter != panel.chapter,
            before is not None and before.spread != panel.spread,
            panel.takes_notes,
        )
        for before, panel in zip((None, *panels), panels, strict=False)
    )


def list_flows(story: Story, whole: frozenset[str]) -> tuple[SectionFlow, ...]:
    """How each section of a story may go on in another panel."""
    keys = tuple([section.key for section in story.sections])
    personal = tuple([place for place, one in enumerate(story.sections) if one.personal])
    return _list_flows(whole, keys, personal)


@lru_cache(maxsize=256)
def _list_flows(
    whole: frozenset[str], keys: tuple[str, ...], personal: tuple[int, ...]
) -> tuple[SectionFlow, ...]:
    """How sections may go on, by their keys and the places of the personal ones."""
    return tuple(
        SectionFlow(
            key in whole,
            0.0 if place in personal else SPLIT_BEFORE.get(after, 0.0),
            BEFORE_HELP if after == "get_help" else 0.0,
        )
        for place, (key, after) in enumerate(zip(keys, (*keys[1:], ""), strict=True))
    )


def lay_out_sections(story: Story, sheet: Sheet, look: Look) -> list[tuple[Atom, ...]]:
    """Lay out each section at one look, as atoms."""
    width = sheet.text_panels[0].width
    section_atoms: list[tuple[Atom, ...]] = []
    for personal, run in groupby(story.sections, key=attrgetter("personal")):
        lay_out = _lay_out_run if personal else _lay_out_shared_run
        section_atoms += lay_out(look, width, len(section_atoms), *run)
    return section_atoms


def _lay_out_run(
    look: Look, width: float, start: int, *sections: Section
) -> tuple[tuple[Atom, ...], ...]:
    """Lay out sections that follow one another in a story, the first at the place ``start``."""
    return tuple(
        [lay_out_section(section, n, look, width) for n, section in enumerate(sections, start)]
    )


# What is the same for all people is looked up as a whole, not section by section.
_lay_out_shared_run = memoized(128)(_lay_out_run)
