"""Files: each one appears whole, under its name, or not at all.

On the ground of the house: it knows nothing of handouts.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

_OPEN_ELSEWHERE = "It may be open in another program: close it there and try again."


class FileProblem(OSError):
    """A file that could not be written; its text says which, why, and how to mend it."""


def shown(path: Path | str) -> str:
    r"""A path as text that any terminal can take: what cannot be printed stands as ``\x1b``."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in str(path)
    )


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that a reader finds the old file or the new one, whole.

    A link is followed, so that what it points at is written. A file that was there keeps
    its permissions; a new one has those of the user's umask. A device or a pipe is written
    as it stands. Nothing stays behind after a failure.

    Raises FileProblem.
    """
    try:
        _write(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        raise FileProblem(_told(path, error)) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing. Raises FileProblem."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileProblem(f"{shown(path)}: is a file, not a folder. Choose another.") from error
    except (OSError, ValueError) as error:
        raise FileProblem(_told(path, error)) from error


def _write(target: Path, data: bytes) -> None:
    mode = _mode(target)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only")
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    with _beside(target) as draft:
        _fill(draft, data)
        if mode is not None:
            draft.chmod(stat.S_IMODE(mode))
        draft.replace(target)


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A path in the target's folder, gone again at the end; its name tells nothing."""
    draft = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _fill(draft: Path, data: bytes) -> None:
    # Opened with 0o666 so that the system takes the umask off, which no safe call can read.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _told(path: Path, error: OSError | ValueError) -> str:
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
        folder = shown(path.parent)
        return f"you may not write in the folder '{folder}'. Choose another."
    if not os.access(path, os.W_OK):
        return "is read-only. Choose another name, or allow writing to it."
    return f"could not be replaced. {_OPEN_ELSEWHERE}"
