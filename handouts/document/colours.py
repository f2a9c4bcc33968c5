"""Colours: the shades derived from a brand's three colours, their uses, and their contrast.

The layout draws only with these shades, on these backgrounds, so that what is checked when a
brand is read is what is printed. By WCAG 2.2 text needs a contrast of 4.5:1 (success
criterion 1.4.3), and graphics that carry meaning need 3:1 (1.4.11).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.brand import Colours
from handouts.document.contrast import contrast_ratio, darker_colours, mix_colours

TEXT, GRAPHIC = 4.5, 3.0
BLACK, WHITE = "#000000", "#ffffff"
SOURCES = ("main", "accent", "text")
"""The names of a brand's colours."""


class Shade(Data, frozen=True):
    """A colour of the brand with a share (0 to 1) of white mixed in.

    ``mono`` is what it becomes in black and white, whatever the brand's colours. If it is used
    as a background, ``background`` is what messages call it.
    """

    source: str
    white: float = 0.0
    mono: str = BLACK
    background: str = ""


ShadeName = Literal["white", "main", "tint", "pale", "accent", "warm", "ink", "quiet"]

SHADES: Mapping[ShadeName, Shade] = {
    "white": Shade("main", 1.0, WHITE, background="white"),
    "main": Shade("main"),
    "tint": Shade("main", 0.92, WHITE, background="the tinted background of a note"),
    "pale": Shade("main", 0.72, "#949494"),
    "accent": Shade("accent"),
    "warm": Shade("accent", 0.92, WHITE, background="the tinted background of a caveat"),
    "ink": Shade("text"),
    "quiet": Shade("text", 0.22),
}
"""All shades. In black and white no background is grey, and all text is black except large
headings, because printers turn grey into dots and copiers lose it. Pale still has 3:1.

Any block may have any of the backgrounds. Warm is also the colour of the draft mark, over which
text is printed: the mark only catches the eye; the version line says the same.
"""

BACKGROUNDS = {name: shade.background for name, shade in SHADES.items() if shade.background}
"""The shades used as backgrounds, and what messages call them."""

MONO_HEADING, MONO_SHADING = "#333333", "#d4d4d4"
"""Large headings in black and white, and shading, which is only decoration."""


Tone = Literal["plain", "note", "tip", "warning", "caveat", "help", "small"]
"""How a section looks: plain, in a box, or as small print."""

AUTHOR_TONES: tuple[Tone, ...] = ("note", "tip", "warning")
"""The tones that an author may give to a section."""


class Box(Data, frozen=True):
    """A kind of box: the shade of its heading, and its background or the line around it.

    With ``has_alarm`` an exclamation mark on a disc precedes the heading. In black and white it is
    a frame, ``mono_weight`` points wide, with dashes of ``mono_dash`` points (0 is no dashes).
    """

    heading: ShadeName
    fill: ShadeName | None = None
    line: ShadeName | None = None
    has_alarm: bool = False
    mono_weight: float = 0.75
    mono_dash: float = 0.0


BOXES: Mapping[Tone, Box] = {
    "note": Box("main", fill="tint"),
    "tip": Box("main", line="main", mono_dash=1.5),
    "warning": Box("accent", fill="warm", line="accent", mono_weight=1.8),
    "caveat": Box("accent", fill="warm", mono_weight=1.2, mono_dash=4.5),
    "help": Box("accent", line="accent", has_alarm=True, mono_weight=2.5),
}
"""The box of each tone that has one. In black and white no two boxes look the same."""


class ShadeUse(Data, frozen=True):
    """What a shade is for, and the contrast it needs on which backgrounds."""

    purpose: str
    shade: ShadeName
    min_ratio: float
    backgrounds: tuple[ShadeName, ...] = tuple(BACKGROUNDS)


def _list_box_uses(box: Box) -> Iterator[ShadeUse]:
    """The uses of a box's shades, from its entry in the table."""
    yield ShadeUse("the heading of a box", box.heading, TEXT, (box.fill or "white",))
    if box.line:
        sides: tuple[ShadeName, ...] = ("white", box.fill or "white")
        yield ShadeUse("the frame of a box", box.line, GRAPHIC, sides)
    if box.has_alarm:
        yield ShadeUse(
            "the sign of a warning, which is white on a disc", box.heading, TEXT, ("white",)
        )


USES = (
    ShadeUse("headings, the lead, links", "main", TEXT),
    ShadeUse("running text", "ink", TEXT),
    ShadeUse("captions, references, the version line", "quiet", TEXT),
    ShadeUse("a draft's line", "accent", TEXT, ("white",)),
    ShadeUse("numbers of steps, which are white on a disc", "main", TEXT, ("white",)),
    ShadeUse("boxes to tick, discs, rings, the rail of a timeline", "main", GRAPHIC),
    ShadeUse("bullets, filled dots", "accent", GRAPHIC),
    ShadeUse("the QR code", "ink", GRAPHIC, ("white",)),
    *(use for box in BOXES.values() for use in _list_box_uses(box)),
)
"""The uses of each shade. Pale is not among them: its rules are only decoration."""


@lru_cache(maxsize=1024)
def resolve_shade(name: ShadeName, colours: Colours) -> str:
    """A shade of a brand, by its name in SHADES, as ``#rrggbb``."""
    definition = SHADES[name]
    return mix_colours(getattr(colours, definition.source), WHITE, definition.white)


class ContrastFailure(Data, frozen=True):
    """A brand's colour without enough contrast. ``name`` is main, accent or text.

    ``shade`` on ``background`` is its worst case: the contrast is ``ratio``, and should be
    ``min_ratio``. ``nearest`` is the nearest colour of the same hue that always has enough.
    """

    name: str
    shade: ShadeName
    background: ShadeName
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


def _shade_contrast(shade_name: ShadeName, background: ShadeName, colours: Colours) -> float:
    return contrast_ratio(resolve_shade(shade_name, colours), resolve_shade(background, colours))


@lru_cache(maxsize=len(SOURCES))
def _contrast_requirements(name: str) -> tuple[tuple[ShadeName, ShadeName, float], ...]:
    """Each shade of a brand's colour with a background and the contrast it needs there."""
    return tuple(
        (use.shade, ground, use.min_ratio)
        for use in USES
        for ground in use.backgrounds
        if SHADES[use.shade].source == name
    )
