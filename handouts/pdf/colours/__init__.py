"""The colours of a file: as they are drawn, in the RGB of a screen, or in the CMYK of a press.

Everything is drawn in colours ``#rrggbb`` of a screen (sRGB), written as ``rg`` and ``RG``. The
colour space of the canvas decides what a file has in their place: see ``convert_operators``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.pdf.objects import format_rgb

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# Strings, in which nothing is an operator, and the operators that set a colour.
_COLOURS = re.compile(
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
        components = self.format_components("#" + "".join(f"{each:02x}" for each in levels))
        return f"{components} {self.fill if operator == 'rg' else self.stroke}"


class GreySpace(OtherSpace):
    """The greys of a mask: they say how much of a picture shows, and are never printed."""

    name = "DeviceGray"
    fill, stroke = "g", "G"

    def format_components(self, colour: str) -> str:
        """The red of a colour: a mask's colours are greys."""
        return format_rgb(colour).partition(" ")[0]


RGB = ColourSpace()
"""The colours of a screen: what all files have but those for a press."""

MASK = GreySpace()
"""The colours of a mask in a file that must not have those of a screen."""
