"""Risks: how often harm came, in numbers and drawn to scale."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.text import Citation, Run, Text

Unit = Literal["people", "treatments"]
"""What a risk is counted in."""

MAX_DOTS = 100
"""The most dots drawn for one risk; what is rarer is told in words only."""


class Risk(Data, frozen=True):
    """``count`` in ``out_of`` people or treatments; ``source`` cites where the number is from.

    ``unit`` is None where the file does not say which of the two were counted. ``odds`` are the
    numbers in words ("8 in 100"), once it is composed.
    """

    count: int
    out_of: int
    what: Text
    source: Citation
    unit: Unit | None = None
    odds: Text = Text()

    @property
    def has_dots(self) -> bool:
        """Whether it is drawn to scale, and not only told."""
        return self.out_of <= MAX_DOTS

    @property
    def sentence(self) -> Text:
        """The sentence: "8 in 100 had a bruise"."""
        return Text((*self.odds.inlines, Run(" "), *self.what.inlines), self.what.address)


class Risks(Block, frozen=True):
    """How often harm came, drawn to scale: as many dots filled as were harmed.

    ``key`` says what a dot stands for, once it is composed; it is empty where there are no dots.
    """

    items: tuple[Risk, ...]
    key: Text = Text()
