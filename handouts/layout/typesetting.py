"""Texts and pictures as pieces of a width, with their tags: what all layout is built from."""

from __future__ import annotations

import math

from msgspec.structs import replace

from handouts.document.blocks import Artwork, Picture
from handouts.document.text import Text
from handouts.layout.graphics import Illustration
from handouts.layout.pieces import Decoration, Figure, Tagged, TextLines
from handouts.layout.roles import Role, Tag
from handouts.pdf.drawing.pictures import measure_picture
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle


def typeset_lines(text: Text, style: TextStyle, width: float) -> TextLines:
    """Typeset a text in full, at a width in points."""
    setting = typeset_text(text.runs, style, width)
    return TextLines(setting, 0, len(setting), style.leading)


def make_strong(text: Text) -> Text:
    """Return the text in bold type."""
    return replace(text, inlines=tuple(replace(run, strong=True) for run in text.runs))


def tag_lines(
    text: Text, style: TextStyle, width: float, parent: Role | None, tag: Tag = "P"
) -> Tagged:
    """Typeset a text in full, tagged as a paragraph."""
    role = Role(tag, parent, address=text.address)
    return Tagged(typeset_lines(text, style, width), role)


def tag_picture(
    block: Picture, drawn: Illustration, parent: Role | None, rank: int = 0
) -> Figure | Decoration:
    """Tag a drawn picture with its description; one without description only decorates."""
    if not block.alt:
        return Decoration(drawn, drawn.width)
    role = Role("Figure", parent, alt=block.alt, rank=rank, address=block.address)
    return Figure(drawn, role, drawn.width)


def fit_logo(artwork: Artwork, area: float, widest: float, tallest: float) -> Illustration:
    """Scale a logo to an area in square points, so that a wide one is as weighty as a square one.

    It is at most as wide and as tall, in points.
    """
    wide, high = measure_picture(artwork.name, artwork.kind, artwork.content)
    scale = min((area / (wide * high)) ** 0.5, widest / wide, tallest / high)
    return Illustration(artwork, wide * scale, high * scale, is_logo=True)


MIN_DPI = 150
"""Below so many pixels an inch, a reader sees steps and blurred edges on paper."""


def measure_dpi(drawn: Illustration) -> float:
    """How many pixels an inch a picture has where it is printed; infinite for a drawing."""
    art = drawn.art
    if art.kind != "pixels":
        return math.inf
    return measure_picture(art.name, art.kind, art.content)[0] / (drawn.width / 72)


def fit_artwork(artwork: Artwork, width: float, tallest: float) -> Illustration:
    """Scale a picture to be as large as a width and a height, in points, allow."""
    wide, high = measure_picture(artwork.name, artwork.kind, artwork.content)
    scale = min(width / wide, tallest / high)
    return Illustration(artwork, wide * scale, high * scale)
