"""Pictures as PDF operators: an SVG through svglib, a PNG through Pillow.

svglib is slow to load, so that what it made of an SVG is remembered under the SVG's digest.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import reportlab
from msgspec.structs import asdict

from handouts.data import Data
from handouts.pdf.canvas import About, Canvas, flate
from handouts.pdf.memory import remembered

FORMAT = f"svg-2-{reportlab.Version}"


class BadPicture(ValueError):
    """A picture that cannot be drawn; the message says why."""


class Drawing(Data, frozen=True):
    """A picture as operators from its own lower left corner; width and height in points."""

    width: float
    height: float
    operators: str

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points."""
        scale = width / self.width
        foot = top - self.height * scale
        canvas._code.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {foot:.2f} cm")
        canvas._code.append(self.operators)
        canvas._code.append("Q")


class Image(Data, frozen=True):
    """A picture of pixels: packed RGB, and packed alpha where it has any."""

    width: float
    height: float
    name: str
    colour: bytes
    alpha: bytes | None

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points."""
        height = self.height * width / self.width
        self._embed(canvas)
        canvas._code.append(
            f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {top - height:.2f} cm /{self.name} Do Q"
        )

    def _embed(self, canvas: Any) -> None:
        if not canvas._doc.hasForm(self.name):
            canvas._doc.Reference(self._stream(canvas), canvas_name(self.name))
        canvas._formsinuse.append(self.name)

    def _stream(self, canvas: Any) -> Any:
        stream = self._pixels(self.colour, "DeviceRGB")
        if self.alpha is not None:
            mask = canvas._doc.Reference(self._pixels(self.alpha, "DeviceGray"))
            stream.dictionary["SMask"] = mask
        return stream

    def _pixels(self, packed: bytes, space: str) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFName

        stream = flate(packed)
        entries = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": int(self.width),
            "Height": int(self.height),
            "ColorSpace": PDFName(space),
            "BitsPerComponent": 8,
        }
        for key, value in entries.items():
            stream.dictionary[key] = value
        return stream


def canvas_name(name: str) -> str:
    """The name under which ReportLab keeps an external object."""
    from reportlab.pdfbase.pdfdoc import xObjectName

    internal: str = xObjectName(name)
    return internal


def picture(path: Path) -> Drawing | Image:
    """The picture in a file, SVG or PNG by its ending.

    Raises BadPicture where it cannot be drawn and OSError where it cannot be read.
    """
    content = path.read_bytes()
    return _image(content) if path.suffix.lower() == ".png" else _drawing(content)


@lru_cache(maxsize=64)
def _drawing(content: bytes) -> Drawing:
    names = frozenset(Drawing.__struct_fields__)
    return Drawing(**remembered(FORMAT, content, lambda: asdict(_converted(content)), names))


def _converted(content: bytes) -> Drawing:
    """An SVG's operators, by svglib onto a canvas that is thrown away."""
    from io import BytesIO

    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    drawn = svg2rlg(BytesIO(content))
    if drawn is None or not drawn.width or not drawn.height:
        raise BadPicture("svglib cannot read it")
    canvas = Canvas((drawn.width, drawn.height), About("", "", "en"))
    renderPDF.draw(drawn, canvas, 0, 0)
    # A drawing begins with a font that it never uses.
    operators = [line for line in canvas._code if not line.startswith("BT ")]
    return Drawing(drawn.width, drawn.height, "\n".join(operators))


@lru_cache(maxsize=16)
def _image(content: bytes) -> Image:
    from io import BytesIO

    from PIL import Image as Pixels
    from PIL import UnidentifiedImageError

    try:
        pixels = Pixels.open(BytesIO(content), formats=["PNG"])
        pixels.load()
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as error:
        raise BadPicture(str(error)) from error
    clear = "A" in pixels.getbands() or "transparency" in pixels.info
    alpha = pixels.convert("RGBA").getchannel("A").tobytes() if clear else None
    name = "picture-" + hashlib.sha256(content).hexdigest()[:12]
    width, height = pixels.size
    return Image(width, height, name, pixels.convert("RGB").tobytes(), alpha)
