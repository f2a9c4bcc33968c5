"""HarfBuzz: from a stretch of one font and direction to glyphs, each stretch shaped once."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from handouts.pdf.fonts import Font
from handouts.pdf.glyphs import Glyphs
from handouts.text.clean import IGNORABLE
from handouts.text.errors import MissingGlyphs
from handouts.text.telling import JOINERS, PLAIN, told


@lru_cache(maxsize=4_096)
def shape(
    font: Font,
    text: str,
    backward: bool = False,
    language: str = "en",
    before: str = "",
    after: str = "",
) -> Glyphs:
    """Shape a text as it stands between what is ``before`` and ``after`` it.

    ``backward`` text runs from right to left. Raises ``MissingGlyphs`` where the font lacks
    a character.
    """
    buffer = _buffer(text, backward, language, before, after)
    hb.shape(font.shaper, buffer)
    infos, positions = buffer.glyph_infos or [], buffer.glyph_positions or []
    ids = tuple(info.codepoint for info in infos)
    said = tuple(told(font, text, ids, [info.cluster - len(before) for info in infos], backward))
    missing = [letters for glyph, letters in zip(ids, said) if glyph == 0]
    if missing:
        raise MissingGlyphs("".join(missing))
    return Glyphs(
        font,
        ids,
        tuple(position.x_advance * font.scale for position in positions),
        tuple((at.x_offset * font.scale, at.y_offset * font.scale) for at in positions),
        said,
        IGNORABLE.sub("", text).translate(PLAIN),
    )


def clusters(font: Font, text: str, backward: bool, language: str) -> list[int]:
    """Where the text's grapheme clusters begin, which may never be parted."""
    buffer = _buffer(text, backward, language, "", "")
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(font.shaper, buffer, {"liga": False, "clig": False, "kern": False})
    return sorted({0, *(info.cluster for info in buffer.glyph_infos or [])})


def _buffer(text: str, backward: bool, language: str, before: str, after: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    if not JOINERS.search(text):
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.direction = "rtl" if backward else "ltr"
    buffer.language = language
    buffer.guess_segment_properties()
    return buffer
