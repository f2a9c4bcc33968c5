"""Font files: the coverage and metrics of a font, and a subset of it for a PDF.

Needs only HarfBuzz. Nothing here depends on a canvas; ``embed`` puts these fonts into
a document and ``glyphs`` draws with them.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from functools import cached_property, lru_cache
from pathlib import Path
from string import ascii_uppercase

import uharfbuzz as hb

from handouts.data import Data

# Tables for shaping or hinting. Text is shaped before it is drawn, and renderers smooth
# outlines of this size without hints.
_UNUSED_TABLES = [
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "cmap",
    "name",
    "post",
    "OS/2",
    "kern",
] + [
    "gasp",
    "prep",
    "fpgm",
    "cvt ",
    "DSIG",
    "hdmx",
    "VDMX",
    "LTSH",
    "meta",
]


class FontProgram(Data, frozen=True):
    """A subset font program: ``data`` is compressed by zlib, ``length`` is its size before that.

    ``tag`` is six capitals computed from the content, so that equal subsets have equal names.
    """

    data: bytes
    length: int
    tag: str


class Font:
    """One TrueType font file. All measures are in thousandths of the type size.

    Fonts compare by identity; ``load_font`` returns the same object for the same file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.shaper = hb.Font(self.face)
        self.scale = 1000 / self.face.upem

    def __repr__(self) -> str:
        return f"Font({self.name!r})"

    @cached_property
    def name(self) -> str:
        """The PostScript name."""
        return self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.path.stem

    @cached_property
    def key(self) -> str:
        """A name for the font file, computed from its checksum; it is a valid PDF name."""
        return f"T{self._read_table('head')[8:12].hex()}"

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points the font has glyphs for."""
        return frozenset(self.face.unicodes)

    @cached_property
    def ascent(self) -> float:
        """Height of the highest letters above the baseline."""
        return float(self.shaper.get_font_extents("ltr").ascender * self.scale)

    @cached_property
    def descent(self) -> float:
        """Depth of the lowest letters below the baseline, as a positive number."""
        return float(-self.shaper.get_font_extents("ltr").descender * self.scale)

    @cached_property
    def cap_height(self) -> float:
        """Height of the capitals."""
        return self._read_metric(hb.OTMetricsTag.CAP_HEIGHT)

    @cached_property
    def x_height(self) -> float:
        """Height of the small letters."""
        return self._read_metric(hb.OTMetricsTag.X_HEIGHT)

    @cached_property
    def bounding_box(self) -> tuple[int, int, int, int]:
        """The box around all glyphs: left, bottom, right, top."""
        corners = struct.unpack(">4h", self._read_table("head")[36:44])
        left, bottom, right, top = (round(value * self.scale) for value in corners)
        return left, bottom, right, top

    @cached_property
    def italic_angle(self) -> float:
        """Slant in degrees, anticlockwise from upright."""
        return float(struct.unpack(">i", self._read_table("post")[4:8])[0]) / 65536

    @cached_property
    def weight(self) -> int:
        """The weight class: 400 is regular, 700 bold."""
        return int(struct.unpack(">H", self._read_table("OS/2")[4:6])[0])

    def advance(self, glyph: int) -> float:
        """The advance width of a glyph, without kerning."""
        return float(self.shaper.get_glyph_h_advance(glyph) * self.scale)

    def _read_metric(self, tag: hb.OTMetricsTag) -> float:
        return float(self.shaper.get_metric_position_with_fallback(tag) * self.scale)

    def _read_table(self, tag: str) -> bytes:
        return bytes(self.face.reference_table(tag).data)


@lru_cache(maxsize=64)
def load_font(path: Path) -> Font:
    """The font in a file, which is opened once.

    Raises ``FileNotFoundError`` if there is no such file.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no font file {path}")
    return Font(path)


@lru_cache(maxsize=64)
def subset_font(font: Font, glyphs: frozenset[int]) -> FontProgram:
    """The font's program with the outlines of these glyphs only; they keep their numbers."""
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs | {0})
    wanted.drop_table_tag_set.update(_encode_tag(name) for name in _UNUSED_TABLES)
    data = bytes(hb.subset(font.face, wanted).blob.data)
    return FontProgram(zlib.compress(data, 9), len(data), _make_subset_tag(data))


def _encode_tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _make_subset_tag(data: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    return "".join(ascii_uppercase[number // 26**place % 26] for place in range(6))
