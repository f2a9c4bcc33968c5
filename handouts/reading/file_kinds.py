"""What a YAML file is, by the names in it: a handout, a person's file, a brand, or another."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from handouts.document.person import PERSON_FIELDS
from handouts.reading.brand import BRAND
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.nodes import list_names, parse_yaml
from handouts.sources.source import display_path, read_source

FileKind = Literal["handout", "person", "brand", "other"]
_HANDOUT_NAMES = frozenset(("title", "id", "version", "kind", "reviewed", "review_by", "status"))
"""Names that a handout has and no other file in a library."""

_CALLED = {"person": ("a person's file", "--person"), "brand": ("a brand", "--brand")}
"""What the kinds that no handout is are called, and the option that takes each."""


def find_file_kind(path: Path) -> FileKind:
    """What a file is, by what it holds.

    One that is broken counts as a handout, so that what is wrong with it is told.
    """
    try:
        names = parse_yaml(read_source(path), lambda root: frozenset(list_names(root)))
    except SpecError:
        return "handout"
    if names & _HANDOUT_NAMES:
        return "handout"
    if names and names <= PERSON_FIELDS.keys():
        return "person"
    return "brand" if "name" in names and names <= BRAND.keys.keys() else "other"


def find_mistaken_file(path: Path) -> Finding | None:
    """A finding for a person's file or a brand that was taken for a handout."""
    called = _CALLED.get(find_file_kind(path))
    if called is None:
        return None
    what, option = called
    message = f"This is {what}, not a handout."
    hint = f"Name the handout, and give this file with {option}."
    return Finding("unknown-handout", Place(display_path(path)), message, hint)
