"""Font files as clinics have them, made from those that come with the program."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from handouts.resources import fonts_folder

SOURCE = fonts_folder() / "source-sans-3"
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), 0x2713, 0x2212]


def read_source(weight: str) -> TTFont:
    """The Latin letters of a bundled font, as a font with no other tables than a font needs."""
    from fontTools.subset import Options, Subsetter

    font = TTFont(SOURCE / f"{weight}.ttf")
    options = Options(layout_features=["kern", "liga", "mark"], notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    return font


def save_font(font: TTFont, path: Path, *, rights: int = 0, family: str = "Clinic Sans") -> Path:
    """Write a font under another name, with embedding rights (fsType)."""
    font["OS/2"].fsType = rights
    for record in list(font["name"].names):
        if record.nameID in (1, 16):
            font["name"].setName(
                family, record.nameID, record.platformID, record.platEncID, record.langID
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    data = BytesIO()
    font.save(data)
    path.write_bytes(data.getvalue())
    return path


def write_truetype(folder: Path, *weights: str, rights: int = 0) -> None:
    """Write Clinic Sans as TrueType, in Regular, Bold or both."""
    for weight in weights:
        save_font(read_source(weight), folder / f"ClinicSans-{weight}.ttf", rights=rights)


def write_cff(folder: Path, *weights: str) -> None:
    """Write Clinic Sans with CFF outlines."""
    for weight in weights:
        save_font(convert_to_cff(read_source(weight)), folder / f"ClinicSans-{weight}.otf")


def convert_to_cff(font: TTFont) -> TTFont:
    """A font with the same glyphs as cubic curves in a CFF table."""
    glyphs, names = font.getGlyphSet(), font.getGlyphOrder()
    programs = {}
    for name in names:
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(Qu2CuPen(pen, 0.5, all_cubic=True))
        programs[name] = pen.getCharString()
    for tag in ("glyf", "loca", "cvt ", "fpgm", "prep", "gasp", "maxp"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "OTTO"
    builder = FontBuilder(font=font)
    builder.isTTF = False
    builder.setupCFF("ClinicSans", {"FullName": "Clinic Sans"}, programs, {})
    builder.setupMaxp()
    return font


def write_variable(folder: Path) -> Path:
    """Write Clinic Sans as one variable font, from weight 300 to 800, wider where it is bolder."""
    font = read_source("Regular")
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 300, 400, 800, "Weight")], [])
    builder.setupGvar({name: list(_widen(font, name)) for name in font.getGlyphOrder()})
    return save_font(font, folder / "ClinicSans-Variable.ttf")


def _widen(font: TTFont, name: str) -> Iterator[TupleVariation]:
    """What makes a glyph a fifth wider at the end of the axis."""
    points, *_ = font["glyf"]._getCoordinatesAndControls(name, font["hmtx"].metrics)
    if font["glyf"][name].isComposite():
        deltas = [(0, 0)] * (len(points) - 4)
    else:
        deltas = [(round(x * 0.2), 0) for x, _ in points[:-4]]
    advance = (round(points[-3][0] * 0.2), 0)
    yield TupleVariation({"wght": (0.0, 1.0, 1.0)}, [*deltas, (0, 0), advance, (0, 0), (0, 0)])
