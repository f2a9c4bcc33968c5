"""The content of a font's objects: its program, and the glyph, text and width of each code."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache

from handouts.data import Data
from handouts.pdf.fonts.font_files import Font, FontProgram, subset_font

# The text of a glyph that has none itself; the span around it has the text of the cluster.
_ZERO_WIDTH_SPACE = "\u200b"

_UNICODE_MAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{entries}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class FontParts(Data, frozen=True):
    """The content of a font's objects that is slow to build; the maps are compressed by zlib."""

    program: FontProgram
    unicode_map: bytes
    glyph_map: bytes
    widths: str
    flags: int


@lru_cache(maxsize=64)
def build_font_parts(
    font: Font,
    texts: frozenset[tuple[int, str]],
    codes: frozenset[tuple[tuple[int, str], int]],
) -> FontParts:
    """Build the content of a font's objects.

    ``texts`` are pairs of a glyph and its text; ``codes`` are the codes of glyphs that stand
    for another text as well.
    """
    by_number = [(glyph, glyph, text) for glyph, text in texts]
    others = sorted((code, *pair) for pair, code in codes)
    uses = sorted(by_number + others)
    return FontParts(
        subset_font(font, frozenset(glyph for glyph, _ in texts)),
        _unicode_map(uses),
        _glyph_map(font, [glyph for _, glyph, _ in others]),
        _format_widths(font, uses),
        _compute_flags(font, [text for _, text in texts]),
    )


def _glyph_map(font: Font, others: list[int]) -> bytes:
    """The map from codes to glyphs; empty if each glyph's code is its number."""
    if not others:
        return b""
    glyphs = [*range(font.face.glyph_count), *others]
    return zlib.compress(struct.pack(f">{len(glyphs)}H", *glyphs), 9)


def _unicode_map(uses: Iterable[tuple[int, int, str]]) -> bytes:
    pairs = [f"<{code:04x}> <{_encode_hex(text or _ZERO_WIDTH_SPACE)}>" for code, _, text in uses]
    blocks = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    entries = "\n".join(_format_map_block(block) for block in blocks)
    return zlib.compress(_UNICODE_MAP.format(entries=entries).encode("ascii"), 9)


def _format_map_block(pairs: list[str]) -> str:
    return "\n".join([f"{len(pairs)} beginbfchar", *pairs, "endbfchar"])


def _encode_hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _format_widths(font: Font, uses: Iterable[tuple[int, int, str]]) -> str:
    """For each run of consecutive codes, its first code and the widths of all."""
    runs: list[tuple[int, list[str]]] = []
    for code, glyph, _ in uses:
        if not runs or code != runs[-1][0] + len(runs[-1][1]):
            runs.append((code, []))
        runs[-1][1].append(f"{font.advance(glyph):g}")
    return " ".join(f"{first} [{' '.join(widths)}]" for first, widths in runs)


def _compute_flags(font: Font, texts: Iterable[str]) -> int:
    """The font flags: nonsymbolic for plain Latin text, else symbolic (ISO 32000-1, table 123)."""
    latin = all(_is_latin(text) for text in texts)
    return (32 if latin else 4) | (64 if font.italic_angle else 0)


def _is_latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
