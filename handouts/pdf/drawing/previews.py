"""Small pictures of pictures, to be looked at by the program."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from handouts.pdf.drawing.photos import open_photo
from handouts.pdf.drawing.pictures import PictureKind, measure_picture
from handouts.svg.raster import rasterise_svg
from handouts.svg.simplify import clean_svg

if TYPE_CHECKING:
    from PIL.Image import Image

PREVIEW_SIZE = 240


@lru_cache(maxsize=16)  # a library's handouts have the same logos
def draw_preview(kind: PictureKind, content: bytes) -> Image:
    """A picture on white, ``PREVIEW_SIZE`` pixels wide and high at most.

    Raises what Pillow raises.
    """
    from PIL import Image, ImageOps  # most commands look at no picture

    if kind == "svg":
        width, height = measure_picture("", kind, content)
        columns = round(PREVIEW_SIZE * width / max(width, height))
        content = rasterise_svg(clean_svg(content.decode()), columns)
    with open_photo(content) as opened:
        pixels = ImageOps.exif_transpose(opened).convert("RGBA")
    pixels.thumbnail((PREVIEW_SIZE, PREVIEW_SIZE))
    page = Image.new("RGBA", pixels.size, "white")
    page.alpha_composite(pixels)
    return page.convert("RGB")
