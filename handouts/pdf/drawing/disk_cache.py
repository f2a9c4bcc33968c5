"""A disk cache, in the user's cache folder, for values that are slow to compute.

It contains a clinic's pictures and QR codes, never a patient's data. A value that cannot be
read or written there is computed again: the cache saves time, but nothing depends on it. An entry
says what it was made of, and only a file of this user's own folder is believed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from platformdirs import user_cache_path

from handouts.data import Data
from handouts.drafts import remove_stale_drafts
from handouts.files import write_draft

_MAX_BYTES = 1 << 20

Cached = TypeVar("Cached", bound=Data)


def cache_on_disk(
    kind: str, key: bytes, value_type: type[Cached], make: Callable[[], Cached]
) -> Cached:
    """The result of ``make``, now or earlier, for the same kind and key.

    ``kind`` must change whenever ``make`` gives other results. A cached value that is not a
    valid one of ``value_type``, or was not made of this kind and key, is computed again.
    """
    folder = _folder()
    if folder is None:
        return make()
    name = kind.encode() + b"/" + key
    path = folder / f"{hashlib.sha256(name).hexdigest()}.json"
    with contextlib.suppress(OSError, ValueError, RecursionError):
        return msgspec.json.decode(_read_entry(path, name), type=value_type)
    value = make()
    with contextlib.suppress(OSError):
        _write_entry(path, name, msgspec.json.encode(value))
    return value


def _read_entry(path: Path, name: bytes) -> bytes:
    """The content of an entry. Raises OSError or ValueError for anything but our own file."""
    _require_entry(os.lstat(path))  # where a system cannot open without following a link
    # No link is followed, and a pipe or a device cannot hold the program up.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
        _require_entry(os.fstat(file.fileno()))
        digest, _, content = file.read(_MAX_BYTES).partition(b"\n")
    if digest != _digest_entry(name, content):
        raise ValueError("an entry for something else")
    return content


def _require_entry(status: os.stat_result) -> None:
    """Raise ValueError for what is no file, too large, or in the hands of another user."""
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_BYTES or not _is_private(status):
        raise ValueError("not an entry")


def _write_entry(path: Path, name: bytes, content: bytes) -> None:
    """Write an entry onto its name itself, so that a link there is replaced, not followed."""
    data = _digest_entry(name, content) + b"\n" + content
    if len(data) > _MAX_BYTES:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    remove_stale_drafts(path.parent)
    draft = write_draft(path.parent, data)
    try:
        draft.chmod(0o600)  # whatever the user's umask is
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _digest_entry(name: bytes, content: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(name).digest() + content).hexdigest().encode()


@cache
def find_release(package: str) -> str:
    """Name and version of an installed package, or only its name if the version is not known.

    Reads the name of its metadata folder, since importlib.metadata would take 30 ms to load.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.origin:
        return package
    above = Path(spec.origin).parents[1]
    return min((entry.name for entry in above.glob(f"{package}-*-info")), default=package)


def _folder() -> Path | None:
    """The cache folder; None for a user without a home folder, or where others may write."""
    try:
        folder = user_cache_path("handouts", appauthor=False) / "drawn"
        return folder if folder.is_absolute() and _is_own(folder) else None
    except (RuntimeError, OSError, ValueError):
        return None


def _is_own(folder: Path) -> bool:
    """Whether a folder is missing, or belongs to this user alone."""
    try:
        status = os.lstat(folder)
    except FileNotFoundError:
        return True
    return stat.S_ISDIR(status.st_mode) and _is_private(status)


def _is_private(status: os.stat_result) -> bool:
    """Whether a file or folder is this user's, and nobody else may write to it.

    On Windows a user's folders are private by themselves, and the status does not say it.
    """
    if not hasattr(os, "geteuid"):
        return True
    is_shared = bool(status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    return status.st_uid == os.geteuid() and not is_shared
