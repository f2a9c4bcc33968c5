"""Shape a paragraph into units between breaks, independent of its size and line width.

All widths are in ems, so that the same shaped paragraph serves any size.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.fonts import Typeface
from handouts.document.text import LINE_BREAK, Run
from handouts.pdf.fonts.font_files import Font
from handouts.pdf.fonts.glyphs import Glyphs
from handouts.text.bidi import compute_levels
from handouts.text.breaks import BreakKind, find_breaks
from handouts.text.clean import clean_runs
from handouts.text.coverage import split_by_font
from handouts.text.glyph_text import TO_PLAIN_SPACES
from handouts.text.shaping import shape
from handouts.text.style import is_rtl
from handouts.text.unbroken import NO_BREAK, bind_runs
from handouts.text.wrap import BROKEN_ADDRESS, WrapBox

# Controls of breaking and direction, which are applied before shaping.
_STEERING = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")

_SPACE = re.compile(f"[ {LINE_BREAK}]")

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


class Face(NamedTuple):
    """Everything that decides how a paragraph's letters look, except their size."""

    family: Typeface
    strong: bool
    language: str
    raised: float  # size of raised text as a share of the text size
    in_table: bool = False  # whether digits are of one width


class ShapedUnit(Data, frozen=True):
    """Glyphs of one run, font and level. ``start`` and ``end`` are places in the text.

    ``scale`` is the size as a share of the text size; ``width`` is in ems.
    """

    glyphs: Glyphs
    run: Run
    level: int
    start: int
    end: int
    scale: float
    width: float


class UnbreakablePart(Data, frozen=True):
    """Units that stay on one line, and the space or break after them, if any."""

    units: tuple[ShapedUnit, ...]
    space: ShapedUnit | None
    kind: BreakKind | None

    def make_box(self, text: str) -> WrapBox:
        """The part as a box for line breaking; ``text`` is the paragraph's, if it binds words."""
        width = sum([unit.width for unit in self.units])
        is_phrase = bool(text) and self._count_bound_spaces(text) >= _LEAST_SPACES
        if self.space:
            return WrapBox(width, self.space.width, 0.0, 0.0, True, self.kind == "line", is_phrase)
        hyphen = shape_hyphen(self.units[-1]).width if self.kind == "hyphen" and self.units else 0.0
        penalty = _PENALTIES[self.kind or "space"]
        return WrapBox(width, 0.0, hyphen, penalty, self.kind is None, is_phrase=is_phrase)

    def _count_bound_spaces(self, text: str) -> int:
        """How many spaces of the paragraph's text it holds."""
        return text.count(NO_BREAK, self.units[0].start, self.units[-1].end) if self.units else 0


@dataclass(frozen=True, eq=False)
class ShapedParagraph:
    """A paragraph ready for line breaking: its text, runs, and parts in reading order."""

    text: str
    runs: tuple[Run, ...]
    face: Face
    parts: tuple[UnbreakablePart, ...]
    rtl: bool

    @cached_property
    def boxes(self) -> tuple[WrapBox, ...]:
        """The parts as boxes for line breaking."""
        text = self.text if NO_BREAK in self.text else ""
        return tuple([part.make_box(text) for part in self.parts])

    def text_between(self, first: int, last: int) -> tuple[Run, ...]:
        """The runs of the parts ``first`` up to ``last``."""
        start, end = self._find_start(first), self._find_start(last)
        return tuple(_cut_runs(self.runs, start, end))

    def _find_start(self, part: int) -> int:
        """The place in the text where a part begins."""
        if part >= len(self.parts):
            return len(self.text)
        units = (*self.parts[part].units, self.parts[part].space)
        return next((one.start for one in units if one), 0)


def shape_paragraph(text: tuple[Run, ...], face: Face) -> ShapedParagraph:
    """Shape a text, divided at its breaks. Raises ``MissingGlyphs``."""
    runs = tuple(_name_links(bind_runs(clean_runs(text))))
    plain_text = "".join(run.text for run in runs)
    return _build_paragraph(plain_text, runs, face, find_breaks(plain_text))


def _name_links(runs: tuple[Run, ...]) -> Iterator[Run]:
    """Runs whose links are described by all their words, if not by others.

    A link may be on several lines, in several runs; its name holds what is seen (WCAG 2.5.3).
    """
    for (link, about), group in groupby(runs, key=lambda run: (run.link, run.about)):
        linked = list(group)
        if link and not about:
            words = "".join(run.text for run in linked).translate(TO_PLAIN_SPACES)
            linked = [replace(run, about=words) for run in linked]
        yield from linked


def add_breaks(
    paragraph: ShapedParagraph, more: Sequence[tuple[int, BreakKind]]
) -> ShapedParagraph:
    """The paragraph with more places where a line may end."""
    places = dict(more) | dict(find_breaks(paragraph.text))
    return _build_paragraph(paragraph.text, paragraph.runs, paragraph.face, sorted(places.items()))


def rejoin_words(
    paragraph: ShapedParagraph, units: list[ShapedUnit], measure: float
) -> list[ShapedUnit]:
    """Shape the words of a line again across breaks that were not used.

    This restores ligatures and kerning. If the result is wider than the measure (in ems), the
    units are returned unchanged.
    """
    joined: list[ShapedUnit] = []
    for one in units:
        if joined and _belong_together(joined[-1], one, paragraph.text):
            start = joined.pop().start
            one = _shape_unit(
                paragraph.text, one.run, one.glyphs.font, one.level, start, one.end, paragraph.face
            )
        joined.append(one)
    fits = sum(one.width for one in joined) <= measure + 1e-6
    return joined if fits else units


def shape_hyphen(last: ShapedUnit) -> ShapedUnit:
    """The hyphen drawn where a word is broken; copied text contains a soft hyphen instead."""
    hyphen = shape(last.glyphs.font, "-", bool(last.level % 2), last.run.language or "en")
    soft = dataclasses.replace(hyphen, texts=("\u00ad",), text="\u00ad", spelled=True)
    width = soft.width * last.scale / 1000
    return replace(last, glyphs=soft, start=last.end, width=width)


def _build_paragraph(
    text: str, runs: tuple[Run, ...], face: Face, places: Sequence[tuple[int, BreakKind]]
) -> ShapedParagraph:
    rtl = _is_right_to_left(runs, face.language)
    kinds = dict(places)
    units = _shape_units(text, runs, face, kinds, rtl)
    return ShapedParagraph(text, runs, face, tuple(_group_parts(units, kinds)), rtl)


def _is_right_to_left(runs: tuple[Run, ...], language: str) -> bool:
    """Whether a paragraph is: one whose words are all of such a language, or else the text's."""
    languages = {run.language for run in runs if run.language}
    if not languages:
        return is_rtl(language)
    spoken = {run.language or language for run in runs if any(map(str.isalpha, run.text))}
    directions = {is_rtl(each) for each in spoken or {language}}
    return directions.pop() if len(directions) == 1 else is_rtl(language)


def _shape_units(
    text: str, runs: tuple[Run, ...], face: Face, places: Iterable[int], rtl: bool
) -> Iterator[ShapedUnit]:
    font_spans = split_by_font(runs, face.family, face.strong)
    depth = compute_levels(text, rtl)
    edges = sorted(_find_space_edges(text).union(places, _find_level_changes(depth)))
    for start, end, run, font in font_spans:
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        cuts = [start, *inner, end]
        if depth or not run.text.isascii():
            for left, right in pairwise(cuts):
                level = depth[left] if depth else 0
                yield _shape_unit(text, run, font, level, left, right, face)
        else:
            yield from _shape_ascii(text, run, font, cuts, face)


def _shape_ascii(
    text: str, run: Run, font: Font, cuts: list[int], face: Face
) -> Iterator[ShapedUnit]:
    """Shape the units of a run, as `_shape_unit` would: no neighbour changes ASCII's letters."""
    language, scale, in_table = run.language or face.language, _scale_run(run, face), face.in_table
    for start, end in pairwise(cuts):
        glyphs = shape(font, text[start:end], False, language, "", "", in_table)
        yield ShapedUnit(glyphs, run, 0, start, end, scale, glyphs.width * scale / 1000)


def _shape_unit(
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
    scale = _scale_run(run, face)
    if run.raised and run.text == NO_BREAK:
        glyphs = _widen_space(glyphs, _LEAST_RAISED_SPACE * 1000 / scale)
    return ShapedUnit(glyphs, run, level, start, end, scale, glyphs.width * scale / 1000)


def _scale_run(run: Run, face: Face) -> float:
    """The size of a run, as a share of the text size."""
    return face.raised if run.raised or run.script else 1.0


def _widen_space(glyphs: Glyphs, least: float) -> Glyphs:
    """A space at least so wide, in thousandths of the type size."""
    if glyphs.width >= least:
        return glyphs
    return dataclasses.replace(glyphs, advances=(*glyphs.advances[:-1], least))


def _belong_together(left: ShapedUnit, right: ShapedUnit, text: str) -> bool:
    return (
        left.end == right.start < right.end
        and left.run is right.run
        and left.level == right.level
        and left.glyphs.font is right.glyphs.font
        and not _SPACE.match(text[left.end - 1])
        and not _SPACE.match(text[right.start])
    )


def _find_space_edges(text: str) -> set[int]:
    """Where each space begins and ends."""
    starts = [match.start() for match in _SPACE.finditer(text)]
    return {*starts, *(start + 1 for start in starts)}


def _find_level_changes(depth: list[int] | None) -> Iterator[int]:
    for place in range(1, len(depth or ())):
        if depth and depth[place] != depth[place - 1]:
            yield place


def _cut_runs(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    for run in runs:
        text = run.text[max(0, start) : max(0, end)]
        if text:
            yield replace(run, text=text)
        start, end = start - len(run.text), end - len(run.text)


def _group_parts(
    units: Iterable[ShapedUnit], places: dict[int, BreakKind]
) -> Iterator[UnbreakablePart]:
    pending: list[ShapedUnit] = []
    for one in units:
        kind = places.get(one.end)
        if kind in ("space", "line"):
            yield UnbreakablePart(tuple(pending), one, kind)
            pending = []
            continue
        pending.append(one)
        if kind:
            yield UnbreakablePart(tuple(pending), None, kind)
            pending = []
    if pending:
        yield UnbreakablePart(tuple(pending), None, None)
