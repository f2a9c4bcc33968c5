"""A brand's logos: its own and its partners', each a picture's file in the brand's folder."""

from __future__ import annotations

from pathlib import Path

from handouts.document.blocks import Artwork, PartnerLogo
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.pictures import is_drawable
from handouts.reading.pixel_files import explain_ending
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.shapes import Converted, Items
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


def _build_partner(record: Record, node: Node, reading: Reading) -> PartnerLogo | None:
    artwork, name = record.get("file"), record.get("name")
    return PartnerLogo(artwork, name, reading.address) if artwork and name else None


_PARTNER = Group(
    "a partner's logo",
    {
        "file": Key(LOGO, "A picture in this folder: SVG, PNG, JPEG or WebP.", True, "nhs.svg"),
        "name": Key(
            PlainText(120, is_prose=True),
            "The partner's name, for those who cannot see the logo.",
            True,
            "Riverside Hospital",
        ),
    },
)
PARTNER_LOGOS = Items(Converted(_PARTNER, _build_partner), 6)


def check_logo(record: Record, reading: Reading) -> None:
    """Check that there is a logo where it is said to hold the clinic's name."""
    if record.get("logo_holds_name") and "logo" not in record.nodes:
        message = "There is no logo that could hold the clinic's name."
        hint = "Add a line 'logo: ...', or delete this one."
        reading.report("missing-part", record.nodes["logo_holds_name"], message, hint)
