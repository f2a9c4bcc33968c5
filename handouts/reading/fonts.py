"""A brand's typeface: one that comes with the program, or files in the folder ``fonts``.

What a file may be used for is in its OS/2 table (OpenType 1.9, fsType).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.data import Data
from handouts.document.fonts import FontFile, OwnFont, Typeface
from handouts.reading.context import Reading
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.shapes import Converted
from handouts.sources.findings import SpecError, find_nearest, join_choices, quote_text
from handouts.sources.nodes import Node
from handouts.sources.source import read_bytes

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

BUNDLED = ("atkinson-hyperlegible-next", "source-sans-3")
"""The typefaces with Latin letters that come with the program."""

_FOLDER = "fonts"
_MAX_BYTES = 20 << 20
_REGULAR, _BOLD, _LEAST_BOLD = 400, 700, 600
_ENDINGS = (".ttf", ".otf")
_OTHER_ENDINGS = (".ttc", ".otc", ".woff", ".woff2", ".eot", ".dfont", ".pfb")
_RESTRICTED, _NO_SUBSET, _BITMAPS_ONLY = 0x2, 0x100, 0x200
_NORMAL_WIDTH = 5
_NEEDED = {0x20: "space", 0x2D: "hyphen"}
"""What stands in texts of any language, or is put there where a word is divided."""

_GET_ANOTHER = "Get it as TTF or as OTF (not variable) from where it came from."


class _Face(Data, frozen=True):
    """What a font file says about itself; ``weights`` is the range of a variable font's axis."""

    path: Path
    content: bytes
    family: str
    weight: int
    weights: tuple[float, float] | None
    is_slanted: bool
    width: int
    rights: int
    obstacle: str

    def reaches(self, weight: int) -> int:
        """The weight of the face that is nearest to a weight."""
        if self.weights is None:
            return self.weight
        low, high = self.weights
        return round(min(max(weight, low), high))

    def make_file(self, weight: int) -> FontFile:
        """The face at a weight, or at the nearest that it has."""
        place = None if self.weights is None else float(self.reaches(weight))
        is_whole = bool(self.rights & _NO_SUBSET)
        return FontFile(self.path.name, self.content, place, is_whole)


def _read_typeface(name: str, node: Node, reading: Reading) -> Typeface | None:
    """The typeface of a name, from the program or from the folder ``fonts`` beside the file."""
    bundled = "-".join(name.lower().split())
    if bundled in BUNDLED:
        return bundled
    folder = reading.folder / _FOLDER
    faces = [_read_face(path) for path in _list_files(folder, _ENDINGS)]
    family = [face for face in faces if _is_named(face, name)]
    if not family:
        _report_unknown(name, node, reading, faces, folder)
        return None
    regular, bold = _choose_faces(family)
    needed = dict.fromkeys((regular, bold, _find_damaged(family, regular, bold)))
    obstacles = [_find_obstacle(face) for face in needed if face]
    for message, hint in filter(None, obstacles):
        reading.report("bad-font", node, message, hint)
    if any(obstacles):
        return None
    if regular.reaches(_REGULAR) >= _LEAST_BOLD:
        message = f"The folder 'fonts' has only a bold of {quote_text(regular.family)}."
        hint = "Put its regular beside it, such as NAME-Regular.ttf: all would be bold."
        reading.report("bad-font", node, message, hint)
        return None
    thick = bold.make_file(_BOLD) if bold else None
    return OwnFont(regular.family, regular.make_file(_REGULAR), thick)


FONT = Converted(PlainText(100), _read_typeface, {"examples": [*BUNDLED, "Lato"]})


def _list_files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in files if path.suffix.lower() in endings and path.is_file()]


def _is_named(face: _Face, name: str) -> bool:
    names = (face.family, face.path.stem, face.path.stem.partition("-")[0], face.path.name)
    return _fold(name) in map(_fold, names)


def _fold(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _choose_faces(family: list[_Face]) -> tuple[_Face, _Face | None]:
    """The regular and the bold of a family: usable, upright and of normal width before all else."""

    def rank(weight: int) -> Callable[[_Face], tuple[object, ...]]:
        """The order in which faces are chosen for a weight."""
        return lambda face: (
            _find_obstacle(face) is not None,
            face.is_slanted,
            abs(face.width - _NORMAL_WIDTH),
            abs(face.reaches(weight) - weight),
            face.path.name,
        )

    regular = min(family, key=rank(_REGULAR))
    like_it = [
        face
        for face in family
        if face.reaches(_BOLD) >= _LEAST_BOLD
        and (face.is_slanted, face.width) == (regular.is_slanted, regular.width)
    ]
    return regular, min(like_it, key=rank(_BOLD), default=None)


def _find_damaged(family: list[_Face], regular: _Face, bold: _Face | None) -> _Face | None:
    """A damaged file that may be the regular or the bold that is missing; None if both are there.

    Without this, all text would be bold, or a bold that is there would be said to be missing.
    """
    if bold and regular.reaches(_REGULAR) < _LEAST_BOLD:
        return None
    return next((face for face in family if face.obstacle), None)


def _find_obstacle(face: _Face) -> tuple[str, str] | None:
    """Why a font cannot be in a PDF, and what to do; None if it can."""
    name = quote_text(face.path.name)
    if face.obstacle:
        return f"The font file {name} {face.obstacle}.", _GET_ANOTHER
    if face.rights & 0xF == _RESTRICTED or face.rights & _BITMAPS_ONLY:
        message = f"The font file {name} says that it may not be embedded in documents."
        return message, "Ask who made it for a licence that allows it, or choose another font."
    return None


def _report_unknown(
    name: str, node: Node, reading: Reading, faces: Iterable[_Face], folder: Path
) -> None:
    own = sorted({face.family for face in faces})
    there = [*BUNDLED, *own]
    begun = (each for each in there if _fold(each).startswith(_fold(name)))
    near = find_nearest(name, there) or next(begun, "")
    others = [
        path.name
        for path in _list_files(folder, _OTHER_ENDINGS)
        if _fold(path.stem).startswith(_fold(name))
    ]
    if others:
        message = f"{quote_text(others[0])} is not a font file that a PDF can hold."
        reading.report("bad-font", node, message, "Get it as TTF or OTF, and put that beside it.")
        return
    listed = f" The folder 'fonts' has {join_choices(own, 'and')}." if own else ""
    files = (
        f"Choose {join_choices(BUNDLED)}, or put its files, such as {_suggest_files(name)}, into "
        f"a folder 'fonts' beside this file.{listed}"
    )
    hint = f"Did you mean {quote_text(near)}?" if near else files
    reading.report("unknown-choice", node, f"There is no font {quote_text(name)} here.", hint)


def _suggest_files(name: str) -> str:
    stem = "".join(filter(str.isalnum, name)) or "Font"
    return f"{stem}-Regular.ttf and {stem}-Bold.ttf"


def _read_face(path: Path) -> _Face:
    """What a font file says about itself; of a file that is no font, why it is none."""
    try:
        content = read_bytes(path, _MAX_BYTES)
    except SpecError:
        return _make_broken(path, f"cannot be read, or is over {_MAX_BYTES >> 20} MB")
    return _parse_face(path, content)


def _make_broken(path: Path, obstacle: str) -> _Face:
    return _Face(path, b"", path.stem, _REGULAR, None, False, _NORMAL_WIDTH, 0, obstacle)


@lru_cache(maxsize=32)
def _parse_face(path: Path, content: bytes) -> _Face:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(BytesIO(content), lazy=True) as font:
            return _describe_face(path, content, font)
    except Exception:  # fontTools raises many kinds for a damaged file
        return _make_broken(path, "is damaged, or is not a font")


def _describe_face(path: Path, content: bytes, font: TTFont) -> _Face:
    about, axes = font["OS/2"], font["fvar"].axes if "fvar" in font else ()
    weights = next(
        ((axis.minValue, axis.maxValue) for axis in axes if axis.axisTag == "wght"), None
    )
    slanted = bool(about.fsSelection & 0x1 or font["head"].macStyle & 0x2)
    return _Face(
        path,
        content,
        font["name"].getBestFamilyName() or path.stem,
        about.usWeightClass,
        weights,
        slanted,
        about.usWidthClass,
        about.fsType,
        next(_list_obstacles(font), ""),
    )


def _list_obstacles(font: TTFont) -> Iterator[str]:
    """Why a PDF cannot hold a font, as the end of a sentence."""
    if "CFF " in font and hasattr(font["CFF "].cff.topDictIndex[0], "ROS"):
        yield "is made for Chinese, Japanese or Korean (its glyphs are CID-keyed)"
    if "CFF2" in font:
        yield "is a variable font with outlines (CFF2) that no PDF can hold"
    if "glyf" not in font and "CFF " not in font:
        yield "has no outlines"
    letters = font.getBestCmap()
    if not letters:
        yield "does not say which letters it has"
        return
    for sign, name in _NEEDED.items():
        if sign not in letters:
            yield f"has no {name}, which every text needs"
    if not any(font["hmtx"][glyph][0] for glyph in letters.values()):
        yield "gives its letters no width"
