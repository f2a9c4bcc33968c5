"""Checklists."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text


class Checklist(Block, frozen=True):
    """Things to tick, each with a box in front of it."""

    items: tuple[Text, ...]
