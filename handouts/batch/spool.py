"""Leaflets that were made while their rows were checked, in memory until all rows are right.

So nothing is laid out twice in a batch of some hundred people, and nothing is on disk before all
of its rows are right. Of a larger batch, the first leaflets are kept, as many as have room.
"""

from __future__ import annotations

from handouts.batch.worker import MadeLeaflet

_MAX_BYTES = 48 << 20
"""About a thousand leaflets; further rows are only checked, so that memory stays flat."""


class Spool:
    """Finished leaflets by the number of their task."""

    def __init__(self, limit: int | None = None) -> None:
        self._left = _MAX_BYTES if limit is None else limit
        self._leaflets: dict[int, MadeLeaflet] = {}
        self._numbers: set[int] = set()

    @property
    def has_room(self) -> bool:
        """Whether more leaflets may be made before all rows are checked."""
        return self._left > 0

    def add_leaflet(self, number: int, leaflet: MadeLeaflet) -> None:
        """Keep a leaflet. One that is already being made is kept even if there is no more room."""
        self._left -= len(leaflet.pdf)
        self._leaflets[number] = leaflet
        self._numbers.add(number)

    def take_leaflet(self, number: int) -> MadeLeaflet:
        """Hand out a leaflet, which is kept no longer."""
        return self._leaflets.pop(number)

    def __contains__(self, number: int) -> bool:
        """Whether a task's leaflet was kept, even if it has been handed out."""
        return number in self._numbers

    def __len__(self) -> int:
        """How many leaflets were kept."""
        return len(self._numbers)
