"""Write files atomically: each appears complete under its name, or not at all.

This module knows nothing of handouts.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from handouts.drafts import DRAFT_SUFFIX, draft_path, keep_lock, remove_stale_drafts

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_DRAFT_STEM = r"\.[0-9a-f]{16}"
_OPEN_ELSEWHERE = "It may be open in another program: close it there and try again."


class FileError(OSError):
    """A file could not be written; the text says which, why, and what to do."""


def format_path(path: Path | str) -> str:
    r"""A path as text that is safe in any terminal: what is unprintable is escaped, as ``\x1b``."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in str(path)
    )


def require_regular_file(path: Path) -> None:
    """Raise FileError if a link, a pipe or a device is at a path, whatever it leads to.

    For files that are found in a folder: what a user named may be of any kind.
    """
    try:
        is_regular = stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return  # missing, or reported when it is opened
    if not is_regular:
        raise FileError(
            f"{format_path(path)}: is a link, a pipe or a folder, not a file of this program. "
            "Delete it, or choose another folder with -o."
        )


def open_found_file(path: Path) -> BinaryIO:
    """Open a file for reading that was found in a folder of results, not named by a user.

    No link is followed, and no pipe is waited for. Raises FileError where something else than a
    file is there, and OSError as ``open`` does.
    """
    require_regular_file(path)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            require_regular_file(path)
        return os.fdopen(file, "rb")
    except BaseException:
        os.close(file)
        raise


def read_found_file(path: Path) -> bytes:
    """The bytes of a file that was found in a folder of results; raises as above."""
    with open_found_file(path) as file:
        return file.read()


def protect_file(path: Path, signatures: Iterable[bytes], what: str) -> None:
    """Raise FileError if writing would overwrite a file of another kind.

    An existing file must begin with one of ``signatures``, or be empty; ``what`` names the kind.
    """
    signatures = tuple(signatures)
    start = _read_start(path, max(map(len, signatures)))
    if start and not start.startswith(signatures):
        raise FileError(
            f"{format_path(path)}: already exists and is not {what}, so it was left unchanged. "
            "Choose another name with -o."
        )


def _read_start(path: Path, size: int) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""  # writing will report the problem


def write_atomically(path: Path, data: bytes, suffix: str = DRAFT_SUFFIX) -> None:
    """Write ``data`` to ``path`` so that a reader finds either the old or the complete new file.

    A link is followed, so that its target is written. A file that was there keeps its
    permissions; a new one gets those of the user's umask. A device or a pipe is written
    directly. Nothing is left behind after a failure; after a kill a draft may be left, whose
    name ends in ``suffix``. The next write in that folder deletes it if that is the usual one.

    Raises FileError.
    """
    with open_atomically(path, suffix) as file:
        file.write(data)


@contextlib.contextmanager
def open_atomically(path: Path, suffix: str = DRAFT_SUFFIX) -> Iterator[BinaryIO]:
    """Open a file to write piece by piece; it gets its name when the block ends.

    After an error nothing is left behind, and a file that was there stays unchanged. Otherwise
    this is like ``write_atomically``. Raises FileError, also from the file's ``write``; any
    other error of the block passes through.
    """
    with reporting_errors(path):
        target = Path(os.path.realpath(path))
        mode = check_writable(target)
    if mode is not None and not stat.S_ISREG(mode):
        with open_reporting(target, "wb", path) as file:
            yield file
        return
    remove_stale_drafts(target.parent)
    with _reserve_draft(target, suffix) as draft:
        with _open_draft(draft, path) as file:
            yield file
            with reporting_errors(path):
                sync_file(file)
                if os.name != "nt":  # named while it is locked, so that nobody deletes it
                    rename_draft(draft, target, mode)
        if os.name == "nt":
            with reporting_errors(path):
                rename_draft(draft, target, mode)


def _open_draft(draft: Path, path: Path) -> BinaryIO:
    """Create a draft and lock it. Raises FileError about ``path``."""
    while True:
        file = open_reporting(draft, "xb", path)
        if os.name == "nt" or keep_lock(file.fileno(), draft):
            return file
        file.close()


def write_draft(folder: Path, data: bytes, suffix: str = DRAFT_SUFFIX) -> Path:
    """Write ``data`` into a folder under a random name, to be renamed later.

    It is not flushed to disk: a caller who depends on that keeps its digest. Nothing is left
    behind after a failure. Raises FileError, which names the folder.
    """
    path = draft_path(folder, suffix)
    try:
        _fill_draft(path, data)
    except BaseException as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FileError(f"{format_path(folder)}: {_explain_error(path, error)}") from error
        raise
    return path


def clear_drafts(folder: Path, suffix: str) -> None:
    """Delete the drafts with this suffix that a killed process has left in a folder."""
    name = re.compile(_DRAFT_STEM + re.escape(suffix))
    with contextlib.suppress(OSError):
        # Only the drafts are kept in memory: a folder may hold tens of thousands of leaflets.
        with os.scandir(folder) as entries:
            drafts = [entry.path for entry in entries if name.fullmatch(entry.name)]
        for path in drafts:
            with contextlib.suppress(OSError):
                os.unlink(path)


def make_folder(path: Path) -> None:
    """Make a folder and its parents if they are missing. Raises FileError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileError(f"{format_path(path)}: is a file, not a folder. Choose another.") from error
    except (OSError, ValueError) as error:
        raise FileError(describe_error(path, error)) from error


def rename_draft(draft: Path, target: Path, mode: int | None) -> None:
    """Give a draft its final name, and the permissions of the file that was there."""
    if mode is not None:
        draft.chmod(stat.S_IMODE(mode))
    draft.replace(target)


def check_writable(target: Path) -> int | None:
    """The mode of the file that is there, or None. Raises OSError if it cannot be written."""
    mode = _read_mode(target)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only")
    return mode


def _read_mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _reserve_draft(target: Path, suffix: str) -> Iterator[Path]:
    """A path with a random name in the target's folder; the file is deleted at the end."""
    draft = draft_path(target.parent, suffix)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _fill_draft(draft: Path, data: bytes) -> None:
    # Opened with 0o666 so that the system applies the umask, which no call can read safely.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o666), "wb") as file:
        file.write(data)


def sync_file(file: BinaryIO) -> None:
    """Flush what was written to disk."""
    file.flush()
    os.fsync(file.fileno())


class _ReportingFile(io.FileIO):
    """A file whose errors name the path that the caller asked to write."""

    path: Path

    def write(self, data: ReadableBuffer, /) -> int:
        """Write data. Raises FileError."""
        with reporting_errors(self.path):
            return super().write(data)


def open_reporting(place: Path, mode: str, path: Path) -> BinaryIO:
    """Open a file whose errors name ``path`` in place of its own. Raises FileError."""
    with reporting_errors(path):
        file = _ReportingFile(place, mode, opener=_open_by_system)
    file.path = path
    return io.BufferedWriter(file)


def _open_by_system(place: str, flags: int) -> int:
    # 0o666, so that the system applies the umask, which no call can read safely.
    return os.open(place, flags, 0o666)


@contextlib.contextmanager
def reporting_errors(path: Path) -> Iterator[None]:
    """Raise the block's errors as FileErrors about a path."""
    try:
        yield
    except FileError:
        raise
    except (OSError, ValueError) as error:
        raise FileError(describe_error(path, error)) from error


def describe_error(path: Path, error: OSError | ValueError) -> str:
    """Say in plain words why a path could not be written, and what to do."""
    return f"{format_path(path)}: {_explain_error(path, error)}"


def _explain_error(path: Path, error: OSError | ValueError) -> str:
    folder = format_path(path.parent)
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
            return _explain_denial(path)
    return f"could not be written ({error}). Choose another place."


def _explain_denial(path: Path) -> str:
    if not os.path.exists(path):  # Path.exists raises where the folder is closed
        existing = (each for each in path.parents if os.path.exists(each))
        folder = format_path(next(existing, path.parent))
        return f"you may not write in the folder '{folder}'. Choose another."
    if not os.access(path, os.W_OK):
        return "is read-only. Choose another name, or allow writing to it."
    return f"could not be replaced. {_OPEN_ELSEWHERE}"
