"""Inline citations: "[1]" in place of a raised number, for large print."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.runs import Run, Text
from handouts.document.story import Section, Story
from handouts.memo import memoized


@memoized(64)
def inline_citations(story: Story) -> Story:
    """Return the story with its raised citations set inline."""
    return replace(story, sections=tuple(map(_inline_section, story.sections)))


@memoized(256)
def _inline_section(section: Section) -> Section:
    inlined: Section = _inline_value(section)
    return inlined


def _inline_value(value: Any) -> Any:
    if isinstance(value, tuple):
        if any(isinstance(part, Run) for part in value):
            return _inline_text(value)
        return tuple(map(_inline_value, value))
    if isinstance(value, Data):
        changed = {name: _inline_value(getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **changed)
    return value


def _inline_text(text: Text) -> Text:
    """Put each group of raised runs in brackets, after a no-break space."""
    runs: list[Run] = []
    for raised, group in groupby(text, key=lambda run: run.raised):
        inner = [replace(run, raised=False) for run in group]
        runs += [Run("\u00a0["), *inner, Run("]")] if raised else inner
    return tuple(runs)
