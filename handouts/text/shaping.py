"""Shape text of one font and direction into glyphs with HarfBuzz; results are memoized."""

from __future__ import annotations

import re
from functools import lru_cache

import uharfbuzz as hb

from handouts.pdf.fonts.font_files import Font
from handouts.pdf.fonts.glyphs import Glyphs
from handouts.text.clean import IGNORABLE
from handouts.text.errors import MissingGlyphs
from handouts.text.figures import choose_features
from handouts.text.glyph_text import JOINERS, TO_PLAIN_SPACES, assign_glyph_text

_DIGIT = re.compile("[0-9]")


@lru_cache(maxsize=4_096)
def shape(
    font: Font,
    text: str,
    rtl: bool = False,
    language: str = "en",
    before: str = "",
    after: str = "",
    in_table: bool = False,
) -> Glyphs:
    """Shape a text in its context: the text ``before`` and ``after`` it.

    ``rtl`` text runs from right to left. Digits ``in_table`` are of one width. Raises
    ``MissingGlyphs`` if the font lacks a character.
    """
    buffer = _fill_buffer(text, rtl, language, before, after)
    features = choose_features(font, in_table=in_table) if _DIGIT.search(text) else {}
    hb.shape(font.shaper, buffer, dict(features))
    infos, positions = buffer.glyph_infos or [], buffer.glyph_positions or []
    ids = tuple(info.codepoint for info in infos)
    texts = tuple(
        assign_glyph_text(font, text, ids, [info.cluster - len(before) for info in infos], rtl)
    )
    missing = [letters for glyph, letters in zip(ids, texts) if glyph == 0]
    if missing:
        raise MissingGlyphs("".join(missing))
    return Glyphs(
        font,
        ids,
        tuple(position.x_advance * font.scale for position in positions),
        tuple((at.x_offset * font.scale, at.y_offset * font.scale) for at in positions),
        texts,
        IGNORABLE.sub("", text).translate(TO_PLAIN_SPACES),
    )


def find_clusters(font: Font, text: str, rtl: bool, language: str) -> list[int]:
    """The places where grapheme clusters begin; a cluster must not be broken."""
    buffer = _fill_buffer(text, rtl, language, "", "")
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(font.shaper, buffer, {"liga": False, "clig": False, "kern": False})
    return sorted({0, *(info.cluster for info in buffer.glyph_infos or [])})


def _fill_buffer(text: str, rtl: bool, language: str, before: str, after: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    if not JOINERS.search(text):
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = language
    buffer.guess_segment_properties()
    return buffer
