"""Columns: which column of a table holds which field of a person."""

from __future__ import annotations

from handouts.data import Data
from handouts.sources.findings import quote_text
from handouts.tables.headers import (
    FULL_NAME,
    PREFERRED_NAME,
    column_letter,
    load_headers,
    normalize_header,
)

NO_COLUMN = "-"
"""Given in place of a field's header: no column is read as this field."""

NAME_PARTS = frozenset({"first_name", "last_name"})


class Columns(Data, frozen=True):
    """Which columns of a table hold which fields.

    ``fields`` gives a column's index, from 0, for each field found. The field ``name`` is a column
    of first and last name together; ``next_visit_time`` is the time of the next visit where its day
    has a separate column. ``extra`` gives the index of columns requested by header. ``left_out``
    are the fields that no column is to be read as. ``ignored`` are the columns that are not read,
    as people can find them ("F 'Phone'"). ``hints`` are sentences about headers that are close to a
    known one. ``unclear_notes`` are the columns, by index, of notes that may be meant for the
    staff, and ``statuses`` those that say who should have no leaflet (see ``tables.statuses``).
    ``addresses`` gives the index of each part of an address, where addresses are read.
    ``compared_name`` is a column of the patient's whole name that is not read, since both parts
    have columns; it must agree with them.
    """

    headers: tuple[str, ...]
    fields: dict[str, int]
    extra: dict[str, int]
    left_out: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    unclear_notes: tuple[int, ...] = ()
    statuses: dict[int, str] = {}
    addresses: dict[str, int] = {}
    compared_name: int | None = None

    def describe_column(self, index: int) -> str:
        """A column as people can find it: ``C 'Treatment date'``."""
        header = self.headers[index] if index < len(self.headers) else ""
        return f"{column_letter(index)} {quote_text(header)}" if header else column_letter(index)

    @property
    def hold_names(self) -> bool:
        """Whether a column is read as a name, or as a part of one."""
        return bool({*NAME_PARTS, FULL_NAME, PREFERRED_NAME} & self.fields.keys())

    @property
    def decided_fields(self) -> frozenset[str]:
        """The fields that have a column, or that were left out by choice."""
        return frozenset((*self.fields, *self.left_out))

    @property
    def fields_summary(self) -> str:
        """Which column is read as which field: ``A 'Given name' as first_name, ...``."""
        statuses = (("status", at) for at in self.statuses)
        found = [*self.fields.items(), *statuses, *self.addresses.items()]
        return ", ".join(f"{self.describe_column(at)} as {field}" for field, at in found)

    @property
    def is_last_first(self) -> bool:
        """Whether full names begin with the last name, by their header."""
        at = self.fields.get(FULL_NAME)
        return at is not None and normalize_header(self.headers[at]) in load_headers().last_first

    @property
    def mapping(self) -> dict[str, str]:
        """The header of each field, or ``NO_COLUMN`` for a field left out, as people choose it."""
        return {field: self.headers[at] for field, at in self.fields.items()} | dict.fromkeys(
            self.left_out, NO_COLUMN
        )
