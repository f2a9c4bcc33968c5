"""markdown-it's parser, with Pandoc's spans, citations, scripts and our fields.

Each inline rule records where it started, so that a finding has its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from handouts.patterns import compile_late
from handouts.reading.inlines import FIELD_LIKE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_CITATION = compile_late(r"\[(?:-?@|[^\[\]]*\s-?@)[^\[\]]*\]?")
_FIELD = compile_late(FIELD_LIKE)
# As in Pandoc: H~2~O and m^2^.
_BELOW = compile_late(r"(?<!~)~(?!~)[^\s~]{1,20}~(?!~)")
_ABOVE = compile_late(r"(?<!\^)\^(?!\^)[^\s^]{1,20}\^(?!\^)")
_SPAN = compile_late(r"\{[^{}\n]*\}")


# Most texts of a handout are the same when it is read again after an edit. No one changes a token.
@lru_cache(maxsize=2048)
def parse_blocks(text: str) -> list[Token]:
    """The tokens of a text of paragraphs, lists and tables."""
    return build_parser().parse(text)


@lru_cache(maxsize=2048)
def parse_inlines(text: str) -> Token:
    """The token of a text of one paragraph, with its inlines."""
    return build_parser().parseInline(text)[0]


@cache
def build_parser() -> MarkdownIt:
    """CommonMark with tables, spans, citations and fields, without definitions."""
    # Slow to load, and not needed to list handouts or to write a schema.
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import (
        autolink,
        backtick,
        emphasis,
        html_inline,
        image,
        link,
    )

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
    patterns = (
        ("citation", "[", _CITATION),
        ("field", "{", _FIELD),
        ("sub", "~", _BELOW),
        ("super", "^", _ABOVE),
    )
    for name, first, pattern in patterns:
        yield name, _pattern_rule(name, first, pattern)


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


def _pattern_rule(name: str, first: str, pattern: re.Pattern[str]) -> InlineRule:
    """A rule that turns each match of a pattern, whose first sign is known, into one token."""

    def match_pattern(state: StateInline, silent: bool) -> bool:
        """Add the token, unless silent, and return whether the pattern matches."""
        if state.src[state.pos] != first:
            return False
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
