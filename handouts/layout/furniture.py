"""Furniture: what stands on a sheet and is no part of what it says in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.compose.runs import Text, plain
from handouts.compose.story import Story
from handouts.compose.words import words_for
from handouts.layout.blocks import lines
from handouts.layout.formats import Panel, Sheet
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Atom,
    Furniture,
    Group,
    Lines,
    Piece,
    Placed,
    Rule,
    Told,
    stack,
)
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


def foot(story: Story, look: Look, sheet: Sheet, panel: Panel) -> Group:
    """The foot of a page: a draft's mark, the version line, the page's number.

    The first foot tells the mark and the last one the version line, so that each is said
    once and stands on every sheet. All feet of a sheet are equally high.
    """
    feet = sheet.feet
    page, last = words_for(story.language).page, feet[-1].number
    numbers = page.format(panel.number, last), page.format(last, last)
    tells = panel is feet[0], panel is feet[-1]
    return _foot(story.version_lines, story.draft, *numbers, *tells, look, panel.width)


@remembered(256)
def _foot(
    version: tuple[Text, ...],
    draft: str,
    number: str,
    widest: str,
    tells_draft: bool,
    tells_version: bool,
    look: Look,
    width: float,
) -> Group:
    gap = look.small.leading * 0.4
    page = lines(plain(number), look.number, width)
    placed = [Placed(Rule(width, look.pale))]
    down = gap
    if draft:
        style = replace(look.small, colour=look.accent, strong=True)
        mark = lines(plain(draft), style, width)
        placed.append(Placed(_said(mark, ("draft",), tells_draft), 0.0, down))
        down += mark.height
    level = page.setting.first_baseline
    placed.append(Placed(Furniture(page), width - page.setting.width, down))
    room = width - 1.05 * lines(plain(widest), look.number, width).setting.width - look.size
    height = page.height
    for number_of, (line, x, below) in enumerate(_rows(version, look, room, width)):
        below = max(0.0, below + level - line.setting.first_baseline)
        told = _said(line, ("version", number_of), tells_version)
        placed.append(Placed(told, x, down + below))
        height = max(height, below + line.height)
    return Group(down + height, tuple(placed))


def _said(line: Lines, path: tuple[str | int, ...], tells: bool) -> Piece:
    """Lines that are told at a path, or else seen and not said."""
    return Told(line, path) if tells else Furniture(line)


def _rows(
    version: tuple[Text, ...], look: Look, room: float, width: float
) -> list[tuple[Lines, float, float]]:
    """The lines of the version, each with its place: in one row where there is room for it."""
    whole = [lines(line, look.small, width) for line in version]
    gap = look.small.size * 1.6
    wide = sum(line.setting.width + gap for line in whole) - gap
    if wide <= room and all(line.last == 1 for line in whole):
        lefts = [sum(line.setting.width + gap for line in whole[:n]) for n in range(len(whole))]
        return [(line, left, 0.0) for line, left in zip(whole, lefts, strict=True)]
    narrow = [lines(line, look.small, room) for line in version[:1]] + whole[1:]
    downs = [sum(line.height for line in narrow[:n]) for n in range(len(narrow))]
    return [(line, 0.0, down) for line, down in zip(narrow, downs, strict=True)]


def draft_marks(canvas: Page, mark: str, look: Look, panels: Iterable[Panel]) -> None:
    """A draft's mark below each panel, in the margin; said once, with the cover.

    A draft is not for the patient, so that it may stand nearer to the edge than text does.
    """
    style = replace(look.small, colour=look.accent, strong=True, align="centre")
    for panel in panels:
        words = lines(plain(mark), style, panel.width)
        piece: Piece = Told(words, ("draft",)) if panel.role == "cover" else Furniture(words)
        piece.draw(canvas, panel.left, panel.top - panel.height - 2.5)
