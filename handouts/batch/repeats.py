"""People who stand in a table twice: the same name, on the same day."""

from __future__ import annotations

import hashlib

import msgspec

from handouts.batch.jobs import PersonEntry

REPEATED = "The same name and day stand in more than one row."
"""The remark about rows that seem to be for the same person and visit."""

REPEATED_ROW = "repeated"
"""The reason why a row is left out that is the same as an earlier one in all its cells."""


class RepeatFinder:
    """Remembers the people of a table, as short digests, and finds those who come again."""

    def __init__(self) -> None:
        self._visits: dict[bytes, int] = {}
        self._people: set[bytes] = set()
        self._listed: set[int] = set()

    def find_first_row(self, entry: PersonEntry) -> int:
        """The row that already has this person's name and day; 0 if there is none."""
        person = entry.person
        if not person.name:
            return 0
        appointment = person.appointment.day if person.appointment else None
        name = " ".join(person.name.casefold().split())
        visit = (name, person.treated, appointment, entry.handout)
        row = self._visits.setdefault(_digest(visit), entry.row)
        return 0 if row == entry.row else row

    def list_new_rows(self, *rows: int) -> list[int]:
        """Those of the rows that have not been listed before."""
        new = [row for row in rows if row not in self._listed]
        self._listed.update(new)
        return new

    def is_repeated(self, entry: PersonEntry) -> bool:
        """Whether an earlier row is the same in all its cells, also those that are not read."""
        digest = _digest((entry.person, entry.handout, entry.digest))
        known = digest in self._people
        self._people.add(digest)
        return known


def _digest(value: object) -> bytes:
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=12).digest()
