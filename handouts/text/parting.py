"""Parting words: by the language's rules where lines would be bad, by force where none fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from handouts.text.breaks import Kind
from handouts.text.shaping import clusters
from handouts.text.units import Material, Part, refined
from handouts.text.wrap import wrap

_LONG_WORD = re.compile(r"(?<!\S)[^\W\d_]{7,}(?=[.,;:!?)]*(?:\s|$))")

# A paragraph with a line shorter than this share of the measure is worth parting words.
_BAD = 0.75


def hyphenated(
    whole: Material, ends: list[int], measure: float, balance: bool
) -> tuple[Material, list[int]]:
    """The paragraph with long words parted, if its lines are bad without; and the lines' ends."""
    if not _is_bad(whole, ends, measure):
        return whole, ends
    places = list(_syllables(whole.text, whole.face.language))
    if not places:
        return whole, ends
    parted = refined(whole, places)
    return parted, wrap(parted.boxes, measure, balance)


def squeezed(whole: Material, measure: float) -> Material:
    """The paragraph with what is wider than the measure (in ems) parted between its letters."""
    places: list[tuple[int, Kind]] = []
    for part, box in zip(whole.parts, whole.boxes):
        if box.width > measure:
            places += _letters(part, whole)
        if part.kind and part.units and not part.space:
            # Keep what earlier refinement allowed.
            places.append((part.units[-1].end, part.kind))
    return refined(whole, places)


def _is_bad(whole: Material, ends: list[int], measure: float) -> bool:
    starts = [0, *ends[:-1]]
    inner = [_width(whole, start, end) for start, end in zip(starts, ends)][:-1]
    overfull = any(box.width > measure for box in whole.boxes)
    return overfull or any(width < _BAD * measure for width in inner)


def _width(whole: Material, start: int, end: int) -> float:
    boxes = whole.boxes[start:end]
    return sum(box.width + box.space for box in boxes) - boxes[-1].space


def _letters(part: Part, whole: Material) -> Iterator[tuple[int, Kind]]:
    for one in part.units:
        said = whole.text[one.start : one.end]
        language = one.run.language or whole.face.language
        for place in clusters(one.glyphs.font, said, bool(one.level % 2), language):
            if unicodedata.category(said[place])[0] != "M":
                yield one.start + place, "force"


def _syllables(text: str, language: str) -> Iterator[tuple[int, Kind]]:
    patterns = _patterns(language)
    if patterns is None:
        return
    for match in _LONG_WORD.finditer(text):
        for place in patterns.positions(match[0]):
            yield match.start() + place, "hyphen"


@lru_cache(maxsize=16)
def _patterns(language: str) -> Any:
    """The language's patterns, or None where it has none: then words stay whole."""
    import pyphen

    found = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=found, left=3, right=3) if found else None
