"""Markdown: the small part that a handout needs, and a clear message for the rest.

markdown-it parses CommonMark; its tokens become the blocks and texts of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from handouts.document.blocks import Block, Paragraph, Subheading
from handouts.document.text import Inline, Text
from handouts.reading.bullets import find_joined_lines, find_lost_items, mark_bullets
from handouts.reading.context import Reading
from handouts.reading.inlines import is_visible_part, read_inlines
from handouts.reading.markdown_parser import parse_blocks, parse_inlines
from handouts.reading.open_blocks import OpenList, OpenTable
from handouts.reading.token_positions import CellPositions, TokenPositions, line_start
from handouts.sources.findings import ValueFinding
from handouts.sources.nodes import Scalar
from handouts.sources.rules import Rule

if TYPE_CHECKING:
    from markdown_it.token import Token

TextParts = tuple[Block, ...]
"""The paragraphs, lists and sub-headings of a text."""

_MAX_LEVELS = 2
_LATE = 50
"""No list goes on from so high a number; a year or a day may stand in front of a full stop."""

_CELL_END = re.compile(r"(?<!\\)\|")

_NOT_ALLOWED = {
    "blockquote_open": ("A quotation ('>') is not allowed here.", "Write it as a paragraph."),
    "fence": ("Code is not allowed here.", "Remove the line of ``` or ~~~."),
    "code_block": ("A line indented by four spaces counts as code.", "Remove those spaces."),
    "hr": (
        "A horizontal rule is not allowed here.",
        "Remove it; for a line to write on, write '- line: Your name' below 'form'.",
    ),
    "html_block": ("HTML is not allowed here.", "Use Markdown: **strong**, [text](address)."),
}


def read_paragraphs(text: Scalar, reading: Reading) -> TextParts:
    """A text's paragraphs and lists; whatever is not allowed adds a finding."""
    _check_breaks(text, reading)
    reader = _BlockReader(text, reading)
    for token in parse_blocks(mark_bullets(text.text)):
        reader.take_token(token)
    return tuple(reader.parts)


def read_line(text: Scalar, reading: Reading) -> Text:
    """A text of one paragraph, which may be written on several lines."""
    _check_breaks(text, reading)
    empty_line = re.search(r"\S\s*?\n\s*?\n\s*\S", text.text)
    if empty_line:
        reading.report_at(
            "extra-paragraph",
            text,
            empty_line.end() - 1,
            "Only one paragraph is allowed here.",
            "Remove the empty line.",
        )
    token = parse_inlines(text.text)
    found = len(reading.findings)
    inlines = read_inlines(token, TokenPositions(text, token, 0), reading)
    if not empty_line and len(reading.findings) == found:
        _check_lines(text, token, 0, reading)
    return Text(inlines, reading.address)


def _check_breaks(text: Scalar, reading: Reading) -> None:
    """Add a finding to a text of several paragraphs whose lines YAML joins into one."""
    stripped = text.text.strip()
    if text.style in {"", ">", "'"} and "\n" in stripped:
        index = text.text.index(stripped) + stripped.index("\n")
        message = "These lines are joined into one, so an empty line does not start a paragraph."
        hint = "Write '|' after the name, and indent the text on the lines below it."
        reading.report_at("joined-lines", text, index, message, hint)


def _check_lines(text: Scalar, token: Token, row: int, reading: Reading) -> None:
    """Add a finding to a paragraph whose lines would run together although they are lines."""
    if text.style != "|":
        return
    _report_lines(text, find_joined_lines(token.content.rstrip().split("\n")), row, reading)


def _report_lines(
    text: Scalar, errors: Iterable[tuple[int, ValueFinding]], row: int, reading: Reading
) -> None:
    """Add a finding for each error in a line, counted from a row of the text."""
    for number, error in errors:
        line = text.text.split("\n")[row + number]
        index = line_start(text.text, row + number) + len(line) - len(line.lstrip())
        reading.report_at(
            error.rule, text, index, error.message, error.hint, length=len(line.strip())
        )


class _BlockReader:
    """Reads the block tokens of a text, one by one."""

    def __init__(self, text: Scalar, reading: Reading) -> None:
        self.text = text
        self.reading = reading
        self.parts: list[Block] = []
        self.lists: list[OpenList] = []
        self.last_number = 0
        self.is_heading = False
        self.table: OpenTable | None = None

    def take_token(self, token: Token) -> None:
        """Add one token to the parts, or a finding if it is not allowed."""
        kind = token.type
        if kind in _NOT_ALLOWED:
            self.report_token("unsupported-markdown", token, *_NOT_ALLOWED[kind])
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            self.open_list(token)
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.close_list()
        elif kind in {"table_open", "table_close"}:
            self.take_table(token)
        elif self.table:
            self.take_cell(self.table, token)
        else:
            self.take_content(token)

    def take_content(self, token: Token) -> None:
        """Add a paragraph or a sub-heading, or begin or end the item of a list."""
        if token.type == "list_item_open":
            self.lists[-1].items.append([])
            self.lists[-1].item = token
            self.check_turn(self.lists[-1], token)
        elif token.type == "list_item_close":
            self.check_item(self.lists[-1])
        elif token.type in {"heading_open", "heading_close"}:
            self.is_heading = token.type == "heading_open"
            if self.is_heading:
                self.check_heading(token)
        elif token.type == "inline":
            self.add_inlines(token)

    def take_table(self, token: Token) -> None:
        """Begin a table, or end it: then it becomes a part."""
        if token.type == "table_open":
            if self.lists:
                message = "A table is not allowed in a list."
                self.report_token("unsupported-markdown", token, message, "Put it below the list.")
            self.table = OpenTable()
            line = line_start(self.text.text, token.map[0] if token.map else 0)
            self.reading.note_text(len(self.parts), self.text, line, line)
        elif self.table:
            address = (*self.reading.address, len(self.parts))
            self.blocks.append(self.table.make_block(address))
            self.table = None

    def take_cell(self, table: OpenTable, token: Token) -> None:
        """Add a cell to the row that is open, or begin a row."""
        if token.type != "inline":
            table.take_token(token)
            if token.type == "tr_open" and len(table.rows) > 1:
                self.check_row(table, token)
            return
        row_number = token.map[0] if token.map else 0
        line = self.text.text.split("\n")[row_number]
        start = line_start(self.text.text, row_number) + table.find_start(line, token.content)
        positions = CellPositions(self.text, token, start)
        inlines = read_inlines(token, positions, self.reading)
        row, column = len(table.rows) - 1, len(table.rows[-1])
        with ExitStack() as stack:
            for each in (len(self.parts), row):
                stack.enter_context(self.reading.inside(each, self.text))
            first, last = positions.text_index(0), positions.text_index(len(token.content))
            address = self.reading.note_text(column, self.text, first, last)
        table.rows[-1].append(Text(inlines, address))

    def check_row(self, table: OpenTable, token: Token) -> None:
        """Add a finding to a row with more or fewer cells than there are columns."""
        line = self.text.text.split("\n")[token.map[0] if token.map else 0].strip()
        cells = len(_CELL_END.findall(line.removeprefix("|").removesuffix("|"))) + 1
        if cells != len(table.aligns):
            message = f"This row has {cells} cells, but the table has {len(table.aligns)} columns."
            hint = "Separate cells with '|'; below a table, leave an empty line."
            self.report_token("wrong-count", token, message, hint)

    def open_list(self, token: Token) -> None:
        """Begin a list; a third level, or a number out of order, adds a finding."""
        self.lists.append(OpenList(token))
        if len(self.lists) == _MAX_LEVELS + 1:
            message = "Lists go two levels deep here."
            hint = "Make it one list, or begin a new one."
            self.report_token("unsupported-markdown", token, message, hint)

    def close_list(self) -> None:
        """End a list, which becomes a part, or a block of the item that it is in."""
        closed = self.lists.pop()
        self.check_number(closed)
        if closed.numbered and not self.lists:
            self.last_number = closed.start + len(closed.items) - 1
        self.blocks.append(closed.make_block())

    def check_number(self, closed: OpenList) -> None:
        """Add a finding to a list whose first number neither is 1 nor goes on.

        A list of a single item that goes on from nothing is a date or a year in front of a full
        stop.
        """
        goes_on = closed.start == self.last_number + 1 and not self.lists
        is_later_part = not self.last_number and len(closed.items) > 1 and closed.start < _LATE
        if closed.start == 1 or goes_on or is_later_part:
            return
        message = f"A number with a dot starts a list here, and {closed.start} is not its turn."
        hint = "If this is not a list, write a backslash before the dot."
        self.report_token("unsupported-markdown", closed.token, message, hint)

    def check_heading(self, token: Token) -> None:
        """Add a finding to a sub-heading in a list, or one that was hardly meant as one."""
        rule: Rule = "unsupported-markdown"
        if self.lists:
            message = "A sub-heading is not allowed in a list."
            self.report_token(rule, token, message, "Put it above the list.")
        elif token.markup in {"-", "="}:
            message = "The line of signs below these words would make a heading of them."
            hint = "For a sub-heading, begin the line with '## '; else leave out the signs."
            self.report_token(rule, token, message, hint)

    def check_turn(self, open_list: OpenList, token: Token) -> None:
        """Add a finding to an item whose number is not the next one, and would be changed.

        As usual in Markdown, all items may have the same number.
        """
        turn = open_list.start + len(open_list.items) - 1
        if open_list.numbered and token.info not in ("", str(turn), str(open_list.start)):
            message = f"The number {token.info} would be printed as {turn}, its turn in this list."
            hint = "Correct it; if it is no item of the list, write a backslash before the dot."
            self.report_token("unsupported-markdown", token, message, hint)

    def check_item(self, open_list: OpenList) -> None:
        """Add a finding to an item without anything visible."""
        if not any(map(is_visible_part, open_list.items[-1])):
            self.report_token(
                "empty-value",
                open_list.item,
                "This list item is empty.",
                "Fill it in or remove it.",
            )

    @property
    def blocks(self) -> list[Block]:
        """Where the next block goes: the item that is open, or the parts."""
        return self.lists[-1].items[-1] if self.lists else self.parts

    @property
    def path(self) -> tuple[int, ...]:
        """The address of the next block below that of the text.

        The first paragraph of an item has the item's own.
        """
        steps = [len(self.parts)]
        for outer, inner in zip(self.lists, [*self.lists[1:], None]):
            steps.append(len(outer.items) - 1)
            count = len(outer.items[-1])
            steps += [count] if count or inner else []
        return tuple(steps)

    def add_inlines(self, token: Token) -> None:
        """Add a paragraph or a sub-heading."""
        first = token.map[0] if token.map else 0
        positions = TokenPositions(self.text, token, first)
        found = len(self.reading.findings)
        inlines = read_inlines(token, positions, self.reading)
        if len(self.reading.findings) == found:
            self.check_lines(token, first)
        text = self._place_text(positions, inlines)
        self.blocks.append(Subheading(text) if self.is_heading else Paragraph(text))

    def check_lines(self, token: Token, first: int) -> None:
        """Add a finding to a paragraph whose lines would run together, or into a list's item."""
        found = len(self.reading.findings)
        if self.lists and not self.lists[-1].items[-1]:
            last = token.map[1] if token.map else first + 1
            lines = self.text.text.split("\n")[first:last]
            _report_lines(self.text, find_lost_items(lines), first, self.reading)
        if len(self.reading.findings) == found:
            _check_lines(self.text, token, first, self.reading)

    def _place_text(self, positions: TokenPositions, inlines: tuple[Inline, ...]) -> Text:
        """A text with its address, below that of the text it is written in."""
        first, last = positions.text_index(0), positions.text_index(len(positions.content))
        *outer, step = self.path
        with ExitStack() as stack:
            for each in outer:
                stack.enter_context(self.reading.inside(each, self.text))
            return Text(inlines, self.reading.note_text(step, self.text, first, last))

    def report_token(self, rule: Rule, token: Token, message: str, hint: str) -> None:
        """Add a finding that covers the line on which a token starts."""
        row = token.map[0] if token.map else 0
        index, length = line_start(self.text.text, row), len(self.text.text.split("\n")[row])
        self.reading.report_at(rule, self.text, index, message, hint, length=length)
