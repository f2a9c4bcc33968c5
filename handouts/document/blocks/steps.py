"""Steps: things to do in order."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.blocks.picture import Picture
from handouts.document.text import Text


class Step(Data, frozen=True):
    """One thing to do, and how."""

    do: Text
    how: Text = Text()
    picture: Picture | None = None


class Steps(Block, frozen=True):
    """Things to do in order, each with its number, or with a small picture in its place."""

    items: tuple[Step, ...]
