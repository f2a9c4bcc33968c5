"""A handout as its file has it, read and validated: sections of blocks, and references."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.blocks import Block, Picture
from handouts.document.brand import Brand
from handouts.document.choices import DEFAULT_KIND, KindName
from handouts.document.colours import BOXES, Tone
from handouts.document.text import Address, Text, plain
from handouts.sources.findings import Finding, Place, Severity
from handouts.sources.rules import Rule
from handouts.sources.source import display_path
from handouts.sources.source_map import SourceMap

Status = Literal["approved", "draft"]


class Section(Data, frozen=True):
    """Blocks under one heading.

    ``key`` is a known section's name or the author's own. Until it is composed, ``heading`` is
    empty where a known section takes its heading from the words of the language.

    A tone in BOXES makes a callout, a box that is never split; small is small print.
    With ``keep`` it stays on one panel, if one holds it; with ``new_panel`` it begins one.
    ``personal`` is true if anything in it depends on the person: other sections are the same for
    all people and are built once.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...]
    tone: Tone = "plain"
    personal: bool = False
    keep: bool = False
    new_panel: bool = False

    @property
    def heading_text(self) -> Text:
        """The heading as a text with its address."""
        return plain(self.heading, ("handout", self.key, "heading"))

    @property
    def is_callout(self) -> bool:
        """Whether it is drawn in a box."""
        return self.tone in BOXES


class Name(Data, frozen=True):
    """A person by family and given name, or an organisation by its literal name."""

    family: str = ""
    given: str = ""
    literal: str = ""


class Reference(Data, frozen=True):
    """One reference, with CSL's fields, or with a ``text`` that is printed as it is.

    ``issued`` is year, month and day, as far as known; ``accessed`` is the day on which a page
    was read.
    """

    id: str
    type: str
    title: str
    author: tuple[Name, ...]
    issued: tuple[int, ...]
    container_title: str = ""
    container_title_short: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    publisher_place: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    genre: str = ""
    number: str = ""
    accessed: date | None = None
    text: str = ""


class Approval(Data, frozen=True):
    """Who approved a handout, by role and perhaps by name, and on which day."""

    role: str
    date: date
    name: str = ""

    @property
    def approver(self) -> str:
        """The name, if there is one, and the role."""
        return ", ".join(filter(None, (self.name, self.role)))


class Handout(Data, frozen=True):
    """One handout in one language, read from one file and validated.

    ``short_references`` prints its references short or in full, whatever the brand says; None
    leaves it to the brand, and so with ``note_lines``. ``references_web`` is where their list is,
    if it has its own page.
    ``formats`` are those that it is for, the usual one first; empty if it does not say.
    """

    name: str
    path: Path
    language: str
    title: str
    subtitle: str
    id: str
    version: str
    reviewed: date
    review_by: date
    status: Status
    cover: Picture | None
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    approved_by: Approval | None = None
    kind: KindName = DEFAULT_KIND
    short_references: bool | None = None
    references_web: str = ""
    note_lines: bool | None = None
    formats: tuple[str, ...] = ()


class Spec(Data, frozen=True):
    """A handout with the brand it is printed under.

    ``sources`` are the source maps of the files that both were read from, by the first step of
    their addresses, "handout" and "brand"; empty where they were read from none.
    """

    handout: Handout
    brand: Brand
    sources: Mapping[str, SourceMap] = {}

    def make_finding(
        self,
        rule: Rule,
        address: Address,
        message: str,
        hint: str = "",
        text: str = "",
        severity: Severity = "error",
    ) -> Finding:
        """A finding about a value, or about ``text`` inside it; else about the handout's file."""
        source_map = self.sources.get(str(address[0])) if address else None
        if source_map is None:
            finding = Finding(rule, Place(display_path(self.handout.path)), message, hint)
        else:
            finding = source_map.make_finding(rule, address, message, hint, text)
        return replace(finding, severity=severity)
