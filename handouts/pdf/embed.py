"""Fonts inside a document: Type 0 over TrueType, glyphs by number (ISO 32000-1, 9.7).

A font is put into the document where it is first drawn with, and written when the document
is saved and all its glyphs are known.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from handouts.data import Data
from handouts.pdf.fonts import Font, Program, subset
from handouts.pdf.glyphs import Glyphs

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


def embedded(canvas: Any, font: Font) -> EmbeddedFont:
    """The font as it stands in the canvas's document; put there at the first call.

    The canvas may have ``letters``, whose glyphs are embedded in any case.
    """
    fonts = embedded_fonts(canvas._doc)
    if font not in fonts:
        _put(canvas._doc, EmbeddedFont(font, getattr(canvas, "letters", "")))
    return fonts[font]


def embedded_fonts(document: Any) -> dict[Font, EmbeddedFont]:
    """The fonts of a document."""
    fonts: dict[Font, EmbeddedFont] = document.__dict__.setdefault("_embedded", {})
    return fonts


def go_on(document: Any, font: EmbeddedFont) -> None:
    """Put a font of another document into this one, as it stands there."""
    _put(document, font.copy())


def _put(document: Any, font: EmbeddedFont) -> None:
    embedded_fonts(document)[font.font] = font
    # By itself and not by a reference, so that it has its number when the file is written.
    document.idToObject["BasicFonts"].dict[font.font.key] = font


class EmbeddedFont(PDFObject):  # type: ignore[misc]
    """A font of one document: which glyphs it uses there, and what they say."""

    __RefOnly__ = 1

    def __init__(self, font: Font, letters: str = "") -> None:
        self.font = font
        # The code of each glyph and text: the glyph's own number for the first text that it
        # stands for in the document, a number past the last glyph's for any other.
        self._codes: dict[tuple[int, str], int] = {}
        self._texts: dict[int, str] = {}
        # Glyphs with the text that each goes by its own number for.
        self.own: set[tuple[int, str]] = set()
        self._known: dict[Glyphs, dict[int, int]] = {}
        for glyph, letter in _glyphs(font, letters):
            self._code(glyph, letter)

    def copy(self) -> EmbeddedFont:
        """The same font for another document, which may use more of it."""
        other = EmbeddedFont(self.font)
        other._codes, other._texts = dict(self._codes), dict(self._texts)
        other.own, other._known = set(self.own), dict(self._known)
        return other

    def agrees(self, other: EmbeddedFont) -> bool:
        """Whether two have the same codes for the same glyphs, one of them perhaps for more."""
        less, more = sorted((self._codes, other._codes), key=len)
        if not less.items() <= more.items():
            return False
        both = self._texts.keys() & other._texts.keys()
        return all(self._texts[glyph] == other._texts[glyph] for glyph in both)

    def join(self, other: EmbeddedFont) -> None:
        """Have all glyphs of another that agrees, too."""
        self._codes.update(other._codes)
        self._texts.update(other._texts)
        self.own |= other.own

    def take(self, glyphs: Glyphs) -> dict[int, int]:
        """Note that the glyphs are used.

        Returns the codes of those places where a glyph says something else than elsewhere
        in the document, and so goes by another code than its own number.
        """
        others = self._known.get(glyphs)
        if others is None:
            codes = [self._code(*pair) for pair in zip(glyphs.ids, glyphs.texts)]
            pairs = enumerate(zip(codes, glyphs.ids))
            others = {place: code for place, (code, glyph) in pairs if code != glyph}
            self._known[glyphs] = others
        return others

    def _code(self, glyph: int, text: str) -> int:
        if self._texts.setdefault(glyph, text) == text:
            self.own.add((glyph, text))
            return glyph
        past = self.font.face.glyph_count + len(self._codes)
        return self._codes.setdefault((glyph, text), past)

    def format(self, document: Any) -> bytes:
        """The font's dictionary, in bytes; the objects below it join the document."""
        parts = _parts(self.font, frozenset(self._texts.items()), frozenset(self._codes.items()))
        program = parts.program
        name = f"{program.tag}+{self.font.name}"
        below = _added(document, self._descendant(document, parts, name))
        unicode_map = _added(document, "", parts.unicode_map)
        return _bytes(
            f"/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
            f" /DescendantFonts [{below}] /ToUnicode {unicode_map}"
        )

    def _descendant(self, document: Any, parts: _Parts, name: str) -> str:
        descriptor = _added(document, self._descriptor(document, parts, name))
        glyph_map = _added(document, "", parts.glyph_map) if parts.glyph_map else "/Identity"
        return (
            f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{name}"
            " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
            f" /FontDescriptor {descriptor} /CIDToGIDMap {glyph_map} /DW 0 /W [{parts.widths}]"
        )

    def _descriptor(self, document: Any, parts: _Parts, name: str) -> str:
        font, program = self.font, parts.program
        file = _added(document, f"/Length1 {program.length}", program.data)
        return (
            f"/Type /FontDescriptor /FontName /{name} /Flags {parts.flags}"
            f" /FontBBox [{' '.join(map(str, font.box))}] /ItalicAngle {font.italic_angle:g}"
            f" /Ascent {font.ascent:g} /Descent {-font.descent:g}"
            f" /CapHeight {font.cap_height:g} /XHeight {font.x_height:g}"
            f" /StemV {_stem(font)} /FontFile2 {file}"
        )


class CommonFont(EmbeddedFont):
    """A font that many documents have in common: what one adds to it, all have."""

    def copy(self) -> CommonFont:
        """The same font, for one more document."""
        other = CommonFont(self.font)
        other._codes, other._texts, other.own = self._codes, self._texts, self.own
        return other


class _Parts(Data, frozen=True):
    """What a font's objects hold that is slow to make."""

    program: Program
    unicode_map: bytes
    glyph_map: bytes
    widths: str
    flags: int


@lru_cache(maxsize=64)
def _parts(
    font: Font,
    texts: frozenset[tuple[int, str]],
    codes: frozenset[tuple[tuple[int, str], int]],
) -> _Parts:
    """By the text of each glyph, and the codes of those that stand for another text as well."""
    own = [(glyph, glyph, text) for glyph, text in texts]
    others = sorted((code, *pair) for pair, code in codes)
    uses = sorted(own + others)
    return _Parts(
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


@lru_cache(maxsize=64)
def _glyphs(font: Font, letters: str) -> tuple[tuple[int, str], ...]:
    """The glyphs of single letters."""
    found = ((font.shaper.get_nominal_glyph(ord(letter)), letter) for letter in letters)
    return tuple((glyph, letter) for glyph, letter in found if glyph)


class _Ready(PDFObject):  # type: ignore[misc]
    """An object whose bytes are ready."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: Any) -> bytes:
        """The bytes, as they are."""
        return self.content


def _added(document: Any, entries: str, packed: bytes | None = None) -> str:
    """Add a dictionary, or a stream of zlib-packed data, and say how to refer to it."""
    if packed is None:
        content = _bytes(entries)
    else:
        head = _bytes(f"{entries} /Filter /FlateDecode /Length {len(packed)}")
        content = head + b"\nstream\n" + packed + b"\nendstream"
    reference: bytes = document.Reference(_Ready(content)).format(document)
    return reference.decode("ascii")


def _bytes(entries: str) -> bytes:
    return f"<<{entries}>>".encode("ascii")


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


def _stem(font: Font) -> int:
    """The usual guess at the width of stems from the weight; fonts do not tell it."""
    return round(50 + (font.weight / 65) ** 2)
