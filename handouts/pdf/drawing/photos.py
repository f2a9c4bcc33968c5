"""Pictures of pixels in a file: no larger than paper can show, and in the form that suits them.

A photograph stays JPEG (ISO 32000-1, 7.4.8), as it is where that can be; a drawing is deflated,
each row as its difference from the one above (7.4.4.4). What a camera adds, such as the place
where it stood, is left out.
"""

from __future__ import annotations

import hashlib
import math
import warnings
from array import array
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PIL import Image as Opener
from PIL.Image import Image as Pixels

from handouts.data import Data
from handouts.pdf.backend import PixelStream, Surface
from handouts.pdf.colours import RGB, ColourSpace
from handouts.pdf.drawing.greys import lighten_grey
from handouts.pdf.drawing.jpeg_segments import keep_image_segments

if TYPE_CHECKING:
    from PIL import ImageCms

PRINT_DPI = 300
"""More dots an inch than this are not seen on paper."""

FORMATS = ("PNG", "JPEG", "WEBP")
"""The formats, as Pillow names them."""

_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4 A
_TURNED = range(5, 9)
_UPRIGHT = (0, 1)
_QUALITY, _PRESS_QUALITY = 85, 92
_PHOTO_GAIN = 4
"""A picture that JPEG makes so many times smaller is a photograph, whatever its file."""


class BadPicture(ValueError):
    """A picture cannot be drawn; the message says why, ``name`` is the picture's name."""

    name = ""


class Photo(Data, frozen=True):
    """A picture of pixels, as its file has it; its size is in pixels, once it is upright."""

    name: str
    width: float
    height: float
    content: bytes
    is_grey: bool = False

    def make_grey(self, *, has_marks: bool) -> Photo:  # noqa: ARG002
        """Return the picture in greys; marks among pixels cannot be told from the rest."""
        return replace(self, is_grey=True)

    def draw(self, canvas: Surface, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), scaled to ``width`` points.

        Raises BadPicture if its pixels cannot be decoded.
        """
        height = self.height * width / self.width
        columns = self.count_columns(width)
        digest = hashlib.sha256(self.content).hexdigest()[:12]
        name = f"picture-{digest}-{columns}{'-grey' if self.is_grey else ''}"
        if not canvas.has_xobject(name):
            canvas.add_image(name, self.encode(columns, canvas.colours))
        paint = canvas.use_xobject(name)
        place = f"{width:.2f} 0 0 {height:.2f} {x:.2f} {top - height:.2f}"
        canvas.add_operators(f"q {place} cm {paint} Q")

    def count_columns(self, width: float) -> int:
        """How many pixels wide it is in a PDF, at a width in points."""
        return min(int(self.width), math.ceil(width / 72 * PRINT_DPI))

    def encode(self, columns: int, space: ColourSpace) -> PixelStream:
        """Its pixels for a PDF. Raises BadPicture if they cannot be decoded."""
        try:
            return encode_photo(self.content, columns, self.is_grey, space)
        except Exception as error:  # Pillow raises some ten kinds
            raise name_damage(self.name) from error


def name_damage(name: str) -> BadPicture:
    """The error for a picture of pixels that Pillow cannot read."""
    error = BadPicture("the picture is damaged")
    error.name = name
    return error


@lru_cache(maxsize=64)
def measure_photo(content: bytes) -> tuple[int, int]:
    """The width and height in pixels of an upright picture. Raises OSError if it has none."""
    with open_photo(content) as pixels:
        width, height = pixels.size
        is_turned = pixels.getexif().get(_ORIENTATION) in _TURNED
    return (height, width) if is_turned else (width, height)


def open_photo(content: bytes) -> Pixels:
    """A picture that is not decoded yet. Raises what Pillow raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns about odd chunks
        return Opener.open(BytesIO(content), formats=FORMATS)


@lru_cache(maxsize=32)
def encode_photo(
    content: bytes, columns: int, is_grey: bool = False, space: ColourSpace = RGB
) -> PixelStream:
    """A picture for a PDF, at most ``columns`` pixels wide. Raises what Pillow raises."""
    with open_photo(content) as pixels, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        is_jpeg = pixels.format == "JPEG"
        if is_jpeg and not is_grey and space.name == RGB.name and _is_ready(pixels, columns):
            return _wrap_jpeg(keep_image_segments(content), pixels.size, pixels.mode)
        pixels = _scale(_turn_upright(pixels, columns), columns)
        colour, alpha = _split_alpha(pixels)
        if is_grey:
            colour = colour.convert("L").point(_LIGHTER)
        return _encode(space.convert_pixels(colour), alpha, is_photo=is_jpeg)


_SEEN = [255 * (value > 0) for value in range(256)]
_LIGHTER = [round(255 * lighten_grey(*(value / 255,) * 3)) for value in range(256)]


def _is_ready(pixels: Pixels, columns: int) -> bool:
    """Whether a JPEG can go into a PDF as it is."""
    return (
        pixels.mode in ("RGB", "L")
        and pixels.getexif().get(_ORIENTATION, 1) in _UPRIGHT
        and pixels.width <= columns
        and (not pixels.info.get("icc_profile") or _read_profile(pixels) is None)
    )


def _turn_upright(pixels: Pixels, columns: int) -> Pixels:
    """The picture upright, in 8 bits of RGB, RGBA or grey, in the colours of a screen (sRGB)."""
    from PIL import ImageOps  # most leaflets have no photograph

    if pixels.format == "JPEG":  # decodes an eighth, a quarter or half of it, if that is enough
        pixels.draft(None, (columns, columns))
    profile = _read_profile(pixels)
    if pixels.mode.startswith("I"):  # 16-bit greys, which Pillow would clip at 255
        pixels = _halve_depth(pixels)
    upright = ImageOps.exif_transpose(pixels)
    if profile:
        upright = _convert_colours(upright, profile)
    if "A" in upright.getbands() or "transparency" in upright.info:
        return upright.convert("RGBA")
    return upright if upright.mode == "L" else upright.convert("RGB")


def _read_profile(pixels: Pixels) -> ImageCms.ImageCmsProfile | None:
    """The colour profile of a picture; None for sRGB, and for one that cannot be read."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(pixels.info["icc_profile"]))
        is_screen = "srgb" in ImageCms.getProfileDescription(profile).casefold()
    except (KeyError, OSError, ImageCms.PyCMSError):
        return None
    return None if is_screen else profile


def _convert_colours(pixels: Pixels, profile: ImageCms.ImageCmsProfile) -> Pixels:
    """The picture in the colours of a screen; unchanged where its profile is of other colours."""
    from PIL import ImageCms

    mode = "RGBA" if pixels.mode == "RGBA" else "RGB"
    screen = ImageCms.createProfile("sRGB")
    try:
        converted = ImageCms.profileToProfile(pixels, profile, screen, outputMode=mode)
    except ImageCms.PyCMSError:
        return pixels
    assert converted is not None, "it is not converted in place"
    return converted


def _halve_depth(pixels: Pixels) -> Pixels:
    """16-bit greys as 8-bit greys, with alpha if one grey is transparent."""
    greys = array("i", pixels.convert("I").tobytes())
    halved = Opener.frombytes("L", pixels.size, bytes(grey >> 8 for grey in greys))
    clear = pixels.info.get("transparency")
    if clear is None:
        return halved
    alpha = bytes(0 if grey == clear else 255 for grey in greys)
    return Opener.merge("LA", (halved, Opener.frombytes("L", pixels.size, alpha)))


def _scale(pixels: Pixels, columns: int) -> Pixels:
    """The picture, no wider than it may be."""
    if pixels.width <= columns:
        return pixels
    rows = max(1, round(pixels.height * columns / pixels.width))
    return pixels.resize((columns, rows), Opener.Resampling.LANCZOS)


def _split_alpha(pixels: Pixels) -> tuple[Pixels, Pixels | None]:
    """The colours and the alpha; what is clear becomes white, so that no dark edge shows."""
    if "A" not in pixels.getbands():
        return pixels, None
    alpha, paper = pixels.getchannel("A"), Opener.new("RGB", pixels.size, "white")
    paper.paste(pixels.convert("RGB"), mask=alpha.point(_SEEN))
    return paper, alpha


def _encode(colour: Pixels, alpha: Pixels | None, *, is_photo: bool) -> PixelStream:
    """The smaller way to store a drawing or a photograph."""
    mask = _deflate(alpha, None) if alpha else None
    jpeg = _compress_jpeg(colour)
    if is_photo:
        return _wrap_jpeg(jpeg, colour.size, colour.mode, mask)
    deflated = _deflate(colour, mask)
    if len(jpeg) * _PHOTO_GAIN < len(deflated.data):
        return _wrap_jpeg(jpeg, colour.size, colour.mode, mask)
    return deflated


def _compress_jpeg(colour: Pixels) -> bytes:
    file = BytesIO()
    quality = _PRESS_QUALITY if colour.mode == "CMYK" else _QUALITY
    colour.save(file, "JPEG", quality=quality, optimize=True)
    return keep_image_segments(file.getvalue())  # Pillow copies comments


def _wrap_jpeg(
    jpeg: bytes, size: tuple[int, int], mode: str, mask: PixelStream | None = None
) -> PixelStream:
    # Pillow writes the inks of CMYK as Photoshop does: none is 255.
    inverted = "/Decode[1 0 1 0 1 0 1 0]" if mode == "CMYK" else ""
    return PixelStream(size, _SPACES[mode], jpeg, f"/Filter/DCTDecode{inverted}", mask)


def _deflate(pixels: Pixels, mask: PixelStream | None) -> PixelStream:
    """Pixels as a PNG has them: its data is what PDF calls deflated, with a predictor."""
    file, space = BytesIO(), _SPACES[pixels.mode]
    if pixels.mode == "CMYK":  # a PNG's four channels may be any
        pixels = Opener.frombytes("RGBA", pixels.size, pixels.tobytes())
    pixels.save(file, "PNG", compress_level=9)
    data = b"".join(_find_png_data(file.getvalue()))
    count = len(pixels.getbands())
    how = f"<</Predictor 15/Colors {count}/Columns {pixels.width}>>"
    entries = f"/Filter/FlateDecode/DecodeParms{how}"
    return PixelStream(pixels.size, space, data, entries, mask)


def _find_png_data(png: bytes) -> Iterator[bytes]:
    """The data of a PNG that was just written, in its chunks (ISO/IEC 15948, 5.3)."""
    at = 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + size]
        at += size + 12


_SPACES = {"RGB": "DeviceRGB", "L": "DeviceGray", "CMYK": "DeviceCMYK"}
