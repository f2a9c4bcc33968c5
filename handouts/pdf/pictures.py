"""Pictures as PDF operators: an SVG through svglib, a PNG through Pillow.

svglib is slow to load, so that what it made of an SVG is remembered under the SVG's digest.
"""

from __future__ import annotations

import hashlib
import logging
import re
import struct
import warnings
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import reportlab
from msgspec import Meta

from handouts.data import Data
from handouts.pdf.canvas import About, Canvas, flate
from handouts.pdf.memory import release, remembered
from handouts.pdf.objects import number

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

FORMAT = "svg-3"

Kind = Literal["svg", "png"]
Length = Annotated[float, Meta(gt=0)]

LIGHTER = 0.8
"""How much lighter greys get, at most 1: a middle grey by a quarter of it."""

_COLOUR = re.compile(r"(?<![\w.])([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)\b")
_UNSOUND = re.compile(r"\b(?:nan|inf)\b|\de[-+]?\d")


class BadPicture(ValueError):
    """A picture that cannot be drawn; the message says why, ``name`` which."""

    name = ""


class Drawing(Data, frozen=True):
    """A picture as operators from its own lower left corner; width and height in points."""

    width: Length
    height: Length
    operators: str

    @property
    def grey(self) -> Drawing:
        """The same in greys."""
        return _grey_drawing(self)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points.

        What lies outside of its size is not seen.
        """
        scale = width / self.width
        foot = top - self.height * scale
        canvas._code.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {foot:.2f} cm")
        canvas._code.append(f"0 0 {number(self.width)} {number(self.height)} re W n")
        canvas._code.append(self.operators)
        canvas._code.append("Q")


class Image(Data, frozen=True):
    """A picture of pixels: bytes of RGB or of greys, and of alpha where it has any."""

    width: float
    height: float
    name: str
    colour: bytes
    alpha: bytes | None
    space: Literal["DeviceRGB", "DeviceGray"] = "DeviceRGB"

    @property
    def grey(self) -> Image:
        """The same in greys."""
        return _grey_image(self)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points."""
        height = self.height * width / self.width
        self._embed(canvas)
        shown = f"/{canvas_name(self.name)} Do"
        canvas._code.append(
            f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {top - height:.2f} cm {shown} Q"
        )

    def _embed(self, canvas: Any) -> None:
        if not canvas._doc.hasForm(self.name):
            canvas._doc.Reference(self._stream(canvas), canvas_name(self.name))
        canvas._formsinuse.append(self.name)

    def _stream(self, canvas: Any) -> Any:
        stream = self._pixels(self.colour, self.space)
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


def picture(name: str, kind: Kind, content: bytes) -> Drawing | Image:
    """The picture of a file's content. Raises BadPicture, with the name, if it cannot be drawn."""
    try:
        return _image(content) if kind == "png" else _drawing(content)
    except BadPicture as error:
        error.name = name
        raise


def size(name: str, kind: Kind, content: bytes) -> tuple[float, float]:
    """The picture's width and height, which pixels are not unpacked for. Raises BadPicture."""
    if kind == "png":
        return struct.unpack(">II", content[16:24])
    drawing = picture(name, kind, content)
    return drawing.width, drawing.height


def lighter(red: float, green: float, blue: float) -> float:
    """The grey of a colour, all from 0 to 1, for a printer that is to spare its black.

    As light as the colour by ITU-R BT.601, then lightened: middle greys most, so that black
    stays black, white stays white, and what was darker still is.
    """
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    return grey + LIGHTER * grey * (1 - grey)


@lru_cache(maxsize=64)
def _grey_drawing(drawing: Drawing) -> Drawing:
    operators = _COLOUR.sub(_greyed, drawing.operators)
    return Drawing(drawing.width, drawing.height, operators)


def _greyed(found: re.Match[str]) -> str:
    """An operator that sets a colour, with the grey in its place."""
    red, green, blue = map(float, found.groups()[:3])
    grey = f"{lighter(red, green, blue):.3f}"
    return f"{grey} {grey} {grey} {found[4]}"


@lru_cache(maxsize=2)  # one may take 8 MB
def _grey_image(image: Image) -> Image:
    from PIL import Image as Opener

    size = (int(image.width), int(image.height))
    table = [round(255 * lighter(*(value / 255,) * 3)) for value in range(256)]
    greys = Opener.frombytes("RGB", size, image.colour).convert("L").point(table)
    return Image(*size, f"{image.name}-grey", greys.tobytes(), image.alpha, "DeviceGray")


@lru_cache(maxsize=64)
def _drawing(content: bytes) -> Drawing:
    kind = f"{FORMAT}/{release('svglib')}/reportlab-{reportlab.Version}"
    return remembered(kind, content, Drawing, lambda: _converted(content))


def _converted(content: bytes) -> Drawing:
    """An SVG's operators, whatever svglib and ReportLab make of it."""
    try:
        drawing = _by_svglib(content)
    except Exception as error:  # they raise whatever comes of a number they did not expect
        raise BadPicture("it cannot be turned into a drawing") from error
    sizes = (drawing.width, drawing.height)
    if not all(0 < each < 1e6 for each in sizes) or _UNSOUND.search(drawing.operators):
        raise BadPicture("it cannot be turned into a drawing")
    return drawing


def _by_svglib(content: bytes) -> Drawing:
    """Drawn onto a canvas that is thrown away."""
    from io import BytesIO

    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    # What it says of odd pictures would stand between the program's own lines.
    logging.getLogger("svglib").addHandler(logging.NullHandler())
    drawn = svg2rlg(BytesIO(content))
    if drawn is None:
        raise BadPicture("it is no SVG")
    canvas = Canvas((drawn.width, drawn.height), About("", "", "en"))
    renderPDF.draw(drawn, canvas, 0, 0)
    # A drawing begins with a font that it never uses.
    operators = [line for line in canvas._code if not line.startswith("BT ")]
    return Drawing(float(drawn.width), float(drawn.height), "\n".join(operators))


@lru_cache(maxsize=2)  # one may take 24 MB
def _image(content: bytes) -> Image:
    try:
        pixels, alpha = _unpacked(content)
    except Exception as error:  # Pillow raises some ten kinds
        raise BadPicture("the PNG is damaged") from error
    name = "picture-" + hashlib.sha256(content).hexdigest()[:12]
    return Image(*pixels.size, name, pixels.tobytes(), alpha)


def _unpacked(content: bytes) -> tuple[Pixels, bytes | None]:
    """A PNG's pixels as RGB, and its alpha where it has any."""
    from io import BytesIO

    from PIL import Image as Opener

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow says of odd chunks
        pixels: Pixels = Opener.open(BytesIO(content), formats=["PNG"])
        pixels.load()
    if pixels.mode.startswith("I"):  # greys of 16 bits, which Pillow would cut off at 255
        pixels, alpha = _eight_bits(pixels)
        return pixels.convert("RGB"), alpha
    if "A" in pixels.getbands() or "transparency" in pixels.info:
        pixels = pixels.convert("RGBA")
        return pixels.convert("RGB"), pixels.getchannel("A").tobytes()
    return pixels.convert("RGB"), None


def _eight_bits(pixels: Pixels) -> tuple[Pixels, bytes | None]:
    """Greys of 16 bits as greys of 8, and the alpha that a transparent grey makes."""
    from PIL import Image as Opener

    greys = array("i", pixels.convert("I").tobytes())
    clear = pixels.info.get("transparency")
    alpha = None if clear is None else bytes(0 if grey == clear else 255 for grey in greys)
    return Opener.frombytes("L", pixels.size, bytes(grey >> 8 for grey in greys)), alpha
