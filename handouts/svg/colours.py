"""Colours as CSS writes them (CSS Color 4), and the paint of an element."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import mul
from typing import NamedTuple

_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_ICC = re.compile(r"\s*icc-color\s*\([^()]*\)\s*$")


class Colour(NamedTuple):
    """A colour as ``#rrggbb`` with its opacity."""

    name: str
    opacity: float = 1.0


BLACK = Colour("#000000")


@lru_cache(maxsize=1024)
def read_colour(text: str) -> Colour | None:
    """A colour; None for what is not a colour of a screen."""
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) == 7 else "".join(each * 2 for each in text[1:])
        return Colour(f"#{digits.lower()}")
    from tinycss2 import color4

    try:
        colour = color4.parse_color(_ICC.sub("", text))
        if colour is None or isinstance(colour, str):
            return None
        if colour.space == "display-p3":
            channels = _narrow(tuple(map(float, colour.coordinates)))
        else:
            channels = colour.to("srgb").coordinates
    except (NotImplementedError, TypeError, ValueError):
        return None
    red, green, blue = (round(255 * min(1.0, max(0.0, each or 0.0))) for each in channels)
    return Colour(f"#{red:02x}{green:02x}{blue:02x}", min(1.0, max(0.0, colour.alpha)))


_P3_TO_SRGB = (
    (1.2249402, -0.2249402, 0.0),
    (-0.0420570, 1.0420570, 0.0),
    (-0.0196376, -0.0786361, 1.0982737),
)
"""From Display P3 to sRGB, both linear (CSS Color 4, 10.4)."""


def _narrow(channels: tuple[float, ...]) -> tuple[float, ...]:
    """A colour of Display P3 in sRGB, as near as it has."""
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    mixed = (sum(map(mul, row, linear)) for row in _P3_TO_SRGB)
    return tuple(
        12.92 * each if each <= 0.0031308 else 1.055 * each ** (1 / 2.4) - 0.055 for each in mixed
    )


def read_share(text: str | None, default: float = 1.0) -> float:
    """A share such as 0.5 or 50%, from 0 to 1; the default where it is none."""
    try:
        share = float(text[:-1]) / 100 if text and text.endswith("%") else float(text or default)
    except ValueError:
        return default
    return min(1.0, max(0.0, share)) if share == share else default
