"""Inlines: markdown-it's tokens of one paragraph become words, citations and fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from handouts.document.blocks import Block
from handouts.document.person import PERSON_FIELDS
from handouts.document.text import (
    LINE_BREAK,
    Citation,
    Field,
    Inline,
    Run,
    Script,
    Text,
)
from handouts.document.walk import walk
from handouts.patterns import compile_late
from handouts.reading.bare_links import split_links
from handouts.reading.context import Mention, Reading
from handouts.reading.leftover_marks import find_leftover_marks
from handouts.reading.link_targets import read_link_target
from handouts.reading.token_positions import TokenPositions
from handouts.reading.typography import smarten_punctuation
from handouts.sources.blanks import is_blank
from handouts.sources.findings import find_nearest, quote_text
from handouts.sources.rules import Rule

if TYPE_CHECKING:
    from markdown_it.token import Token

_PERSONAL_FALLBACKS = {name: each.fallback for name, each in PERSON_FIELDS.items() if each.fallback}
_BRAND_FALLBACKS = {
    "emergency": "Call your emergency number.",
    "clinic": "us",
    "phone": "our number",
    "web": "our website",
    "email": "our e-mail address",
}
_FALLBACKS = {**_PERSONAL_FALLBACKS, **_BRAND_FALLBACKS}
TEXT_FIELDS = tuple(_FALLBACKS)
"""The fields that a text may contain: those of a person, then those of the brand."""
BRAND_FIELDS = frozenset(_BRAND_FALLBACKS)

_CITED = re.compile(r"\[@[\w.:-]+(?:\s*;\s*@[\w.:-]+)*\s*\]")
# A language code, and the subtags that may follow it (BCP 47, 2.1).
_LANGUAGE = compile_late(r"\{\s*lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*\}")
_FIELD = re.compile(r"\{\{\s*([\w-]+)\s*(?:\|([^{}|]*))?\}\}")
FIELD_LIKE = r"\{\{[^{}]*(?:\}\})?|\{\s*(?:" + "|".join(TEXT_FIELDS) + r")\s*(?:\|[^{}]*)?\}"
"""What looks like a field, valid or not: two braces, or a field's name in single ones."""

_NOT_ALLOWED = {
    "image": ("A picture is not allowed inside text.", "Give the section a 'picture'."),
    "code_inline": ("Code is not allowed here.", "Remove the backticks."),
}


_USE_STRONG = "Use **strong** instead, or plain text."
_HTML = {
    "br": "To end a line, write a backslash (\\) at its end.",
    "sub": "Write what is below the line between tildes: H~2~O.",
    "sup": "Write what is above the line between carets: m^2^.",
    "b": "Write **strong words**.",
    "strong": "Write **strong words**.",
    "i": _USE_STRONG,
    "em": _USE_STRONG,
    "u": _USE_STRONG,
}
_TAG = compile_late(r"</?([A-Za-z][A-Za-z0-9]*)")
# What marks in a paragraph are made of, once they have been understood.
_UNDERSTOOD = frozenset(
    "strong_open strong_close em_open em_close link_open citation field span_open code_inline "
    "html_inline image sub super".split()
)
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
    | {"\ufb05": "st", "\ufb06": "st"}
)


def has_visible_text(inlines: Iterable[Inline]) -> bool:
    """Whether any of the inlines is visible on paper."""
    return any(not isinstance(inline, Run) or not is_blank(inline.text) for inline in inlines)


def is_visible_part(part: Block) -> bool:
    """Whether any text of a block is visible on paper."""
    texts = (value for value in walk(part) if isinstance(value, Text))
    return any(has_visible_text(text.inlines) for text in texts)


def check_fields(reading: Reading, brand_fields: Container[str]) -> None:
    """Add a finding at each field that has no fallback and no value in the brand."""
    for field in reading.without_fallback:
        if field.id not in brand_fields:
            message = f"The brand has no {quote_text(field.id)}, so this field would leave a gap."
            hint = (
                "Add it to the brand, or add a fallback to the field: "
                f"{_field_with_fallback(field.id)}."
            )
            reading.report_citation("missing-fallback", field, message, hint)


def _field_with_fallback(name: str) -> str:
    """An example of a field with a fallback text."""
    return f"{{{{{name}|{_FALLBACKS[name]}}}}}"


def read_inlines(token: Token, positions: TokenPositions, reading: Reading) -> tuple[Inline, ...]:
    """The inlines of one inline token."""
    reader = _InlineReader(positions, reading)
    for child in token.children or ():
        reader.take_token(child)
    reader.end_words()
    reader.check_leftovers(token)
    return tuple(_trim_ends(reader.inlines))


def normalize_letters(text: str) -> str:
    """A text in Unicode's composed form (NFC), with the letters of ligatures one by one."""
    return unicodedata.normalize("NFC", text).translate(_LIGATURES)


class _InlineReader:
    """Reads the tokens of one paragraph, one by one."""

    def __init__(self, lines: TokenPositions, reading: Reading) -> None:
        self.positions = lines
        self.reading = reading
        self.inlines: list[Inline] = []
        self.strong = 0
        self.links: list[str] = []
        self.languages: list[str] = []
        self.words = ""
        self.last = ""

    def take_token(self, token: Token) -> None:
        """Add the inlines of one token, or a finding if it is not allowed."""
        kind = token.type
        if kind in {"text", "softbreak", "hardbreak"}:
            self.words += {"softbreak": " ", "hardbreak": LINE_BREAK}.get(kind, token.content)
            return
        self.end_words()
        if kind == "text_special":
            self.add_run(token.content)
        elif kind in {"strong_open", "strong_close"}:
            self.strong += token.nesting
        elif kind.endswith("_close"):
            {"link_close": self.links, "span_close": self.languages}.get(kind, [""]).pop()
        elif kind in _NOT_ALLOWED:
            self.report_token("unsupported-markdown", token, *_NOT_ALLOWED[kind])
        elif kind in {"em_open", "html_inline"}:
            explain = _explain_slant if kind == "em_open" else _explain_html
            self.report_token(
                "unsupported-markdown", token, *explain(token, self.positions.content)
            )
        else:
            self._take_special(kind, token)

    def _take_special(self, kind: str, token: Token) -> None:
        """Take a token that is more than its words: a link, a span, a citation or a field."""
        if kind == "link_open":
            self.open_link(token)
        elif kind == "span_open":
            self.languages.append(self.parse_language(token))
        elif kind == "citation":
            self.add_citation(token)
        elif kind == "field":
            self.read_field(token)
        elif kind in {"sub", "super"}:
            self.add_run(token.content[1:-1], script="sub" if kind == "sub" else "super")

    def end_words(self) -> None:
        """Add the words that were read since the last mark, with smart quotes and links."""
        text, self.words = re.sub("[ \t\n]+", " ", self.words), ""
        if self.links:
            self.add_words(text)
            return
        for part, link in split_links(text):
            if link:
                self.add_run(part, link)
            else:
                self.add_words(part)

    def add_words(self, text: str) -> None:
        """Add words that have no mark of their own."""
        smart = self.reading.smart_punctuation
        text = smarten_punctuation(text, self.last) if text and smart else text
        self.add_run(text)

    def add_run(self, text: str, link: str = "", script: Script = "") -> None:
        """Add text as it is, merging words of the same look."""
        if not text:
            return
        text = normalize_letters(text)
        self.last = text[-1]
        target = link or (self.links[-1] if self.links else None)
        language = self.languages[-1] if self.languages else ""
        words = Run(text, bool(self.strong), target, language=language, script=script)
        before = self.inlines[-1] if self.inlines else None
        if isinstance(before, Run) and replace(before, text=text) == words:
            self.inlines[-1] = replace(words, text=before.text + text)
        else:
            self.inlines.append(words)

    def check_leftovers(self, token: Token) -> None:
        """Add a finding for each kind of mark that was not understood."""
        content = list(token.content)
        understood = [each.span() for each in _ESCAPED.finditer(token.content)]
        understood += [
            (self.token_start(child), int(child.meta["end"]))
            for child in token.children or ()
            if child.type in _UNDERSTOOD and "end" in child.meta
        ]
        for start, end in understood:
            content[start:end] = "\0" * (end - start)
        for start, end, error in find_leftover_marks("".join(content)):
            index = self.positions.text_index(start)
            length = self.positions.text_index(end - 1) + 1 - index
            at = self.positions.text
            self.reading.report_at(error.rule, at, index, error.message, error.hint, length=length)

    def open_link(self, token: Token) -> None:
        """Begin a link; add a finding if its address cannot be used on paper."""
        address = str(token.attrs.get("href", ""))
        target = read_link_target(address)
        if re.search(FIELD_LIKE, unquote(address)):
            message = "An address is the same for everyone, so it cannot contain a field."
            self.report_token("misplaced-field", token, message, "Write the address itself.")
        elif not isinstance(target, str):
            self.report_token(target.rule, token, target.message, target.hint)
        self.links.append(target if isinstance(target, str) else address)

    def parse_language(self, token: Token) -> str:
        """The language code of a span, empty with a finding if it is not valid."""
        match = _LANGUAGE.fullmatch(token.content)
        if match is None:
            message = f"The language {quote_text(token.content)} is not valid."
            self.report_token(
                "invalid-language",
                token,
                message,
                "Write it like this, with the language's code: {lang=es}.",
            )
        return match[1] if match else ""

    def add_citation(self, token: Token) -> None:
        """Add a citation, and collect its ids to be checked at the end."""
        if not _CITED.fullmatch(token.content):
            message = f"The citation {quote_text(token.content)} is not valid."
            self.report_token("bad-citation", token, message, "Write [@id] or [@one; @two].")
            return
        matches = list(re.finditer(r"@([\w.:-]+)", token.content))
        for match in matches:
            index = self.positions.text_index(self.token_start(token) + match.start(1))
            found = Mention(match[1], self.positions.text, index, len(match[1]))
            self.reading.citations.append(found)
        self.inlines.append(Citation(tuple(dict.fromkeys(match[1] for match in matches))))

    def read_field(self, token: Token) -> None:
        """Add a field, or a finding if it is malformed or unknown."""
        match = _FIELD.fullmatch(token.content)
        if match is None:
            message = f"The field {quote_text(token.content)} is not valid."
            self.report_token(
                "bad-field", token, message, "Write {{name|text to print if there is no value}}."
            )
        elif match[1] not in TEXT_FIELDS:
            near = find_nearest(match[1], TEXT_FIELDS)
            known = f"The fields are {', '.join(TEXT_FIELDS)}."
            hint = f"Did you mean {quote_text(near)}?" if near else known
            self.report_token(
                "unknown-field", token, f"There is no field {quote_text(match[1])}.", hint
            )
        else:
            self.add_field(match[1], " ".join((match[2] or "").split()), token)

    def add_field(self, name: str, fallback: str, token: Token) -> None:
        """Add a known field, and a finding if it has no fallback and may leave a gap."""
        if is_blank(fallback) and name in BRAND_FIELDS:
            index, length = self.locate_token(token)
            found = Mention(name, self.positions.text, index, length)
            self.reading.without_fallback.append(found)
        elif is_blank(fallback):
            message = f"The field {quote_text(name)} would leave a gap if it has no value."
            self.report_token(
                "missing-fallback",
                token,
                message,
                f"Add a fallback to it: {_field_with_fallback(name)}.",
            )
        fallback = smarten_punctuation(fallback) if self.reading.smart_punctuation else fallback
        self.inlines.append(Field(name, fallback, bool(self.strong)))
        self.last = "x"

    def token_start(self, token: Token) -> int:
        """The position in the paragraph at which a token starts."""
        return int(token.meta.get("at", 0))

    def locate_token(self, token: Token) -> tuple[int, int]:
        """The index in the text at which a token starts, and how many characters it covers."""
        start = self.token_start(token)
        index = self.positions.text_index(start)
        end = int(token.meta.get("end", start + 1))
        return index, self.positions.text_index(end - 1) + 1 - index

    def report_token(self, rule: Rule, token: Token, message: str, hint: str) -> None:
        """Add a finding that covers a token."""
        index, length = self.locate_token(token)
        self.reading.report_at(rule, self.positions.text, index, message, hint, length=length)


def _explain_slant(token: Token, content: str) -> tuple[str, str]:
    """Why slanted text is refused; a star between numbers was meant as "times"."""
    at = int(token.meta.get("at", 0))
    if content[at - 1 : at].isdigit() and content[at + 1 : at + 2].isdigit():
        message = "The stars between these numbers mean slanted text in Markdown."
        return message, "For 'times', write 2 × 500; or a backslash in front of each star."
    return "Italic text is hard to read.", _USE_STRONG


def _explain_html(token: Token, _: str) -> tuple[str, str]:
    """Why HTML is refused, with what to write instead."""
    match = _TAG.match(token.content)
    hint = _HTML.get(match[1].lower() if match else "")
    if hint:
        return "HTML is not allowed here.", hint
    message = "What is between < and > is HTML, which is not allowed here."
    return message, "If the signs mean less and more, write a backslash (\\) in front of each '<'."


def _trim_ends(inlines: list[Inline]) -> list[Inline]:
    """The inlines of a paragraph, without spaces at either end."""
    if inlines and isinstance(inlines[0], Run):
        inlines[0] = replace(inlines[0], text=inlines[0].text.lstrip())
    if inlines and isinstance(inlines[-1], Run):
        inlines[-1] = replace(inlines[-1], text=inlines[-1].text.rstrip())
    return [inline for inline in inlines if not isinstance(inline, Run) or inline.text]
