"""Bookmarks: the headings beside the page, in reading order (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from handouts.pdf import objects
from handouts.pdf.links import Place


class Bookmark(NamedTuple):
    """A heading of a level, 1 at the top, and where it stands."""

    title: str
    level: int
    place: Place
    order: Any


def outline(document: Any, bookmarks: Iterable[Bookmark], first: int) -> tuple[bytes, ...]:
    """The outline and its entries, as objects numbered from ``first``.

    Bookmarks are put in the order they say.
    """
    ordered = sorted(bookmarks, key=_order)
    entries = [(each.title, each.level, each.place.destination(document)) for each in ordered]
    return _written(tuple(entries), first)


def _order(bookmark: Bookmark) -> Any:
    return bookmark.order


@lru_cache(maxsize=64)
def _written(entries: tuple[tuple[str, int, str], ...], first: int) -> tuple[bytes, ...]:
    """The outline and its entries as objects numbered from ``first``.

    An entry is a title, a level and a destination.
    """
    root = _Entry(first, "", 0)
    open_ones, found = [root], [root]
    for number, (title, level, place) in enumerate(entries, first + 1):
        while len(open_ones) > 1 and open_ones[-1].level >= level:
            open_ones.pop()
        heading = f"/Title{objects.string(objects.sayable(title))}/Dest{place}"
        entry = _Entry(number, heading, level, open_ones[-1])
        open_ones[-1].below.append(entry)
        open_ones.append(entry)
        found.append(entry)
    return tuple(f"<<{entry}>>".encode("ascii") for entry in found)


@dataclass(eq=False, slots=True)
class _Entry:
    """An entry of the outline: its number, what it says, and the entries below it."""

    number: int
    heading: str
    level: int
    above: _Entry | None = None
    below: list[_Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many entries there are below, all of them open."""
        return sum(1 + entry.count for entry in self.below)

    def __str__(self) -> str:
        return f"{self._beside() if self.above else '/Type/Outlines'}{self._below()}"

    def _beside(self) -> str:
        assert self.above
        row = self.above.below
        place = row.index(self)
        before = f"/Prev {row[place - 1].number} 0 R" if place else ""
        after = f"/Next {row[place + 1].number} 0 R" if place + 1 < len(row) else ""
        return f"{self.heading}/Parent {self.above.number} 0 R{before}{after}"

    def _below(self) -> str:
        if not self.below:
            return ""
        first, last = self.below[0].number, self.below[-1].number
        return f"/First {first} 0 R/Last {last} 0 R/Count {self.count}"
