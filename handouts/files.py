"""Files: each one appears whole, under its name, or not at all.

On the ground of the house: it knows nothing of handouts.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

_DRAFT = r"\.[0-9a-f]{16}"
_DRAFTED = ".part"
_OPEN_ELSEWHERE = "It may be open in another program: close it there and try again."


class FileProblem(OSError):
    """A file that could not be written; its text says which, why, and how to mend it."""


def shown(path: Path | str) -> str:
    r"""A path as text that any terminal can take: what cannot be printed stands as ``\x1b``."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in str(path)
    )


def write_whole(path: Path, data: bytes, drafted: str = _DRAFTED) -> None:
    """Write ``data`` to ``path`` so that a reader finds the old file or the new one, whole.

    A link is followed, so that what it points at is written. A file that was there keeps
    its permissions; a new one has those of the user's umask. A device or a pipe is written
    as it stands. Nothing stays behind after a failure; after a kill a draft may, whose name
    ends in ``drafted``.

    Raises FileProblem.
    """
    with _telling(path):
        _write(Path(os.path.realpath(path)), data, drafted)


@contextlib.contextmanager
def whole_file(path: Path, drafted: str = _DRAFTED) -> Iterator[BinaryIO]:
    """A file to be written little by little, which takes its name when the block is left.

    Where an error leaves it, nothing stays behind, and a file that was there is as it was.
    For the rest as ``write_whole``. Raises FileProblem, from ``write`` too; what else the
    block raises goes through.
    """
    with _telling(path):
        target = Path(os.path.realpath(path))
        mode = _writable(target)
    if mode is not None and not stat.S_ISREG(mode):
        with _told_file(target, "wb", path) as file:
            yield file
        return
    with _beside(target, drafted) as draft:
        with _told_file(draft, "xb", path) as file:
            yield file
            with _telling(path):
                _settle(file)
        with _telling(path):
            _replace(draft, target, mode)


def draft(folder: Path, data: bytes, drafted: str = _DRAFTED) -> Path:
    """Write ``data`` into a folder under a name that tells nothing, to be put in its place later.

    It is not forced to the disk: whoever needs to know keeps its digest. Nothing stays
    behind after a failure. Raises FileProblem, which names the folder.
    """
    path = _draft(folder, drafted)
    try:
        _fill(path, data, durable=False)
    except BaseException as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FileProblem(f"{shown(folder)}: {_why(path, error)}") from error
        raise
    return path


def clear_drafts(folder: Path, drafted: str) -> None:
    """Take away the drafts of one ending that a process which was killed has left in a folder."""
    name = re.compile(_DRAFT + re.escape(drafted))
    with contextlib.suppress(OSError):
        # Only the drafts are held: a folder may have tens of thousands of leaflets.
        with os.scandir(folder) as entries:
            drafts = [entry.path for entry in entries if name.fullmatch(entry.name)]
        for path in drafts:
            with contextlib.suppress(OSError):
                os.unlink(path)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing. Raises FileProblem."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileProblem(f"{shown(path)}: is a file, not a folder. Choose another.") from error
    except (OSError, ValueError) as error:
        raise FileProblem(told(path, error)) from error


def _write(target: Path, data: bytes, drafted: str) -> None:
    mode = _writable(target)
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    with _beside(target, drafted) as draft:
        _fill(draft, data)
        _replace(draft, target, mode)


def _replace(draft: Path, target: Path, mode: int | None) -> None:
    """Give a draft its name, and the permissions of the file that was there."""
    if mode is not None:
        draft.chmod(stat.S_IMODE(mode))
    draft.replace(target)


def _writable(target: Path) -> int | None:
    """The mode of what is there. Raises OSError where it cannot be written."""
    mode = _mode(target)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only")
    return mode


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _beside(target: Path, drafted: str) -> Iterator[Path]:
    """A path in the target's folder, gone again at the end; its name tells nothing."""
    draft = _draft(target.parent, drafted)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _draft(folder: Path, drafted: str) -> Path:
    return folder / f".{secrets.token_hex(8)}{drafted}"


def _fill(draft: Path, data: bytes, durable: bool = True) -> None:
    # Opened with 0o666 so that the system takes the umask off, which no safe call can read.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o666), "wb") as file:
        file.write(data)
        if durable:
            _settle(file)


def _settle(file: BinaryIO) -> None:
    """Have what was written on the disk."""
    file.flush()
    os.fsync(file.fileno())


class _Told(io.FileIO):
    """A file that says what it cannot take of the path that it is written for."""

    path: Path

    def write(self, data: Any, /) -> int:
        with _telling(self.path):
            return super().write(data)


def _told_file(place: Path, how: str, path: Path) -> BinaryIO:
    with _telling(path):
        file = _Told(place, how)
    file.path = path
    return io.BufferedWriter(file)


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except FileProblem:
        raise
    except (OSError, ValueError) as error:
        raise FileProblem(told(path, error)) from error


def told(path: Path, error: OSError | ValueError) -> str:
    """What the system says of a path that could not be written, in words, with the mend."""
    return f"{shown(path)}: {_why(path, error)}"


def _why(path: Path, error: OSError | ValueError) -> str:
    folder = shown(path.parent)
    number = error.errno if isinstance(error, OSError) else None
    match number:
        case errno.EISDIR:
            return "is a folder. Give the name of a file."
        case errno.ENOENT:
            return f"the folder '{folder}' does not exist. Make it first, or choose another."
        case errno.ENOTDIR:
            return f"'{folder}' is not a folder. Choose another."
        case errno.EFBIG:
            return "is larger than a file may be here. Choose another place."
        case errno.ENOSPC | errno.EDQUOT:
            return "there is no room left on the disk. Free some and try again."
        case errno.ENAMETOOLONG:
            return "the name is too long. Choose a shorter one."
        case errno.EROFS:
            return "this disk is read-only. Choose another place."
        case errno.EACCES | errno.EPERM:
            return _denied(path)
    return f"could not be written ({error}). Choose another place."


def _denied(path: Path) -> str:
    if not os.path.exists(path):  # Path.exists raises where the folder is closed
        there = (each for each in path.parents if os.path.exists(each))
        folder = shown(next(there, path.parent))
        return f"you may not write in the folder '{folder}'. Choose another."
    if not os.access(path, os.W_OK):
        return "is read-only. Choose another name, or allow writing to it."
    return f"could not be replaced. {_OPEN_ELSEWHERE}"
