"""A story as a format can have it: citations, new panels, and what is kept together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from handouts.document.blocks import FREE, Block
from handouts.document.brand import Brand
from handouts.document.handout import Section
from handouts.document.papers import Paper
from handouts.document.story import Story
from handouts.document.text import Address
from handouts.layout.fit.fitting import stacked_height
from handouts.layout.formats import Format
from handouts.layout.inline_citations import inline_citations
from handouts.layout.look import Look, make_look
from handouts.layout.pieces import Atom
from handouts.layout.prices import NEVER
from handouts.layout.sections import lay_out_section
from handouts.layout.text_area import measure_text_panels
from handouts.memo import memoized


def adapt_story(story: Story, brand: Brand, kind: Format, paper: Paper) -> Story:
    """Adapt a story to a format.

    Large print and a screen have no raised citations, and a screen no new panels. What no panel
    holds at the smallest size is not kept together.
    """
    if kind.scale.large or kind.scale.on_screen:
        story = inline_citations(story)
    if not any(map(_asks_for_panels, story.sections)):
        return story
    if not kind.printing.on_paper:
        story = _map_sections(story, _drop_new_panels)
    *_, plan = kind.iter_plans(paper)
    look = make_look(brand, story.language, plan.smallest, kind.scale, plan.pictures[0])
    panels = measure_text_panels(story, plan.sheet, look)
    width, tallest = panels[0].width, max(panel.height for panel in panels)
    return _map_sections(story, lambda section: _release_section(section, look, width, tallest))


def free_story(story: Story) -> Story:
    """The story as it would be without any wish about panels."""
    return _map_sections(story, lambda section: _free_section(section, keep=False))


def find_wishes(section: Section) -> Iterator[tuple[Address, bool]]:
    """The address of each wish about panels in a section, and whether it is for a new panel."""
    if section.keep:
        yield ("handout", section.key, "keep"), False
    if section.new_panel:
        yield ("handout", section.key, "new_panel"), True
    for part in _list_kept_parts(section.blocks):
        yield (*section.blocks[part.start].flow.address, "keep"), False
    for block in section.blocks:
        if block.flow.new_panel:
            yield (*block.flow.address, "new_panel"), True


def _asks_for_panels(section: Section) -> bool:
    if not (section.keep or section.new_panel):
        for block in section.blocks:  # a loop: this is asked of each section of each leaflet
            if block.flow.is_together or block.flow.new_panel:
                break
        else:
            return False
    return any(True for _ in find_wishes(section))


def _map_sections(story: Story, change: Callable[[Section], Section]) -> Story:
    sections = (change(one) if _asks_for_panels(one) else one for one in story.sections)
    return replace(story, sections=tuple(sections))


@memoized(256)
def _drop_new_panels(section: Section) -> Section:
    blocks = (
        replace(block, flow=replace(block.flow, new_panel=False)) if block.flow.new_panel else block
        for block in section.blocks
    )
    return replace(section, new_panel=False, blocks=tuple(blocks))


def _free_section(section: Section, *, keep: bool) -> Section:
    """The section without any wish, but for its own to be kept together if ``keep``."""
    blocks = (
        replace(block, flow=FREE) if block.flow != FREE else block for block in section.blocks
    )
    return replace(section, keep=keep, new_panel=False, blocks=tuple(blocks))


@memoized(256)
def _release_section(section: Section, look: Look, width: float, tallest: float) -> Section:
    """The section without the wishes that no panel of a height can fulfil."""
    if section.keep:
        kept = _free_section(section, keep=True)
        section = replace(section, keep=_measure_tallest(kept, look, width) <= tallest)
    blocks = list(section.blocks)
    for part in _list_kept_parts(section.blocks):
        alone = _free_section(section, keep=False)
        tried = list(alone.blocks)
        tried[part.start : part.stop] = section.blocks[part.start : part.stop]
        if _measure_tallest(replace(alone, blocks=tuple(tried)), look, width) > tallest:
            blocks[part.start : part.stop] = map(_release_block, blocks[part.start : part.stop])
    return replace(section, blocks=tuple(blocks))


def _list_kept_parts(blocks: tuple[Block, ...]) -> Iterator[range]:
    """The places of the blocks of each part that is to be kept together."""
    start = 0
    for place, block in enumerate(blocks):
        if not (place and blocks[place - 1].flow.holds(block.flow)):
            start = place
        ends = place + 1 == len(blocks) or not block.flow.holds(blocks[place + 1].flow)
        if block.flow.is_together and ends:
            yield range(start, place + 1)


def _release_block(block: Block) -> Block:
    return replace(block, flow=replace(block.flow, is_together=False))


def _measure_tallest(section: Section, look: Look, width: float) -> float:
    """The height of the highest atoms of a section that no panel may end between, in points."""
    group: list[Atom] = []
    tallest = 0.0
    for atom in lay_out_section(section, 0, look, width):
        if atom.new_panel:
            group = []
        group.append(atom)
        tallest = max(tallest, stacked_height(group))
        if atom.split < NEVER:
            group = []
    return tallest
