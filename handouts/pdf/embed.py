"""Fonts inside a document: Type 0 over TrueType, glyphs by number (ISO 32000-1, 9.7).

A font joins the document where it is first drawn with, and is written when the document
is saved and all its glyphs are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from handouts.pdf import objects
from handouts.pdf.fontparts import Parts, parts_of
from handouts.pdf.fonts import Font
from handouts.pdf.glyphs import Glyphs

_PACKED = "/Filter/FlateDecode"

_TYPE_0 = (
    "/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
    " /DescendantFonts [{below}] /ToUnicode {texts}"
)


def embedded(canvas: Any, font: Font) -> EmbeddedFont:
    """The font as it stands in the canvas's document; put there at the first call.

    The canvas may have ``letters``, whose glyphs are embedded in any case.
    """
    fonts = embedded_fonts(canvas._doc)
    if font not in fonts:
        fonts[font] = EmbeddedFont(font, getattr(canvas, "letters", ""))
        canvas._doc.idToObject["BasicFonts"].dict[font.key] = _Plain(fonts[font])
    return fonts[font]


def embedded_fonts(document: Any) -> dict[Font, EmbeddedFont]:
    """The fonts of a document."""
    fonts: dict[Font, EmbeddedFont] = document.__dict__.setdefault("_embedded", {})
    return fonts


def go_on(document: Any, fonts: Mapping[Font, EmbeddedFont]) -> None:
    """Have the fonts of another document in this one, as they stand there."""
    embedded_fonts(document).update({font: one.copy() for font, one in fonts.items()})


def written(document: Any, number: int, fonts: Iterable[EmbeddedFont]) -> dict[int, bytes]:
    """Fonts as objects by their numbers, with the dictionary that names them as ``number``."""
    found: dict[int, bytes] = {}
    for font in fonts:
        found |= font.written(document)
    entries = "".join(f"/{font.font.key} {font.number} 0 R" for font in fonts)
    return found | {number: _bytes(entries)}


class EmbeddedFont:
    """A font of one document: which glyphs it uses there, and what they say."""

    def __init__(self, font: Font, letters: str = "") -> None:
        self.font = font
        # The code of each glyph and text: the glyph's own number for the first text that it
        # stands for in the document, a number past the last glyph's for any other.
        self._codes: dict[tuple[int, str], int] = {}
        self._texts: dict[int, str] = {}
        # Glyphs with the text that each goes by its own number for.
        self._own: set[tuple[int, str]] = set()
        # What glyphs that are among them are marked with; shared while no copy has more of them.
        self.mark = object()
        self._known: dict[Glyphs, dict[int, int]] = {}
        # Its objects' numbers, which it keeps where another document goes on with it.
        self._numbers: dict[str, int] = {}
        for glyph, letter in _glyphs(font, letters):
            self._code(glyph, letter)

    def copy(self) -> EmbeddedFont:
        """The same font for another document, which may use more of it."""
        other = EmbeddedFont(self.font)
        other._codes, other._texts = dict(self._codes), dict(self._texts)
        other._own, other._known = set(self._own), dict(self._known)
        other._numbers, other.mark = dict(self._numbers), self.mark
        return other

    @property
    def number(self) -> int:
        """The number of its dictionary, once it was written."""
        return self._numbers["font"]

    @property
    def count(self) -> int:
        """How many glyphs it has, each with one text."""
        return len(self._texts) + len(self._codes)

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
        self._own |= other._own

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
            self._add(glyph, text)
            return glyph
        past = self.font.face.glyph_count + len(self._codes)
        return self._codes.setdefault((glyph, text), past)

    def _add(self, glyph: int, text: str) -> None:
        if (glyph, text) not in self._own:
            self._own.add((glyph, text))
            self.mark = object()

    def holds(self, glyphs: Glyphs) -> bool:
        """Whether it has all the glyphs, and they go by their own numbers: then it marks them."""
        if not self._own.issuperset(zip(glyphs.ids, glyphs.texts)):
            return False
        glyphs.held = self.mark
        return True

    def written(self, document: Any, number: int = 0) -> dict[int, bytes]:
        """Its objects by their numbers, which are new ones of the document at the first time.

        Its dictionary is to have the number given, if any.
        """
        if number:
            self._numbers["font"] = number
        parts = parts_of(self.font, frozenset(self._texts.items()), frozenset(self._codes.items()))
        program = parts.program
        name = f"{program.tag}+{self.font.name}"
        found: dict[int, bytes] = {}

        def add(kind: str, content: bytes) -> str:
            number = self._numbers.get(kind) or _new(document)
            self._numbers[kind] = number
            found[number] = content
            return f"{number} 0 R"

        file = add("file", objects.stream(program.data, f"/Length1 {program.length}{_PACKED}"))
        descriptor = add("descriptor", _bytes(self._descriptor(parts, name, file)))
        codes = add("codes", objects.stream(parts.glyph_map, _PACKED)) if parts.glyph_map else ""
        below = add("below", _bytes(_descendant(parts, name, descriptor, codes or "/Identity")))
        texts = add("texts", objects.stream(parts.unicode_map, _PACKED))
        add("font", _bytes(_TYPE_0.format(name=name, below=below, texts=texts)))
        return found

    def _descriptor(self, parts: Parts, name: str, file: str) -> str:
        font = self.font
        return (
            f"/Type /FontDescriptor /FontName /{name} /Flags {parts.flags}"
            f" /FontBBox [{' '.join(map(str, font.box))}] /ItalicAngle {font.italic_angle:g}"
            f" /Ascent {font.ascent:g} /Descent {-font.descent:g}"
            f" /CapHeight {font.cap_height:g} /XHeight {font.x_height:g}"
            f" /StemV {_stem(font)} /FontFile2 {file}"
        )


def _descendant(parts: Parts, name: str, descriptor: str, codes: str) -> str:
    return (
        f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{name}"
        " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
        f" /FontDescriptor {descriptor} /CIDToGIDMap {codes} /DW 0 /W [{parts.widths}]"
    )


def _new(document: Any) -> int:
    document.objectcounter += 1
    return int(document.objectcounter)


class _Plain(PDFObject):  # type: ignore[misc]
    """A font in a document that ReportLab writes by itself."""

    __RefOnly__ = 1

    def __init__(self, font: EmbeddedFont) -> None:
        self.font = font

    def format(self, document: Any) -> bytes:
        """The font's dictionary, in bytes; the objects below it join the document."""
        own = document.idToObjectNumberAndVersion[self.__InternalName__][0]
        found = self.font.written(document, own)
        whole = found.pop(own)
        for number, content in found.items():
            name = f"R{number}"
            document.idToObject[name] = objects.Ready(content)
            document.numberToId[number] = name
            document.idToObjectNumberAndVersion[name] = (number, 0)
        return whole


class CommonFont(EmbeddedFont):
    """A font that many documents have in common: what one adds to it, all have."""

    def copy(self) -> CommonFont:
        """The same font, for one more document."""
        other = CommonFont(self.font)
        other._codes, other._texts, other._own = self._codes, self._texts, self._own
        other.mark = self.mark
        return other


@lru_cache(maxsize=64)
def _glyphs(font: Font, letters: str) -> tuple[tuple[int, str], ...]:
    """The glyphs of single letters."""
    found = ((font.shaper.get_nominal_glyph(ord(letter)), letter) for letter in letters)
    return tuple((glyph, letter) for glyph, letter in found if glyph)


def _bytes(entries: str) -> bytes:
    return f"<<{entries}>>".encode("ascii")


def _stem(font: Font) -> int:
    """The usual guess at the width of stems from the weight; fonts do not tell it."""
    return round(50 + (font.weight / 65) ** 2)
