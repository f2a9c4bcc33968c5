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
    return _format_entries(entries, first)


def count_entries(bookmarks: Sequence[Bookmark]) -> int:
    """How many objects the outline of these bookmarks takes; none without bookmarks."""
    return len(bookmarks) + 1 if bookmarks else 0


def _format_entries(entries: Sequence[tuple[str, int, str]], first: int) -> tuple[bytes, ...]:
    """The outline and its entries as objects numbered from ``first``.

    An entry is a title, a level and the entry for its destination.
    """
    places = _format_places(tuple([level for _, level, _ in entries]), first)
    heads = ["/Type/Outlines", *[_format_title(title) + to for title, _, to in entries]]
    return tuple(
        [f"<<{head}{place}>>".encode("ascii") for head, place in zip(heads, places, strict=True)]
    )


@lru_cache(maxsize=256)
def _format_title(title: str) -> str:
    return f"/Title{objects.format_string(objects.clean_text(title))}"


@lru_cache(maxsize=64)
def _format_places(levels: tuple[int, ...], first: int) -> tuple[str, ...]:
    """What says where the outline and each of its entries is, from the levels of the entries.

    Most leaflets have headings at the same levels, with other destinations.
    """
    root = _OutlineEntry(first, 0)
    open_ones, entries_found = [root], [root]
    for number, level in enumerate(levels, first + 1):
        while len(open_ones) > 1 and open_ones[-1].level >= level:
            open_ones.pop()
        entry = _OutlineEntry(number, level, open_ones[-1])
        open_ones[-1].below.append(entry)
        open_ones.append(entry)
        entries_found.append(entry)
    return tuple(map(str, entries_found))


@dataclass(eq=False, slots=True)
class _OutlineEntry:
    """An entry of the outline: its number, its level, and the entries around it."""

    number: int
    level: int
    above: _OutlineEntry | None = None
    below: list[_OutlineEntry] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        """How many entries there are below it; all of them are open."""
        return sum(1 + entry.open_count for entry in self.below)

    def __str__(self) -> str:
        return f"{self._format_siblings() if self.above else ''}{self._format_children()}"

    def _format_siblings(self) -> str:
        assert self.above
        row = self.above.below
        place = row.index(self)
        before = f"/Prev {row[place - 1].number} 0 R" if place else ""
        after = f"/Next {row[place + 1].number} 0 R" if place + 1 < len(row) else ""
        return f"/Parent {self.above.number} 0 R{before}{after}"

    def _format_children(self) -> str:
        if not self.below:
            return ""
        first, last = self.below[0].number, self.below[-1].number
        return f"/First {first} 0 R/Last {last} 0 R/Count {self.open_count}"
