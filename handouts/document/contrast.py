"""Contrast: how well one colour shows on another, and darker colours that show better.

Colours are ``#rrggbb``, in sRGB. Luminance and contrast are those of WCAG 2.2
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Lightness, hue and chroma are those of
OKLCH (https://bottosson.github.io/posts/oklab/), in which equal steps look equally large.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

_STEP = 0.002  # of a lightness from 0 to 1: half a step of an 8-bit grey
_Triple = tuple[float, float, float]


def mix_colours(colour: str, other: str, share: float) -> str:
    """A colour with a ``share`` (0 to 1) of another mixed in, both ``#rrggbb``."""
    pairs = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=1024)
def luminance(colour: str) -> float:
    """The relative luminance of a colour ``#rrggbb``, from 0 (black) to 1 (white)."""
    red, green, blue = _to_linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def darker_colours(colour: str) -> Iterator[str]:
    """Yield a colour and all darker ones of its hue, in small even steps down to black.

    The chroma stays the same, or is the highest that sRGB has at that lightness.
    """
    yield colour
    lightness, a, b = _to_oklab(colour)
    for step in range(1, math.ceil(lightness / _STEP)):
        yield _clip_chroma(lightness - step * _STEP, a, b)
    yield "#000000"


def _clip_chroma(lightness: float, a: float, b: float) -> str:
    """The sRGB colour of a lightness and hue, with as much of the chroma as sRGB has."""
    low, high = 0.0, 1.0
    if _is_in_gamut(_from_oklab(lightness, a, b)):
        low = high
    while high - low > 0.002:
        share = (low + high) / 2
        fits = _is_in_gamut(_from_oklab(lightness, a * share, b * share))
        low, high = (share, high) if fits else (low, share)
    return _to_hex(_from_oklab(lightness, a * low, b * low))


def _is_in_gamut(linear: _Triple) -> bool:
    return all(-1e-4 <= value <= 1.0001 for value in linear)


def _to_linear(colour: str) -> _Triple:
    """Linear red, green and blue, from 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _decode_gamma(red), _decode_gamma(green), _decode_gamma(blue)


def _decode_gamma(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _to_hex(linear: _Triple) -> str:
    return "#" + "".join(f"{round(255 * _encode_gamma(value)):02x}" for value in linear)


def _encode_gamma(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return float(12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def _to_oklab(colour: str) -> _Triple:
    red, green, blue = _to_linear(colour)
    long = math.pow(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue, 1 / 3)
    middle = math.pow(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue, 1 / 3)
    short = math.pow(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue, 1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> _Triple:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
