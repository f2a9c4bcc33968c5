"""The file of bad rows, to be corrected and run on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, takewhile
from pathlib import Path

from handouts.files import make_folder, read_found_file, require_regular_file, write_atomically
from handouts.sources.findings import Finding
from handouts.tables.bad_rows import export_bad_rows
from handouts.tables.table import Table

_STEM = "bad-rows"


def write_bad_rows(
    folder: Path, table: Table, bad: Mapping[int, Iterable[Finding]], path: Path | None = None
) -> Path:
    """Write the bad rows to ``path``, and return it; never over a file that somebody is correcting.

    Without a path it is a new file, or the one that holds exactly these rows. Raises FileError.
    """
    data = export_bad_rows(table, bad)
    make_folder(folder)
    path = path or next(each for each in _possible_paths(folder) if _is_reusable(each, data))
    require_regular_file(path)
    write_atomically(path, data)
    return path


def list_bad_files(folder: Path) -> tuple[Path, ...]:
    """The files of bad rows in a folder."""
    # One by one: listing the folder would list all leaflets.
    return tuple(takewhile(Path.exists, _possible_paths(folder)))


def _possible_paths(folder: Path) -> Iterator[Path]:
    """The paths where bad rows may be written, without end."""
    yield folder / f"{_STEM}.csv"
    for number in count(2):
        yield folder / f"{_STEM}-{number}.csv"


def _is_reusable(path: Path, data: bytes) -> bool:
    try:
        return read_found_file(path) == data
    except OSError:
        return True
