"""Bookmarks: the headings beside the page, in reading order (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from handouts.pdf import objects
from handouts.pdf.navigation.links import Destination, FileReferences
from handouts.pdf.tags.structure import ReadingOrder


class Bookmark(NamedTuple):
    """A heading, its level (1 is the top), its destination and its order."""

    title: str
    level: int
    destination: Destination
    order: ReadingOrder


def format_outline(
    bookmarks: Iterable[Bookmark], first: int, references: FileReferences
) -> tuple[bytes, ...]:
    """The outline and its entries, as objects numbered from ``first``.

    Bookmarks are sorted by their ``order``.
    """
    ordered = sorted(bookmarks, key=attrgetter("order"))
    entries = [(each.title, each.level, each.destination.format(references)) for each in ordered]
    return _format_entries(tuple(entries), first)


def count_entries(bookmarks: Sequence[Bookmark]) -> int:
    """How many objects the outline of these bookmarks takes; none without bookmarks."""
    return len(bookmarks) + 1 if bookmarks else 0


@lru_cache(maxsize=64)
def _format_entries(entries: tuple[tuple[str, int, str], ...], first: int) -> tuple[bytes, ...]:
    """The outline and its entries as objects numbered from ``first``.

    An entry is a title, a level and the entry for its destination.
    """
    root = _OutlineEntry(first, "", 0)
    open_ones, entries_found = [root], [root]
    for number, (title, level, destination) in enumerate(entries, first + 1):
        while len(open_ones) > 1 and open_ones[-1].level >= level:
            open_ones.pop()
        heading = f"/Title{objects.format_string(objects.clean_text(title))}{destination}"
        entry = _OutlineEntry(number, heading, level, open_ones[-1])
        open_ones[-1].below.append(entry)
        open_ones.append(entry)
        entries_found.append(entry)
    return tuple(f"<<{entry}>>".encode("ascii") for entry in entries_found)


@dataclass(eq=False, slots=True)
class _OutlineEntry:
    """An entry of the outline: its number, its heading, and the entries below it."""

    number: int
    heading: str
    level: int
    above: _OutlineEntry | None = None
    below: list[_OutlineEntry] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        """How many entries there are below it; all of them are open."""
        return sum(1 + entry.open_count for entry in self.below)

    def __str__(self) -> str:
        return (
            f"{self._format_siblings() if self.above else '/Type/Outlines'}"
            f"{self._format_children()}"
        )

    def _format_siblings(self) -> str:
        assert self.above
        row = self.above.below
        place = row.index(self)
        before = f"/Prev {row[place - 1].number} 0 R" if place else ""
        after = f"/Next {row[place + 1].number} 0 R" if place + 1 < len(row) else ""
        return f"{self.heading}/Parent {self.above.number} 0 R{before}{after}"

    def _format_children(self) -> str:
        if not self.below:
            return ""
        first, last = self.below[0].number, self.below[-1].number
        return f"/First {first} 0 R/Last {last} 0 R/Count {self.open_count}"
