"""Contrast: how well one colour shows on another, and the nearest colours that show better.

Colours are ``#rrggbb``, in sRGB. Luminance and contrast are those of WCAG 2.2
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Lightness, hue and chroma are those of
OKLCH (https://bottosson.github.io/posts/oklab/), in which equal steps look equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

_STEP = 0.002  # of a lightness from 0 to 1: half a step of an 8-bit grey
_Three = tuple[float, float, float]


def mix(colour: str, other: str, share: float) -> str:
    """A colour with ``share`` (0 to 1) of another in it, both ``#rrggbb``."""
    pairs = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=1024)
def luminance(colour: str) -> float:
    """The relative luminance of a colour ``#rrggbb``, from 0 (black) to 1 (white)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def darker(colour: str) -> Iterator[str]:
    """A colour and all darker ones of its hue, in small even steps down to black.

    Chroma stays, or is the most that sRGB has at that lightness.
    """
    yield colour
    lightness, a, b = _oklab(colour)
    for step in range(1, math.ceil(lightness / _STEP)):
        yield _shown(lightness - step * _STEP, a, b)
    yield "#000000"


def _shown(lightness: float, a: float, b: float) -> str:
    """The colour of a lightness and hue, with as much of the chroma as there is."""
    low, high = 0.0, 1.0
    if _within(_from_oklab(lightness, a, b)):
        low = high
    while high - low > 0.002:
        share = (low + high) / 2
        fits = _within(_from_oklab(lightness, a * share, b * share))
        low, high = (share, high) if fits else (low, share)
    return _hex(_from_oklab(lightness, a * low, b * low))


def _within(linear: _Three) -> bool:
    return all(-1e-4 <= value <= 1.0001 for value in linear)


def _linear(colour: str) -> _Three:
    """Red, green and blue as light, from 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _hex(linear: _Three) -> str:
    return "#" + "".join(f"{round(255 * _encoded(value)):02x}" for value in linear)


def _encoded(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return float(12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def _oklab(colour: str) -> _Three:
    red, green, blue = _linear(colour)
    long = math.pow(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue, 1 / 3)
    middle = math.pow(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue, 1 / 3)
    short = math.pow(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue, 1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> _Three:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
