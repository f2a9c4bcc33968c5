"""Markdown: the little of it that a handout needs, and a plain word on the rest.

markdown-it reads CommonMark; what it makes is turned into the inlines and paragraphs of
the models. Every rule notes where it began, so that a problem has its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from handouts.spec.inlines import FIELD_LIKE, Lines, line_start, read_inlines, shows
from handouts.spec.models import Inline, Inlines, Markdown, TextList, TextParagraph
from handouts.spec.nodes import Scalar
from handouts.spec.reading import Reading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_CITATION = re.compile(r"\[(?:-?@|[^\[\]]*\s-?@)[^\[\]]*\]?")
_FIELD = re.compile(FIELD_LIKE)
_SPAN = re.compile(r"\{[^{}\n]*\}")

_BLOCKS = {
    "heading_open": ("A heading has no place inside a text.", "Give the section a 'heading'."),
    "blockquote_open": ("A quotation ('>') has no place here.", "Write it as a paragraph."),
    "fence": ("Code has no place here.", "Take out the line of ``` or ~~~."),
    "code_block": ("A line indented by four spaces is code.", "Take out the spaces before it."),
    "hr": ("A rule across the text has no place here.", "Take it out."),
    "html_block": ("HTML has no place here.", "Write Markdown: **strong**, [text](address)."),
    "table_open": ("A table has no place here.", "Write a list, or paragraphs."),
}


def paragraphs(text: Scalar, reading: Reading) -> Markdown:
    """A text's paragraphs and lists; what they may not be is noted as problems."""
    _check_breaks(text, reading)
    reader = _Blocks(text, reading)
    for token in parser().parse(text.text):
        reader.take(token)
    return tuple(reader.parts)


def inlines(text: Scalar, reading: Reading) -> Inlines:
    """A text of one paragraph, however many lines it is written on."""
    _check_breaks(text, reading)
    blank = re.search(r"\S\s*?\n\s*?\n\s*\S", text.text)
    if blank:
        reading.wrong_at(
            text, blank.end() - 1, "Only one paragraph may stand here.", "Take out the empty line."
        )
    token = parser().parseInline(text.text)[0]
    return read_inlines(token, Lines(text, token, 0), reading)


def _check_breaks(text: Scalar, reading: Reading) -> None:
    """A line break is written by an empty line wherever YAML folds, and by that alone."""
    end = text.text.strip()
    if text.style in {"", ">", "'"} and "\n" in end:
        index = text.text.index(end) + end.index("\n")
        message = "Lines run together here, so that an empty line makes no paragraph."
        mend = "Write '|' after the name, and the text on the lines below it, indented."
        reading.wrong_at(text, index, message, mend)


class _Blocks:
    """Takes a text's block tokens one by one."""

    def __init__(self, text: Scalar, reading: Reading) -> None:
        self.text = text
        self.reading = reading
        self.parts: list[TextParagraph | TextList] = []
        self.items: list[list[Inline]] | None = None
        self.item: Token | None = None
        self.depth = 0

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in _BLOCKS:
            self.wrong(token, *_BLOCKS[kind])
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            self.begin(token)
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.end(numbered=kind[0] == "o")
        elif kind == "list_item_open" and self.items is not None:
            self.items.append([])
            self.item = token
        elif kind == "list_item_close" and self.items and not shows(self.items[-1]):
            self.wrong(
                self.item or token, "An item of the list is empty.", "Write it or delete it."
            )
        elif kind == "inline":
            self.write(token)

    def begin(self, token: Token) -> None:
        self.depth += 1
        if self.depth > 1:
            self.wrong(token, "A list inside a list has no place here.", "Make it one list.")
            return
        self.items = []
        if token.attrs.get("start", 1) != 1:
            message = "A list begins with 1, and a number with a stop makes a list."
            self.wrong(token, message, "If no list is meant, write a backslash before the stop.")

    def end(self, *, numbered: bool) -> None:
        self.depth -= 1
        if not self.depth:
            items = tuple(tuple(item) for item in self.items or ())
            self.parts.append(TextList(items, numbered))
            self.items = None

    def write(self, token: Token) -> None:
        first = token.map[0] if token.map else 0
        made = read_inlines(token, Lines(self.text, token, first), self.reading)
        if self.items is None:
            self.parts.append(TextParagraph(made))
        elif self.items[-1] and self.depth == 1:
            self.wrong(token, "An item of a list holds one paragraph.", "Take out the empty line.")
        else:
            self.items[-1].extend(made)

    def wrong(self, token: Token, message: str, mend: str) -> None:
        row = token.map[0] if token.map else 0
        self.reading.wrong_at(self.text, line_start(self.text.text, row), message, mend)


# --- markdown-it, with spans, citations and fields -------------------------------------------


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables (to refuse them), citations and fields, without link definitions."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import autolink, backtick, emphasis, html_inline, image, link

    made = MarkdownIt("commonmark").enable("table").disable(["reference", "text_join"])
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # checked by us, aloud
    for name, rule in _own_rules():
        made.inline.ruler.before("link", name, _placed(rule))
    rules = (autolink, backtick, html_inline, image, link)
    names = ("autolink", "backticks", "html_inline", "image", "link")
    for name, rule in zip(names, rules, strict=True):
        made.inline.ruler.at(name, _placed(rule))
    made.inline.ruler.at("emphasis", _placed(emphasis.tokenize))
    return made


Rule = Callable[["StateInline", bool], bool]


def _own_rules() -> Iterator[tuple[str, Rule]]:
    yield "span", _span
    for name, pattern in (("citation", _CITATION), ("field", _FIELD)):
        yield name, _matching(name, pattern)


def _span(state: Any, silent: bool) -> bool:
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


def _matching(name: str, pattern: re.Pattern[str]) -> Rule:
    """A rule that makes one token of what a pattern matches."""

    def rule(state: Any, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent:
            state.push(name, "", 0).content = match[0]
        state.pos = match.end()
        return True

    return rule


def _placed(rule: Rule) -> Rule:
    """The rule, with the place it began at noted in each token that it makes."""

    def noted(state: Any, silent: bool) -> bool:
        start, made = state.pos, len(state.tokens)
        done = rule(state, silent)
        for token in state.tokens[made:]:
            token.meta.setdefault("at", start)
        return done

    return noted
