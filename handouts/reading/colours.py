"""A brand's colours, as its file may write them."""

from __future__ import annotations

import re

from handouts.reading.context import Reading
from handouts.reading.group import Group, Key
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.shapes import Converted
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node

_SPACES = ("srgb", "hsl", "hwb")
_HINT = "Copy the HEX or RGB value from the clinic's style guide: '#0b5563', 'rgb(11, 85, 99)'."


def _read_colour(value: str, node: Node, reading: Reading) -> str | None:
    """A colour as ``#rrggbb``, from any of the ways in which CSS writes one without alpha."""
    digits = value.strip().removeprefix("#").lower()
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if re.fullmatch("[0-9a-f]{6}", digits):
        return f"#{digits}"
    colour = _read_css_colour(value)
    if colour is None:
        message = f"{quote_text(value)} is not a colour that is known here."
        reading.report("wrong-form", node, message, _HINT)
    return colour


def _read_css_colour(value: str) -> str | None:
    from tinycss2 import color4  # only where a colour is not written in digits

    found = color4.parse_color(value)
    if not isinstance(found, color4.Color) or found.alpha != 1 or found.space not in _SPACES:
        return None
    shares = found.to("srgb").coordinates
    if not all(0 <= share <= 1 for share in shares):
        return None
    return "#" + "".join(f"{round(255 * share):02x}" for share in shares)


def _make_shape() -> Converted[str, str]:
    return Converted(PlainText(60), _read_colour)


COLOURS = Group(
    "the brand colours",
    {
        "main": Key(_make_shape(), "The main, strong colour, in quotes.", False, "#0b5563"),
        "accent": Key(_make_shape(), "The warm accent colour, in quotes.", False, "#b5381f"),
        "text": Key(_make_shape(), "The colour of the text, in quotes.", False, "#1b2b30"),
    },
)
