"""Pictures: found by name, and known to be safe and drawable before they are drawn."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from handouts.spec.problems import Place, Problem, SpecError
from handouts.spec.source import decode, read_bytes, shown

_MOST_SVG = 256 * 1024
_MOST_PNG = 4 * 1024 * 1024
_MOST_PIXELS = 25_000_000
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
        paths = sorted(folder.iterdir())  # so that SVG comes last and counts
    except OSError:
        return {}
    return {path.stem: path for path in paths if path.suffix in {".svg", ".png"}}


def check_picture(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a picture; nothing where it can be drawn safely."""
    try:
        if path.suffix == ".svg":
            from handouts.spec.svg import check_svg

            return tuple(check_svg(decode(shown(path), read_bytes(path, _MOST_SVG))))
        return tuple(_check_png(path, read_bytes(path, _MOST_PNG)))
    except SpecError as error:
        return error.problems


def _check_png(path: Path, data: bytes) -> Iterator[Problem]:
    for message in _faults(data):
        yield Problem(Place(shown(path)), message, _EXPORT)
        return


def _faults(data: bytes) -> Iterator[str]:
    """What is wrong with a PNG, the first thing first."""
    if not data.startswith(_SIGNATURE):
        yield "This is not a PNG picture."
        return
    chunks = list(_chunks(data))
    if not chunks or chunks[-1][0] != b"IEND" or chunks[0][0] != b"IHDR" or len(chunks) < 3:
        yield "The PNG picture is damaged or cut off."
        return
    width, height = struct.unpack(">II", chunks[0][1][:8].ljust(8, b"\0"))
    if not 0 < width * height <= _MOST_PIXELS:
        yield f"The picture is {width:,} by {height:,} pixels, which cannot be printed."


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
