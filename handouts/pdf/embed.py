"""Fonts inside a document: Type 0 over TrueType, glyphs by number (ISO 32000-1, 9.7).

A font joins the document when it is first used, and is written when the document is saved
and all the glyphs it needs are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from handouts.pdf import objects
from handouts.pdf.fontparts import FontParts, build_font_parts
from handouts.pdf.fonts import Font
from handouts.pdf.glyphs import Glyphs

_PACKED = "/Filter/FlateDecode"

_TYPE_0 = (
    "/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
    " /DescendantFonts [{below}] /ToUnicode {texts}"
)


def embed_font(canvas: Any, font: Font) -> EmbeddedFont:
    """The font as embedded in the canvas's document; the first call embeds it.

    The canvas may have ``letters``, whose glyphs are always embedded.
    """
    fonts = embedded_fonts(canvas._doc)
    if font not in fonts:
        fonts[font] = EmbeddedFont(font, getattr(canvas, "letters", ""))
        canvas._doc.idToObject["BasicFonts"].dict[font.key] = _PlainFont(fonts[font])
    return fonts[font]


def embedded_fonts(document: Any) -> dict[Font, EmbeddedFont]:
    """The embedded fonts of a document."""
    fonts: dict[Font, EmbeddedFont] = document.__dict__.setdefault("_embedded", {})
    return fonts


def copy_fonts(document: Any, fonts: Mapping[Font, EmbeddedFont]) -> None:
    """Copy the embedded fonts of another document into this one."""
    embedded_fonts(document).update({font: one.copy() for font, one in fonts.items()})


def write_fonts(document: Any, number: int, fonts: Iterable[EmbeddedFont]) -> dict[int, bytes]:
    """Fonts as objects by number, and as object ``number`` the dictionary that names them."""
    by_number: dict[int, bytes] = {}
    for font in fonts:
        by_number |= font.write_objects(document)
    entries = "".join(f"/{font.font.key} {font.number} 0 R" for font in fonts)
    return by_number | {number: _encode_dictionary(entries)}


class EmbeddedFont:
    """A font of one document: the glyphs that are used there, and the text each stands for."""

    def __init__(self, font: Font, letters: str = "") -> None:
        self.font = font
        # For the first text that a glyph stands for in the document, its code is the glyph's
        # number (_texts); for any other text it is a number past the last glyph's (_codes).
        self._codes: dict[tuple[int, str], int] = {}
        self._texts: dict[int, str] = {}
        # Pairs of a glyph and its text whose code is the glyph's number.
        self._direct_pairs: set[tuple[int, str]] = set()
        # Marks Glyphs whose pairs are all among these; copies share it until one adds a pair.
        self.mark = object()
        self._known_codes: dict[Glyphs, dict[int, int]] = {}
        # Numbers of the font's objects, kept when another document continues with the font.
        self._numbers: dict[str, int] = {}
        for glyph, letter in _find_glyphs(font, letters):
            self._assign_code(glyph, letter)

    def copy(self) -> EmbeddedFont:
        """A copy for another document, which may use more glyphs."""
        other = EmbeddedFont(self.font)
        other._codes, other._texts = dict(self._codes), dict(self._texts)
        other._direct_pairs, other._known_codes = set(self._direct_pairs), dict(self._known_codes)
        other._numbers, other.mark = dict(self._numbers), self.mark
        return other

    @property
    def number(self) -> int:
        """The object number of the font's dictionary, once it has been written."""
        return self._numbers["font"]

    @property
    def pair_count(self) -> int:
        """How many pairs of a glyph and a text are embedded."""
        return len(self._texts) + len(self._codes)

    def agrees_with(self, other: EmbeddedFont) -> bool:
        """Whether two fonts use the same codes for the glyphs and texts they share."""
        less, more = sorted((self._codes, other._codes), key=len)
        if not less.items() <= more.items():
            return False
        both = self._texts.keys() & other._texts.keys()
        return all(self._texts[glyph] == other._texts[glyph] for glyph in both)

    def add_glyphs_of(self, other: EmbeddedFont) -> None:
        """Add all glyphs of another font, which must agree with this one."""
        self._codes.update(other._codes)
        self._texts.update(other._texts)
        self._direct_pairs |= other._direct_pairs

    def use_glyphs(self, glyphs: Glyphs) -> dict[int, int]:
        """Embed the glyphs.

        Returns codes by index in ``glyphs``, for each glyph that stands for another text here
        than it does first in the document, so that its code differs from its number.
        """
        others = self._known_codes.get(glyphs)
        if others is None:
            codes = [self._assign_code(*pair) for pair in zip(glyphs.ids, glyphs.texts)]
            pairs = enumerate(zip(codes, glyphs.ids))
            others = {place: code for place, (code, glyph) in pairs if code != glyph}
            self._known_codes[glyphs] = others
        return others

    def _assign_code(self, glyph: int, text: str) -> int:
        if self._texts.setdefault(glyph, text) == text:
            self._add_direct_pair(glyph, text)
            return glyph
        past = self.font.face.glyph_count + len(self._codes)
        return self._codes.setdefault((glyph, text), past)

    def _add_direct_pair(self, glyph: int, text: str) -> None:
        if (glyph, text) not in self._direct_pairs:
            self._direct_pairs.add((glyph, text))
            self.mark = object()

    def has_glyphs(self, glyphs: Glyphs) -> bool:
        """Whether all the glyphs are embedded with codes equal to their numbers.

        If so, they are marked, so that the next check is fast.
        """
        if not self._direct_pairs.issuperset(zip(glyphs.ids, glyphs.texts)):
            return False
        glyphs.font_mark = self.mark
        return True

    def write_objects(self, document: Any, number: int = 0) -> dict[int, bytes]:
        """The font's objects by number; the first call takes new numbers from the document.

        ``number``, unless it is 0, becomes the number of the font's dictionary.
        """
        if number:
            self._numbers["font"] = number
        parts = build_font_parts(
            self.font, frozenset(self._texts.items()), frozenset(self._codes.items())
        )
        program = parts.program
        name = f"{program.tag}+{self.font.name}"
        by_number: dict[int, bytes] = {}

        def add_object(kind: str, content: bytes) -> str:
            number = self._numbers.get(kind) or _next_number(document)
            self._numbers[kind] = number
            by_number[number] = content
            return f"{number} 0 R"

        file = add_object(
            "file", objects.format_stream(program.data, f"/Length1 {program.length}{_PACKED}")
        )
        descriptor = add_object(
            "descriptor", _encode_dictionary(self._format_descriptor(parts, name, file))
        )
        codes = (
            add_object("codes", objects.format_stream(parts.glyph_map, _PACKED))
            if parts.glyph_map
            else ""
        )
        below = add_object(
            "below",
            _encode_dictionary(_format_descendant(parts, name, descriptor, codes or "/Identity")),
        )
        texts = add_object("texts", objects.format_stream(parts.unicode_map, _PACKED))
        add_object("font", _encode_dictionary(_TYPE_0.format(name=name, below=below, texts=texts)))
        return by_number

    def _format_descriptor(self, parts: FontParts, name: str, file: str) -> str:
        font = self.font
        return (
            f"/Type /FontDescriptor /FontName /{name} /Flags {parts.flags}"
            f" /FontBBox [{' '.join(map(str, font.bounding_box))}] /ItalicAngle "
            f"{font.italic_angle:g}"
            f" /Ascent {font.ascent:g} /Descent {-font.descent:g}"
            f" /CapHeight {font.cap_height:g} /XHeight {font.x_height:g}"
            f" /StemV {_estimate_stem(font)} /FontFile2 {file}"
        )


def _format_descendant(parts: FontParts, name: str, descriptor: str, codes: str) -> str:
    return (
        f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{name}"
        " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
        f" /FontDescriptor {descriptor} /CIDToGIDMap {codes} /DW 0 /W [{parts.widths}]"
    )


def _next_number(document: Any) -> int:
    document.objectcounter += 1
    return int(document.objectcounter)


class _PlainFont(PDFObject):  # type: ignore[misc]
    """An embedded font in a document that ReportLab saves itself."""

    __RefOnly__ = 1

    def __init__(self, font: EmbeddedFont) -> None:
        self.font = font

    def format(self, document: Any) -> bytes:
        """The bytes of the font's dictionary; the objects below it join the document."""
        dictionary_number = document.idToObjectNumberAndVersion[self.__InternalName__][0]
        by_number = self.font.write_objects(document, dictionary_number)
        dictionary = by_number.pop(dictionary_number)
        for number, content in by_number.items():
            name = f"R{number}"
            document.idToObject[name] = objects.ReadyObject(content)
            document.numberToId[number] = name
            document.idToObjectNumberAndVersion[name] = (number, 0)
        return dictionary


class CommonFont(EmbeddedFont):
    """A font that many documents share: a glyph that one adds is available to all."""

    def copy(self) -> CommonFont:
        """The same font, for one more document."""
        other = CommonFont(self.font)
        other._codes, other._texts, other._direct_pairs = (
            self._codes,
            self._texts,
            self._direct_pairs,
        )
        other.mark = self.mark
        return other


@lru_cache(maxsize=64)
def _find_glyphs(font: Font, letters: str) -> tuple[tuple[int, str], ...]:
    """The glyph of each letter that the font has, with the letter."""
    pairs = ((font.shaper.get_nominal_glyph(ord(letter)), letter) for letter in letters)
    return tuple((glyph, letter) for glyph, letter in pairs if glyph)


def _encode_dictionary(entries: str) -> bytes:
    return f"<<{entries}>>".encode("ascii")


def _estimate_stem(font: Font) -> int:
    """Estimate the stem width from the weight in the usual way; font files do not state it."""
    return round(50 + (font.weight / 65) ** 2)
