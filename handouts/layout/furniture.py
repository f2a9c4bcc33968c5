"""Furniture: what stands on a sheet and is no part of what it says in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.compose.runs import plain
from handouts.compose.story import Story
from handouts.layout.blocks import lines
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Furniture, Group, Placed, Rule, Told, stack

if TYPE_CHECKING:
    from handouts.layout.page import Page


def version_line(story: Story, look: Look, width: float) -> Group:
    """Id, language, version and review dates, under a rule; a draft says first that it is one."""
    told = [
        Told(lines(line, look.small, width), ("version", number))
        for number, line in enumerate(story.version_lines)
    ]
    if story.draft:
        style = replace(look.small, colour=look.accent, strong=True)
        told.insert(0, Told(lines(plain(story.draft), style, width), ("draft",)))
    set_lines = stack(Atom(line) for line in told)
    gap = look.small.leading * 0.4
    parts = (Placed(Rule(width, look.pale)), Placed(set_lines, 0.0, gap))
    return Group(set_lines.height + gap, parts)


def draft_mark(canvas: Page, mark: str, look: Look, size: tuple[float, float]) -> None:
    """A draft's mark across a page, pale as a ground so that one can read what stands over it.

    It is seen at a glance and not said: the words that tell are in the version line.
    """
    width, height = size
    style = replace(look.title(64, look.warm), align="centre")
    words = lines(plain(mark), style, width)
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(24)
    Furniture(words).draw(canvas, -width / 2, words.height / 2)
    canvas.restoreState()
