"""Font fallback: a letter is drawn by the first font that has it and all its marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from handouts.document.fonts import Typeface
from handouts.document.text import LINE_BREAK, Run
from handouts.pdf.fonts.font_files import Font
from handouts.text.clean import IGNORABLE
from handouts.text.errors import MissingGlyphs
from handouts.text.families import list_fallbacks, load_family_font

# Spaces that HarfBuzz derives from the plain space if a font lacks them, and the end of a line.
_SPACES = frozenset(map(ord, f" \u00a0\u2007\u202f{LINE_BREAK}"))

_WORD = re.compile(f"[^ {LINE_BREAK}]+|[ {LINE_BREAK}]+")

FontSpan = tuple[int, int, Run, Font]


def split_by_font(runs: tuple[Run, ...], family: Typeface, strong: bool) -> list[FontSpan]:
    """Split a text into spans of one run and font: start, end, run, font.

    Raises ``MissingGlyphs``, which lists every character of the text that no font has.
    """
    font_spans: list[FontSpan] = []
    missing: list[str] = []
    start = 0
    for run in runs:
        for left, right, one in _assign_fonts(run.text, family, strong or run.strong, missing):
            font_spans.append((start + left, start + right, run, one))
        start += len(run.text)
    if missing:
        raise MissingGlyphs(missing)
    return font_spans


def _assign_fonts(
    text: str, family: Typeface, bold: bool, missing: list[str]
) -> Iterator[tuple[int, int, Font]]:
    first = load_family_font(family, bold)
    if _covers_text(first, text):
        yield 0, len(text), first
        return
    start, current = 0, None
    for left, right in _split_pieces(text, family, bold):
        chosen = _choose_font(text[left:right], family, bold, current)
        if chosen is None:
            missing += _find_missing(text[left:right], family, bold)
        elif chosen is not current:
            if current:
                yield start, left, current
            start, current = left, chosen
    if current:
        yield start, len(text), current


def _split_pieces(text: str, family: Typeface, bold: bool) -> Iterator[tuple[int, int]]:
    """A word if one font has all its letters, so that it looks uniform; otherwise each letter
    with its marks."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        if _choose_font(word[0], family, bold, None):
            yield start, end
        else:
            yield from ((start + left, start + right) for left, right in _split_clusters(word[0]))


def _choose_font(cluster: str, family: Typeface, bold: bool, current: Font | None) -> Font | None:
    """The font of a cluster; spaces and invisible characters keep the current font."""
    if current and all(_is_neutral(letter) for letter in cluster):
        return current
    return next((f for f in _list_fonts(family, bold) if _covers_text(f, cluster)), None)


def _list_fonts(family: Typeface, bold: bool) -> Iterator[Font]:
    return (load_family_font(name, bold) for name in list_fallbacks(family))


def _is_neutral(letter: str) -> bool:
    return ord(letter) in _SPACES or IGNORABLE.match(letter) is not None


def _covers_text(candidate: Font, text: str) -> bool:
    has = candidate.characters
    if has.issuperset(map(ord, text)):  # the usual case
        return True
    lacking = {letter for letter in text if ord(letter) not in has and not _is_neutral(letter)}
    return not lacking or _is_composed(candidate, text)


@lru_cache(maxsize=2_000)
def _is_composed(candidate: Font, text: str) -> bool:
    """Whether the font has the precomposed form, which HarfBuzz uses for a letter with marks."""
    composed = unicodedata.normalize("NFC", text)
    return composed != text and _covers_text(candidate, composed)


def _find_missing(cluster: str, family: Typeface, bold: bool) -> list[str]:
    """The characters to report: those in no font; if each is in some font, all of them."""
    fonts = list(_list_fonts(family, bold))
    nowhere = [letter for letter in cluster if not any(_covers_text(f, letter) for f in fonts)]
    return nowhere or list(cluster)


def _split_clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each letter with the marks and ignorable characters after it."""
    start = 0
    for place in range(1, len(text)):
        if not _is_continuation(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _is_continuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or IGNORABLE.match(letter) is not None
