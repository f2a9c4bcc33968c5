"""A brand's palette: its colours as they are, and those derived from them for text.

A clinic's colours are printed as they come: light ones as bands and tints with dark type on them.
Where text or a graphic that carries meaning would not show, it is printed in a colour derived from
them: darker of the same hue, or, where the colour is light, that of the text. So no brand's colours
are refused. The alarm has a colour of its own, whatever the brand's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.brand import Colours
from handouts.document.colours import (
    BLACK,
    GRAPHIC,
    SHADES,
    USES,
    WHITE,
    PaletteColour,
    ShadeName,
    ShadeUse,
)
from handouts.document.contrast import contrast_ratio, darker_colours, mix_colours

ALARM = "#b5381f"
"""A red with 5.9:1 on white."""

LINK = "#0b4a8f"
"""A blue that is known for links, with 8.7:1 on white, where a brand has no colour for them."""

_TINT, _TINT_CONTRAST = 0.92, 1.125
"""The usual share of white in a tint, and the contrast with white that a light colour's has."""

_WHITE_CONTRAST, _GREY = 1.05, "#808080"
"""A colour with less contrast is not seen beside white; and the grey that stands in for it."""

ColourName = Literal["main", "accent", "text"]
_NAMES: tuple[ColourName, ...] = ("text", "main", "accent")
"""A brand's colours in the order in which they are derived: each may fall back on one before it."""


class Palette(Data, frozen=True):
    """The colours of a leaflet as ``#rrggbb``.

    ``main``, ``accent``, ``link``, ``text`` and ``alarm`` show as text; ``band`` is the main colour
    as the clinic gives it, and the others are grounds. With ``has_bands`` headings are printed on
    bands, because the main colour is too light for text.
    """

    main: str
    accent: str
    link: str
    text: str
    band: str
    tint: str
    warm: str
    alert: str
    alarm: str = ALARM
    has_bands: bool = False


class Derivation(Data, frozen=True):
    """A colour of a brand that is not printed as text as it is, and the one that is instead.

    Where it is least visible, on ``ground``, it would have a contrast of ``ratio``, and needs
    ``min_ratio``. A colour that ``is_light`` is a ground only.
    """

    name: ColourName
    given: str
    printed: str
    ground: ShadeName
    ratio: float
    min_ratio: float
    is_light: bool


@lru_cache(maxsize=256)
def derive_palette(colours: Colours) -> Palette:
    """The palette of a brand's colours, in which each use has the contrast that it needs."""
    palette = Palette(
        colours.main,
        colours.accent,
        colours.main,
        colours.text,
        band=colours.main,
        tint=_make_tint(colours.main, colours.text),
        warm=_make_tint(colours.accent, colours.text),
        alert=_make_tint(ALARM, ALARM),
        has_bands=is_light(colours.main) and not _is_white(colours.main),
    )
    palette = _darken("text", palette)
    if is_light(colours.main):
        palette = replace(palette, main=palette.text)
    palette = _darken("main", palette)
    if is_light(colours.accent):
        palette = replace(palette, accent=palette.main)
    palette = _darken("accent", palette)
    return _darken("link", replace(palette, link=_choose_link(palette)))


def _choose_link(palette: Palette) -> str:
    """The colour of links: the main one, or one that is seen among text of the main colour."""
    if palette.main != palette.text:
        return palette.main
    return LINK if palette.accent == palette.main else palette.accent


def is_light(colour: str) -> bool:
    """Whether a colour shows too little on white for a graphic, so that it can only be a ground."""
    return contrast_ratio(colour, WHITE) < GRAPHIC


@lru_cache(maxsize=1024)
def resolve_shade(name: ShadeName, colours: Colours) -> str:
    """A shade of a brand, by its name in SHADES, as ``#rrggbb``."""
    return _mix_shade(name, derive_palette(colours))


def find_derivations(colours: Colours) -> list[Derivation]:
    """The colours of a brand that are not printed as text as they are."""
    palette = derive_palette(colours)
    names = (name for name in _NAMES if getattr(palette, name) != getattr(colours, name))
    return [_describe_derivation(name, colours, palette) for name in names]


def _describe_derivation(name: ColourName, colours: Colours, palette: Palette) -> Derivation:
    given = getattr(colours, name)
    as_given = replace(palette, **{name: given})
    cases = [
        (_shade_contrast(use.shade, ground, as_given), use.min_ratio, ground)
        for use in USES
        for ground in use.backgrounds
        if SHADES[use.shade].source == name and not use.on_bands
    ]
    ratio, least, ground = min(cases, key=lambda case: case[0] / case[1])
    is_ground = name != "text" and is_light(given)
    return Derivation(name, given, getattr(palette, name), ground, ratio, least, is_ground)


def list_uses(palette: Palette) -> tuple[ShadeUse, ...]:
    """The uses of shades in a leaflet of a palette."""
    return tuple(use for use in USES if palette.has_bands or not use.on_bands)


def _is_white(colour: str) -> bool:
    return contrast_ratio(colour, WHITE) < _WHITE_CONTRAST


def _make_tint(colour: str, instead: str) -> str:
    """The colour with much white; a light one with as much as leaves it visible beside white.

    A colour that is nearly white makes no tint: another is taken ``instead``, or else grey.
    """
    if _is_white(colour):
        colour = _GREY if _is_white(instead) else instead
    if not is_light(colour):
        return mix_colours(colour, WHITE, _TINT)
    for hundredths in range(round(_TINT * 100), 0, -1):
        tint = mix_colours(colour, WHITE, hundredths / 100)
        if contrast_ratio(tint, WHITE) >= _TINT_CONTRAST:
            return tint
    return colour


@lru_cache(maxsize=4096)
def _mix_shade(name: ShadeName, palette: Palette) -> str:
    shade = SHADES[name]
    return mix_colours(getattr(palette, shade.source), WHITE, shade.white)


def _darken(source: PaletteColour, palette: Palette) -> Palette:
    """The palette with one colour darkened until it has enough contrast in all its uses."""
    uses = [use for use in list_uses(palette) if SHADES[use.shade].source == source]
    candidates = (
        replace(palette, **{source: each}) for each in darker_colours(getattr(palette, source))
    )
    passing = (each for each in candidates if all(_has_contrast(use, each) for use in uses))
    return next(passing, replace(palette, **{source: BLACK}))


def _has_contrast(use: ShadeUse, palette: Palette) -> bool:
    return all(
        _shade_contrast(use.shade, ground, palette) >= use.min_ratio for ground in use.backgrounds
    )


def _shade_contrast(shade: ShadeName, ground: ShadeName, palette: Palette) -> float:
    return contrast_ratio(_mix_shade(shade, palette), _mix_shade(ground, palette))
