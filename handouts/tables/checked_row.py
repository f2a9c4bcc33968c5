"""A row of a table after it was read: its person, or all that is wrong with it."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.person import Person
from handouts.sources.findings import Finding


class CheckedRow(Data, frozen=True):
    """A row that was read: its person, or all the errors in it.

    ``row`` is its number in the table; ``original_row`` its number in the table that it first
    came from, which differs in a table of bad rows. ``extra`` holds the texts of the columns
    requested by header. A row with errors has an empty person. ``remarks`` are sentences about
    what was left out of the leaflet or read in one of several ways. A row that is ``left_out``
    for a reason (see ``tables.selection``) has an empty person too.
    ``address`` holds the texts of an address by part, where addresses are read.
    ``handouts`` is the text that names the handouts to make, and ``digest`` is the same for rows
    that are the same in all cells; it is empty where none is asked for.
    """

    row: int
    original_row: int
    person: Person = Person()
    extra: dict[str, str] = {}
    address: dict[str, str] = {}
    problems: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()
    left_out: str = ""
    handouts: str = ""
    digest: bytes = b""

    def __repr__(self) -> str:
        """The row without the person's data."""
        return f"Checked(row {self.row}, {len(self.problems)} problems)"
