"""Timelines: what one feels when."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.text import Text


class Moment(Data, frozen=True):
    """What one feels at a time."""

    when: Text
    feel: Text


class Timeline(Block, frozen=True):
    """What one feels when, earliest first."""

    moments: tuple[Moment, ...]
