"""A picture, with its description and a caption."""

from __future__ import annotations

from handouts.reading.group import Key
from handouts.reading.parts.part import Part
from handouts.reading.picture_shapes import (
    ALT,
    ALT_ABOUT,
    CAPTION_KEY,
    PICTURE,
    SIZE_KEY,
    build_picture,
    check_alt,
)
from handouts.reading.scalar_shapes import Prose

PICTURE_PART = Part(
    "picture",
    "a picture",
    "The name of a picture in the folder 'pictures'.",
    PICTURE,
    lambda record, address: [build_picture(record, address)],
    {
        "alt": Key(ALT, ALT_ABOUT),
        "caption": CAPTION_KEY,
        "size": SIZE_KEY,
        "beside": Key(Prose(), "Text that stands beside the picture where there is room."),
    },
    check_alt,
)
