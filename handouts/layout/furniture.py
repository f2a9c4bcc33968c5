"""Furniture: what stands on a sheet and is no part of what it says in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.compose.runs import Text, plain
from handouts.compose.story import Story
from handouts.layout.blocks import lines
from handouts.layout.formats import Panel
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Furniture, Group, Piece, Placed, Rule, Told, stack
from handouts.remembering import remembered

if TYPE_CHECKING:
    from handouts.layout.page import Page


def version_line(story: Story, look: Look, width: float) -> Group:
    """Id, language, version and review dates, under a rule."""
    return _version(story.version_lines, look, width)


@remembered(256)
def _version(told_lines: tuple[Text, ...], look: Look, width: float) -> Group:
    told = stack(
        Atom(Told(lines(line, look.small, width), ("version", number)))
        for number, line in enumerate(told_lines)
    )
    gap = look.small.leading * 0.4
    return Group(told.height + gap, (Placed(Rule(width, look.pale)), Placed(told, 0.0, gap)))


def draft_marks(canvas: Page, mark: str, look: Look, panels: Iterable[Panel]) -> None:
    """A draft's mark below each panel, in the margin; said once, with the cover.

    A draft is not for the patient, so that it may stand nearer to the edge than text does.
    """
    style = replace(look.small, colour=look.accent, strong=True, align="centre")
    for panel in panels:
        words = lines(plain(mark), style, panel.width)
        piece: Piece = Told(words, ("draft",)) if panel.role == "cover" else Furniture(words)
        piece.draw(canvas, panel.left, panel.top - panel.height - 2.5)
