"""Which font draws what: the first of the chain that has the letter and all its marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from handouts.compose.runs import Run
from handouts.pdf.fonts import Font
from handouts.text.clean import IGNORABLE
from handouts.text.errors import MissingGlyphs
from handouts.text.families import chain, font

# Spaces that HarfBuzz makes from the plain one where a font lacks them.
_SPACES = frozenset(map(ord, " \u00a0\u2007\u202f"))

_WORD = re.compile("[^ ]+| +")

Span = tuple[int, int, Run, Font]


def spans(runs: tuple[Run, ...], family: str, strong: bool) -> list[Span]:
    """The stretches of one run and font: start, end, run, font.

    Raises ``MissingGlyphs``, which names all characters of the text that no font has.
    """
    found: list[Span] = []
    missing: list[str] = []
    start = 0
    for run in runs:
        for left, right, one in _fonts(run.text, family, strong or run.strong, missing):
            found.append((start + left, start + right, run, one))
        start += len(run.text)
    if missing:
        raise MissingGlyphs(missing)
    return found


def _fonts(
    text: str, family: str, bold: bool, missing: list[str]
) -> Iterator[tuple[int, int, Font]]:
    first = font(family, bold)
    if _covers(first, text):
        yield 0, len(text), first
        return
    start, current = 0, None
    for left, right in _pieces(text, family, bold):
        found = _choose(text[left:right], family, bold, current)
        if found is None:
            missing += _lacking(text[left:right], family, bold)
        elif found is not current:
            if current:
                yield start, left, current
            start, current = left, found
    if current:
        yield start, len(text), current


def _pieces(text: str, family: str, bold: bool) -> Iterator[tuple[int, int]]:
    """Whole words where one font has all their letters, so that a word looks as one; else
    each letter with its marks."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        if _choose(word[0], family, bold, None):
            yield start, end
        else:
            yield from ((start + left, start + right) for left, right in _clusters(word[0]))


def _choose(cluster: str, family: str, bold: bool, current: Font | None) -> Font | None:
    """What is drawn as nothing, and spaces, stay with what they follow."""
    if current and all(_is_neutral(letter) for letter in cluster):
        return current
    return next((f for f in _chain(family, bold) if _covers(f, cluster)), None)


def _chain(family: str, bold: bool) -> Iterator[Font]:
    return (font(name, bold) for name in chain(family))


def _is_neutral(letter: str) -> bool:
    return ord(letter) in _SPACES or IGNORABLE.match(letter) is not None


def _covers(candidate: Font, text: str) -> bool:
    has = candidate.characters
    lacking = {letter for letter in text if ord(letter) not in has and not _is_neutral(letter)}
    return not lacking or _is_composed(candidate, text)


@lru_cache(maxsize=2_000)
def _is_composed(candidate: Font, text: str) -> bool:
    """HarfBuzz draws a letter with its marks as one glyph where the font has that."""
    composed = unicodedata.normalize("NFC", text)
    return composed != text and _covers(candidate, composed)


def _lacking(cluster: str, family: str, bold: bool) -> list[str]:
    """The characters to be named: those in no font, else all, which no one font has."""
    fonts = list(_chain(family, bold))
    nowhere = [letter for letter in cluster if not any(_covers(f, letter) for f in fonts)]
    return nowhere or list(cluster)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Letters with the marks and ignorable characters after them."""
    start = 0
    for place in range(1, len(text)):
        if not _goes_on(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _goes_on(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or IGNORABLE.match(letter) is not None
