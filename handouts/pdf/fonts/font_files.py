"""Font files: the coverage and metrics of a font, and a subset of it for a PDF.

Needs only HarfBuzz. Nothing here depends on a canvas; ``embed`` puts these fonts into
a document and ``glyphs`` draws with them.
"""

from __future__ import annotations

import hashlib
import re
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


_WEIGHT_AXIS = "wght"


class FontProgram(Data, frozen=True):
    """A subset font program: ``data`` is compressed by zlib, ``length`` is its size before that.

    It is a TrueType file or, if it ``is_cff``, a bare CFF table. ``tag`` is six capitals computed
    from the content, so that equal subsets have equal names.
    """

    data: bytes
    length: int
    tag: str
    is_cff: bool = False


class Font:
    """One font file, TrueType or OpenType with CFF. Measures are in thousandths of the type size.

    A variable font is set to a ``weight`` and to the usual place on its other axes. With
    ``is_whole`` it is embedded with all of its glyphs. ``digest`` is that of the file's content, of
    a font that does not come with the program. Fonts compare by identity; ``load_font`` and
    ``read_font`` return the same object for the same file.
    """

    def __init__(
        self,
        label: str,
        blob: hb.Blob,
        weight: float | None = None,
        *,
        is_whole: bool = False,
        digest: str = "",
    ) -> None:
        self.label = label
        self.face = hb.Face(blob)
        self.shaper = hb.Font(self.face)
        self.scale = 1000 / self.face.upem
        self.axis_weight = weight
        self.is_whole = is_whole
        self.digest = digest
        if weight is not None:
            self.shaper.set_variations({_WEIGHT_AXIS: weight})

    def __repr__(self) -> str:
        return f"Font({self.name!r})"

    @cached_property
    def name(self) -> str:
        """The PostScript name; of a variable font, with the weight."""
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.label
        weight = "" if self.axis_weight is None else f"-{self.axis_weight:g}"
        return re.sub("[^A-Za-z0-9+-]", "", name + weight) or "Font"

    @cached_property
    def key(self) -> str:
        """A name for the font file, which no other file has; it is a valid PDF name.

        A font of the program has that of its checksum. Those of others are computed from all of
        the file: the checksum in it may be that of another file, or none.
        """
        weight = "" if self.axis_weight is None else f"w{round(self.axis_weight)}"
        checksum = self._read_table("head")[8:12].hex()
        return f"T{self.digest or checksum}{weight}"

    @cached_property
    def is_cff(self) -> bool:
        """Whether its outlines are in a CFF table."""
        return "CFF " in self.face.table_tags

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
        if self.axis_weight is not None:
            return round(self.axis_weight)
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
    return Font(path.stem, hb.Blob.from_file_path(str(path)))


@lru_cache(maxsize=64)
def read_font(label: str, content: bytes, weight: float | None, is_whole: bool) -> Font:
    """The font in a file's content, which is read once; see `Font`."""
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Font(Path(label).stem, hb.Blob(content), weight, is_whole=is_whole, digest=digest)


@lru_cache(maxsize=64)
def subset_font(font: Font, glyphs: frozenset[int]) -> FontProgram:
    """The font's program with the outlines of these glyphs only; they keep their numbers.

    A font that must be whole keeps all of them.
    """
    wanted = hb.SubsetInput()
    if font.is_whole:
        glyphs = frozenset(range(font.face.glyph_count))
    if font.axis_weight is not None:
        wanted.pin_all_axes_to_default(font.face)
        wanted.pin_axis_location(font.face, _WEIGHT_AXIS, font.axis_weight)
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs | {0})
    wanted.drop_table_tag_set.update(_encode_tag(name) for name in _UNUSED_TABLES)
    subset = hb.subset(font.face, wanted)
    data = bytes((subset.reference_table("CFF ") if font.is_cff else subset.blob).data)
    return FontProgram(zlib.compress(data, 9), len(data), _make_subset_tag(data), font.is_cff)


def _encode_tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _make_subset_tag(data: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    return "".join(ascii_uppercase[number // 26**place % 26] for place in range(6))
