"""Figures: which features of a font draw its digits, as the font itself says.

A font may have several sets of digits. In tables, those that are of one height and of one width
stand below one another (OpenType's "lnum" and "tnum"). A zero with a slash or a dot in it is for
code and codes: in words and dates it is read as an 8 or as a sign, so the plain one is chosen where
the font has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from string import ascii_letters

import uharfbuzz as hb

from handouts.pdf.fonts.font_files import Font

_DIGITS = "0123456789"
_STYLES = re.compile("zero|ss[0-9][0-9]|cv[0-9][0-9]")
_OTHERS = f"{ascii_letters}123456789"
_PLAIN_CONTOURS = 2
"""The contours of a zero that is plain: its outside and its inside."""


@lru_cache(maxsize=128)
def choose_features(font: Font, *, in_table: bool) -> Mapping[str, bool]:
    """The features, by their OpenType tags, with which a font's digits are drawn."""
    tags = _find_table_figures(font) if in_table else ()
    return dict.fromkeys(filter(None, (*tags, _find_plain_zero(font))), True)


def _find_table_figures(font: Font) -> tuple[str, ...]:
    """The features that give digits of one height and one width, or only one of the two.

    In some fonts one of them undoes the other.
    """
    for tags in (("lnum", "tnum"), ("tnum",)):
        if len({font.advance(glyph) for glyph in _shape(font, _DIGITS, *tags)}) == 1:
            return tags
    return ("lnum",)


def _find_plain_zero(font: Font) -> str:
    """The feature that gives a plain zero; empty if it is plain, or the font has no plain one.

    One that changes another letter or digit too is a style of its own, and is not chosen.
    """
    usual = _shape(font, "0")
    if _count_contours(font, usual) <= _PLAIN_CONTOURS:
        return ""
    for tag in filter(_STYLES.fullmatch, _list_features(font)):
        if _shape(font, _OTHERS, tag) == _shape(font, _OTHERS) and (
            _count_contours(font, _shape(font, "0", tag)) == _PLAIN_CONTOURS
        ):
            return tag
    return ""


def _list_features(font: Font) -> list[str]:
    """The tags of the features that replace glyphs, in any script."""
    scripts = range(len(font.face.get_table_script_tags("GSUB")))
    return sorted(
        {tag for at in scripts for tag in font.face.get_language_feature_tags("GSUB", at)}
    )


def _shape(font: Font, text: str, *tags: str) -> list[int]:
    """The glyphs of a text, with more features."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font.shaper, buffer, dict.fromkeys(tags, True))
    return [info.codepoint for info in buffer.glyph_infos or []]


def _count_contours(font: Font, glyphs: list[int]) -> int:
    """The number of closed lines that glyphs consist of."""
    starts: list[None] = []
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda _x, _y, _data: starts.append(None))
    for glyph in glyphs:
        font.shaper.draw_glyph(glyph, functions)
    return len(starts)
