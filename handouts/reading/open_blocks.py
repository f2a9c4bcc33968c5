"""Lists and tables of a text while they are being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.blocks import (
    Block,
    ColumnAlign,
    ListItem,
    Paragraph,
    TextList,
    TextTable,
)
from handouts.document.text import Address, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

_ALIGNS: dict[str, ColumnAlign] = {"left": "start", "center": "centre", "right": "end"}


class OpenList:
    """A list that is being read: its items so far, each as the blocks in it."""

    def __init__(self, token: Token) -> None:
        self.token = token
        self.numbered = token.type == "ordered_list_open"
        self.start = int(token.attrs.get("start", 1))
        self.items: list[list[Block]] = []
        self.item = token

    def make_block(self) -> TextList:
        """The list as a block."""
        return TextList(tuple(map(_make_item, self.items)), self.numbered, self.start)


def _make_item(blocks: list[Block]) -> Text | ListItem:
    """An item of a list; one without words of its own begins with an empty text."""
    first, *others = blocks or [Paragraph(Text())]
    if not isinstance(first, Paragraph):
        return ListItem(Text(), tuple(blocks))
    return ListItem(first.text, tuple(others)) if others else first.text


class OpenTable:
    """A table that is being read: its rows so far, the heads first."""

    def __init__(self) -> None:
        self.rows: list[list[Text]] = []
        self.aligns: list[ColumnAlign] = []
        self.end = 0

    def take_token(self, token: Token) -> None:
        """Begin a row, or note how a column is aligned."""
        if token.type == "tr_open":
            self.rows.append([])
            self.end = 0
        elif token.type == "th_open":
            style = str(token.attrs.get("style", "")).partition(":")[2]
            self.aligns.append(_ALIGNS.get(style, ""))

    def find_start(self, line: str, content: str) -> int:
        """Where the next cell's content begins in the line of its row."""
        found = line.find(content, self.end)
        start = self.end if found < 0 else found
        self.end = start + len(content)
        return start

    def make_block(self, address: Address) -> TextTable:
        """The table as a block. It has no heads if all of them are empty."""
        heads, *rows = self.rows
        return TextTable(
            tuple(heads) if any(heads) else (),
            tuple(map(tuple, rows)),
            tuple(self.aligns),
            address=address,
        )
