"""The catalogue of a library: which handouts it has, in which languages."""

from __future__ import annotations

from pathlib import Path

from handouts.data import Data
from handouts.document.handout import Handout
from handouts.reading.handout import read_handout
from handouts.reading.library import find_library
from handouts.reading.library_files import LibraryEntry, find_ignored_files, list_handouts
from handouts.resources import library_folder
from handouts.sources.findings import Finding, SpecError


class CatalogueEntry(Data, frozen=True):
    """A handout in one language; ``handout`` is None if it has problems."""

    name: str
    language: str
    path: Path
    handout: Handout | None = None


class Catalogue(Data, frozen=True):
    """A library's folder, its handouts by name and language, and which files are not read."""

    folder: Path
    entries: tuple[CatalogueEntry, ...]
    not_read: tuple[Finding, ...] = ()


def read_catalogue(library: Path | None = None) -> Catalogue:
    """The catalogue of a library, found as by `handouts.load`.

    Raises SpecError if the library's folder does not exist.
    """
    folder = find_library(library)
    entries = tuple(map(_read_entry, list_handouts(folder)))
    return Catalogue(folder, entries, tuple(find_ignored_files(folder)))


def _read_entry(entry: LibraryEntry) -> CatalogueEntry:
    try:
        handout = read_handout(entry.path, (library_folder() / "pictures",))
    except SpecError:
        return CatalogueEntry(entry.name, entry.language, entry.path)
    return CatalogueEntry(entry.name, entry.language, entry.path, handout)
