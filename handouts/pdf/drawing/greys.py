"""Greys for colours, for a page in black and white."""

from __future__ import annotations

from functools import lru_cache

LIGHTER = 0.8
"""How much lighter greys become, at most 1; a middle grey becomes lighter by a quarter of this."""


def lighten_grey(red: float, green: float, blue: float) -> float:
    """The grey for a colour, all from 0 to 1, which saves a printer's black.

    It is as light as the colour by ITU-R BT.601, then lightened: middle greys most, so that
    black stays black, white stays white, and the order from dark to light stays the same. Light
    greys are hardly lightened, lest a pale shape be lost on white paper.
    """
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    return grey + LIGHTER * grey * (1 - grey) * min(1.0, 2 * (1 - grey))


@lru_cache(maxsize=1024)
def lighten_colour(colour: str) -> str:
    """The grey for a colour, both as ``#rrggbb``."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return "#" + f"{round(255 * lighten_grey(red, green, blue)):02x}" * 3
