"""The parts of a page: what its base writes once, and what is added."""

from __future__ import annotations

from typing import NamedTuple


class PageParts(NamedTuple):
    """The references of a page's content streams and annotations, in order."""

    contents: tuple[str, ...]
    annotations: tuple[str, ...]


class BaseSheet(NamedTuple):
    """A page of a base: its object number, its dictionary without the end, its parts."""

    number: int
    head: bytes
    parts: PageParts


def format_page(sheet: BaseSheet, added: PageParts, key: int | None) -> bytes:
    """A page's complete dictionary, with the base's parts first, then those added.

    ``key`` is the page's key in the parent tree, or None if nothing on it is tagged.
    """
    contents = sheet.parts.contents + added.contents
    annotations = " ".join(sheet.parts.annotations + added.annotations)
    text = f"/Contents {contents[0]}" if len(contents) == 1 else f"/Contents[{' '.join(contents)}]"
    if annotations:
        text += f"/Annots[{annotations}]"
    if key is not None:
        # The tab key follows the structure (ISO 14289-1, 7.18.3).
        text += f"/StructParents {key}/Tabs/S"
    return sheet.head + text.encode("ascii") + b">>"
