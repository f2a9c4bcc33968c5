"""Source maps: where in its file each value was written, by the value's address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from handouts.sources.findings import Finding, Place
from handouts.sources.nodes import Scalar
from handouts.sources.positions import locate_characters
from handouts.sources.rules import Rule
from handouts.sources.source import Source

Address = tuple[str | int, ...]
"""Where a value came from: the file's part of the document, then the keys and positions that
lead to it, such as ``("handout", "tell_us", "checklist", 2)``. Empty if it came from no file."""

Span = tuple[int, int]
"""The offsets in a file's text at which a value starts and ends."""


class TextSpan(NamedTuple):
    """Characters of a text's value, whose place in the file is looked up when it is needed."""

    node: Scalar
    start: int
    length: int


class SourceMap:
    """Where the values of one file are.

    Two maps are always equal: a document is the same wherever in its file the words are.
    """

    def __init__(self, source: Source, spans: Mapping[Address, Span | TextSpan]) -> None:
        self.source = source
        self.spans = spans

    def __eq__(self, other: object) -> bool:
        """Whether the other is a source map too."""
        return isinstance(other, SourceMap)

    def __hash__(self) -> int:
        """The same for all, since all are equal."""
        return hash(SourceMap)

    def __repr__(self) -> str:
        """Nothing of the file's text."""
        return f"SourceMap({self.source.file!r})"

    def find_span(self, address: Address, text: str = "") -> Span | None:
        """Where a value is, or else the nearest one that contains it; None for the whole file.

        With ``text`` it is the first place of that inside the value, where it is written so.
        """
        while address and address not in self.spans:
            address = address[:-1]
        if not address:
            return None
        span = self.spans[address]
        if isinstance(span, TextSpan):
            span = locate_characters(*span, self.source.text)
        start, end = span
        found = self.source.text.find(text, start, end) if text else -1
        return (found, found + len(text)) if found >= 0 else (start, end)

    def make_finding(
        self, rule: Rule, address: Address, message: str, hint: str = "", text: str = ""
    ) -> Finding:
        """A finding about a value, or about ``text`` inside it."""
        span = self.find_span(address, text)
        if span is None:
            return Finding(rule, Place(self.source.file), message, hint)
        return self.source.finding_at(rule, span[0], message, hint, end=span[1])
