"""Page furniture: version line, page numbers and draft marks, outside the running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.document.story import Story
from handouts.document.text import Text, plain
from handouts.language.words import words_for
from handouts.layout.formats import Panel, Sheet
from handouts.layout.graphics import Rule
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Artifact,
    Atom,
    Piece,
    PieceGroup,
    Placed,
    Tagged,
    TextLines,
    stack_atoms,
)
from handouts.layout.roles import DRAFT, VERSION, Role
from handouts.layout.typesetting import typeset_lines
from handouts.memo import memoized

if TYPE_CHECKING:
    pass


def lay_out_version_line(story: Story, look: Look, width: float) -> PieceGroup:
    """Lay out id, language, version and review dates, under a rule."""
    return _stack_version_lines(story.version_lines, look, width)


@memoized(256)
def _stack_version_lines(version: tuple[Text, ...], look: Look, width: float) -> PieceGroup:
    stacked = stack_atoms(
        Atom(Tagged(typeset_lines(line, look.small_style, width), role))
        for role, line in zip(VERSION, version, strict=True)
    )
    gap = look.small_style.leading * 0.4
    return PieceGroup(
        stacked.height + gap,
        (Placed(Artifact(Rule(width, look.shade("pale")), "Footer")), Placed(stacked, 0.0, gap)),
    )


def lay_out_foot(story: Story, look: Look, sheet: Sheet, panel: Panel) -> PieceGroup:
    """Lay out the foot of a page: the draft mark, the version line, the page number.

    The mark is tagged in the first foot and the version line in the last one, so that a screen
    reader reads each once although they are on every page. All feet are equally high.
    """
    feet = sheet.foot_panels
    page, last = words_for(story.language).page, feet[-1].number
    numbers = page.format(panel.number, last), page.format(last, last)
    is_tagged = panel is feet[0], panel is feet[-1]
    return _build_foot(story.version_lines, story.draft, *numbers, *is_tagged, look, panel.width)


@memoized(256)
def _build_foot(
    version: tuple[Text, ...],
    draft: str,
    number: str,
    widest: str,
    tags_draft: bool,
    tags_version: bool,
    look: Look,
    width: float,
) -> PieceGroup:
    gap = look.small_style.leading * 0.4
    page = typeset_lines(plain(number), look.page_number_style, width)
    placed: list[Placed] = [Placed(Artifact(Rule(width, look.shade("pale")), "Footer"))]
    down = gap
    if draft:
        style = replace(look.small_style, colour=look.shade("accent"), strong=True)
        mark = typeset_lines(plain(draft), style, width)
        placed.append(Placed(_tag_or_hide(mark, DRAFT, tags_draft), 0.0, down))
        down += mark.height
    level = page.setting.first_baseline
    placed.append(Placed(Artifact(page, "Footer"), width - page.setting.width, down))
    room = (
        width
        - 1.05 * typeset_lines(plain(widest), look.page_number_style, width).setting.width
        - look.size
    )
    height = page.height
    arranged = _arrange_version(version, look, room, width)
    for role, (line, x, below) in zip(VERSION, arranged, strict=True):
        below = max(0.0, below + level - line.setting.first_baseline)
        piece = _tag_or_hide(line, role, tags_version)
        placed.append(Placed(piece, x, down + below))
        height = max(height, below + line.height)
    return PieceGroup(down + height, tuple(placed))


def _tag_or_hide(line: TextLines, role: Role, is_tagged: bool) -> Piece:
    """Tag lines with a role, or make them a footer that is not read."""
    return Tagged(line, role) if is_tagged else Artifact(line, "Footer")


def _arrange_version(
    version: tuple[Text, ...], look: Look, room: float, width: float
) -> list[tuple[TextLines, float, float]]:
    """Arrange the version's lines, each with its offset: in one row if there is room for it."""
    full = [typeset_lines(line, look.small_style, width) for line in version]
    gap = look.small_style.size * 1.6
    wide = sum(line.setting.width + gap for line in full) - gap
    if wide <= room and all(line.last == 1 for line in full):
        lefts = [sum(line.setting.width + gap for line in full[:n]) for n in range(len(full))]
        return [(line, left, 0.0) for line, left in zip(full, lefts, strict=True)]
    narrow = [typeset_lines(line, look.small_style, room) for line in version[:1]] + full[1:]
    downs = [sum(line.height for line in narrow[:n]) for n in range(len(narrow))]
    return [(line, 0.0, down) for line, down in zip(narrow, downs, strict=True)]


def lay_out_draft_mark(mark: str, look: Look, panel: Panel) -> Piece:
    """Lay out a draft mark for the margin below a panel; only the cover's is tagged.

    A draft is not for patients, so the mark may be nearer to the edge than text may.
    """
    style = replace(look.small_style, colour=look.shade("accent"), strong=True, align="centre")
    words = typeset_lines(plain(mark), style, panel.width)
    return _tag_or_hide(words, DRAFT, panel.role == "cover")
