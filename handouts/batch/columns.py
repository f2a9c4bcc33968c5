"""Columns: which column of a table holds which field of a person.

Headers are understood in many words; what is not meant for us is passed over, and told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec.structs import replace

from handouts.batch.headers import (
    FULL_NAME,
    KNOWN,
    LAST_BESIDE_FIRST,
    LAST_FIRST,
    MEND,
    SYNONYMS,
    VISIT_TIME,
    WHOLE_ALONE,
    letter,
    plain,
)
from handouts.batch.table import Row, Table
from handouts.data import Data
from handouts.spec.problems import Place, Problem, SpecError, meant, nearest, quoted

NONE = "-"
"""Chosen as a field's header: no column is to be read as it."""

_NAMELESS = (
    "No column is read as a name, so no leaflet says whose it is. "
    'If one holds names: --columns name="its header"'
)
_LAST_FIRST = frozenset(map(plain, LAST_FIRST))
_LIKELY = 0.85
_LOOKED = 20
_PARTS = frozenset({"first_name", "last_name"})


class Columns(Data, frozen=True):
    """Where the fields stand in a table.

    ``fields`` gives a column's index from 0 for each field found; the field ``name`` is a
    column of first and last name together, ``next_visit_time`` one of the time of the next
    visit, whose day has its own. ``extra`` does the same for columns that were
    asked for by their headers. ``left_out`` are fields that no column is to hold. ``ignored``
    are the columns passed over, as people can find them ("F 'Phone'"); ``hints`` are sentences
    on headers that are nearly a field's, and on names where there are none.
    """

    headers: tuple[str, ...]
    fields: dict[str, int]
    extra: dict[str, int]
    left_out: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    def called(self, index: int) -> str:
        """A column as people can find it: ``C 'Treatment date'``."""
        header = self.headers[index] if index < len(self.headers) else ""
        return f"{letter(index)} {quoted(header)}" if header else letter(index)

    @property
    def spoken(self) -> frozenset[str]:
        """The fields of which something was said: their columns, or that they have none."""
        return frozenset((*self.fields, *self.left_out))

    @property
    def read(self) -> str:
        """Which column is read as what: ``A 'Given name' as first_name, ...``."""
        return ", ".join(f"{self.called(at)} as {field}" for field, at in self.fields.items())

    @property
    def last_first(self) -> bool:
        """Whether whole names have the last name first, by their header."""
        at = self.fields.get(FULL_NAME)
        return at is not None and plain(self.headers[at]) in _LAST_FIRST

    @property
    def mapping(self) -> dict[str, str]:
        """The header of each field, and what says that a field has none: as it is chosen."""
        return {field: self.headers[at] for field, at in self.fields.items()} | dict.fromkeys(
            self.left_out, NONE
        )


def find_columns(
    table: Table,
    chosen: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    extra: Iterable[str] = (),
) -> Columns:
    """The columns of a table by its headers, whatever their case, spacing and marks.

    ``chosen`` names headers by field, and each must be there; so must each of ``extra``. A
    field for which ``NONE`` is chosen is read from no column.
    ``remembered`` does the same where its header is there. All other fields are found by
    the words that people use. A column of whole names counts only where no first or last
    name has its own; "Name" beside a first name is the last name.

    Raises SpecError with everything that is wrong: a header that is not there, two columns
    for one field, no column known at all.
    """
    finding = _Finding(table)
    for field, header in (chosen or {}).items():
        finding.choose(field, header)
    asked = {header: finding.asked(header) for header in extra}
    for field, header in (remembered or {}).items():
        finding.recall(field, header)
    finding.understand()
    if finding.problems:
        raise SpecError(finding.problems)
    return finding.found({header: index for header, index in asked.items() if index is not None})


class _Finding:
    """The search through one table's headers. Problems are gathered and it goes on."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.plain = [plain(header) for header in table.headers]
        self.fields: dict[str, int] = {}
        self.left_out: list[str] = []
        self.problems: list[Problem] = []

    def choose(self, field: str, header: str) -> None:
        if self.leave_out(field, header):
            return
        index = self.asked(header)
        if index is not None:
            self.fields[field] = index

    def leave_out(self, field: str, header: str) -> bool:
        """Whether a field is to be read from no column; then that is noted."""
        if header.strip() != NONE or NONE in self.table.headers:
            return False
        self.left_out.append(field)
        return True

    def asked(self, header: str) -> int | None:
        """The column with a header that the user named; a problem where there is none, or two."""
        at = [index for index, each in enumerate(self.table.headers) if each == header.strip()]
        at = at or [index for index, each in enumerate(self.plain) if each == plain(header) != ""]
        if len(at) == 1:
            return at[0]
        named = f"The header {quoted(header)}"
        if at:
            self.wrong(f"{named} stands over two columns.", "Give each its own.", at[1])
        else:
            mend = meant(header, filter(None, self.table.headers), "Look at the table's first row.")
            self.wrong(f"{named} is not in the table.", mend)
        return None

    def recall(self, field: str, header: str) -> None:
        """A remembered header counts where it is there; another export has others."""
        if field in self.fields or field in self.left_out or self.leave_out(field, header):
            return
        if self.plain.count(plain(header)) == 1:
            index = self.plain.index(plain(header))
            if index not in self.fields.values():
                self.fields[field] = index

    def understand(self) -> None:
        """Find the fields that are left by the words people use."""
        found = self.candidates()
        for field, columns in found.items():
            self.fields[field] = columns[0]
            if len(columns) > 1:
                self.twice(field, columns)
        if "next_visit" not in self.fields:  # no time without a day
            self.fields.pop(VISIT_TIME, None)
        if not self.fields and not self.problems:
            self.nothing()

    def candidates(self) -> dict[str, list[int]]:
        taken = set(self.fields.values())
        known = {
            index: KNOWN[word]
            for index, word in enumerate(self.plain)
            if word in KNOWN and index not in taken
        }
        for index, field in self.names(known):
            known[index] = field
        found: dict[str, list[int]] = {}
        had = {"", *self.fields, *self.left_out}
        for index, field in known.items():
            if field not in had:
                found.setdefault(field, []).append(index)
        return found

    def names(self, known: dict[int, str]) -> Iterator[tuple[int, str]]:
        """What the columns of names hold, seen beside each other; an empty field is none."""
        fields = {*known.values(), *self.fields}
        parts = fields & _PARTS
        for index, field in list(known.items()):
            word = self.plain[index]
            if field == FULL_NAME and word in LAST_BESIDE_FIRST and parts == {"first_name"}:
                yield index, "last_name"
            elif field == FULL_NAME and parts:
                yield index, ""
            elif word in WHOLE_ALONE and parts == {field} and FULL_NAME not in fields:
                yield index, FULL_NAME

    def twice(self, field: str, columns: list[int]) -> None:
        one, two = (f"{letter(index)} {quoted(self.table.headers[index])}" for index in columns[:2])
        message = f"Two columns hold the field {quoted(field)}: {one} and {two}."
        header = self.table.headers[columns[0]]
        mend = "Rename one of the two."
        if self.plain[columns[0]] != self.plain[columns[1]]:
            mend = f'Say which one is meant: --columns {field}="{header}"'
        self.wrong(message, mend, columns[1])

    def nothing(self) -> None:
        """No header is known. The first row may be a patient, so its cells are not shown."""
        many = len(self.table.headers)
        message = (
            f"None of the {many} columns has a header that is known."
            if many > 1
            else "Its one column has no header that is known."
        )
        mend = (
            "The first row must name the columns, for example: First name, Last name, "
            f"Treatment date. The fields are {', '.join(SYNONYMS)}; "
            'other headers are told by --columns first_name="Given name".'
        )
        near = ", ".join(
            f"{letter(index)}: {quoted(each)}" for index, each in enumerate(self.near()) if each
        )
        lower = next((row.number for row in islice(self.table.rows, _LOOKED) if self.heads(row)), 0)
        if lower:
            mend = f"Row {lower} looks like the headers: delete the rows above it. {mend}"
        self.wrong(message, f"Nearly right: {near}. {mend}" if near else mend)

    def heads(self, row: Row) -> bool:
        """Whether a row may be the one of the headers; one word says too little to be sure."""
        return any(plain(cell) in KNOWN for cell in row.cells)

    def near(self) -> list[str]:
        """For each column the known header that it nearly has; empty where it has none."""
        written = {plain(word): word for words in SYNONYMS.values() for word in words}
        used = set(self.fields.values())
        had = {*self.fields, *self.left_out}
        if FULL_NAME in had:
            had |= _PARTS
        elif had & _PARTS:
            had.add(FULL_NAME)
        near: list[str] = []
        for index, word in enumerate(self.plain):
            strange = index not in used and word not in KNOWN and word != plain(MEND)
            found = nearest(word, written, _LIKELY) if strange and len(word) > 3 else None
            free = found and KNOWN[found] not in had
            near.append(written[found] if found and free else "")
        # Two columns that nearly have one header are two others.
        return [each if near.count(each) == 1 else "" for each in near]

    def found(self, extra: dict[str, int]) -> Columns:
        """What was found, with what was not."""
        fields = dict(sorted(self.fields.items(), key=lambda each: each[1]))
        made = Columns(self.table.headers, fields, extra, tuple(self.left_out))
        near = self.near()
        unread = set(range(len(self.plain))) - {*fields.values(), *extra.values()}
        ignored = (
            made.called(index)
            for index in sorted(unread)
            if self.plain[index] not in {"", plain(MEND)} and not near[index]
        )
        hints = (self.hint(made, index, near[index]) for index in sorted(unread) if near[index])
        nameless = () if _PARTS & made.spoken or FULL_NAME in made.spoken else (_NAMELESS,)
        return replace(made, ignored=tuple(ignored), hints=(*nameless, *hints))

    def hint(self, made: Columns, index: int, near: str) -> str:
        """A sentence on a header that is nearly a field's."""
        choice = f'--columns {KNOWN[plain(near)]}="{_flat(self.table.headers[index])}"'
        called = made.called(index)
        return f"The column {called} is not read. Did you mean {quoted(near)}? If so: {choice}"

    def wrong(self, message: str, mend: str, column: int = 0) -> None:
        place = Place(self.table.name, self.table.header_row, column + 1)
        self.problems.append(Problem(place, message, mend))


def _flat(header: str) -> str:
    return " ".join(header.split())
