"""Leaflets that were made while their rows were checked, kept until all rows are right.

So nothing is laid out twice in a batch of a few thousand people, and no file has a name before
all of its rows are right. They are in a file without a name, beside the output folder: it is gone
when the program ends, however it ends. Of a larger batch, the first leaflets are kept.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import IO

from handouts.batch.worker import MadeLeaflet
from handouts.data import Data

_MAX_BYTES = 128 << 20
"""About 2,700 leaflets: as much work as is lost if the program is killed before the last row."""


NumberedFile = tuple[int, str]
"""The number of a row in the clinic's own table, and the name of its file."""


class _Entry(Data, frozen=True):
    """Where a leaflet is in the file, whose it is, and its two lines of the manifest."""

    row: int
    file: NumberedFile
    start: int
    size: int
    sha256: str
    input: str


class SpooledLeaflet(Data, frozen=True):
    """A leaflet that was kept, with the number of its task, its row and its file."""

    number: int
    row: int
    file: NumberedFile
    made: MadeLeaflet

    def __repr__(self) -> str:
        """The row without its leaflet, and without its file, whose name may be a person's."""
        return f"SpooledLeaflet(row {self.row})"


class Spool:
    """Finished leaflets by the number of their task. Close it to delete them."""

    def __init__(self, folder: Path | None = None, limit: int | None = None) -> None:
        """Make a spool that writes beside ``folder``; without one it has no room."""
        self._folder = folder
        self._left = 0 if folder is None else _MAX_BYTES if limit is None else limit
        self._file: IO[bytes] | None = None
        self._entries: dict[int, _Entry] = {}

    @property
    def has_room(self) -> bool:
        """Whether more leaflets may be made before all rows are checked."""
        return self._left > 0

    def add_leaflet(self, number: int, row: int, named: NumberedFile, leaflet: MadeLeaflet) -> None:
        """Keep a leaflet, if the disk has room for it; else it is made again later."""
        try:
            file = self._open_file()
            start = file.seek(0, 2)
            file.write(leaflet.pdf)
            file.flush()
        except OSError:
            self._left = 0
            return
        self._left -= len(leaflet.pdf)
        size, lines = len(leaflet.pdf), (leaflet.sha256, leaflet.input)
        self._entries[number] = _Entry(row, named, start, size, *lines)

    def read_leaflets(self) -> Iterator[SpooledLeaflet]:
        """All leaflets that are kept, in the order of their tasks."""
        for number, entry in sorted(self._entries.items(), key=itemgetter(0)):
            file = self._open_file()
            file.seek(entry.start)
            made = MadeLeaflet(file.read(entry.size), entry.sha256, entry.input)
            yield SpooledLeaflet(number, entry.row, entry.file, made)

    def close(self) -> None:
        """Delete all leaflets that are kept here."""
        self._left = 0
        if self._file:
            with contextlib.suppress(OSError):
                self._file.close()

    def __contains__(self, number: int) -> bool:
        """Whether a task's leaflet is kept."""
        return number in self._entries

    def __len__(self) -> int:
        """How many leaflets are kept."""
        return len(self._entries)

    def _open_file(self) -> IO[bytes]:
        if self._file is None:
            assert self._folder is not None, "there is no room without a folder"
            parents = (path for path in self._folder.absolute().parents if path.is_dir())
            self._file = tempfile.TemporaryFile(dir=next(parents))  # noqa: SIM115 -- see close
        return self._file
