"""A line of Markdown, as markdown-it's tokens, becomes words, citations and fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from handouts.spec.models import Cite, Field, Inline, Inlines, TextList, TextParagraph, Words
from handouts.spec.nodes import Scalar
from handouts.spec.problems import nearest, quoted
from handouts.spec.reading import Citation, Reading
from handouts.spec.typography import curly

if TYPE_CHECKING:
    from markdown_it.token import Token

FIELDS = (
    "first_name",
    "last_name",
    "therapist",
    "date",
    "areas",
    "next_visit",
    "notes",
    "emergency",
    "clinic",
    "phone",
    "web",
    "email",
)
"""The fields a text may name; from ``emergency`` on they come from the brand."""
FROM_BRAND = frozenset(FIELDS[FIELDS.index("emergency") :])

_OTHERWISE = {
    "first_name": "you",
    "last_name": "you",
    "therapist": "your therapist",
    "date": "the day of your treatment",
    "areas": "the sore spots",
    "next_visit": "the day we agreed on",
    "notes": "what we told you",
    "emergency": "Call your emergency number.",
    "clinic": "us",
    "phone": "our number",
    "web": "our website",
    "email": "our e-mail address",
}

_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_CITED = re.compile(r"\[@[\w.:-]+(?:\s*;\s*@[\w.:-]+)*\s*\]")
# A language's short name, and what may follow it (BCP 47, 2.1).
_LANGUAGE = re.compile(r"\{\s*lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*\}")
_FIELD = re.compile(r"\{\{\s*([\w-]+)\s*(?:\|([^{}|]*))?\}\}")
FIELD_LIKE = r"\{\{[^{}]*(?:\}\})?|\{\s*(?:" + "|".join(FIELDS) + r")\s*(?:\|[^{}]*)?\}"
"""What was meant for a field, be it right or not: two braces, or a field's name in one."""

_WRONG = {
    "em_open": ("Slanted text is hard to read.", "Write **strong** instead, or nothing."),
    "image": ("A picture has no place inside a text.", "Give the section a 'picture'."),
    "html_inline": ("HTML has no place here.", "Write Markdown: **strong**, [text](address)."),
    "code_inline": ("Code has no place here.", "Take out the backticks."),
}


def blank(text: str) -> bool:
    """Whether there is nothing in a text that one could see on paper."""
    return all(_unseen(char) for char in text)


def _unseen(char: str) -> bool:
    # Spaces, controls, marks that need a letter; and letters that are drawn as nothing.
    return unicodedata.category(char)[0] in "ZCM" or char in "\u115f\u1160\u2800\u3164\uffa0"


def shows(inlines: Iterable[Inline]) -> bool:
    """Whether anything of some inlines stands on paper."""
    return any(not isinstance(inline, Words) or not blank(inline.text) for inline in inlines)


def part_shows(part: TextParagraph | TextList) -> bool:
    """The same of a paragraph or a list."""
    return any(map(shows, part.items if isinstance(part, TextList) else (part.inlines,)))


def check_fields(reading: Reading, given: Container[str]) -> None:
    """Note a problem at each field that the brand does not give and that has no other words."""
    for field in reading.unsaid:
        if field.id not in given:
            message = f"The brand gives no {quoted(field.id)}, so this leaves a gap."
            mend = f"Add it to the brand, or write other words behind it: {_worded(field.id)}."
            reading.wrong_at(field.text, field.index, message, mend)


def _worded(name: str) -> str:
    return f"{{{{{name}|{_OTHERWISE[name]}}}}}"


class Lines:
    """Where the content of an inline token stands in the text that it was taken from."""

    def __init__(self, text: Scalar, token: Token, first: int) -> None:
        self.text = text
        self.content = token.content
        self.first = first

    def index(self, at: int) -> int:
        """The index in the text of a position in the token's content."""
        start = self.content.rfind("\n", 0, at) + 1
        row = self.first + self.content.count("\n", 0, start)
        line = self.content[start:].split("\n", 1)[0]
        written = self.text.text.split("\n")[row]
        indent = len(written.rstrip()) - len(line.rstrip())
        return line_start(self.text.text, row) + indent + at - start


def line_start(text: str, row: int) -> int:
    """The index at which a line, counted from 0, starts."""
    return sum(len(line) + 1 for line in text.split("\n")[:row])


def read_inlines(token: Token, lines: Lines, reading: Reading) -> Inlines:
    """The inlines of one inline token."""
    reader = _Inlines(lines, reading)
    for child in token.children or ():
        reader.take(child)
    return tuple(_trimmed(reader.made))


class _Inlines:
    """Takes the tokens of one paragraph one by one."""

    def __init__(self, lines: Lines, reading: Reading) -> None:
        self.lines = lines
        self.reading = reading
        self.made: list[Inline] = []
        self.strong = 0
        self.links: list[str] = []
        self.languages: list[str] = []
        self.last = ""

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in {"text", "text_special"}:
            self.write(token.content, plain=kind == "text")
        elif kind in {"softbreak", "hardbreak"}:
            self.write(" ")
        elif kind in {"strong_open", "strong_close"}:
            self.strong += token.nesting
        elif kind.endswith("_close"):
            {"link_close": self.links, "span_close": self.languages}.get(kind, [""]).pop()
        elif kind in _WRONG:
            self.wrong(token, *_WRONG[kind])
        else:
            self._own(kind, token)

    def _own(self, kind: str, token: Token) -> None:
        """What stands for more than its words."""
        if kind == "link_open":
            self.link(token)
        elif kind == "span_open":
            self.languages.append(self.language(token))
        elif kind == "citation":
            self.cite(token)
        elif kind == "field":
            self.fill(token)

    def write(self, text: str, *, plain: bool = True) -> None:
        """Words that look alike are one, but never curled twice."""
        if not text:
            return
        if plain:
            text = re.sub("[ \t\n]+", " ", text)
            text = curly(text, self.last) if self.reading.curly else text
        self.last = text[-1]
        link = self.links[-1] if self.links else None
        words = Words(text, bool(self.strong), link, self.languages[-1] if self.languages else "")
        before = self.made[-1] if self.made else None
        if isinstance(before, Words) and replace(before, text=text) == words:
            self.made[-1] = replace(words, text=before.text + text)
        else:
            self.made.append(words)

    def link(self, token: Token) -> None:
        address = str(token.attrs.get("href", ""))
        if re.search(FIELD_LIKE, unquote(address)):
            message = "An address is the same for everyone, so no field is filled in it."
            self.wrong(token, message, "Write the address itself.")
        elif not address.lower().startswith(_SCHEMES):
            message = f"The link {quoted(address)} leads nowhere that paper or a phone can go."
            mend = f"Begin the address with {', '.join(_SCHEMES[:-1])} or {_SCHEMES[-1]}."
            self.wrong(token, message, mend)
        self.links.append(address)

    def language(self, token: Token) -> str:
        match = _LANGUAGE.fullmatch(token.content)
        if match is None:
            message = f"The language {quoted(token.content)} cannot be read."
            self.wrong(token, message, "Write {lang=es}, with the language's short name.")
        return match[1] if match else ""

    def cite(self, token: Token) -> None:
        if not _CITED.fullmatch(token.content):
            message = f"The citation {quoted(token.content)} cannot be read."
            self.wrong(token, message, "Write [@id], or [@one; @two].")
            return
        found = list(re.finditer(r"@([\w.:-]+)", token.content))
        for match in found:
            index = self.lines.index(self.at(token) + match.start(1))
            self.reading.cited.append(Citation(match[1], self.lines.text, index))
        self.made.append(Cite(tuple(dict.fromkeys(match[1] for match in found))))

    def fill(self, token: Token) -> None:
        match = _FIELD.fullmatch(token.content)
        if match is None:
            message = f"The field {quoted(token.content)} cannot be read."
            self.wrong(token, message, "Write {{name|what stands there otherwise}}.")
        elif match[1] not in FIELDS:
            near = nearest(match[1], FIELDS)
            mend = f"Did you mean {quoted(near)}?" if near else f"Known are {', '.join(FIELDS)}."
            self.wrong(token, f"There is no field {quoted(match[1])}.", mend)
        else:
            self.fill_in(match[1], " ".join((match[2] or "").split()), token)

    def fill_in(self, name: str, other: str, token: Token) -> None:
        """A field, and the words without which a leaflet that lacks its value has a gap."""
        if blank(other) and name in FROM_BRAND:
            index = self.lines.index(self.at(token))
            self.reading.unsaid.append(Citation(name, self.lines.text, index))
        elif blank(other):
            message = f"The field {quoted(name)} leaves a gap where it is not given."
            self.wrong(token, message, f"Write other words behind it: {_worded(name)}.")
        other = curly(other) if self.reading.curly else other
        self.made.append(Field(name, other, bool(self.strong)))
        self.last = "x"

    def at(self, token: Token) -> int:
        return int(token.meta.get("at", 0))

    def wrong(self, token: Token, message: str, mend: str) -> None:
        index = self.lines.index(self.at(token))
        self.reading.wrong_at(self.lines.text, index, message, mend)


def _trimmed(made: list[Inline]) -> list[Inline]:
    """A paragraph has no space at either end."""
    if made and isinstance(made[0], Words):
        made[0] = replace(made[0], text=made[0].text.lstrip())
    if made and isinstance(made[-1], Words):
        made[-1] = replace(made[-1], text=made[-1].text.rstrip())
    return [inline for inline in made if not isinstance(inline, Words) or inline.text]
