"""The text of each glyph, so that text copied from a PDF is the text that was typeset.

PDF readers take text in drawing order and reverse right-to-left stretches, brackets included.
So a right-to-left bracket gets the character it looks like, and a right-to-left ligature gets
a single character, if Unicode has one, because its letters would be reversed too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from bidi.mirror import MIRRORED

from handouts.pdf.fonts.font_files import Font
from handouts.text.clean import IGNORABLE

# These change the meaning of a word, so copied text must keep them.
JOINERS = re.compile("[\u200c\u200d]")

# One glyph draws all kinds of space; copied text does not need the difference.
TO_PLAIN_SPACES = str.maketrans("\u00a0\u2007\u202f", "   ")


def assign_glyph_text(
    font: Font, text: str, ids: tuple[int, ...], starts: list[int], rtl: bool
) -> Iterator[str]:
    """The text of each glyph; ``starts`` has the place where its cluster begins.

    If a cluster's text cannot be divided among its glyphs, the first glyph gets all of it.
    """
    if not rtl and text.isascii() and starts == list(range(len(text))):  # a glyph for each letter
        yield from text
        return
    firsts = sorted(set(starts))
    ends = dict(zip(firsts, [*firsts[1:], len(text)]))
    for start, group in groupby(range(len(ids)), starts.__getitem__):
        glyphs = [ids[place] for place in group]
        cluster_text = _strip_ignorable(text[start : ends[start]]).translate(TO_PLAIN_SPACES)
        if len(glyphs) > 1:
            yield from _share_text(font, cluster_text, glyphs)
        elif rtl:
            yield _mirror_text(font, cluster_text, glyphs[0])
        else:
            yield cluster_text


def _strip_ignorable(text: str) -> str:
    """The text without characters that are not drawn and not needed in copied text."""
    return "".join(c for c in text if JOINERS.match(c) or not IGNORABLE.match(c))


def _share_text(font: Font, text: str, glyphs: list[int]) -> list[str]:
    """One letter per glyph, if each glyph is that of one letter (reordered marks)."""
    letter_of_glyph = {font.shaper.get_nominal_glyph(ord(letter)): letter for letter in text}
    if len(letter_of_glyph) == len(text) == len(glyphs) and set(letter_of_glyph) == set(glyphs):
        return [letter_of_glyph[glyph] for glyph in glyphs]
    return [text, *[""] * (len(glyphs) - 1)]


def _mirror_text(font: Font, text: str, glyph: int) -> str:
    if len(text) > 1:
        return _index_ligatures(font).get((glyph, text), text)
    if text and unicodedata.mirrored(text):
        mirrored: str = MIRRORED.get(text, text)
        return mirrored
    return text


@lru_cache(maxsize=8)
def _index_ligatures(font: Font) -> dict[tuple[int, str], str]:
    """The Arabic ligatures in Unicode, by glyph and letters."""
    ligatures = {}
    for code in font.characters & set(range(0xFEF5, 0xFEFD)):
        glyph = font.shaper.get_nominal_glyph(code)
        letters = unicodedata.normalize("NFKC", chr(code))
        # Final and isolated forms differ only in shape.
        ligatures[glyph, letters] = chr(code)
    return ligatures
