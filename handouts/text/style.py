"""How a text is set: everything that is the same for all runs of a paragraph."""

from __future__ import annotations

from typing import Literal, NamedTuple

from handouts.data import Data
from handouts.text.families import font

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
    """A way to set a text. ``size`` and ``leading`` (baseline to baseline) are in points.

    ``family`` is the first to be asked for a glyph; the others that ship follow. Colours
    are ``#rrggbb``; empty ones are as ``colour``. ``language`` is a BCP 47 tag and decides
    the direction. ``hyphenate`` lets words be parted where lines would be bad without.
    ``balance`` makes the last line as long as the others: for headings.
    """

    size: float
    leading: float
    family: str = "atkinson-hyperlegible-next"
    strong: bool = False
    colour: str = "#1b2b30"
    link_colour: str = ""
    strong_colour: str = ""
    align: Align = "start"
    language: str = "en"
    hyphenate: bool = False
    balance: bool = False


class Metrics(NamedTuple):
    """Heights above the baseline, in points; ``descent`` is a depth below it, positive."""

    ascent: float
    descent: float
    cap_height: float
    x_height: float


def metrics(style: TextStyle) -> Metrics:
    """The heights of the style's first font at its size."""
    first = font(style.family, style.strong)
    scale = style.size / 1000
    return Metrics(
        first.ascent * scale,
        first.descent * scale,
        first.cap_height * scale,
        first.x_height * scale,
    )


def right_to_left(language: str) -> bool:
    """Whether a language, a BCP 47 tag, is written from right to left."""
    tag = language.lower()
    return tag.split("-")[0] in _RIGHT_TO_LEFT or "-arab" in tag or "-hebr" in tag
