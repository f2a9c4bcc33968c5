"""What the objects of a font hold: its program, what its codes show and say, how wide they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache

from handouts.data import Data
from handouts.pdf.fonts import Font, Program, subset

# What a glyph says that says nothing by itself; the span that it stands in tells its text.
_NOTHING = "\u200b"

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


class Parts(Data, frozen=True):
    """What a font's objects hold that is slow to make."""

    program: Program
    unicode_map: bytes
    glyph_map: bytes
    widths: str
    flags: int


@lru_cache(maxsize=64)
def parts_of(
    font: Font,
    texts: frozenset[tuple[int, str]],
    codes: frozenset[tuple[tuple[int, str], int]],
) -> Parts:
    """By the text of each glyph, and the codes of those that stand for another text as well."""
    own = [(glyph, glyph, text) for glyph, text in texts]
    others = sorted((code, *pair) for pair, code in codes)
    uses = sorted(own + others)
    return Parts(
        subset(font, frozenset(glyph for glyph, _ in texts)),
        _unicode_map(uses),
        _glyph_map(font, [glyph for _, glyph, _ in others]),
        _widths(font, uses),
        _flags(font, [text for _, text in texts]),
    )


def _glyph_map(font: Font, others: list[int]) -> bytes:
    """From codes to glyphs; empty where each glyph goes by its own number."""
    if not others:
        return b""
    glyphs = [*range(font.face.glyph_count), *others]
    return zlib.compress(struct.pack(f">{len(glyphs)}H", *glyphs), 9)


def _unicode_map(uses: Iterable[tuple[int, int, str]]) -> bytes:
    pairs = [f"<{code:04x}> <{_hex(text or _NOTHING)}>" for code, _, text in uses]
    blocks = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    entries = "\n".join(_block(block) for block in blocks)
    return zlib.compress(_UNICODE_MAP.format(entries=entries).encode("ascii"), 9)


def _block(pairs: list[str]) -> str:
    return "\n".join([f"{len(pairs)} beginbfchar", *pairs, "endbfchar"])


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _widths(font: Font, uses: Iterable[tuple[int, int, str]]) -> str:
    """Runs of neighbouring codes: the first one, then the widths of all."""
    runs: list[tuple[int, list[str]]] = []
    for code, glyph, _ in uses:
        if not runs or code != runs[-1][0] + len(runs[-1][1]):
            runs.append((code, []))
        runs[-1][1].append(f"{font.advance(glyph):g}")
    return " ".join(f"{first} [{' '.join(widths)}]" for first, widths in runs)


def _flags(font: Font, texts: Iterable[str]) -> int:
    """Nonsymbolic for the plain Latin set, else symbolic (ISO 32000-1, table 123)."""
    latin = all(_is_latin(text) for text in texts)
    return (32 if latin else 4) | (64 if font.italic_angle else 0)


def _is_latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
