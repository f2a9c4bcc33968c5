"""Forms: what the reader fills in, on paper with a pen or on a screen."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.text import Text

FieldKind = Literal["line", "lines", "box"]
"""A line to write on, several of them, or a box to tick."""


class FormField(Data, frozen=True):
    """Something to fill in, with its label; ``count`` is how many lines there are."""

    kind: FieldKind
    label: Text
    count: int = 1


class Form(Block, frozen=True):
    """Things to fill in, below one another."""

    items: tuple[FormField, ...]


class Signature(Block, frozen=True):
    """Where someone signs, with name and date. ``who`` is the heading; it may be empty."""

    who: Text = Text()
