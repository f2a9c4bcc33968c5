"""The bundled font families, and the order in which they are tried for a missing glyph."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from handouts.document.fonts import DEFAULT_TYPEFACE, FontFile, OwnFont, Typeface
from handouts.pdf.fonts.font_files import Font, load_font, read_font
from handouts.resources import fonts_folder


def load_own_font(file: FontFile) -> Font:
    """The font of a clinic's file."""
    return read_font(file.name, file.content, file.weight, file.is_whole)


class Family(NamedTuple):
    """A family in the fonts folder: a file for each weight, its coverage and its source."""

    regular: str
    bold: str
    covers: str
    source: str


# In the order in which they are tried, after the family that a style names.
FAMILIES: dict[str, Family] = {
    "atkinson-hyperlegible-next": Family(
        "Regular.ttf",
        "Bold.ttf",
        "Latin of Western and Central Europe",
        "https://github.com/googlefonts/atkinson-hyperlegible-next",
    ),
    "source-sans-3": Family(
        "Regular.ttf",
        "Bold.ttf",
        "Latin with Vietnamese, Greek, Cyrillic, arrows, check marks",
        "https://github.com/adobe-fonts/source-sans",
    ),
    "noto-sans-hebrew": Family(
        "Regular.ttf", "Bold.ttf", "Hebrew", "https://github.com/notofonts/hebrew"
    ),
    # Not Noto Sans Arabic: it draws the dots of letters as separate glyphs, so few PDF readers
    # can copy or search its text.
    "vazirmatn": Family(
        "Regular.ttf",
        "Bold.ttf",
        "Arabic, Persian, Urdu",
        "https://github.com/rastikerdar/vazirmatn",
    ),
}


@lru_cache(maxsize=64)
def load_family_font(family: Typeface, bold: bool) -> Font:
    """The font of a family. Raises ``KeyError`` for a family that is not bundled.

    Where a clinic's own has no bold, it is that of the first bundled family.
    """
    if isinstance(family, OwnFont):
        file = family.bold if bold else family.regular
        return load_own_font(file) if file else load_family_font(DEFAULT_TYPEFACE, bold)
    weights = FAMILIES[family]
    return load_font(fonts_folder() / family / (weights.bold if bold else weights.regular))


@lru_cache(maxsize=64)
def list_fallbacks(family: Typeface) -> tuple[Typeface, ...]:
    """The family, then all other families in their order."""
    return (family, *(name for name in FAMILIES if name != family))
