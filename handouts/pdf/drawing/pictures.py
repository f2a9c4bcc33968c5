"""Pictures as PDF operators: an SVG through svglib, pixels through Pillow.

svglib is slow to load, so the result for an SVG is cached on disk under the SVG's digest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Literal

from msgspec import Meta

from handouts.data import Data
from handouts.pdf.backend import Surface
from handouts.pdf.drawing.disk_cache import cache_on_disk
from handouts.pdf.drawing.greys import lighten_grey
from handouts.pdf.drawing.photos import BadPicture, Photo, measure_photo, name_damage
from handouts.pdf.drawing.svg import convert_svg, name_converter
from handouts.pdf.objects import format_number

__all__ = ["BadPicture", "Drawing", "Photo", "load_picture", "measure_picture"]

DRAWING_FORMAT = "svg-3"

PictureKind = Literal["svg", "pixels"]
Length = Annotated[float, Meta(gt=0)]

_COLOUR = re.compile(r"(?<![\w.])([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)\b")
_LEAST_SIZE, _GREATEST_SIZE = 1e-3, 1e6
_UNSOUND = re.compile(r"\b(?:nan|inf)\b|\de[-+]?\d")


class Drawing(Data, frozen=True):
    """A picture as operators, with the origin at its lower left corner; sizes are in points."""

    width: Length
    height: Length
    operators: str

    def __post_init__(self) -> None:
        """Raise ValueError for sizes and numbers that no PDF can hold."""
        if not all(_LEAST_SIZE < each < _GREATEST_SIZE for each in (self.width, self.height)):
            raise ValueError("not a size on paper")
        if not self.operators.isascii() or _UNSOUND.search(self.operators):
            raise ValueError("not the operators of a drawing")

    @property
    def grey(self) -> Drawing:
        """The drawing in greys."""
        return _grey_drawing(self)

    def draw(self, canvas: Surface, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points.

        Whatever lies outside its size is clipped.
        """
        scale = width / self.width
        foot = top - self.height * scale
        canvas.add_operators(f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {foot:.2f} cm")
        canvas.add_operators(f"0 0 {format_number(self.width)} {format_number(self.height)} re W n")
        canvas.add_operators(self.operators)
        canvas.add_operators("Q")


def load_picture(name: str, kind: PictureKind, content: bytes) -> Drawing | Photo:
    """The picture in a file's content. Raises BadPicture, with the name, if it cannot be drawn."""
    if kind == "pixels":
        return _open_photo(name, content)
    try:
        return _drawing(content)
    except BadPicture as error:
        error.name = name
        raise


def measure_picture(name: str, kind: PictureKind, content: bytes) -> tuple[float, float]:
    """The picture's width and height, without decoding its pixels. Raises BadPicture."""
    picture = load_picture(name, kind, content)
    return picture.width, picture.height


def _open_photo(name: str, content: bytes) -> Photo:
    try:
        return Photo(name, *measure_photo(content), content)
    except Exception as error:  # Pillow raises some ten kinds
        raise name_damage(name) from error


@lru_cache(maxsize=64)
def _grey_drawing(drawing: Drawing) -> Drawing:
    operators = _COLOUR.sub(_grey_operator, drawing.operators)
    return Drawing(drawing.width, drawing.height, operators)


def _grey_operator(match: re.Match[str]) -> str:
    """The operator that sets a colour, with the grey instead of the colour."""
    red, green, blue = map(float, match.groups()[:3])
    grey = f"{lighten_grey(red, green, blue):.3f}"
    return f"{grey} {grey} {grey} {match[4]}"


@lru_cache(maxsize=64)
def _drawing(content: bytes) -> Drawing:
    kind = f"{DRAWING_FORMAT}/{name_converter()}"
    return cache_on_disk(kind, content, Drawing, lambda: _convert_svg(content))


def _convert_svg(content: bytes) -> Drawing:
    """Convert an SVG to operators. Raises BadPicture if svglib or ReportLab fails."""
    try:
        return Drawing(*convert_svg(content))
    except Exception as error:  # unexpected numbers can make them raise anything
        raise BadPicture("it cannot be turned into a drawing") from error
