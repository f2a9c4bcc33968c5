"""The manifest open for writing: each file is noted, and on the disk, before it has its name."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import handouts
from handouts.batch.manifest import NAME, whole
from handouts.files import FileProblem, shown, told


class Manifest:
    """A folder's manifest, open for writing; no second batch can open it meanwhile.

    Raises FileProblem where it cannot be written, or is being written by another batch.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        with self._told():
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(self.path, flags, 0o666)
        _OPEN.add(self._file)
        try:
            self._begin()
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    @property
    def size(self) -> int:
        """Its size in bytes, without a torn last line."""
        return os.fstat(self._file).st_size

    def head(self, handout: str, digests: Mapping[str, str]) -> None:
        """Say what the files below were made with."""
        said = {"handouts": handouts.__version__, "handout": handout, "digest": dict(digests)}
        self._write([said])

    def add(self, made: Iterable[tuple[int, str, str, str]]) -> None:
        """Add the row, file, sha256 and input of files; they are on the disk when it returns."""
        names = ("row", "file", "sha256", "input")
        self._write(dict(zip(names, each, strict=True)) for each in made)

    def add_merged(self, file: str, sha256: str, leaflets: int, input: str) -> None:
        """Add a file of so many leaflets; it is on the disk when it returns."""
        self._write([{"file": file, "sha256": sha256, "leaflets": leaflets, "input": input}])

    def _close(self) -> None:
        _OPEN.discard(self._file)
        os.close(self._file)

    def _begin(self) -> None:
        if not _lock(self._file):
            mend = "Wait for it, or choose another folder with -o."
            raise FileProblem(f"{shown(self.path)}: another batch is writing here now. {mend}")
        with self._told():
            size, sound = self.size, len(whole(self.path, self.path.read_bytes()))
            if sound < size:
                os.ftruncate(self._file, sound)

    def _write(self, lines: Iterable[Mapping[str, object]]) -> None:
        data = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        with self._told():
            while data:
                data = data[os.write(self._file, data) :]
            os.fsync(self._file)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileProblem:
            raise
        except OSError as error:
            raise FileProblem(told(self.path, error)) from error


_OPEN: set[int] = set()


def _let_go() -> None:
    """In a copy of this process: hold no lock, which would outlive the one that has it."""
    for file in _OPEN:
        os.close(file)
    _OPEN.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _lock(file: int) -> bool:
    """Lock an open file until it is closed, or its process ends; False where another holds it.

    On a disk that knows no locks nothing is locked.
    """
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(file, 1 << 30, os.SEEK_SET)  # what is locked cannot be read by others
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        pass
    return True
