"""The reading of one file: its findings so far, and what remains to be checked at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handouts.data import Data, Record
from handouts.document.blocks import Artwork
from handouts.reading.pictures import read_picture
from handouts.sources.findings import Finding, SpecError
from handouts.sources.nodes import Mapping, Node, Scalar
from handouts.sources.positions import locate_characters
from handouts.sources.rules import Rule
from handouts.sources.source import Source
from handouts.sources.source_map import Address, SourceMap, Span, TextSpan

_MAX_FINDINGS = 200


class Mention(Data, frozen=True):
    """A reference's id or a field's name, and where it is used: in a text's value.

    It is ``length`` characters long from ``index`` on; by default, it is all of the text.
    """

    id: str
    text: Scalar
    index: int = 0
    length: int = 0


class Reading(Record):
    """One file while it is read. Findings are collected, and reading continues.

    ``smart_punctuation`` is whether straight quotes become curly (a rule for English).
    ``picture_folders`` are searched for a picture's name, the nearest folder first.
    ``address`` is that of the value being read, and ``spans`` holds where each value is.
    ``citations`` holds every citation, to be checked once all references are known;
    ``without_fallback`` holds each field of the brand that has no fallback text, to be checked
    once the brand is known.
    """

    source: Source
    folder: Path
    smart_punctuation: bool = False
    picture_folders: tuple[Path, ...] = ()
    findings: list[Finding] = []
    citations: list[Mention] = []
    without_fallback: list[Mention] = []
    artworks: dict[Path, Artwork | None] = {}
    address: Address = ()
    spans: dict[Address, Span | TextSpan] = {}

    @property
    def source_map(self) -> SourceMap:
        """Where each value that was read so far is in the file."""
        return SourceMap(self.source, self.spans)

    @contextmanager
    def inside(self, step: str | int, node: Node, key: Node | None = None) -> Iterator[Address]:
        """Read a value one step further down; what is not a text begins at its key, if any."""
        outer, self.address = self.address, (*self.address, step)
        if isinstance(node, Scalar):
            self.spans[self.address] = TextSpan(node, 0, len(node.text))
        else:
            self.spans[self.address] = (key or node).offset, node.end
        try:
            yield self.address
        finally:
            self.address = outer

    def note_text(self, step: int, text: Scalar, first: int, last: int) -> Address:
        """Note the address of a part of a text, from one index of its value up to another."""
        address = (*self.address, step)
        self.spans[address] = TextSpan(text, first, last - first)
        return address

    def read_artwork(self, path: Path) -> Artwork | None:
        """Read a picture's file; on errors, collect its findings and return None."""
        try:
            return read_picture(path)
        except SpecError as error:
            self.findings.extend(error.problems)
            return None

    def report(self, rule: Rule, node: Node, message: str, hint: str = "") -> None:
        """Add a finding that covers a node."""
        self._add_finding(rule, node.offset, node.end, message, hint)

    def report_missing(self, node: Mapping, message: str, hint: str) -> None:
        """Add a finding: a group lacks a part. It covers the group's first line."""
        first_line = self.source.text[node.offset : node.end].partition("\n")[0]
        end = node.offset + len(first_line.rstrip())
        self._add_finding("missing-part", node.offset, end, message, hint)

    def report_at(
        self, rule: Rule, text: Scalar, index: int, message: str, hint: str = "", *, length: int = 1
    ) -> None:
        """Add a finding inside a text: ``length`` characters from an index of its value on."""
        if len(self.findings) < _MAX_FINDINGS:  # locating a character walks all of its text
            start, end = locate_characters(text, index, length, self.source.text)
            self._add_finding(rule, start, end, message, hint)

    def report_line(self, rule: Rule, start: int, message: str, hint: str) -> None:
        """Add a finding that covers the rest of a line of the file, from an offset on."""
        end = self.source.text.find("\n", start)
        self._add_finding(rule, start, end if end >= 0 else len(self.source.text), message, hint)

    def report_citation(self, rule: Rule, at: Mention, message: str, hint: str) -> None:
        """Add a finding that covers a citation or a field."""
        length = at.length or len(at.text.text)
        self.report_at(rule, at.text, at.index, message, hint, length=length)

    def _add_finding(self, rule: Rule, start: int, end: int, message: str, hint: str) -> None:
        if len(self.findings) < _MAX_FINDINGS:
            self.findings.append(self.source.finding_at(rule, start, message, hint, end=end))
