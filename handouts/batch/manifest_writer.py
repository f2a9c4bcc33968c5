"""Write the manifest: each line is on disk before the file it lists gets its final name."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import handouts
from handouts.batch.manifest import MANIFEST_NAME, MergedRecord, drop_torn_line
from handouts.files import (
    FileError,
    describe_error,
    format_path,
    read_found_file,
    require_regular_file,
)
from handouts.locks import hold_file, lock_file, release_file


class ManifestWriter:
    """A folder's manifest, open for writing and locked against other batches.

    Raises FileError if it cannot be written, or if another batch is writing it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / MANIFEST_NAME
        require_regular_file(self.path)
        with self._reporting_errors():
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            flags |= getattr(os, "O_NOFOLLOW", 0)
            self._file = os.open(self.path, flags, 0o666)
        hold_file(self._file)
        try:
            self._lock_and_trim()
        except BaseException:
            self._close_file()
            raise

    def __enter__(self) -> ManifestWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_file()

    @property
    def size(self) -> int:
        """The manifest's size in bytes, without a last line that was cut off."""
        return os.fstat(self._file).st_size

    def write_header(self, handout: str, digests: Mapping[str, str]) -> None:
        """Write a header that says which handout the files below it were made from."""
        header = {"handouts": handouts.__version__, "handout": handout, "digest": dict(digests)}
        self._append_lines([header])

    def add_leaflets(self, leaflets: Iterable[tuple[int, str, str, str]]) -> None:
        """Add the row, file, sha256 and input of leaflets; they are on disk when this returns."""
        names = ("row", "file", "sha256", "input")
        self._append_lines(dict(zip(names, each, strict=True)) for each in leaflets)

    def add_merged(self, record: MergedRecord) -> None:
        """Add the record of a merged file, without its digest; it is on disk when this returns."""
        fields = ("file", "sha256", "leaflets", "input", "order")
        self._append_lines([{name: getattr(record, name) for name in fields}])

    def _close_file(self) -> None:
        release_file(self._file)

    def _lock_and_trim(self) -> None:
        if lock_file(self._file) is False:
            hint = "Wait for it, or choose another folder with -o."
            raise FileError(f"{format_path(self.path)}: another batch is writing here now. {hint}")
        with self._reporting_errors():
            size, complete = self.size, len(drop_torn_line(self.path, read_found_file(self.path)))
            if complete < size:
                os.ftruncate(self._file, complete)

    def _append_lines(self, lines: Iterable[Mapping[str, object]]) -> None:
        data = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        with self._reporting_errors():
            while data:
                data = data[os.write(self._file, data) :]
            os.fsync(self._file)

    @contextlib.contextmanager
    def _reporting_errors(self) -> Iterator[None]:
        try:
            yield
        except FileError:
            raise
        except OSError as error:
            raise FileError(describe_error(self.path, error)) from error
