"""Fonts inside a document: Type 0 over TrueType or CFF, glyphs by number (ISO 32000-1, 9.7).

A font joins the document when it is first used, and is written when the document is saved
and all the glyphs it needs are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from handouts.pdf import objects
from handouts.pdf.fonts.font_files import Font
from handouts.pdf.fonts.font_parts import FontParts, build_font_parts
from handouts.pdf.fonts.glyphs import GlyphRow, Glyphs

_PACKED = "/Filter/FlateDecode"

_SYSTEM = "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
_CODE_MAP = f"/Type /CMap /CMapName /Handouts-Glyphs /CIDSystemInfo {_SYSTEM} /WMode 0"

_TYPE_0 = (
    "/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding {encoding}"
    " /DescendantFonts [{below}] /ToUnicode {texts}"
)


NewNumber = Callable[[], int]
"""Returns the number of a new object."""


class DocumentFonts:
    """The fonts embedded in one document, which may continue those of another.

    Each font has the glyphs of ``letters``, too.
    """

    def __init__(self, letters: str = "", fonts: Mapping[Font, EmbeddedFont] | None = None) -> None:
        self.letters = letters
        self.by_font = {font: one.copy() for font, one in (fonts or {}).items()}
        self._marks: list[object] = []

    @property
    def marks(self) -> list[object]:
        """The marks of all fonts, which change when a glyph is added."""
        if not self._marks:
            self._marks = [font.mark for font in self.by_font.values()]
        return self._marks

    def embed_font(self, font: Font) -> EmbeddedFont:
        """The font as embedded here; the first call embeds it."""
        if font not in self.by_font:
            self.by_font[font] = EmbeddedFont(font, self.letters)
            self._marks = []
        return self.by_font[font]

    def embed_row(self, row: GlyphRow) -> Mapping[Glyphs, Mapping[int, int]]:
        """Embed a row's glyphs; return the codes of those whose code is not their number."""
        if self.have_rows((row,)):
            return {}
        codes = {glyphs: self.embed_font(glyphs.font).use_glyphs(glyphs) for glyphs in row.glyphs}
        self._marks = []
        return codes if any(codes.values()) else {}

    def have_rows(self, rows: Iterable[GlyphRow]) -> bool:
        """Whether all glyphs of the rows are embedded with codes equal to their numbers."""
        by_font = self.by_font
        for row in rows:
            for glyphs in row.glyphs:
                font = by_font.get(glyphs.font)
                if font is None or not (glyphs.font_mark is font.mark or font.has_glyphs(glyphs)):
                    return False
        return True


def write_fonts(new: NewNumber, number: int, fonts: Iterable[EmbeddedFont]) -> dict[int, bytes]:
    """Fonts as objects by number, and as object ``number`` the dictionary that names them.

    ``new`` returns a number for each object that has none yet.
    """
    by_number: dict[int, bytes] = {}
    for font in fonts:
        by_number |= font.write_objects(new)
    entries = "".join(f"/{font.font.key} {font.number} 0 R" for font in fonts)
    return by_number | {number: _encode_dictionary(entries)}


class EmbeddedFont:
    """A font of one document: the glyphs that are used there, and the text each stands for."""

    def __init__(self, font: Font, letters: str = "") -> None:
        self.font = font
        # For the first text that a glyph stands for in the document, its code is the glyph's
        # number (``texts``); for any other text it is a number past the last glyph's (``codes``).
        self.codes: dict[tuple[int, str], int] = {}
        self.texts: dict[int, str] = {}
        # Pairs of a glyph and its text whose code is the glyph's number.
        self.direct_pairs: set[tuple[int, str]] = set()
        # Marks Glyphs whose pairs are all among these; copies share it until one adds a pair.
        self.mark = object()
        self.known_codes: dict[Glyphs, dict[int, int]] = {}
        self.is_shared = False
        # Numbers of the font's objects, kept when another document continues with the font.
        self.numbers: dict[str, int] = {}
        for glyph, letter in _find_glyphs(font, letters):
            self._assign_code(glyph, letter)

    def copy(self) -> EmbeddedFont:
        """A copy for another document, which may use more glyphs."""
        other = EmbeddedFont(self.font)
        other.codes, other.texts, other.direct_pairs = self.codes, self.texts, self.direct_pairs
        other.numbers, other.mark = dict(self.numbers), self.mark
        self.is_shared = other.is_shared = True
        return other

    def _stop_sharing(self) -> None:
        """Copy what is shared with copies, before it is changed: most documents change nothing."""
        if self.is_shared:
            self.codes, self.texts = dict(self.codes), dict(self.texts)
            self.direct_pairs = set(self.direct_pairs)
            self.is_shared = False

    @property
    def number(self) -> int:
        """The object number of the font's dictionary, once it has been written."""
        return self.numbers["font"]

    @property
    def pair_count(self) -> int:
        """How many pairs of a glyph and a text are embedded."""
        return len(self.texts) + len(self.codes)

    def agrees_with(self, other: EmbeddedFont) -> bool:
        """Whether two fonts use the same codes for the glyphs and texts they share."""
        less, more = sorted((self.codes, other.codes), key=len)
        if not less.items() <= more.items():
            return False
        both = self.texts.keys() & other.texts.keys()
        return all(self.texts[glyph] == other.texts[glyph] for glyph in both)

    def add_glyphs_of(self, other: EmbeddedFont) -> None:
        """Add all glyphs of another font, which must agree with this one."""
        self._stop_sharing()
        self.codes.update(other.codes)
        self.texts.update(other.texts)
        self.direct_pairs |= other.direct_pairs

    def use_glyphs(self, glyphs: Glyphs) -> dict[int, int]:
        """Embed the glyphs.

        Returns codes by index in ``glyphs``, for each glyph that stands for another text here
        than it does first in the document, so that its code differs from its number.
        """
        others = self.known_codes.get(glyphs)
        if others is None and self.has_glyphs(glyphs):
            others = self.known_codes[glyphs] = {}
        elif others is None:
            codes = [self._assign_code(*pair) for pair in zip(glyphs.ids, glyphs.texts)]
            pairs = enumerate(zip(codes, glyphs.ids))
            others = {place: code for place, (code, glyph) in pairs if code != glyph}
            self.known_codes[glyphs] = others
        return others

    def _assign_code(self, glyph: int, text: str) -> int:
        if (glyph, text) in self.direct_pairs:
            return glyph
        self._stop_sharing()
        if self.texts.setdefault(glyph, text) == text:
            self._add_direct_pair(glyph, text)
            return glyph
        past = self.font.face.glyph_count + len(self.codes)
        return self.codes.setdefault((glyph, text), past)

    def _add_direct_pair(self, glyph: int, text: str) -> None:
        if (glyph, text) not in self.direct_pairs:
            self.direct_pairs.add((glyph, text))
            self.mark = object()

    def has_glyphs(self, glyphs: Glyphs) -> bool:
        """Whether all the glyphs are embedded with codes equal to their numbers.

        If so, they are marked, so that the next check is fast.
        """
        if not self.direct_pairs.issuperset(zip(glyphs.ids, glyphs.texts)):
            return False
        glyphs.font_mark = self.mark
        return True

    def write_objects(self, new: NewNumber) -> dict[int, bytes]:
        """The font's objects by number; the first call takes new numbers for them."""
        parts = build_font_parts(
            self.font, frozenset(self.texts.items()), frozenset(self.codes.items())
        )
        program = parts.program
        name = f"{program.tag}+{self.font.name}"
        by_number: dict[int, bytes] = {}

        def add_object(kind: str, content: bytes) -> str:
            """Add one object, and return a reference to it."""
            number = self.numbers.get(kind) or new()
            self.numbers[kind] = number
            by_number[number] = content
            return f"{number} 0 R"

        kind = "/Subtype /CIDFontType0C" if program.is_cff else f"/Length1 {program.length}"
        file = add_object("file", objects.format_stream(program.data, f"{kind}{_PACKED}"))
        descriptor = add_object(
            "descriptor", _encode_dictionary(self._format_descriptor(parts, name, file))
        )
        codes = encoding = ""
        if parts.glyph_map:
            codes = add_object("codes", objects.format_stream(parts.glyph_map, _PACKED))
        if parts.code_map:
            stream = objects.format_stream(parts.code_map, _CODE_MAP + _PACKED)
            encoding = add_object("codes", stream)
        below = add_object(
            "below",
            _encode_dictionary(_format_descendant(parts, name, descriptor, codes or "/Identity")),
        )
        texts = add_object("texts", objects.format_stream(parts.unicode_map, _PACKED))
        entries = _TYPE_0.format(
            name=name, below=below, texts=texts, encoding=encoding or "/Identity-H"
        )
        add_object("font", _encode_dictionary(entries))
        return by_number

    def _format_descriptor(self, parts: FontParts, name: str, file: str) -> str:
        font = self.font
        return (
            f"/Type /FontDescriptor /FontName /{name} /Flags {parts.flags}"
            f" /FontBBox [{' '.join(map(str, font.bounding_box))}] /ItalicAngle "
            f"{font.italic_angle:g}"
            f" /Ascent {font.ascent:g} /Descent {-font.descent:g}"
            f" /CapHeight {font.cap_height:g} /XHeight {font.x_height:g}"
            f" /StemV {_estimate_stem(font)} /FontFile{3 if parts.program.is_cff else 2} {file}"
        )


def _format_descendant(parts: FontParts, name: str, descriptor: str, codes: str) -> str:
    kind, glyphs = ("0", "") if parts.program.is_cff else ("2", f" /CIDToGIDMap {codes}")
    return (
        f"/Type /Font /Subtype /CIDFontType{kind} /BaseFont /{name}"
        f" /CIDSystemInfo {_SYSTEM}"
        f" /FontDescriptor {descriptor}{glyphs} /DW 0 /W [{parts.widths}]"
    )


class CommonFont(EmbeddedFont):
    """A font that many documents share: a glyph that one adds is available to all."""

    def copy(self) -> CommonFont:
        """The same font, for one more document."""
        other = CommonFont(self.font)
        other.codes, other.texts, other.direct_pairs = (
            self.codes,
            self.texts,
            self.direct_pairs,
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
