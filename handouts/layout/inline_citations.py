"""Inline citations: "[1]" in place of a raised number, for large print."""

from __future__ import annotations

from itertools import groupby

from msgspec.structs import replace

from handouts.compose.resolve import CITATION_SPACE
from handouts.document.handout import Section
from handouts.document.story import Story
from handouts.document.text import Run, Text
from handouts.document.walk import map_texts
from handouts.memo import memoized


@memoized(64)
def inline_citations(story: Story) -> Story:
    """Return the story with its raised citations set inline."""
    return replace(story, sections=tuple(map(_inline_section, story.sections)))


@memoized(256)
def _inline_section(section: Section) -> Section:
    return map_texts(section, _inline_text)


def _inline_text(text: Text) -> Text:
    """Put each group of raised runs in brackets, behind the space that stands before them."""
    runs: list[Run] = []
    for raised, group in groupby(text.runs, key=lambda run: run.raised):
        inner = [replace(run, raised=False) for run in group]
        if raised:
            opening = f"{inner.pop(0).text}[" if inner[0].text == CITATION_SPACE.text else "["
            inner = [Run(opening), *inner, Run("]")]
        runs += inner
    return replace(text, inlines=tuple(runs))
