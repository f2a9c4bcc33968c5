"""What each glyph says, so that text copied from a PDF is the text that was set.

Readers take a PDF's text in the order it is drawn and turn right-to-left stretches round,
brackets included; so backward brackets say what they look like, and a backward ligature
says one sign, where Unicode has it, since its letters would be turned round as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from handouts.pdf.fonts import Font
from handouts.text.clean import IGNORABLE

# These change the meaning of a word, so that a copy must have them.
JOINERS = re.compile("[\u200c\u200d]")

# One glyph serves all kinds of space; which it was is of no use to who copies the text.
PLAIN = str.maketrans("\u00a0\u2007\u202f", "   ")


def told(
    font: Font, text: str, ids: tuple[int, ...], starts: list[int], backward: bool
) -> Iterator[str]:
    """The text of each glyph, whose cluster begins at the place in ``starts``.

    Where it cannot be told which glyph of a cluster says what, the first says it all.
    """
    firsts = sorted(set(starts))
    ends = dict(zip(firsts, [*firsts[1:], len(text)]))
    for start, group in groupby(range(len(ids)), starts.__getitem__):
        glyphs = [ids[place] for place in group]
        said = _visible(text[start : ends[start]]).translate(PLAIN)
        if len(glyphs) > 1:
            yield from _shared(font, said, glyphs)
        elif backward:
            yield _turned(font, said, glyphs[0])
        else:
            yield said


def _visible(text: str) -> str:
    """Without what is drawn as nothing and means nothing to a copy."""
    return "".join(c for c in text if JOINERS.match(c) or not IGNORABLE.match(c))


def _shared(font: Font, said: str, glyphs: list[int]) -> list[str]:
    """A letter to each glyph, where each glyph is that of a letter (marks, reordered)."""
    own = {font.shaper.get_nominal_glyph(ord(letter)): letter for letter in said}
    if len(own) == len(said) == len(glyphs) and set(own) == set(glyphs):
        return [own[glyph] for glyph in glyphs]
    return [said, *[""] * (len(glyphs) - 1)]


def _turned(font: Font, said: str, glyph: int) -> str:
    if len(said) > 1:
        return _signs(font).get((glyph, said), said)
    if said and unicodedata.mirrored(said):
        from bidi.mirror import MIRRORED

        mirrored: str = MIRRORED.get(said, said)
        return mirrored
    return said


@lru_cache(maxsize=8)
def _signs(font: Font) -> dict[tuple[int, str], str]:
    """The Arabic ligatures that Unicode has, by their glyphs and letters."""
    found = {}
    for code in font.characters & set(range(0xFEF5, 0xFEFD)):
        glyph = font.shaper.get_nominal_glyph(code)
        letters = unicodedata.normalize("NFKC", chr(code))
        # Final and isolated forms differ in shape alone.
        found[glyph, letters] = chr(code)
    return found
