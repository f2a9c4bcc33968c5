"""Text style: everything that is the same for all runs of a paragraph."""

from __future__ import annotations

from typing import Literal, NamedTuple

from handouts.data import Data
from handouts.document.fonts import DEFAULT_TYPEFACE, Typeface
from handouts.text.families import load_family_font
from handouts.text.wrap import Breaking

Align = Literal["start", "centre", "end"]

# Scripts written from right to left, by the languages that use them.
_RIGHT_TO_LEFT = frozenset(
    [
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ks",
        "ku-arab",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)


class TextStyle(Data, frozen=True):
    """How to typeset a text. ``size`` and ``leading`` (baseline to baseline) are in points.

    ``family`` is tried first for a glyph, then the bundled families. Colours are
    ``#rrggbb``; empty ones default to ``colour``. ``language`` is a BCP 47 tag and decides
    the direction. ``hyphenate`` allows hyphenation where lines would otherwise be bad.
    ``breaking`` is how lines are broken: see ``wrap.Breaking``. Digits ``in_table`` are of one
    width.
    """

    size: float
    leading: float
    family: Typeface = DEFAULT_TYPEFACE
    strong: bool = False
    colour: str = "#1b2b30"
    link_colour: str = ""
    strong_colour: str = ""
    align: Align = "start"
    language: str = "en"
    hyphenate: bool = False
    breaking: Breaking = "even"
    in_table: bool = False


class Metrics(NamedTuple):
    """Heights above the baseline, in points; ``descent`` is the depth below it, positive."""

    ascent: float
    descent: float
    cap_height: float
    x_height: float


_USUAL_HEIGHTS = ((600, 1200), (100, 600), (500, 900), (350, 750))
"""What heights are taken for likely, lowest and highest, in thousandths of the type size.

A font may claim any; a line would then be moved off its place, onto other text or off the page.
"""


def compute_metrics(style: TextStyle) -> Metrics:
    """The heights of the style's first font at its size, as far as they are likely."""
    first = load_family_font(style.family, style.strong)
    claimed = (first.ascent, first.descent, first.cap_height, first.x_height)
    heights = (
        min(max(height, least), most)
        for height, (least, most) in zip(claimed, _USUAL_HEIGHTS, strict=True)
    )
    return Metrics(*(height * style.size / 1000 for height in heights))


def is_rtl(language: str) -> bool:
    """Whether a language, a BCP 47 tag, is written from right to left."""
    tag = language.lower()
    return tag.split("-")[0] in _RIGHT_TO_LEFT or "-arab" in tag or "-hebr" in tag
