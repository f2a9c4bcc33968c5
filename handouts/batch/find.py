"""Find a person's rows in a table, and the leaflets that a batch has made for them.

The table is asked; nothing is written, and no list of names is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from handouts.batch.jobs import PersonEntry
from handouts.batch.manifest import LeafletRecord, list_manifest_handouts, read_manifest
from handouts.batch.request import BatchRequest
from handouts.batch.session import BatchSession
from handouts.batch.table_job import load_translations
from handouts.data import Data
from handouts.sources.findings import SpecError
from handouts.sources.folding import fold_text
from handouts.tables.bad_rows import find_hint_column, read_original_row
from handouts.tables.table import Table, read_table


class FoundRow(Data, frozen=True):
    """A row that has the words: its leaflets, and files that may be another person's.

    Files are ``unsure`` that were made from other data than the row has now, or read in another
    way: the table may have changed, or be another one.
    """

    row: int
    files: tuple[Path, ...] = ()
    unsure: tuple[Path, ...] = ()


class FoundRows(Data, frozen=True):
    """The rows that have the words, and the merged files in the folder, which have bookmarks."""

    rows: tuple[FoundRow, ...]
    merged: tuple[Path, ...] = ()


def find_rows(request: BatchRequest, words: str, folder: Path | None) -> FoundRows:
    """The rows of a table in which each of the words begins a word of some cell.

    Accents and capitals do not matter. With a ``folder``, the leaflets of these rows there, each
    compared with its row; the request says how the table is read. Raises SpecError if the table
    cannot be read, and FileError if the folder's manifest cannot.
    """
    headers = set(request.columns.values())
    table = read_table(request.table, request.sheet, headers, encoding=request.encoding)
    numbers = list(_match_rows(table, _split_words(words)))
    if folder is None:
        return FoundRows(tuple(map(FoundRow, numbers)))
    found = {number: FoundRow(number) for number in numbers}
    merged: list[Path] = []
    for handout in list_manifest_handouts(folder):
        content = read_manifest(folder, handout)
        people = _read_people(replace(request, handout=handout), found.keys())
        for record in content.files.values():
            path = folder / record.file
            if record.row in found and path.is_file():
                is_sure = _is_of_person(record, folder, people.get(record.row))
                found[record.row] = _add_file(found[record.row], path, is_sure)
        names = dict.fromkeys(each.file for each in content.merged.values() if each.leaflets)
        merged += [folder / name for name in names if (folder / name).is_file()]
    return FoundRows(tuple(found.values()), tuple(merged))


def _match_rows(table: Table, words: Iterable[str]) -> Iterator[int]:
    """The numbers of the rows with all the words; those of the first table, if it was copied."""
    words = tuple(words)
    hint_column = find_hint_column(table.headers)
    for row in table.rows:
        present = [word for cell in row.cells for word in _split_words(cell)]
        if all(any(each.startswith(word) for each in present) for word in words):
            yield read_original_row(row, hint_column) or row.number


def _split_words(text: str) -> list[str]:
    """The words of a text, without accents and capitals."""
    return re.findall(r"\w+", fold_text(text))


def _read_people(request: BatchRequest, rows: Iterable[int]) -> dict[int, PersonEntry]:
    """The people of some rows, as a batch reads them; empty if it would ask about the table."""
    try:
        return _FindSession(request).read_people(set(rows))
    except SpecError:
        return {}


class _FindSession(BatchSession):
    """Reads people as a batch does, and makes nothing."""

    def read_people(self, rows: set[int]) -> dict[int, PersonEntry]:
        """The people of some rows, by the rows' numbers. Raises SpecError."""
        table, columns = self._read_table()
        translations = load_translations(self.request)
        survey = self._survey_table(table, columns, translations)
        job = self.create_job(table, columns, survey, translations)
        return {each.number: each for each in job.people() if each.number in rows}


def _is_of_person(record: LeafletRecord, folder: Path, entry: PersonEntry | None) -> bool:
    """Whether a file was made for the person of a row, as the row is now."""
    if entry is None or entry.problems or entry.left_out:
        return False
    return record.compare_file(folder, entry.person, entry.password)[1]


def _add_file(found: FoundRow, path: Path, is_sure: bool) -> FoundRow:
    if is_sure:
        return replace(found, files=(*found.files, path))
    return replace(found, unsure=(*found.unsure, path))
