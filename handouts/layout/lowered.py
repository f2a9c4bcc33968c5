"""Citations on the line: "[1]" in place of a raised number, where nothing may be small."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from msgspec.structs import replace

from handouts.compose.runs import Run, Text
from handouts.compose.story import Section, Story
from handouts.data import Data
from handouts.remembering import remembered


@remembered(64)
def lowered(story: Story) -> Story:
    """The story with no run raised."""
    return replace(story, sections=tuple(map(_section, story.sections)))


@remembered(256)
def _section(section: Section) -> Section:
    lower: Section = _lower(section)
    return lower


def _lower(value: Any) -> Any:
    if isinstance(value, tuple):
        if any(isinstance(part, Run) for part in value):
            return _text(value)
        return tuple(map(_lower, value))
    if isinstance(value, Data):
        changed = {name: _lower(getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **changed)
    return value


def _text(text: Text) -> Text:
    """Each row of raised runs behind a space, in brackets."""
    runs: list[Run] = []
    for raised, group in groupby(text, key=lambda run: run.raised):
        inner = [replace(run, raised=False) for run in group]
        runs += [Run("\u00a0["), *inner, Run("]")] if raised else inner
    return tuple(runs)
