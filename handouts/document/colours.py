"""Colours: the shades derived from a brand's three colours, their uses, and their contrast.

The layout draws only with these shades, on these backgrounds, so that what is checked when a
brand is read is what is printed. By WCAG 2.2 text needs a contrast of 4.5:1 (success
criterion 1.4.3), and graphics that carry meaning need 3:1 (1.4.11).
"""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.brand import Colours
from handouts.document.contrast import contrast_ratio, darker_colours, mix_colours

TEXT, GRAPHIC = 4.5, 3.0
WHITE = "#ffffff"
SOURCES = ("main", "accent", "text")
"""The names of a brand's colours."""


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
"""The shades in black and white, whatever the brand's colours. No background is grey, and all text
is black except large headings, because printers turn grey into dots and copiers lose it. Pale still
has 3:1. Shading is only decoration."""

BACKGROUNDS = {
    "white": "white",
    "tint": "the tinted background of a note",
    "warm": "the tinted background of a caveat",
}
"""The shades used as backgrounds, and what messages call them.

Any block may have any of them as its background. Warm is also the colour of the draft mark,
over which text is printed: the mark only catches the eye; the version line says the same.
"""


class ShadeUse(Data, frozen=True):
    """What a shade is for, and the contrast it needs on which backgrounds."""

    purpose: str
    shade: str
    min_ratio: float
    backgrounds: tuple[str, ...] = tuple(BACKGROUNDS)


USES = (
    ShadeUse("headings, the lead, links", "main", TEXT),
    ShadeUse("running text", "ink", TEXT),
    ShadeUse("captions, references, the version line", "quiet", TEXT),
    ShadeUse("headings of warnings, a draft's line", "accent", TEXT, ("white", "warm")),
    ShadeUse("numbers of steps, which are white on a disc", "main", TEXT, ("white",)),
    ShadeUse("the sign of a warning, which is white on a disc", "accent", TEXT, ("white",)),
    ShadeUse("boxes to tick, discs, rings, the rail of a timeline", "main", GRAPHIC),
    ShadeUse("bullets, filled dots, the frame of a warning", "accent", GRAPHIC),
    ShadeUse("the QR code", "ink", GRAPHIC, ("white",)),
)
"""The uses of each shade. Pale is not among them: its rules are only decoration."""


@lru_cache(maxsize=1024)
def resolve_shade(name: str, colours: Colours) -> str:
    """A shade of a brand, by its name in SHADES, as ``#rrggbb``."""
    definition = SHADES[name]
    return mix_colours(getattr(colours, definition.source), WHITE, definition.white)


class ContrastFailure(Data, frozen=True):
    """A brand's colour without enough contrast. ``name`` is main, accent or text.

    ``shade`` on ``background`` is its worst case: the contrast is ``ratio``, and should be
    ``min_ratio``. ``nearest`` is the nearest colour of the same hue that always has enough.
    """

    name: str
    shade: str
    background: str
    ratio: float
    min_ratio: float
    nearest: str


def find_contrast_failures(colours: Colours) -> list[ContrastFailure]:
    """The colours without enough contrast in some use, at most one failure for each.

    Backgrounds are shades of the brand too, so each colour is judged beside the corrected
    versions of the others: whoever follows every hint gets no further ones.
    """
    corrected = correct_contrast(colours)
    failed = [name for name in SOURCES if getattr(corrected, name) != getattr(colours, name)]
    return [_worst_failure(name, colours, corrected) for name in failed]


def _worst_failure(name: str, original: Colours, corrected: Colours) -> ContrastFailure:
    beside = replace(corrected, **{name: getattr(original, name)})
    cases = [
        (_shade_contrast(shade_name, background, beside), min_ratio, shade_name, background)
        for shade_name, background, min_ratio in _contrast_requirements(name)
    ]
    ratio, least, tone, ground = min(cases, key=lambda case: case[0] / case[1])
    return ContrastFailure(name, tone, ground, ratio, least, getattr(corrected, name))


def correct_contrast(colours: Colours) -> Colours:
    """The brand's colours, each darkened until it has enough contrast in all its uses."""
    before = None
    while colours != before:  # darker colours make darker backgrounds; none gets lighter
        before = colours
        for name in SOURCES:
            colours = _correct_colour(name, colours)
    return colours


def _correct_colour(name: str, colours: Colours) -> Colours:
    candidates = (
        replace(colours, **{name: each}) for each in darker_colours(getattr(colours, name))
    )
    return next(filter(lambda each: _has_contrast(name, each), candidates))


def _has_contrast(name: str, colours: Colours) -> bool:
    return all(
        _shade_contrast(tone, ground, colours) >= least
        for tone, ground, least in _contrast_requirements(name)
    )


def _shade_contrast(shade_name: str, background: str, colours: Colours) -> float:
    return contrast_ratio(resolve_shade(shade_name, colours), resolve_shade(background, colours))


@lru_cache(maxsize=len(SOURCES))
def _contrast_requirements(name: str) -> tuple[tuple[str, str, float], ...]:
    """Each shade of a brand's colour with a background and the contrast it needs there."""
    return tuple(
        (use.shade, ground, use.min_ratio)
        for use in USES
        for ground in use.backgrounds
        if SHADES[use.shade].source == name
    )
