"""Bookmarks: the headings beside the page, in reading order (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from handouts.pdf import objects
from handouts.pdf.links import Place


@dataclass(eq=False, slots=True)
class Bookmark:
    """A heading of a level, 1 at the top, and where it stands."""

    title: str
    level: int
    place: Place | None
    order: Any
    below: list[Bookmark] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many bookmarks there are below, all of them open."""
        return sum(1 + bookmark.count for bookmark in self.below)


def outline(document: Any, bookmarks: Sequence[Bookmark]) -> objects.Ready:
    """The outline, as an object of the document; bookmarks are put in the order they say."""
    root = Bookmark("", 0, None, None)
    open_ones = [root]
    for bookmark in sorted(bookmarks, key=lambda bookmark: bookmark.order):
        while len(open_ones) > 1 and open_ones[-1].level >= bookmark.level:
            open_ones.pop()
        open_ones[-1].below.append(bookmark)
        open_ones.append(bookmark)
    whole = objects.Ready(b"")
    own = objects.reference(document, whole)
    whole.content = f"<</Type/Outlines{_below(document, root, own)}>>".encode("ascii")
    return whole


def _below(document: Any, bookmark: Bookmark, own: str) -> str:
    """The entries that lead to the bookmarks below, which join the document."""
    if not bookmark.below:
        return ""
    added = [objects.Ready(b"") for _ in bookmark.below]
    names = [objects.reference(document, one) for one in added]
    around = zip(added, bookmark.below, names, ["", *names], [*names[1:], ""])
    for one, child, name, before, after in around:
        beside = (f"/Prev {before}" if before else "") + (f"/Next {after}" if after else "")
        place = f"/Dest{child.place.destination(document)}" if child.place else ""
        title = f"/Title{objects.string(objects.sayable(child.title))}"
        below = _below(document, child, name)
        one.content = f"<<{title}/Parent {own}{beside}{place}{below}>>".encode("ascii")
    return f"/First {names[0]}/Last {names[-1]}/Count {bookmark.count}"
