"""The inks of offset printing on coated paper (ISO 12647-2; FOGRA39), for a screen's colours.

LittleCMS converts them with the profile beside this file, whose inks add up to at most 300%; black
point and white are those of paper and ink. Greys are printed with black ink alone, and so are
colours too dark to have a hue, such as a brand's text: small type in four inks has blurred edges
wherever one of them is a little off its place.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from handouts.pdf.colours import OtherSpace
from handouts.pdf.objects import format_rgb

if TYPE_CHECKING:
    from PIL import ImageCms
    from PIL.Image import Image as Pixels

CONDITION = "FOGRA39"
"""The printing condition, by its name in the ICC's registry of characterization data."""

REGISTRY = "http://www.color.org"

CONDITION_TEXT = "Offset on coated paper, ISO 12647-2:2004/Amd 1, paper type 1 or 2"

DARK, HUELESS = 40.0, 10.0
"""The lightness and the chroma (CIELAB) up to which a colour is printed with black alone."""

SOLID = 0.9
"""From this share on, black is printed solid: a screen of dots would make type ragged."""


# CIELAB in bytes: the level of a hueless colour's coordinates.
_NEUTRAL = 128


class BlackTextSpace(OtherSpace):
    """DeviceRGB, but for greys and colours too dark to have a hue: those are DeviceGray.

    A press prints these with black ink alone.
    """

    name = "DeviceRGB"
    registration = "/DeviceRGB CS 0 0 0 SC"

    def convert_colour(self, colour: str, operator: str) -> str:
        """The operands and the operator of a colour."""
        if colour[1:3] == colour[3:5] == colour[5:7]:
            grey = int(colour[1:3], 16) / 255
        else:
            black = _match_black(_split_colour(colour))
            if black is None:
                return f"{format_rgb(colour)} {operator}"
            grey = 1 - black
        return f"{format_share(grey)} {'g' if operator == 'rg' else 'G'}"


BLACK_TEXT = BlackTextSpace()
"""The colours of a file in RGB for a press."""


class PressSpace(OtherSpace):
    """DeviceCMYK."""

    name = "DeviceCMYK"
    fill, stroke = "k", "K"
    registration = "1 1 1 1 K"

    def format_components(self, colour: str) -> str:
        """A colour ``#rrggbb`` as shares of cyan, magenta, yellow and black, in whole percents."""
        return " ".join(map(format_share, find_inks(colour)))

    def convert_pixels(self, pixels: Pixels) -> Pixels:
        """A picture's pixels in CMYK; those of a grey one stay greys, as light as in print."""
        from PIL import ImageCms

        if pixels.mode == "L":
            return pixels.point(_list_printed_greys())
        return cast("Pixels", ImageCms.applyTransform(pixels, _open_transform("RGB", "CMYK")))


CMYK = PressSpace()
"""The colours of a press."""


@cache
def read_profile() -> bytes:
    """The ICC profile of the printing condition."""
    return (Path(__file__).parent / "fogra39l-coated.icc").read_bytes()


@lru_cache(maxsize=1024)
def find_inks(colour: str) -> tuple[float, float, float, float]:
    """The inks of a colour ``#rrggbb``, each from 0 to 1: cyan, magenta, yellow, black."""
    rgb = _split_colour(colour)
    black = _match_black(rgb)
    if black is not None:
        return 0.0, 0.0, 0.0, black
    cyan, magenta, yellow, black = (each / 255 for each in _convert_pixel("RGB", "CMYK", rgb))
    return cyan, magenta, yellow, black


def format_share(share: float) -> str:
    """A share of an ink as an operand, in whole percents."""
    return f"{share:.2f}".rstrip("0").rstrip(".")


def _split_colour(colour: str) -> tuple[int, int, int]:
    return cast("tuple[int, int, int]", tuple(bytes.fromhex(colour[1:])))


def _match_black(rgb: tuple[int, int, int]) -> float | None:
    """The share of black that is as light as a colour; None for a colour with a hue."""
    if max(rgb) != min(rgb):
        lightness, across, along = _convert_pixel("RGB", "LAB", rgb)
        chroma = math.hypot(across - _NEUTRAL, along - _NEUTRAL)
        if chroma > HUELESS or lightness / 2.55 > DARK:
            return None
    share = _find_black(_convert_pixel("RGB", "LAB", rgb)[0]) / 255
    return 1.0 if share >= SOLID else share


def _find_black(lightness: int) -> int:
    """The level of black, from 0 to 255, whose lightness is nearest, that too from 0 to 255."""
    levels = _measure_black()
    return min(range(256), key=lambda level: (abs(levels[level] - lightness), level))


@cache
def _measure_black() -> tuple[int, ...]:
    """The lightness of each level of black ink."""
    return tuple(_convert_pixel("CMYK", "LAB", (0, 0, 0, level))[0] for level in range(256))


@cache
def _list_printed_greys() -> list[int]:
    """The grey that a press prints as light as each of a screen."""
    lightness = (_convert_pixel("RGB", "LAB", (level,) * 3)[0] for level in range(256))
    return [255 - _find_black(each) for each in lightness]


def _convert_pixel(start: str, end: str, pixel: tuple[int, ...]) -> tuple[int, ...]:
    from PIL import Image, ImageCms

    image = Image.new(start, (1, 1), pixel)
    converted = ImageCms.applyTransform(image, _open_transform(start, end))
    assert converted is not None
    return cast("tuple[int, ...]", converted.getpixel((0, 0)))


def _open_profile(space: str) -> ImageCms.ImageCmsProfile:
    from PIL import ImageCms

    if space == "CMYK":
        return ImageCms.ImageCmsProfile(BytesIO(read_profile()))
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB" if space == "RGB" else "LAB"))


@cache
def _open_transform(start: str, end: str) -> ImageCms.ImageCmsTransform:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        _open_profile(start),
        _open_profile(end),
        start,
        end,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
