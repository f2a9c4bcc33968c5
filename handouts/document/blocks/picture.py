"""Pictures."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.text import Address, Text


class Artwork(Data, frozen=True):
    """The content of a picture's file, checked to be safe; ``name`` is the path to display."""

    name: str
    kind: Literal["svg", "pixels"]
    content: bytes


PictureSize = Literal["", "small", "medium", "full"]
"""How large a picture is; an empty one is as large as is usual where it stands."""


class Picture(Block, frozen=True):
    """A picture with its name and its description; ``alt`` is empty for decoration.

    What is ``beside`` it stands at its side where there is room, else below it.
    """

    name: str
    artwork: Artwork
    alt: str
    caption: Text = Text()
    address: Address = ()
    size: PictureSize = ""
    beside: tuple[Block, ...] = ()
