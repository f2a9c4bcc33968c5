"""Tables: rows of texts below the heads of their columns."""

from __future__ import annotations

from typing import Literal

from handouts.document.blocks.block import Block
from handouts.document.text import Address, Text

ColumnAlign = Literal["", "start", "centre", "end"]
"""How the cells of a column are aligned; an empty one lets the layout decide."""


class TextTable(Block, frozen=True):
    """A table. Each row has as many cells as there are columns; a cell may be empty.

    ``heads`` are empty where the columns have none. The first cell of a row is its head.
    """

    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    aligns: tuple[ColumnAlign, ...]
    caption: Text = Text()
    address: Address = ()
