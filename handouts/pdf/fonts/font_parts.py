"""The content of a font's objects: its program, and the glyph, text and width of each code."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from handouts.data import Data
from handouts.pdf.fonts.font_files import Font, FontProgram, subset_font

# The text of a glyph that has none itself; the span around it has the text of the cluster.
_ZERO_WIDTH_SPACE = "\u200b"

_CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering ({ordering}) /Supplement 0>> def
/CMapName /{name} def
/CMapType {kind} def
{mode}1 begincodespacerange
<0000> <ffff>
endcodespacerange
{entries}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_UNICODE = {"ordering": "UCS", "name": "Adobe-Identity-UCS", "kind": 2, "mode": ""}
_CODES = {"ordering": "Identity", "name": "Handouts-Glyphs", "kind": 1, "mode": "/WMode 0 def\n"}


class FontParts(Data, frozen=True):
    """The content of a font's objects that is slow to build; the maps are compressed by zlib.

    Where the code of a glyph is not its number, ``glyph_map`` leads from codes to glyphs of a
    TrueType font, and ``code_map`` from codes to those of a CFF font (ISO 32000-1, 9.7.4.2 and
    9.7.5); else both are empty.
    """

    program: FontProgram
    unicode_map: bytes
    glyph_map: bytes
    code_map: bytes
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
    other_glyphs = [glyph for _, glyph, _ in others]
    # The widths of a TrueType font are by code, those of a CFF font by glyph.
    drawn = [(code, glyph) for code, glyph, _ in uses]
    widths = sorted({(glyph, glyph) for _, glyph in drawn}) if font.is_cff else drawn
    return FontParts(
        subset_font(font, frozenset(glyph for glyph, _ in texts)),
        _unicode_map(uses),
        b"" if font.is_cff else _glyph_map(font, other_glyphs),
        _code_map(font, other_glyphs) if font.is_cff else b"",
        _format_widths(font, widths),
        _compute_flags(font, [text for _, text in texts]),
    )


def _glyph_map(font: Font, others: list[int]) -> bytes:
    """The map from codes to glyphs; empty if each glyph's code is its number."""
    if not others:
        return b""
    glyphs = [*range(font.face.glyph_count), *others]
    return zlib.compress(struct.pack(f">{len(glyphs)}H", *glyphs), 9)


def _code_map(font: Font, others: list[int]) -> bytes:
    """A CMap from codes to glyphs; empty if each glyph's code is its number."""
    if not others:
        return b""
    count = font.face.glyph_count
    # The codes of a range share their first byte.
    ranges = [
        f"<{start:04x}> <{min(start + 255, count - 1):04x}> {start}"
        for start in range(0, count, 256)
    ]
    chars = [f"<{count + place:04x}> {glyph}" for place, glyph in enumerate(others)]
    blocks = [*_split_blocks(ranges, "cidrange"), *_split_blocks(chars, "cidchar")]
    return zlib.compress(_CMAP.format(**_CODES, entries="\n".join(blocks)).encode("ascii"), 9)


def _unicode_map(uses: Iterable[tuple[int, int, str]]) -> bytes:
    pairs = [f"<{code:04x}> <{_encode_hex(text or _ZERO_WIDTH_SPACE)}>" for code, _, text in uses]
    entries = "\n".join(_split_blocks(pairs, "bfchar"))
    return zlib.compress(_CMAP.format(**_UNICODE, entries=entries).encode("ascii"), 9)


def _split_blocks(lines: list[str], kind: str) -> Iterator[str]:
    """The lines of a CMap in blocks of at most 100 (Adobe Technical Note 5014)."""
    for start in range(0, len(lines), 100):
        block = lines[start : start + 100]
        yield "\n".join([f"{len(block)} begin{kind}", *block, f"end{kind}"])


def _encode_hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _format_widths(font: Font, uses: Iterable[tuple[int, int]]) -> str:
    """For each run of consecutive codes, its first code and the widths of all."""
    runs: list[tuple[int, list[str]]] = []
    for code, glyph in uses:
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
