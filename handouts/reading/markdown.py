"""Markdown: the small part that a handout needs, and a clear message for the rest.

markdown-it parses CommonMark; its tokens become the inlines and paragraphs of the models.
Each inline rule records where it started, so that a finding has its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from handouts.document.blocks import Paragraph, TextList
from handouts.document.text import Address, Inline, Text
from handouts.reading.bullets import find_joined_lines, mark_bullets
from handouts.reading.context import Reading
from handouts.reading.inlines import (
    FIELD_LIKE,
    TokenPositions,
    has_visible_text,
    line_start,
    read_inlines,
)
from handouts.sources.nodes import Scalar
from handouts.sources.rules import Rule

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

TextParts = tuple[Paragraph | TextList, ...]
"""The paragraphs and lists of a text."""

_CITATION = re.compile(r"\[(?:-?@|[^\[\]]*\s-?@)[^\[\]]*\]?")
_FIELD = re.compile(FIELD_LIKE)
# As in Pandoc: H~2~O and m^2^.
_BELOW = re.compile(r"(?<!~)~(?!~)[^\s~]{1,20}~(?!~)")
_ABOVE = re.compile(r"(?<!\^)\^(?!\^)[^\s^]{1,20}\^(?!\^)")
_SPAN = re.compile(r"\{[^{}\n]*\}")

_NOT_ALLOWED = {
    "heading_open": ("A heading is not allowed inside text.", "Give the section a 'heading'."),
    "blockquote_open": ("A quotation ('>') is not allowed here.", "Write it as a paragraph."),
    "fence": ("Code is not allowed here.", "Remove the line of ``` or ~~~."),
    "code_block": ("A line indented by four spaces counts as code.", "Remove those spaces."),
    "hr": ("A horizontal rule is not allowed here.", "Remove it."),
    "html_block": ("HTML is not allowed here.", "Use Markdown: **strong**, [text](address)."),
    "table_open": ("A table is not allowed here.", "Use a list or paragraphs instead."),
}


def read_paragraphs(text: Scalar, reading: Reading) -> TextParts:
    """A text's paragraphs and lists; whatever is not allowed adds a finding."""
    _check_breaks(text, reading)
    reader = _BlockReader(text, reading)
    for token in _parse_blocks(mark_bullets(text.text)):
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
    token = _parse_inlines(text.text)
    found = len(reading.findings)
    inlines = read_inlines(token, TokenPositions(text, token, 0), reading)
    if not empty_line and len(reading.findings) == found:
        _check_lines(text, token, 0, reading)
    return Text(inlines, reading.address)


# Most texts of a handout are the same when it is read again after an edit. No one changes a token.
@lru_cache(maxsize=2048)
def _parse_blocks(text: str) -> list[Token]:
    return build_parser().parse(text)


@lru_cache(maxsize=2048)
def _parse_inlines(text: str) -> Token:
    return build_parser().parseInline(text)[0]


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
    for number, error in find_joined_lines(token.content.rstrip().split("\n")):
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
        self.parts: list[Paragraph | TextList] = []
        self.items: list[Text] | None = None
        self.item: Token | None = None
        self.depth = 0

    def take_token(self, token: Token) -> None:
        """Add one token to the parts, or a finding if it is not allowed."""
        kind = token.type
        if kind in _NOT_ALLOWED:
            self.report_token("unsupported-markdown", token, *_NOT_ALLOWED[kind])
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            self.open_list(token)
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.close_list(numbered=kind[0] == "o")
        elif kind == "list_item_open" and self.items is not None:
            self.items.append(Text())
            self.item = token
        elif (
            kind == "list_item_close"
            and self.items
            and not has_visible_text(self.items[-1].inlines)
        ):
            self.report_token(
                "empty-value",
                self.item or token,
                "This list item is empty.",
                "Fill it in or remove it.",
            )
        elif kind == "inline":
            self.add_inlines(token)

    def open_list(self, token: Token) -> None:
        """Begin a list; one inside another, or one that does not start at 1, adds a finding."""
        self.depth += 1
        if self.depth > 1:
            self.report_token(
                "unsupported-markdown",
                token,
                "A list inside a list is not allowed.",
                "Make it one list.",
            )
            return
        self.items = []
        if token.attrs.get("start", 1) != 1:
            message = "A number with a dot starts a list here, and a list must start with 1."
            self.report_token(
                "unsupported-markdown",
                token,
                message,
                "If this is not a list, write a backslash before the dot.",
            )

    def close_list(self, *, numbered: bool) -> None:
        """End a list; the outermost one becomes a part."""
        self.depth -= 1
        if not self.depth:
            self.parts.append(TextList(tuple(self.items or ()), numbered))
            self.items = None

    def add_inlines(self, token: Token) -> None:
        """Add a paragraph's inlines, to the list item if one is open."""
        first = token.map[0] if token.map else 0
        positions = TokenPositions(self.text, token, first)
        found = len(self.reading.findings)
        inlines = read_inlines(token, positions, self.reading)
        if len(self.reading.findings) == found:
            _check_lines(self.text, token, first, self.reading)
        if self.items is None:
            self.parts.append(Paragraph(self._place_text(len(self.parts), positions, inlines)))
        elif self.items[-1] and self.depth == 1:
            self.report_token(
                "extra-paragraph",
                token,
                "A list item can have only one paragraph.",
                "Remove the empty line.",
            )
        else:
            with self._inside_list():
                self.items[-1] = self._place_text(len(self.items) - 1, positions, inlines)

    def _inside_list(self) -> AbstractContextManager[Address]:
        """Go on below the address of the list that is open."""
        return self.reading.inside(len(self.parts), self.text)

    def _place_text(
        self, step: int, positions: TokenPositions, inlines: tuple[Inline, ...]
    ) -> Text:
        """A text with its address, one step below that of the text it is written in."""
        first, last = positions.text_index(0), positions.text_index(len(positions.content))
        return Text(inlines, self.reading.note_text(step, self.text, first, last))

    def report_token(self, rule: Rule, token: Token, message: str, hint: str) -> None:
        """Add a finding that covers the line on which a token starts."""
        row = token.map[0] if token.map else 0
        index, length = line_start(self.text.text, row), len(self.text.text.split("\n")[row])
        self.reading.report_at(rule, self.text, index, message, hint, length=length)


# --- markdown-it, with spans, citations and fields -------------------------------------------


@cache
def build_parser() -> MarkdownIt:
    """CommonMark with tables (to refuse them), spans, citations and fields, without definitions."""
    # Slow to load, and not needed to list handouts or to write a schema.
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import autolink, backtick, emphasis, html_inline, image, link

    commonmark = MarkdownIt("commonmark").enable("table").disable(["reference", "text_join"])
    commonmark.validateLink = lambda url: True  # type: ignore[method-assign]  # the reader checks it
    for name, rule in _custom_rules():
        commonmark.inline.ruler.before("link", name, _record_positions(rule))
    rules = (autolink, backtick, html_inline, image, link)
    names = ("autolink", "backticks", "html_inline", "image", "link")
    for name, rule in zip(names, rules, strict=True):
        commonmark.inline.ruler.at(name, _record_positions(rule))
    commonmark.inline.ruler.at("emphasis", _record_positions(emphasis.tokenize))
    return commonmark


InlineRule = Callable[["StateInline", bool], bool]


def _custom_rules() -> Iterator[tuple[str, InlineRule]]:
    """The names and rules of spans, citations, fields, and what is below or above the line."""
    yield "span", _parse_span
    patterns = {"citation": _CITATION, "field": _FIELD, "sub": _BELOW, "super": _ABOVE}
    for name, pattern in patterns.items():
        yield name, _pattern_rule(name, pattern)


def _parse_span(state: StateInline, silent: bool) -> bool:
    """Pandoc's bracketed span, ``[¿Habla español?]{lang=es}``: words in another language."""
    if state.src[state.pos] != "[":
        return False
    start, last = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start)
    match = _SPAN.match(state.src, end + 1, last) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        state.push("span_open", "", 1).content = match[0]
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.posMax = last
        state.push("span_close", "", -1)
    state.pos = match.end()
    return True


def _pattern_rule(name: str, pattern: re.Pattern[str]) -> InlineRule:
    """A rule that turns each match of a pattern into one token."""

    def match_pattern(state: StateInline, silent: bool) -> bool:
        """Add the token, unless silent, and return whether the pattern matches."""
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent:
            state.push(name, "", 0).content = match[0]
        state.pos = match.end()
        return True

    return match_pattern


def _record_positions(rule: InlineRule) -> InlineRule:
    """Wrap a rule so that each token it adds records the positions at which it starts and ends."""

    def record_start(state: StateInline, silent: bool) -> bool:
        """Apply the rule, and record the positions."""
        start, token_count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        for token in state.tokens[token_count:]:
            token.meta.setdefault("at", start)
            token.meta.setdefault("end", state.pos)
        return matched

    return record_start
