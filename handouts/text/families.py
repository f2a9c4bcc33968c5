"""The font families that ship, and the chain in which they stand in for each other."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from handouts.pdf.fonts import Font, load
from handouts.places import fonts_folder


class Family(NamedTuple):
    """A family in the fonts folder: a file for each weight, and where it comes from."""

    regular: str
    bold: str
    covers: str
    source: str


# In the order in which they are asked, after the family that a style names.
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
    # Not Noto Sans Arabic: it sets a letter's dots as glyphs of their own, so that hardly a
    # reader can copy or search what is written with it.
    "vazirmatn": Family(
        "Regular.ttf",
        "Bold.ttf",
        "Arabic, Persian, Urdu",
        "https://github.com/rastikerdar/vazirmatn",
    ),
}


@lru_cache(maxsize=64)
def font(family: str, bold: bool) -> Font:
    """The font of a family. Raises ``KeyError`` for a family that does not ship."""
    weights = FAMILIES[family]
    return load(fonts_folder() / family / (weights.bold if bold else weights.regular))


@lru_cache(maxsize=64)
def chain(family: str) -> tuple[str, ...]:
    """The family, then all others in their order."""
    return (family, *(name for name in FAMILIES if name != family))
