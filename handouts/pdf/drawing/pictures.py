"""Pictures that a page can hold: an SVG as operators or as pixels, and files of pixels."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

import msgspec

from handouts.data import Data
from handouts.pdf.backend import PixelStream, Surface
from handouts.pdf.colours import ColourSpace
from handouts.pdf.drawing.greys import lighten_colour
from handouts.pdf.drawing.photos import (
    PRINT_DPI,
    BadPicture,
    Photo,
    encode_photo,
    measure_photo,
    name_damage,
)
from handouts.pdf.drawing.svg import DrawnSvg, format_form, needs_resources
from handouts.pdf.objects import format_number
from handouts.svg.marks import blacken_marks
from handouts.svg.picture import SimplePicture
from handouts.svg.raster import rasterise_svg
from handouts.svg.simplify import simplify_svg

__all__ = ["BadPicture", "Drawing", "Photo", "load_picture", "measure_picture"]

PictureKind = Literal["svg", "pixels"]


class Drawing(Data, frozen=True):
    """A picture of paths, with the origin at its lower left corner; sizes are in points."""

    picture: SimplePicture
    is_grey: bool = False

    @property
    def width(self) -> float:
        """The width, before it is scaled to its place."""
        return self.picture.width

    @property
    def height(self) -> float:
        """The height, before it is scaled to its place."""
        return self.picture.height

    def make_grey(self, *, has_marks: bool) -> Drawing:
        """Return the drawing in greys; its marks, if it has any, such as arrows, become black."""
        return Drawing(blacken_marks(self.picture) if has_marks else self.picture, is_grey=True)

    def draw(self, canvas: Surface, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points.

        Whatever lies outside its size is clipped.
        """
        scale = width / self.width
        foot = top - self.height * scale
        canvas.add_operators(f"q {scale:.7f} 0 0 {scale:.7f} {x:.2f} {foot:.2f} cm")
        if needs_resources(self.picture.parts):
            canvas.add_operators(self._use_form(canvas))
        else:
            size = f"{format_number(self.width)} {format_number(self.height)}"
            canvas.add_operators(f"0 0 {size} re W n")
            canvas.add_operators(_write_flat(self.picture, self.is_grey))
        canvas.add_operators("Q")

    def _use_form(self, canvas: Surface) -> str:
        """The operator that draws it as a form, which has shadings and masks of its own."""
        digest = _digest_picture(self.picture)
        name = f"drawing-{digest}{'-grey' if self.is_grey else ''}"
        if not canvas.has_xobject(name):
            space, recolour = canvas.colours, _recolour(self.is_grey)
            drawn = DrawnSvg(self.picture, recolour, canvas.add_object, space)
            content = space.convert_operators(drawn.operators)
            group = f"/CS/{space.name}/I true"
            size = self.width, self.height
            canvas.add_form(name, format_form(content, drawn.resources, size, group))
        return canvas.use_xobject(name)


class RasterDrawing(Photo, frozen=True):
    """An SVG that is printed as pixels, as many as its place can show; ``content`` is the SVG."""

    reasons: tuple[str, ...] = ()

    def count_columns(self, width: float) -> int:
        """How many pixels wide it is, at a width in points."""
        return math.ceil(width / 72 * PRINT_DPI)

    def encode(self, columns: int, space: ColourSpace) -> PixelStream:
        """Its pixels for a PDF. Raises BadPicture if it cannot be turned into any."""
        try:
            png = rasterise_svg(self.content.decode(), columns)
        except ValueError as error:
            raise _name_failure(self.name) from error
        return encode_photo(png, columns, self.is_grey, space)


def load_picture(name: str, kind: PictureKind, content: bytes) -> Drawing | Photo:
    """The picture in a file's content. Raises BadPicture, with the name, if it cannot be drawn."""
    if kind == "pixels":
        return _open_photo(name, content)
    picture = simplify_svg(content.decode("utf-8", "replace"))
    if picture.problems:
        raise _name_failure(name)
    if picture.reasons:
        size = picture.width, picture.height
        return RasterDrawing(name, *size, picture.clean.encode(), reasons=picture.reasons)
    return Drawing(picture)


def measure_picture(name: str, kind: PictureKind, content: bytes) -> tuple[float, float]:
    """The picture's width and height, without decoding its pixels. Raises BadPicture."""
    picture = load_picture(name, kind, content)
    return picture.width, picture.height


def find_pixel_reasons(name: str, kind: PictureKind, content: bytes) -> tuple[str, ...]:
    """What a drawing has that makes pixels of it; empty for any other picture."""
    picture = load_picture(name, kind, content)
    return picture.reasons if isinstance(picture, RasterDrawing) else ()


def _open_photo(name: str, content: bytes) -> Photo:
    try:
        return Photo(name, *measure_photo(content), content)
    except Exception as error:  # Pillow raises some ten kinds
        raise name_damage(name) from error


def _name_failure(name: str) -> BadPicture:
    error = BadPicture("it cannot be turned into a drawing")
    error.name = name
    return error


@lru_cache(maxsize=64)
def _write_flat(picture: SimplePicture, is_grey: bool) -> str:
    """The operators of a picture that needs no resources."""
    return DrawnSvg(picture, _recolour(is_grey), _add_nothing).operators


def _add_nothing(content: bytes) -> str:
    raise AssertionError("flat shapes need no objects")


def _recolour(is_grey: bool) -> Callable[[str], str]:
    return lighten_colour if is_grey else str


@lru_cache(maxsize=64)
def _digest_picture(picture: SimplePicture) -> str:
    return hashlib.sha256(msgspec.json.encode(picture)).hexdigest()[:12]
