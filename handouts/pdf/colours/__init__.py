"""The colours of a file: as drawn, in the RGB of a screen; in greys; in the CMYK of a press.

Everything is drawn in colours ``#rrggbb`` of a screen (sRGB), written as ``rg`` and ``RG``. The
colour space of the canvas decides what a file has in their place: see ``convert_operators``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.patterns import compile_late
from handouts.pdf.objects import format_rgb

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# Strings, in which nothing is an operator, and the operators that set a colour.
_COLOURS = compile_late(
    r"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|(?<![\w.#/-])([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)(?!\w)",
    re.DOTALL,
)


class ColourSpace:
    """A colour space that leaves colours as they are drawn: DeviceRGB.

    ``name`` is what PDF calls it; ``fill`` and ``stroke`` are its operators. ``registration`` sets
    the colour of marks that must be seen on each plate.
    """

    name = "DeviceRGB"
    fill, stroke = "rg", "RG"
    registration = "0.000 0.000 0.000 RG"

    def format_components(self, colour: str) -> str:
        """A colour ``#rrggbb`` as operands."""
        return format_rgb(colour)

    def convert_operators(self, code: str) -> str:
        """Operators in which the colours are those of this space."""
        return code

    def convert_pixels(self, pixels: Pixels) -> Pixels:
        """A picture in RGB or grey in the colours of this space; grey stays grey."""
        return pixels


class OtherSpace(ColourSpace):
    """A colour space in which no colour is written as it is drawn."""

    def convert_operators(self, code: str) -> str:
        """Operators in which the colours are those of this space."""
        return _COLOURS.sub(self._convert_match, code)

    def _convert_match(self, found: re.Match[str]) -> str:
        red, green, blue, operator = found.groups()
        if operator is None:
            return found[0]
        levels = (round(float(each) * 255) for each in (red, green, blue))
        return self.convert_colour("#" + "".join(f"{each:02x}" for each in levels), operator)

    def convert_colour(self, colour: str, operator: str) -> str:
        """The operands and the operator of a colour that ``rg`` or ``RG`` sets in RGB."""
        return f"{self.format_components(colour)} {self.fill if operator == 'rg' else self.stroke}"


class GreySpace(OtherSpace):
    """DeviceGray, for what is drawn in greys alone: a mask, or a page in black and white.

    In RGB, a colour printer would mix each grey from four inks.
    """

    name = "DeviceGray"
    fill, stroke = "g", "G"
    registration = "0 G"

    def format_components(self, colour: str) -> str:
        """The red of a colour, which is as much as its green and its blue."""
        return format_rgb(colour).partition(" ")[0]

    def convert_pixels(self, pixels: Pixels) -> Pixels:
        """A picture in greys."""
        return pixels.convert("L")


RGB = ColourSpace()
"""The colours of a screen: what most files have."""

GREY = GreySpace()
"""The colours of a file in black and white, and those of a mask in any file but a screen's."""
