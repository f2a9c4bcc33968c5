"""Columns that say who should have no leaflet: cancelled, no-show, deceased, and so on.

A column of statuses says it in words; a column such as "Did not arrive" says yes, or when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from handouts.data import Data
from handouts.people.missing import is_missing
from handouts.tables.cell_marks import is_marked
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import normalize_header

_FILE = Path(__file__).with_name("statuses.json")
_STATUS, _ACTIVE = "status", "active"


class _StatusesFile(Data, frozen=True, forbid_unknown_fields=True):
    """The content of statuses.json: headers and words of practice software."""

    status_headers: tuple[str, ...]
    flag_headers: dict[str, tuple[str, ...]]
    active_headers: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    no: tuple[str, ...]


class _KnownStatuses(Data, frozen=True):
    """The same by normalized header and word: what a column tells, and which group a word is in."""

    headers: Mapping[str, str]
    words: Mapping[str, str]
    no: frozenset[str]


@cache
def _load_file() -> _StatusesFile:
    return msgspec.json.decode(_FILE.read_bytes(), type=_StatusesFile)


@cache
def _load_statuses() -> _KnownStatuses:
    file = _load_file()
    headers = {
        **dict.fromkeys(map(normalize_header, file.status_headers), _STATUS),
        **dict.fromkeys(map(normalize_header, file.active_headers), _ACTIVE),
        **_invert(file.flag_headers),
    }
    return _KnownStatuses(headers, _invert(file.words), frozenset(map(normalize_header, file.no)))


def _invert(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {normalize_header(word): group for group, words in groups.items() for word in words}


def list_groups() -> tuple[str, ...]:
    """The groups of people who should have no leaflet: cancelled, no-show, deceased, ..."""
    return tuple(_load_file().words)


def find_status_columns(headers: Sequence[str]) -> dict[int, str]:
    """The columns that say who should have no leaflet, by index, and what each tells.

    It is a group where a cell that is filled in means yes; else "status" or "active".
    """
    known = _load_statuses().headers
    found = ((at, known.get(normalize_header(header), "")) for at, header in enumerate(headers))
    return {at: kind for at, kind in found if kind}


def find_groups(row: TableRow, columns: Mapping[int, str]) -> Iterator[str]:
    """The groups that a row belongs to, by its columns of statuses."""
    statuses = _load_statuses()
    for at, kind in columns.items():
        cell = row.cell(at)
        word = normalize_header(cell)
        if is_missing(cell) or is_marked(cell) or not word:
            continue
        if kind == _STATUS:
            group = statuses.words.get(word, "")
        elif kind == _ACTIVE:
            group = "archived" if word in statuses.no else ""
        else:
            group = "" if word in statuses.no else kind
        if group:
            yield group
