"""Headers: what practice software, and files of bad rows, call the fields of a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.sources.folding import fold_text

_FILE = Path(__file__).with_name("headers.json")

FULL_NAME = "name"
"""The field of a column that holds first and last name together."""

_NAMES = (FULL_NAME, "first_name", "last_name")

VISIT_TIME = "next_visit_time"
"""The field of a column that holds the time of the next visit, beside one for its day."""

APPOINTMENT_TIME = "appointment_time"
"""The field of a column that holds the time of the appointment, beside one for its day."""

PREFERRED_NAME = "preferred_name"
"""The field of a column with the name that a person is called by, instead of the first."""

LAST_NAME_PREFIX = "last_name_prefix"
"""The field of a column with the particles before the last name: "van der"."""

SECOND_LAST_NAME = "second_last_name"
"""The field of a column with the second of two last names, which goes behind the first."""

HANDOUTS = "handouts"
"""The field of a column that names the handouts that a person gets, where a batch makes several."""

HINT_HEADER = "What to fix"
"""The header of the last column of a file of bad rows, which is skipped on reading."""

_DATE_FORMAT = compile_late(
    r"[(\[]?\b(?:[dtj]{1,2}[-/. ]m{1,2}[-/. ][yja]{1,4}|m{1,2}[-/. ]d{1,2}[-/. ]y{1,4}"
    r"|[yja]{2,4}[-/. ]m{1,2}[-/. ][dtj]{1,2})\b(?:[ t]?h{1,2}:m{1,2}(?::s{1,2})?)?[)\]]?",
    re.IGNORECASE,
)
_MONTH_END = re.compile("[mM][-/. ]")  # in each of these forms, which take long to look for
_SIGNS = re.compile(r"[\W_]+")
# A cell of this length or longer is not a header.
_MAX_LENGTH = 200


class KnownHeaders(Data, frozen=True):
    """The headers that are understood; all but ``synonyms`` in their ``normalize_header`` form.

    ``synonyms`` has the headers of each field as people write them, and ``fields`` the field of
    each header. Full names below one of ``last_first`` begin with the last name, with or without
    a comma after it. One of ``last_beside_first`` means the other part of the name where there
    is a column for only one of them ("Vorname;Name"), and one of ``full_name_alone`` the full
    name where it is the only column of names. Below one of ``unclear_notes`` are notes that may
    be meant for the staff. One of ``day_of_appointment`` ("Date") is the day of the appointment
    where there is a column for its time.
    """

    synonyms: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, str]
    last_first: frozenset[str]
    last_beside_first: frozenset[str]
    full_name_alone: frozenset[str]
    unclear_notes: frozenset[str]
    day_of_appointment: frozenset[str]


class _HeadersFile(Data, frozen=True, forbid_unknown_fields=True):
    """The content of headers.json. Those of ``last_first`` are headers of full names too."""

    fields: dict[str, tuple[str, ...]]
    last_first: tuple[str, ...]
    last_beside_first: tuple[str, ...]
    full_name_alone: tuple[str, ...]
    unclear_notes: tuple[str, ...]
    day_of_appointment: tuple[str, ...]


@cache
def load_headers() -> KnownHeaders:
    """The headers that are understood, from their data file."""
    file = msgspec.json.decode(_FILE.read_bytes(), type=_HeadersFile)
    synonyms = {**file.fields, FULL_NAME: (*file.fields[FULL_NAME], *file.last_first)}
    return KnownHeaders(
        synonyms,
        {normalize_header(word): field for field, words in synonyms.items() for word in words},
        _normalize_all(file.last_first),
        _normalize_all(file.last_beside_first),
        _normalize_all(file.full_name_alone),
        _normalize_all(file.unclear_notes),
        _normalize_all(file.day_of_appointment),
    )


def _normalize_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normalize_header, words))


@lru_cache(maxsize=4096)
def normalize_header(header: str) -> str:
    """A header without the differences in how people write it: case, accents, spaces, signs.

    ``First_Name:`` and ``FirstName`` become ``firstname``, ``Prénom`` becomes ``prenom``. The form
    of a date, "(dd/mm/yyyy)", is left out.
    """
    if header.isascii() and header.isalnum():  # quick: one word, which is no form of a date
        return header.lower()
    bare = _DATE_FORMAT.sub(" ", header) if _MONTH_END.search(header) else header
    return _SIGNS.sub("", fold_text(bare))


def find_header_row(rows: Sequence[Sequence[str]], extra: Collection[str] = ()) -> int:
    """The index, from 0, of the row that holds the headers among a table's first rows.

    It is the first row in which two cells are known headers or are among ``extra``; 0 where
    there is none. A line of a report such as "Provider: | Jo Park | Date: | ..." holds labels and
    values, not headers.
    """
    known = (load_headers().fields.keys() | _normalize_all(extra)) - {""}
    return next((at for at, cells in enumerate(rows) if _is_header_row(cells, known)), 0)


def _is_header_row(cells: Sequence[str], known: Set[str]) -> bool:
    found = [
        at
        for at, cell in enumerate(cells)
        if len(cell) < _MAX_LENGTH and normalize_header(cell) in known
    ]
    followers = {at + 1 for at in found if cells[at].rstrip().endswith(":")}
    labels = sum(bool(cells[at].strip()) for at in followers if at < len(cells) and at not in found)
    return len(found) > 1 and labels < len(found)


def lists_people(rows: Sequence[Sequence[str]], extra: Collection[str] = ()) -> bool:
    """Whether a table's first rows have a header of names, or one of ``extra``, and rows below."""
    fields = load_headers().fields
    names = {word for word, field in fields.items() if field in _NAMES} | _normalize_all(extra)
    return any(
        len(cell) < _MAX_LENGTH and normalize_header(cell) in names
        for cells in rows[:-1]
        for cell in cells
    )


def column_letter(column: int) -> str:
    """A column's letters in a spreadsheet, by its index from 0: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        name = chr(65 + remainder) + name
    return name
