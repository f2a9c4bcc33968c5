"""Pictures: found by name, and checked to be safe and drawable before they are drawn."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal

from handouts.document.blocks import Artwork
from handouts.reading.svg import check_svg
from handouts.sources.findings import Finding, Place, SpecError, ValueFinding
from handouts.sources.source import decode_source, display_path, read_bytes

_MOST_SVG = 256 * 1024
_MOST_PNG = 4 * 1024 * 1024
_MOST_PIXELS = 6_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SAVE_AS_PNG = "Save the picture again as PNG."


def find_picture(name: str, folders: tuple[Path, ...]) -> Path | None:
    """The picture with a name (without its ending), or None: first folder first, SVG before PNG."""
    for folder in folders:
        path = list_pictures(folder).get(name)
        if path:
            return path
    return None


def list_pictures(folder: Path) -> dict[str, Path]:
    """The pictures in a folder by name; empty if there is no such folder."""
    try:
        # SVG sorts last, so it replaces a PNG with the same name.
        paths = sorted(folder.iterdir(), key=lambda path: (path.suffix.lower(), path))
    except OSError:
        return {}
    return {path.stem: path for path in paths if _picture_kind(path)}


def read_picture(path: Path) -> Artwork:
    """Read a picture's file and check it. Raises SpecError with everything that is wrong."""
    kind = _picture_kind(path) or "png"
    name = display_path(path)
    content = read_bytes(path, _MOST_SVG if kind == "svg" else _MOST_PNG)
    problems = _check_picture(name, kind, content)
    if problems:
        raise SpecError(problems)
    return Artwork(name, kind, content)


@lru_cache(maxsize=256)  # a picture that has not changed is not checked again
def _check_picture(name: str, kind: str, content: bytes) -> tuple[Finding, ...]:
    """Everything that is wrong with a picture's content."""
    if kind == "svg":
        return tuple(check_svg(decode_source(name, content)))
    return tuple(error.place_at(Place(name)) for error in islice(_find_png_errors(content), 1))


def _picture_kind(path: Path) -> Literal["svg", "png"] | None:
    endings: dict[str, Literal["svg", "png"]] = {".svg": "svg", ".png": "png"}
    return endings.get(path.suffix.lower())


def _find_png_errors(data: bytes) -> Iterator[ValueFinding]:
    """Yield what is wrong with a PNG, each with a hint, most basic first."""
    if not data.startswith(_SIGNATURE):
        yield ValueFinding("bad-picture", "This is not a PNG picture.", _SAVE_AS_PNG)
        return
    chunks = list(_read_png_chunks(data))
    if not chunks or chunks[-1][0] != b"IEND" or chunks[0][0] != b"IHDR" or len(chunks) < 3:
        yield ValueFinding("bad-picture", "The PNG picture is damaged or cut off.", _SAVE_AS_PNG)
        return
    width, height = struct.unpack(">II", chunks[0][1][:8].ljust(8, b"\0"))
    if not width * height:
        message = f"The picture is {width:,} by {height:,} pixels, which cannot be printed."
        yield ValueFinding("picture-size", message, _SAVE_AS_PNG)
    elif width * height > _MOST_PIXELS:
        message = f"The picture is too large: {width:,} by {height:,} pixels."
        hint = "Make it smaller: 2,000 by 1,500 pixels print sharply."
        yield ValueFinding("picture-size", message, hint)


def _read_png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type and data of a PNG's chunks, up to the first damaged one."""
    position = len(_SIGNATURE)
    while position + 12 <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        body = data[position + 4 : position + 8 + size]
        checksum = data[position + 8 + size : position + 12 + size]
        if zlib.crc32(body).to_bytes(4, "big") != checksum:
            return
        yield body[:4], body[4:]
        position += 12 + size
