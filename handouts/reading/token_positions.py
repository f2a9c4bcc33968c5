"""Where the content of a Markdown token stands in the text it was written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.sources.nodes import Scalar

if TYPE_CHECKING:
    from markdown_it.token import Token


class TokenPositions:
    """Maps positions in an inline token's content to indexes in the text it came from."""

    def __init__(self, text: Scalar, token: Token, first: int) -> None:
        self.text = text
        self.content = token.content
        self.first_row = first

    def text_index(self, position: int) -> int:
        """The index in the text of a position in the token's content."""
        start = self.content.rfind("\n", 0, position) + 1
        row = self.first_row + self.content.count("\n", 0, start)
        line = self.content[start:].split("\n", 1)[0]
        source_line = self.text.text.split("\n")[row]
        indent = len(source_line.rstrip()) - len(line.rstrip())
        return line_start(self.text.text, row) + indent + position - start


class CellPositions(TokenPositions):
    """The same for a cell of a table, whose content begins at an index of the text."""

    def __init__(self, text: Scalar, token: Token, start: int) -> None:
        super().__init__(text, token, 0)
        self.start = start

    def text_index(self, position: int) -> int:
        """The index in the text of a position in the cell."""
        return min(self.start + position, len(self.text.text) - 1)


def line_start(text: str, row: int) -> int:
    """The index at which a line, counted from 0, starts."""
    return sum(len(line) + 1 for line in text.split("\n")[:row])
