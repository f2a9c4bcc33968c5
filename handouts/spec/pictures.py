"""Pictures: found by name, and known to be safe and drawable before they are drawn."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from handouts.spec.models import Artwork
from handouts.spec.problems import Place, Problem, SpecError
from handouts.spec.source import decode, read_bytes, shown

_MOST_SVG = 256 * 1024
_MOST_PNG = 4 * 1024 * 1024
_MOST_PIXELS = 6_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EXPORT = "Save the picture again as PNG."


def find_picture(name: str, folders: tuple[Path, ...]) -> Path | None:
    """The picture of a name, without its ending: SVG before PNG, the nearest folder first."""
    for folder in folders:
        found = listed(folder).get(name)
        if found:
            return found
    return None


def listed(folder: Path) -> dict[str, Path]:
    """The pictures of a folder by name; none where there is no such folder."""
    try:
        # SVG comes last, and so counts.
        paths = sorted(folder.iterdir(), key=lambda path: (path.suffix.lower(), path))
    except OSError:
        return {}
    return {path.stem: path for path in paths if _kind(path)}


def read_picture(path: Path) -> Artwork:
    """A picture's file, read once and found safe. Raises SpecError with all that is wrong."""
    kind = _kind(path) or "png"
    name = shown(path)
    if kind == "svg":
        from handouts.spec.svg import check_svg

        content = read_bytes(path, _MOST_SVG)
        problems = tuple(check_svg(decode(name, content)))
    else:
        content = read_bytes(path, _MOST_PNG)
        problems = tuple(Problem(Place(name), *fault) for fault in islice(_faults(content), 1))
    if problems:
        raise SpecError(problems)
    return Artwork(name, kind, content)


def _kind(path: Path) -> Literal["svg", "png"] | None:
    endings: dict[str, Literal["svg", "png"]] = {".svg": "svg", ".png": "png"}
    return endings.get(path.suffix.lower())


def _faults(data: bytes) -> Iterator[tuple[str, str]]:
    """What is wrong with a PNG and how to mend it, the first thing first."""
    if not data.startswith(_SIGNATURE):
        yield "This is not a PNG picture.", _EXPORT
        return
    chunks = list(_chunks(data))
    if not chunks or chunks[-1][0] != b"IEND" or chunks[0][0] != b"IHDR" or len(chunks) < 3:
        yield "The PNG picture is damaged or cut off.", _EXPORT
        return
    width, height = struct.unpack(">II", chunks[0][1][:8].ljust(8, b"\0"))
    if not width * height:
        yield f"The picture is {width:,} by {height:,} pixels, which cannot be printed.", _EXPORT
    elif width * height > _MOST_PIXELS:
        message = f"The picture is too large: {width:,} by {height:,} pixels."
        yield message, "Make it smaller: 2,000 by 1,500 pixels print sharply."


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """A PNG's chunks as far as they are whole."""
    place = len(_SIGNATURE)
    while place + 12 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        body = data[place + 4 : place + 8 + size]
        check = data[place + 8 + size : place + 12 + size]
        if zlib.crc32(body).to_bytes(4, "big") != check:
            return
        yield body[:4], body[4:]
        place += 12 + size
