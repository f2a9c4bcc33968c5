"""Inline citations: "[1]" in place of a raised number, for large print and for fingers."""

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
    """Put each group of raised runs in brackets, behind the space that stands before them.

    The brackets belong to the links of the first and the last number, which are easier to hit so:
    "[1]" is 24 px wide on a screen (WCAG 2.2, 2.5.8).
    """
    runs: list[Run] = []
    for raised, group in groupby(text.runs, key=lambda run: run.raised):
        inner = [replace(run, raised=False) for run in group]
        if raised:
            space = [inner.pop(0)] if inner[0].text == CITATION_SPACE.text else []
            inner[0] = replace(inner[0], text=f"[{inner[0].text}")
            inner[-1] = replace(inner[-1], text=f"{inner[-1].text}]")
            inner = [*space, *inner]
        runs += inner
    return replace(text, inlines=tuple(runs))
