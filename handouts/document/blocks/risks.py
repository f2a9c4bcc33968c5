"""Risks: how often harm came, in numbers drawn to scale, or in words."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.text import Citation, Run, Text

Unit = Literal["people", "treatments"]
"""What a risk is counted in."""

Frequency = Literal["very common", "common", "uncommon", "rare", "very rare"]
"""How often, in the words of the European Union's leaflets for medicines, each with its number."""

MAX_DOTS = 100
"""The most dots drawn for one risk; what is rarer is told in words only."""


class Risk(Data, frozen=True):
    """``count`` in ``out_of`` people or treatments; ``source`` cites where that is from.

    In a range, ``count`` is the least and ``most`` the greatest number; ``most`` is None where
    one number is given. Without numbers, all three are None, and ``how_often`` may say it in
    words. ``unit`` is None where the file does not say which of the two were counted. ``odds``
    are the numbers in words ("8 in 100"), once it is composed.
    """

    count: int | None
    out_of: int | None
    what: Text
    source: Citation | None = None
    unit: Unit | None = None
    most: int | None = None
    how_often: Frequency | None = None
    odds: Text = Text()

    @property
    def has_dots(self) -> bool:
        """Whether it is drawn to scale, and not only told."""
        return self.out_of is not None and self.out_of <= MAX_DOTS

    @property
    def certain_and_possible(self) -> tuple[int, int]:
        """How many were harmed at least, and how many more perhaps."""
        least = self.count or 0
        return least, 0 if self.most is None else self.most - least

    @property
    def sentence(self) -> Text:
        """The sentence: "8 in 100 had a bruise"; without odds, only what happened."""
        if not self.odds.inlines:
            return self.what
        return Text((*self.odds.inlines, Run(" "), *self.what.inlines), self.what.address)


class Risks(Block, frozen=True):
    """How often harm came, drawn to scale: as many dots filled as were harmed.

    ``key`` says what a dot stands for, once it is composed; it is empty where there are no dots.
    """

    items: tuple[Risk, ...]
    key: Text = Text()
