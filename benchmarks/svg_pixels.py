"""An SVG as a leaflet draws it and as resvg draws it, compared by pixels.

Both are drawn large on white and made small, so that what remains between them is not the way
edges are smoothed.
"""

from __future__ import annotations

import io
import math
import re

import pypdfium2
import resvg_py
from PIL import Image, ImageChops, ImageFilter

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing.pictures import Drawing, Photo, load_picture
from handouts.pdf.files.metadata import DocumentInfo

WIDTH, SMALLER = 480, 4


def draw_both(svg: bytes) -> tuple[Image.Image, Image.Image]:
    """The picture as we draw it and as resvg does, made small. Raises BadPicture."""
    picture = load_picture("a.svg", "svg", svg)
    high = WIDTH * picture.height / picture.width
    ours, reference = draw_ours(picture, high), draw_reference(svg, high)
    return ours.reduce(SMALLER), reference.reduce(SMALLER)


def draw_ours(picture: Drawing | Photo, high: float) -> Image.Image:
    """A picture in a PDF, ``high`` points high, drawn by PDFium at the top of its page."""
    height = _round_up(high)
    canvas = Canvas((WIDTH, height), DocumentInfo("Logo", "", "en"))
    picture.draw(canvas, 0, height, WIDTH)
    with pypdfium2.PdfDocument(canvas.pdf()) as document:
        page: Image.Image = document[0].render(scale=1).to_pil()
        return page.convert("RGB")


def draw_reference(svg: bytes, high: float) -> Image.Image:
    """A picture by resvg, at the top of a white page."""
    text = _set_size(expand_entities(svg.decode()), high)
    png = resvg_py.svg_to_bytes(svg_string=text, width=WIDTH, dpi=96, skip_system_fonts=True)
    page = Image.new("RGBA", (WIDTH, _round_up(high)), "white")
    drawn = Image.open(io.BytesIO(png)).convert("RGBA")
    page.alpha_composite(drawn.crop((0, 0, WIDTH, min(drawn.height, page.height))))
    return page.convert("RGB")


def measure_difference(ours: Image.Image, reference: Image.Image) -> int:
    """The greatest difference of a pixel in red, green or blue, of 255."""
    return max(value for value, n in enumerate(_join_bands(ours, reference).histogram()) if n)


def count_differing(ours: Image.Image, reference: Image.Image, more_than: int) -> int:
    """How many pixels differ by more than so much of 255 in red, green or blue.

    Edges are left out: only a pixel whose neighbours all differ as much is counted.
    """
    worst = _join_bands(ours, reference).filter(ImageFilter.MinFilter(3))
    return sum(worst.histogram()[more_than + 1 :])


def _join_bands(ours: Image.Image, reference: Image.Image) -> Image.Image:
    """The greater of the differences in red, green and blue."""
    red, green, blue = ImageChops.difference(ours, reference).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def expand_entities(text: str) -> str:
    """Illustrator's names for namespaces, replaced: resvg does not know them."""
    for name, value in re.findall(r'<!ENTITY (\w+) "([^"]*)">', text):
        text = text.replace(f"&{name};", value)
    return re.sub(r"<!DOCTYPE[^\[>]*(\[[^\]]*\])?\s*>", "", text)


def _set_size(text: str, high: float) -> str:
    """An SVG with a view box in its exact size here, since resvg rounds that of the file."""
    root = re.search(r"<svg\b[^>]*>", text)
    if not root or "viewBox" not in root[0]:
        return text
    bare = re.sub(r"\s(?:width|height)\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", root[0])
    sized = bare.replace("<svg", f'<svg width="{WIDTH}" height="{high:.4f}"', 1)
    return text.replace(root[0], sized, 1)


def _round_up(height: float) -> int:
    return max(SMALLER, math.ceil(height / SMALLER - 1e-6) * SMALLER)
