"""Shape the parts of a paragraph: what stays on one line, with the space or break behind it.

A part is remembered by its text and look, wherever it stands: people and handouts share most words.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.fonts import Typeface
from handouts.document.text import LINE_BREAK, Run
from handouts.pdf.fonts.font_files import Font
from handouts.pdf.fonts.glyphs import Glyphs
from handouts.text.breaks import BreakKind
from handouts.text.coverage import FontSpan
from handouts.text.shaping import shape
from handouts.text.unbroken import NO_BREAK
from handouts.text.wrap import BROKEN_ADDRESS, WrapBox

# Controls of breaking and direction, which are applied before shaping.
_STEERING = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")

SPACE = re.compile(f"[ {LINE_BREAK}]")

# Letters that join their neighbours: shaped in the context of the word.
_JOINING = re.compile("[\u0600-\u08ff\u200d]")

# The least width in ems of the space before a raised number. In a narrower one pdftotext joins the
# number to the word before it, although a space is drawn.
_LEAST_RAISED_SPACE = 0.16

# Words with so many no-break spaces between them are a phrase, as in "twice a day"; fewer stand
# between a number and its unit.
_LEAST_SPACES = 2

# How bad a break is. To "force" is to break a word where no rule allows it.
_PENALTIES: dict[BreakKind, float] = {
    "space": 0.0,
    "line": 0.0,
    "zero": 4.0,
    "address": BROKEN_ADDRESS,
    "hyphen": 25.0,
    "force": 2 * BROKEN_ADDRESS,
}

_LOOKS, _PARTS = 32, 1_024
"""So many looks of text are remembered, and so many parts of each."""


class Face(NamedTuple):
    """Everything that decides how a paragraph's letters look, except their size."""

    family: Typeface
    strong: bool
    language: str
    raised: float  # size of raised text as a share of the text size
    in_table: bool = False  # whether digits are of one width


class ShapedUnit(Data, frozen=True):
    """Glyphs of one look, font and level, for so many letters of the text: its ``length``.

    ``look`` is a run without its text. ``scale`` is the size as a share of the text size;
    ``width`` is in ems.
    """

    glyphs: Glyphs
    look: Run
    level: int
    length: int
    scale: float
    width: float


class UnbreakablePart(Data, frozen=True):
    """Units that stay on one line, and the space or break after them, if any.

    ``length`` counts the letters of all, and ``box`` is the part for line breaking.
    """

    units: tuple[ShapedUnit, ...]
    space: ShapedUnit | None
    kind: BreakKind | None
    length: int
    box: WrapBox

    def place_units(self, start: int) -> Iterator[tuple[ShapedUnit, int, int]]:
        """Each unit but the space, with its places in the text if the part begins at ``start``."""
        for one in self.units:
            yield one, start, start + one.length
            start += one.length


def shape_parts(
    text: str,
    spans: Sequence[FontSpan],
    face: Face,
    depth: Sequence[int] | None,
    places: Sequence[tuple[int, BreakKind]],
) -> Iterator[UnbreakablePart]:
    """Shape the parts of a text, which end at ``places`` and at its end.

    ``depth`` has the level of each letter, if not all are 0.
    """
    start, last, number = 0, 0, -1
    recall: _Recall | None = None
    for end, kind in (*places, (len(text), None)):
        if start >= end:
            continue
        while last <= start:
            number += 1
            _, last, run, font = spans[number]
            recall = None if depth else _recall_parts(run, font, face)
        if recall and end <= last:
            yield recall(text[start:end], kind)
        else:
            yield _shape_part(text, spans[number:], face, depth, start, end, kind)
        start = end


_Recall = Callable[[str, BreakKind | None], UnbreakablePart]
"""Shapes a part by its text, or finds it among those that were shaped."""


def _recall_parts(run: Run, font: Font, face: Face) -> _Recall | None:
    """What remembers the parts of a run; None if they depend on more than their own text."""
    text = run.text
    if (run.raised and text == NO_BREAK) or not (text.isascii() or not _JOINING.search(text)):
        return None
    return _remember_parts(replace(run, text=""), font, face)


@lru_cache(maxsize=_LOOKS)
def _remember_parts(look: Run, font: Font, face: Face) -> _Recall:
    @lru_cache(maxsize=_PARTS)
    def recall(text: str, kind: BreakKind | None) -> UnbreakablePart:
        """Shape a part that stands for itself."""
        span = 0, len(text), look, font
        return _shape_part(text, [span], face, None, 0, len(text), kind)

    return recall


def _shape_part(
    text: str,
    spans: Sequence[FontSpan],
    face: Face,
    depth: Sequence[int] | None,
    start: int,
    end: int,
    kind: BreakKind | None,
) -> UnbreakablePart:
    """Shape the part of a text from ``start`` to ``end``."""
    edges = _find_edges(text, depth, start, end)
    units: list[ShapedUnit] = []
    for first, last, run, font in spans:
        if first >= end:
            break
        inside = [edge for edge in edges if first < edge < last]
        for left, right in pairwise([max(first, start), *inside, min(last, end)]):
            level = depth[left] if depth else 0
            units.append(shape_unit(text, run, font, level, left, right, face))
    space = units.pop() if kind in ("space", "line") else None
    spaces = text.count(NO_BREAK, start, end - 1 if space else end)
    box = _make_box(units, space, kind, is_phrase=spaces >= _LEAST_SPACES)
    return UnbreakablePart(tuple(units), space, kind, end - start, box)


def _find_edges(text: str, depth: Sequence[int] | None, start: int, end: int) -> list[int]:
    """Where a space begins or ends in a part of a text, or the level changes."""
    spaces = [match.start() for match in SPACE.finditer(text, start, end)]
    edges = {*spaces, *(place + 1 for place in spaces)}
    if depth:
        edges.update(at for at in range(start + 1, end) if depth[at] != depth[at - 1])
    return sorted(edges - {start, end})


def _make_box(
    units: Sequence[ShapedUnit],
    space: ShapedUnit | None,
    kind: BreakKind | None,
    *,
    is_phrase: bool,
) -> WrapBox:
    """A part as a box for line breaking."""
    width = sum([unit.width for unit in units])
    if space:
        return WrapBox(width, space.width, ends_line=kind == "line", is_phrase=is_phrase)
    hyphen = shape_hyphen(units[-1]).width if kind == "hyphen" and units else 0.0
    penalty = _PENALTIES[kind or "space"]
    return WrapBox(width, 0.0, hyphen, penalty, kind is None, is_phrase=is_phrase)


def shape_unit(
    text: str, run: Run, font: Font, level: int, start: int, end: int, face: Face
) -> ShapedUnit:
    """Shape a text from ``start`` to ``end`` in the context of its neighbours."""
    unit_text, before, after = text[start:end], "", ""
    if not unit_text.isascii():
        if _JOINING.search(unit_text):
            before = _STEERING.sub("", text[max(0, start - 4) : start]).rpartition(" ")[2]
            after = _STEERING.sub("", text[end : end + 4]).partition(" ")[0]
        unit_text = _STEERING.sub("", unit_text).replace(LINE_BREAK, " ")
    language = run.language or face.language
    glyphs = shape(font, unit_text, level % 2 == 1, language, before, after, face.in_table)
    scale = face.raised if run.raised or run.script else 1.0
    if run.raised and run.text == NO_BREAK:
        glyphs = _widen_space(glyphs, _LEAST_RAISED_SPACE * 1000 / scale)
    look = replace(run, text="") if run.text else run
    return ShapedUnit(glyphs, look, level, end - start, scale, glyphs.width * scale / 1000)


def _widen_space(glyphs: Glyphs, least: float) -> Glyphs:
    """A space at least so wide, in thousandths of the type size."""
    if glyphs.width >= least:
        return glyphs
    return dataclasses.replace(glyphs, advances=(*glyphs.advances[:-1], least))


def shape_hyphen(last: ShapedUnit) -> ShapedUnit:
    """The hyphen drawn where a word is broken; copied text contains a soft hyphen instead."""
    hyphen = shape(last.glyphs.font, "-", bool(last.level % 2), last.look.language or "en")
    soft = dataclasses.replace(hyphen, texts=("\u00ad",), text="\u00ad", spelled=True)
    width = soft.width * last.scale / 1000
    return replace(last, glyphs=soft, length=0, width=width)
