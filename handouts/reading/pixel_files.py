"""Files of pixels: what a photograph or a screenshot must be, so that it can be printed."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image as Opener
from PIL import UnidentifiedImageError
from PIL.Image import Image as Pixels

from handouts.sources.findings import ValueFinding

MAX_BYTES = 40 * 1024 * 1024
"""The largest file that is read: a photograph of a good camera is half of that."""

_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")
_FORMATS = ("PNG", "JPEG", "WEBP")
_MAX_PIXELS = {"JPEG": 120_000_000, "PNG": 30_000_000, "WEBP": 30_000_000}
"""How many pixels each may have: a JPEG is decoded in part."""

_DAMAGED = "The picture is damaged or cut off."
_SAVE_AGAIN = "Open it, and save it again as PNG or JPEG."
_AS_JPEG = (
    "Save a copy as JPEG: on a computer, open it and export it; on an iPhone, choose Settings, "
    "Camera, Formats, Most Compatible, before the picture is taken."
)
_AS_SVG = "Export it as SVG; or as PNG, 1,000 pixels wide or more."
_UNSUITABLE = {
    "heic": ("HEIC", _AS_JPEG),
    "heif": ("HEIC", _AS_JPEG),
    "avif": ("AVIF", _SAVE_AGAIN),
    "gif": ("GIF", _SAVE_AGAIN),
    "tif": ("TIFF", _SAVE_AGAIN),
    "tiff": ("TIFF", _SAVE_AGAIN),
    "bmp": ("BMP", _SAVE_AGAIN),
    "dng": ("a camera's raw file", _AS_JPEG),
    "cr2": ("a camera's raw file", _AS_JPEG),
    "nef": ("a camera's raw file", _AS_JPEG),
    "svgz": ("a compressed SVG", _AS_SVG),
    "pdf": ("PDF", _AS_SVG),
    "ai": ("an Illustrator file", _AS_SVG),
    "eps": ("EPS", _AS_SVG),
    "psd": ("a Photoshop file", _AS_SVG),
    "docx": ("a Word document", "Save the picture that is in it as PNG or JPEG."),
}
_SIGNATURES = (
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"BM", "bmp"),
    (b"%PDF", "pdf"),
    (b"%!PS", "eps"),
    (b"8BPS", "psd"),
    (b"PK\x03\x04", "docx"),
)
_BRANDS = {b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"msf1": "heic", b"avif": "avif"}


def explain_ending(ending: str) -> ValueFinding | None:
    """Why a file with an ending such as ".heic" cannot be drawn; None for one that can."""
    kind = ending.lower().removeprefix(".")
    return _explain_kind(kind) if kind in _UNSUITABLE else None


def find_pixel_errors(content: bytes) -> Iterator[ValueFinding]:
    """Yield what is wrong with a file of pixels, each with a hint, most basic first."""
    kind = _find_kind(content)
    if kind:
        yield _explain_kind(kind)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns about odd chunks, and large pictures
            pixels = Opener.open(BytesIO(content), formats=_FORMATS)
            width, height = pixels.size
            limit = _MAX_PIXELS[pixels.format or "PNG"]
            if not 0 < width * height <= limit:
                yield _explain_size(width, height, limit)
                return
            if not _is_whole(pixels, content):
                yield ValueFinding("bad-picture", _DAMAGED, _SAVE_AGAIN)
    except Opener.DecompressionBombError:
        yield ValueFinding("picture-size", "The picture has far too many pixels.", _SAVE_AGAIN)
    except UnidentifiedImageError:
        is_begun = content.startswith(_BEGINNINGS)
        message = _DAMAGED if is_begun else "This is not a PNG, JPEG or WebP picture."
        yield ValueFinding("bad-picture", message, _SAVE_AGAIN)
    except Exception:  # Pillow raises some ten kinds
        yield ValueFinding("bad-picture", _DAMAGED, _SAVE_AGAIN)


def _is_whole(pixels: Pixels, content: bytes) -> bool:
    """Go through all of a picture's data, as quickly as its format allows.

    Raises what Pillow raises. A PNG has its own checksums (ISO/IEC 15948, 5.3), and Pillow may
    have been told by some other library not to look at them.
    """
    if pixels.format == "PNG":
        names = list(_read_chunk_names(content))
        return len(names) > 2 and (names[0], names[-1]) == (b"IHDR", b"IEND")
    pixels.draft(None, (pixels.width // 8, pixels.height // 8))
    pixels.load()
    return True


def _read_chunk_names(png: bytes) -> Iterator[bytes]:
    """Yield the names of a PNG's chunks, up to the first damaged one."""
    at = 8
    while at + 12 <= len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        body = png[at + 4 : at + 8 + size]
        if zlib.crc32(body).to_bytes(4, "big") != png[at + 8 + size : at + 12 + size]:
            return
        yield body[:4]
        at += 12 + size


def _find_kind(content: bytes) -> str:
    """The kind of a file that cannot be drawn, by its first bytes; empty where it may be."""
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], "heic")
    return next((kind for start, kind in _SIGNATURES if content.startswith(start)), "")


def _explain_kind(kind: str) -> ValueFinding:
    name, hint = _UNSUITABLE[kind]
    return ValueFinding("bad-picture", f"This is {name}, which cannot be printed here.", hint)


def _explain_size(width: int, height: int, limit: int) -> ValueFinding:
    if not width * height:
        message = f"The picture is {width:,} by {height:,} pixels, which cannot be printed."
        return ValueFinding("picture-size", message, _SAVE_AGAIN)
    message = f"The picture is too large: {width:,} by {height:,} pixels."
    hint = f"Make it smaller: 4,000 by 3,000 pixels are plenty; {limit:,} in all are the limit."
    return ValueFinding("picture-size", message, hint)
