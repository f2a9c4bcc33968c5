"""Pictures: found by name, and checked to be safe and drawable before they are drawn."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from handouts.document.blocks import Artwork
from handouts.reading.pixel_files import MAX_BYTES, explain_ending, find_pixel_errors
from handouts.reading.svg import check_svg, decode_svg
from handouts.sources.findings import Finding, Place, SpecError, ValueFinding
from handouts.sources.source import Source, display_path, read_bytes
from handouts.svg.elements import AS_PNG

_MAX_SVG_BYTES = 4 * 1024 * 1024
"""What Illustrator writes for itself into an SVG may take more than a megabyte."""

_ENDINGS = (".svg", ".png", ".webp", ".jpg", ".jpeg", ".jfif")
"""The endings of pictures that can be drawn; of two with one name, the first of these is."""


def find_picture(name: str, folders: tuple[Path, ...]) -> Path | None:
    """The picture with a name (without its ending), or None: first folder first, SVG first."""
    for folder in folders:
        path = list_pictures(folder).get(unicodedata.normalize("NFC", name))
        if path:
            return path
    return None


def list_pictures(folder: Path) -> dict[str, Path]:
    """The pictures in a folder by name; empty if there is no such folder.

    Nothing but a file, or a link to one, is a picture.
    """
    paths = [path for path in _list_folder(folder) if is_drawable(path) and path.is_file()]
    paths.sort(key=lambda path: (-_ENDINGS.index(path.suffix.lower()), path))  # the last replaces
    return {_name_of(path): path for path in paths}


def find_unsuitable(name: str, folders: tuple[Path, ...]) -> tuple[Path, ValueFinding] | None:
    """A file with a picture's name that no leaflet can show, and what to do; None without one.

    The name may have its ending.
    """
    wanted = unicodedata.normalize("NFC", name)
    for folder in folders:
        for path in _list_folder(folder):
            reason = explain_ending(path.suffix)
            whole = unicodedata.normalize("NFC", path.name)
            if reason and (_name_of(path) == wanted or whole.casefold() == wanted.casefold()):
                return path, reason
    return None


def _list_folder(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _name_of(path: Path) -> str:
    """The name of a picture; macOS may write its letters and accents apart."""
    return unicodedata.normalize("NFC", path.stem)


def is_drawable(path: Path) -> bool:
    """Whether a file's ending is that of a picture that can be drawn."""
    return path.suffix.lower() in _ENDINGS


def read_picture(path: Path) -> Artwork:
    """Read a picture's file and check it. Raises SpecError with everything that is wrong."""
    is_svg = path.suffix.lower() == ".svg"
    name = display_path(path)
    if is_svg:
        content = decode_svg(name, _read_svg(path)).text.encode()
    else:
        content = read_bytes(path, MAX_BYTES)
    problems = _check_picture(name, is_svg, content)
    if problems:
        raise SpecError(problems)
    return Artwork(name, "svg" if is_svg else "pixels", content)


def _read_svg(path: Path) -> bytes:
    """An SVG's bytes. Raises SpecError, for one that is too large with a way out."""
    try:
        return read_bytes(path, _MAX_SVG_BYTES)
    except SpecError as error:
        raise SpecError(map(_explain_size, error.problems)) from None


def _explain_size(problem: Finding) -> Finding:
    if problem.rule != "file-too-large":
        return problem
    return replace(problem, hint=f"Simplify the drawing. {AS_PNG}")


@lru_cache(maxsize=256)  # a picture that has not changed is not checked again
def _check_picture(name: str, is_svg: bool, content: bytes) -> tuple[Finding, ...]:
    """Everything that is wrong with a picture's content."""
    if is_svg:
        return tuple(check_svg(Source(name, content.decode())))
    return tuple(error.place_at(Place(name)) for error in islice(find_pixel_errors(content), 1))
