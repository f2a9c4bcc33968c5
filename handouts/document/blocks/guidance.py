"""Guidance: what to do, or what not to do."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text


class Guidance(Block, frozen=True):
    """Things to do, or ``is_warning`` things not to do, in no order."""

    items: tuple[Text, ...]
    is_warning: bool = False
