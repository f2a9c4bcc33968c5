"""Colours: the shades made from a brand's three, where each one stands, and whether it shows there.

Layout draws with these shades only, on these grounds only, so that what is checked when a
brand is read is what is printed. By WCAG 2.2 text needs a contrast of 4.5:1 (success
criterion 1.4.3), and graphics that mean something one of 3:1 (1.4.11).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from handouts.data import Data
from handouts.spec.contrast import contrast, darker, mix
from handouts.spec.models import Colours

Ink = Literal["colour", "mono"]
"""What a leaflet is printed with."""

TEXT, GRAPHIC = 4.5, 3.0
WHITE = "#ffffff"
SOURCES = ("main", "accent", "text")
"""The colours of a brand, by name."""


class Shade(Data, frozen=True):
    """A colour of the brand with a share (0 to 1) of white mixed in."""

    source: str
    white: float = 0.0


SHADES = {
    "main": Shade("main"),
    "tint": Shade("main", 0.92),
    "pale": Shade("main", 0.72),
    "accent": Shade("accent"),
    "warm": Shade("accent", 0.92),
    "ink": Shade("text"),
    "quiet": Shade("text", 0.22),
    "white": Shade("main", 1.0),
}

MONO = {
    **dict.fromkeys(("main", "accent", "ink", "quiet"), "#000000"),
    **dict.fromkeys(("tint", "warm", "white"), WHITE),
    "pale": "#949494",
    "heading": "#333333",
    "shading": "#d4d4d4",
}
"""The shades in black and white, whatever the brand's colours: no ground is grey, and all text
is black, for printers make dots of a grey, and copiers lose it; but large headings, which bear
it. Pale still has 3:1. Shading only decorates."""

GROUNDS = {
    "white": "white",
    "tint": "the tinted ground of a note",
    "warm": "the tinted ground of a caveat",
}
"""The shades that others stand on, and what people are told they are.

Any block may stand on any of them. Warm is the colour of a draft's mark too, which text
stands over: the mark only catches the eye, and the version line says what it says.
"""


class Use(Data, frozen=True):
    """What a shade is for, the contrast it needs, and the grounds that it needs it on."""

    what: str
    shade: str
    least: float
    grounds: tuple[str, ...] = tuple(GROUNDS)


USES = (
    Use("headings, the lead, links", "main", TEXT),
    Use("running text", "ink", TEXT),
    Use("captions, references, the version line", "quiet", TEXT),
    Use("headings of warnings, a draft's line", "accent", TEXT, ("white", "warm")),
    Use("numbers of steps, which are white on a disc", "main", TEXT, ("white",)),
    Use("the sign of a warning, which is white on a disc", "accent", TEXT, ("white",)),
    Use("boxes to tick, discs, rings, the rail of a timeline", "main", GRAPHIC),
    Use("bullets, filled dots, the frame of a warning", "accent", GRAPHIC),
    Use("the QR code", "ink", GRAPHIC, ("white",)),
)
"""Where each shade stands. Pale is not among them: its rules only decorate."""


@lru_cache(maxsize=1024)
def shade(name: str, colours: Colours) -> str:
    """A shade of a brand, by its name in SHADES, as ``#rrggbb``."""
    made = SHADES[name]
    return mix(getattr(colours, made.source), WHITE, made.white)


class Failing(Data, frozen=True):
    """A brand's colour that does not show. ``name`` is main, accent or text.

    ``shade`` on ``ground`` is its worst case, with the contrast ``ratio`` where ``least``
    is needed; ``nearest`` is the nearest colour of the same hue that always shows.
    """

    name: str
    shade: str
    ground: str
    ratio: float
    least: float
    nearest: str


def failing(colours: Colours) -> list[Failing]:
    """The colours that do not show wherever they stand, at most one finding for each.

    A ground is a shade of the brand too. So each colour is judged beside the others as they
    will be when they are mended: whoever takes every advice is not told of another.
    """
    right = mended(colours)
    wrong = [name for name in SOURCES if getattr(right, name) != getattr(colours, name)]
    return [_failing(name, colours, right) for name in wrong]


def _failing(name: str, given: Colours, right: Colours) -> Failing:
    beside = replace(right, **{name: getattr(given, name)})
    cases = [
        (_ratio(tone, ground, beside), least, tone, ground) for tone, ground, least in _pairs(name)
    ]
    ratio, least, tone, ground = min(cases, key=lambda case: case[0] / case[1])
    return Failing(name, tone, ground, ratio, least, getattr(right, name))


def mended(colours: Colours) -> Colours:
    """The brand's colours, each as much darker as it needs to show wherever it stands."""
    before = None
    while colours != before:  # a darker colour makes darker grounds; none ever gets lighter
        before = colours
        for name in SOURCES:
            colours = _mended(name, colours)
    return colours


def _mended(name: str, colours: Colours) -> Colours:
    tried = (replace(colours, **{name: each}) for each in darker(getattr(colours, name)))
    return next(filter(lambda each: _shows(name, each), tried))


def _shows(name: str, colours: Colours) -> bool:
    return all(_ratio(tone, ground, colours) >= least for tone, ground, least in _pairs(name))


def _ratio(tone: str, ground: str, colours: Colours) -> float:
    return contrast(shade(tone, colours), shade(ground, colours))


@lru_cache(maxsize=len(SOURCES))
def _pairs(name: str) -> tuple[tuple[str, str, float], ...]:
    """Each shade, ground and least contrast that a brand's colour has to answer for."""
    return tuple(
        (use.shade, ground, use.least)
        for use in USES
        for ground in use.grounds
        if SHADES[use.shade].source == name
    )
