"""The reading of one file: its findings so far, and what remains to be checked at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from handouts.document.models import Artwork
from handouts.reading.pictures import read_picture
from handouts.sources.findings import Finding, SpecError
from handouts.sources.nodes import Node, Scalar
from handouts.sources.positions import locate_character
from handouts.sources.source import Source

_MAX_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference's id or a field's name, and where it is used: at an index of a text's value."""

    id: str
    text: Scalar
    index: int = 0


@dataclass
class Reading:
    """One file while it is read. Findings are collected, and reading continues.

    ``smart_punctuation`` is whether straight quotes become curly (a rule for English).
    ``picture_folders`` are searched for a picture's name, the nearest folder first.
    ``citations`` holds every citation, to be checked once all references are known;
    ``without_fallback`` holds each field of the brand that has no fallback text, to be checked
    once the brand is known.
    """

    source: Source
    folder: Path
    smart_punctuation: bool = False
    picture_folders: tuple[Path, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    without_fallback: list[Citation] = field(default_factory=list)
    artworks: dict[Path, Artwork | None] = field(default_factory=dict)

    def read_artwork(self, path: Path) -> Artwork | None:
        """Read a picture's file; on errors, collect its findings and return None."""
        try:
            return read_picture(path)
        except SpecError as error:
            self.findings.extend(error.problems)
            return None

    def report(self, where: Node | int, message: str, hint: str = "") -> None:
        """Add a finding at a node or at an offset of the file."""
        if len(self.findings) < _MAX_FINDINGS:
            offset = where if isinstance(where, int) else where.offset
            self.findings.append(self.source.finding_at(offset, message, hint))

    def report_at(self, text: Scalar, index: int, message: str, hint: str = "") -> None:
        """Add a finding inside a text, at an index of its value."""
        if len(self.findings) < _MAX_FINDINGS:
            self.report(locate_character(text, index, self.source.text), message, hint)
