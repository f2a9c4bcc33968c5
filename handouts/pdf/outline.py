"""Bookmarks: the headings beside the page, in reading order (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from handouts.pdf import objects
from handouts.pdf.links import Place


class Bookmark(NamedTuple):
    """A heading of a level, 1 at the top, and where it stands."""

    title: str
    level: int
    place: Place
    order: Any


@dataclass(eq=False, slots=True)
class _Entry:
    """An entry of the outline: its reference, and the entries below it."""

    reference: str
    object: objects.Ready
    bookmark: Bookmark | None
    below: list[_Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many entries there are below, all of them open."""
        return sum(1 + entry.count for entry in self.below)


def outline(document: Any, bookmarks: Iterable[Bookmark]) -> objects.Ready:
    """The outline, as an object of the document; bookmarks are put in the order they say."""
    root = _entry(document, None)
    open_ones = [root]
    for bookmark in sorted(bookmarks, key=lambda bookmark: bookmark.order):
        while len(open_ones) > 1 and _level(open_ones[-1]) >= bookmark.level:
            open_ones.pop()
        entry = _entry(document, bookmark)
        open_ones[-1].below.append(entry)
        open_ones.append(entry)
    root.object.content = f"<</Type/Outlines{_below(document, root)}>>".encode("ascii")
    return root.object


def _entry(document: Any, bookmark: Bookmark | None) -> _Entry:
    ready = objects.Ready(b"")
    return _Entry(objects.reference(document, ready), ready, bookmark)


def _level(entry: _Entry) -> int:
    return entry.bookmark.level if entry.bookmark else 0


def _below(document: Any, entry: _Entry) -> str:
    """The entries that lead to what is below, whose objects are written."""
    if not entry.below:
        return ""
    names = [each.reference for each in entry.below]
    for child, before, after in zip(entry.below, ["", *names], [*names[1:], ""]):
        assert child.bookmark
        beside = (f"/Prev {before}" if before else "") + (f"/Next {after}" if after else "")
        child.object.content = (
            f"<<{_title(child.bookmark.title)}/Parent {entry.reference}{beside}"
            f"/Dest{child.bookmark.place.destination(document)}{_below(document, child)}>>"
        ).encode("ascii")
    return f"/First {names[0]}/Last {names[-1]}/Count {entry.count}"


def _title(title: str) -> str:
    return f"/Title{objects.string(objects.sayable(title))}"
