"""A brand's logo: a picture's file in the brand's folder."""

from __future__ import annotations

from pathlib import Path

from handouts.document.blocks import Artwork
from handouts.reading.context import Reading
from handouts.reading.pictures import is_drawable
from handouts.reading.pixel_files import explain_ending
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.shapes import Converted
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node


def _read_logo(value: str, node: Node, reading: Reading) -> Artwork | None:
    """Read the logo's file, which must be in the brand's folder or below it."""
    path = reading.folder / value
    if not is_drawable(path):
        reason = explain_ending(path.suffix)
        message = f"The logo {quote_text(value)} is not a picture that can be printed."
        hint = reason.hint if reason else "Use an SVG, PNG, JPEG or WebP file."
        reading.report("bad-picture", node, message, hint)
    elif not _is_inside(path, reading.folder):
        hint = "Copy it into this file's folder, and write only its name."
        reading.report(
            "file-outside-folder",
            node,
            f"The logo {quote_text(value)} is outside this file's folder.",
            hint,
        )
    elif not path.is_file():
        hint = "Copy it into this file's folder, or delete this line."
        reading.report("file-not-found", node, f"There is no file {quote_text(value)}.", hint)
    else:
        return reading.read_artwork(path)
    return None


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a loop of links, or an impossible file name
        return False


LOGO = Converted(PlainText(200), _read_logo)
