"""Hyphenation: by the language's rules where lines would be bad, anywhere if nothing else fits."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Protocol

from handouts.text.breaks import BreakKind
from handouts.text.shaped_paragraph import ShapedParagraph, add_breaks
from handouts.text.shaped_parts import UnbreakablePart
from handouts.text.shaping import find_clusters
from handouts.text.unbroken import NO_BREAK
from handouts.text.wrap import Breaking, break_lines

_LONG_WORD = re.compile(r"(?<!\S)[^\W\d_]{7,}(?=[.,;:!?)]*(?:\s|$))")

# A paragraph with a line shorter than this share of the measure is worth hyphenating.
_BAD = 0.75

_FindBreaks = Callable[[UnbreakablePart, int, ShapedParagraph], Iterator[tuple[int, BreakKind]]]


def hyphenate_paragraph(
    paragraph: ShapedParagraph, ends: list[int], measure: float, breaking: Breaking
) -> tuple[ShapedParagraph, list[int]]:
    """The paragraph and its line ends, with long words hyphenated if its lines were bad.

    Also if it has fewer lines then: so a shorter text never has more, whichever is hyphenated.
    """
    is_bad = _has_bad_lines(paragraph, ends, measure)
    if not is_bad and len(ends) <= _count_least_lines(paragraph, measure):
        return paragraph, ends
    places = list(_find_syllable_breaks(paragraph.text, paragraph.face.language))
    if not places:
        return paragraph, ends
    with_hyphens = add_breaks(paragraph, places)
    with_ends = break_lines(with_hyphens.boxes, measure, breaking)
    is_better = is_bad or len(with_ends) < len(ends)
    return (with_hyphens, with_ends) if is_better else (paragraph, ends)


def has_wide_words(paragraph: ShapedParagraph, measure: float) -> bool:
    """Whether anything that stays together is wider than the measure (in ems)."""
    return any(box.width + box.hyphen > measure for box in paragraph.boxes)


def split_wide_words(paragraph: ShapedParagraph, measure: float) -> ShapedParagraph:
    """Let what is wider than the measure (in ems) break.

    At no-break spaces; where that is not enough, by the language's rules, else at letters.
    """
    for find in (_find_bound_breaks, _find_part_syllables, _find_letter_breaks):
        if has_wide_words(paragraph, measure):
            paragraph = _split_wide_parts(paragraph, measure, find)
    return paragraph


def _split_wide_parts(
    paragraph: ShapedParagraph, measure: float, find: _FindBreaks
) -> ShapedParagraph:
    """The paragraph with more breaks in the parts that are wider than the measure."""
    places: list[tuple[int, BreakKind]] = []
    for part, start in zip(paragraph.parts, paragraph.starts):
        if part.box.width + part.box.hyphen > measure:
            places += find(part, start, paragraph)
        if part.kind and not part.space:
            # Keep the breaks that were added before.
            places.append((start + part.length, part.kind))
    return add_breaks(paragraph, places)


def _count_least_lines(paragraph: ShapedParagraph, measure: float) -> int:
    """The number of lines that are needed if words could be broken anywhere, at least."""
    total = sum(box.width + box.space for box in paragraph.boxes)
    widest_space = max((box.space for box in paragraph.boxes), default=0.0)
    return math.ceil((total - widest_space) / max(measure + widest_space, 1e-6) - 1e-6)


def _has_bad_lines(paragraph: ShapedParagraph, ends: list[int], measure: float) -> bool:
    starts = [0, *ends[:-1]]
    inner = [_measure_line(paragraph, start, end) for start, end in zip(starts, ends)][:-1]
    overfull = any(box.width > measure for box in paragraph.boxes)
    return overfull or any(width < _BAD * measure for width in inner)


def _measure_line(paragraph: ShapedParagraph, start: int, end: int) -> float:
    boxes = paragraph.boxes[start:end]
    return sum(box.width + box.space for box in boxes) - boxes[-1].space


def _find_bound_breaks(
    part: UnbreakablePart, start: int, paragraph: ShapedParagraph
) -> Iterator[tuple[int, BreakKind]]:
    for one, first, last in part.place_units(start):
        for place in range(first, last):
            if paragraph.text[place] == NO_BREAK and not one.look.raised:
                yield place + 1, "force"


def _find_part_syllables(
    part: UnbreakablePart, start: int, paragraph: ShapedParagraph
) -> Iterator[tuple[int, BreakKind]]:
    end = start + sum(one.length for one in part.units)
    for place, kind in _find_syllable_breaks(paragraph.text, paragraph.face.language):
        if start < place < end:
            yield place, kind


def _find_letter_breaks(
    part: UnbreakablePart, start: int, paragraph: ShapedParagraph
) -> Iterator[tuple[int, BreakKind]]:
    for one, first, last in part.place_units(start):
        text = paragraph.text[first:last]
        language = one.look.language or paragraph.face.language
        for place in find_clusters(one.glyphs.font, text, bool(one.level % 2), language):
            if unicodedata.category(text[place])[0] != "M":
                yield first + place, "force"


def _find_syllable_breaks(text: str, language: str) -> Iterator[tuple[int, BreakKind]]:
    patterns = _load_patterns(language)
    if patterns is None:
        return
    for match in _LONG_WORD.finditer(text):
        for place in patterns.positions(match[0]):
            yield match.start() + place, "hyphen"


class _Patterns(Protocol):
    """A language's hyphenation patterns."""

    def positions(self, word: str) -> list[int]:
        """The places in a word where it may be divided."""


@lru_cache(maxsize=16)
def _load_patterns(language: str) -> _Patterns | None:
    """The language's hyphenation patterns; None if it has none: then words are not broken."""
    import pyphen  # slow to load, and most leaflets have no line that needs it

    code = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=code, left=3, right=3) if code else None
