"""Pictures as PDF operators: an SVG through svglib, a PNG through Pillow.

svglib is slow to load, so the result for an SVG is cached on disk under the SVG's digest.
"""

from __future__ import annotations

import hashlib
import re
import struct
import warnings
from array import array
from functools import lru_cache
from io import BytesIO
from typing import Annotated, Literal

from msgspec import Meta
from PIL import Image as Opener
from PIL.Image import Image as Pixels

from handouts.data import Data
from handouts.pdf.backend import Surface
from handouts.pdf.drawing.disk_cache import cache_on_disk
from handouts.pdf.drawing.svg import convert_svg, name_converter
from handouts.pdf.objects import format_number

DRAWING_FORMAT = "svg-3"

PictureKind = Literal["svg", "png"]
Length = Annotated[float, Meta(gt=0)]

LIGHTER = 0.8
"""How much lighter greys become, at most 1; a middle grey becomes lighter by a quarter of this."""

_COLOUR = re.compile(r"(?<![\w.])([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)\b")
_LEAST_SIZE, _GREATEST_SIZE = 1e-3, 1e6
_UNSOUND = re.compile(r"\b(?:nan|inf)\b|\de[-+]?\d")


class BadPicture(ValueError):
    """A picture cannot be drawn; the message says why, ``name`` is the picture's name."""

    name = ""


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


class Image(Data, frozen=True):
    """A picture of pixels: bytes of RGB or of greys, and of alpha if it has any."""

    width: float
    height: float
    name: str
    colour: bytes
    alpha: bytes | None
    space: Literal["DeviceRGB", "DeviceGray"] = "DeviceRGB"

    @property
    def grey(self) -> Image:
        """The image in greys."""
        return _grey_image(self)

    def draw(self, canvas: Surface, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points."""
        height = self.height * width / self.width
        if not canvas.has_xobject(self.name):
            size = int(self.width), int(self.height)
            canvas.add_image(self.name, size, self.space, self.colour, self.alpha)
        paint = canvas.use_xobject(self.name)
        place = f"{width:.2f} 0 0 {height:.2f} {x:.2f} {top - height:.2f}"
        canvas.add_operators(f"q {place} cm {paint} Q")


def load_picture(name: str, kind: PictureKind, content: bytes) -> Drawing | Image:
    """The picture in a file's content. Raises BadPicture, with the name, if it cannot be drawn."""
    try:
        return _decode_png(content) if kind == "png" else _drawing(content)
    except BadPicture as error:
        error.name = name
        raise


def measure_picture(name: str, kind: PictureKind, content: bytes) -> tuple[float, float]:
    """The picture's width and height, without decoding its pixels. Raises BadPicture."""
    if kind == "png":
        return struct.unpack(">II", content[16:24])
    drawing = load_picture(name, kind, content)
    return drawing.width, drawing.height


def lighten_grey(red: float, green: float, blue: float) -> float:
    """The grey for a colour, all from 0 to 1, which saves a printer's black.

    It is as light as the colour by ITU-R BT.601, then lightened: middle greys most, so that
    black stays black, white stays white, and the order from dark to light stays the same.
    """
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    return grey + LIGHTER * grey * (1 - grey)


@lru_cache(maxsize=64)
def _grey_drawing(drawing: Drawing) -> Drawing:
    operators = _COLOUR.sub(_grey_operator, drawing.operators)
    return Drawing(drawing.width, drawing.height, operators)


def _grey_operator(match: re.Match[str]) -> str:
    """The operator that sets a colour, with the grey instead of the colour."""
    red, green, blue = map(float, match.groups()[:3])
    grey = f"{lighten_grey(red, green, blue):.3f}"
    return f"{grey} {grey} {grey} {match[4]}"


@lru_cache(maxsize=2)  # one may take 8 MB
def _grey_image(image: Image) -> Image:
    size = (int(image.width), int(image.height))
    table = [round(255 * lighten_grey(*(value / 255,) * 3)) for value in range(256)]
    greys = Opener.frombytes("RGB", size, image.colour).convert("L").point(table)
    return Image(*size, f"{image.name}-grey", greys.tobytes(), image.alpha, "DeviceGray")


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


@lru_cache(maxsize=2)  # one may take 24 MB
def _decode_png(content: bytes) -> Image:
    try:
        pixels, alpha = _unpack_png(content)
    except Exception as error:  # Pillow raises some ten kinds
        raise BadPicture("the PNG is damaged") from error
    name = "picture-" + hashlib.sha256(content).hexdigest()[:12]
    return Image(*pixels.size, name, pixels.tobytes(), alpha)


def _unpack_png(content: bytes) -> tuple[Pixels, bytes | None]:
    """A PNG's pixels as RGB, and its alpha if it has any."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns about odd chunks
        pixels: Pixels = Opener.open(BytesIO(content), formats=["PNG"])
        pixels.load()
    if pixels.mode.startswith("I"):  # 16-bit greys, which Pillow would clip at 255
        pixels, alpha = _eight_bits(pixels)
        return pixels.convert("RGB"), alpha
    if "A" in pixels.getbands() or "transparency" in pixels.info:
        pixels = pixels.convert("RGBA")
        return pixels.convert("RGB"), pixels.getchannel("A").tobytes()
    return pixels.convert("RGB"), None


def _eight_bits(pixels: Pixels) -> tuple[Pixels, bytes | None]:
    """16-bit greys as 8-bit greys, and the alpha if one grey is transparent."""
    greys = array("i", pixels.convert("I").tobytes())
    clear = pixels.info.get("transparency")
    alpha = None if clear is None else bytes(0 if grey == clear else 255 for grey in greys)
    return Opener.frombytes("L", pixels.size, bytes(grey >> 8 for grey in greys)), alpha
