"""The list of references."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text


class ReferenceList(Block, frozen=True):
    """The references in order of number; ``back`` describes the link back to a citation."""

    items: tuple[Text, ...]
    back: str = "{}"
