"""Pictures in a file: the names that refer to them, and the texts that describe them."""

from __future__ import annotations

import re
from typing import get_args

from handouts.document.blocks import Artwork, Picture, PictureSize
from handouts.document.text import Address, Text
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.pictures import find_picture, find_unsuitable, list_pictures
from handouts.reading.pixel_files import explain_ending
from handouts.reading.scalar_shapes import Choice, PlainText, ProseLine
from handouts.reading.shapes import Converted
from handouts.sources.blanks import is_blank
from handouts.sources.findings import quote_text, suggest_name
from handouts.sources.nodes import Node, Scalar


def _resolve_picture(name: str, node: Node, reading: Reading) -> tuple[str, Artwork] | None:
    """The picture with a name; problems inside its file are reported once."""
    path = find_picture(name, reading.picture_folders)
    if path is None:
        _report_missing(name, node, reading)
        return None
    if path not in reading.artworks:
        reading.artworks[path] = reading.read_artwork(path)
    artwork = reading.artworks[path]
    return (name, artwork) if artwork else None


def _report_missing(name: str, node: Node, reading: Reading) -> None:
    unsuitable = find_unsuitable(name, reading.picture_folders)
    if unsuitable:
        path, reason = unsuitable
        message = f"The picture {quote_text(path.name)} cannot be used. {reason.message}"
        reading.report("bad-picture", node, message, reason.hint)
        return
    names = {known for folder in reading.picture_folders for known in list_pictures(folder)}
    stem, _, ending = name.rpartition(".")
    bare = stem if explain_ending(ending) else name
    otherwise = f"Put {bare}.svg, {bare}.png or {bare}.jpg into the folder 'pictures' beside it."
    hint = suggest_name(name, names, otherwise)
    reading.report("unknown-picture", node, f"There is no picture {quote_text(name)}.", hint)


def _correct_name(name: str) -> str:
    """A picture's name without the folder and the ending of its file; not of several pictures."""
    if "," in name:
        return name
    return re.sub(_ENDING, "", name.replace("\\", "/").rpartition("/")[2])


_ENDING = r"\.(svg|png|jpe?g|webp)$"
# Any name that a file can have on every system, without its ending.
_NAME = rf'(?!.*{_ENDING})[^\s/\\:*?"<>|.][^/\\:*?"<>|\n]*'
_EXAMPLE = "muscle-knot (without .svg, .png or .jpg)"
PICTURE = Converted(PlainText(80, _NAME, _EXAMPLE, correct=_correct_name), _resolve_picture)


class _AltText(PlainText, frozen=True):
    """A picture's alternative text. It is empty only where the file says so with quotes."""

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        """The text, "" where the file has a pair of quotes, or None if it is wrong or missing."""
        if isinstance(node, Scalar) and is_blank(node.text) and (node.text or not node.style):
            hint = f'Describe what the picture shows, or write {name}: "" if it is only decoration.'
            reading.report("missing-alt", node, f"{quote_text(name)} is empty.", hint)
            return None
        return super().read(node, name, reading)


ALT = _AltText(500, allows_empty=True, is_prose=True)
ALT_ABOUT = 'What the picture shows, for those who cannot see it; "" if it is only decoration.'


CAPTION_KEY = Key(ProseLine(), "A line of text: below a picture, above a table.")


SIZE_KEY = Key(
    Choice(tuple(filter(None, get_args(PictureSize)))), "How large it is; usually medium."
)


def check_alt(record: Record, reading: Reading) -> None:
    """Check that a picture has an alternative text."""
    if "picture" in record and "alt" not in record:
        hint = "Describe it in a line 'alt: ...' (or 'alt: \"\"' if it is only decoration)."
        reading.report(
            "missing-alt",
            record.nodes["picture"],
            "The picture has no 'alt', the text for those who cannot see it.",
            hint,
        )


def check_picture_text(record: Record, node: Node, reading: Reading) -> Record:
    """Check that a picture has an alternative text, and that what belongs to it has a picture."""
    check_alt(record, reading)
    for name in ("alt", "size"):
        if name in record and "picture" not in record:
            hint, message = "Add 'picture', or delete this.", f"{quote_text(name)} has no picture."
            reading.report("missing-part", record.nodes[name], message, hint)
    return record


COVER = Converted(
    Group(
        "a cover",
        {
            "picture": Key(PICTURE, "The name of a picture in the folder 'pictures'.", True),
            "alt": Key(ALT, ALT_ABOUT),
        },
    ),
    check_picture_text,
)


def build_picture(record: Record, address: Address) -> Picture:
    """The picture of a section or of the cover, by the address of that."""
    name, artwork = record.get("picture")
    return Picture(
        name,
        artwork,
        record.get("alt", ""),
        record.get("caption", Text()),
        (*address, "picture"),
        record.get("size", ""),
        tuple(record.get("beside", ())),
    )
