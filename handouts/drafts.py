"""Drafts and private folders of runs that were killed: known as such, and deleted by the next run.

Whoever writes a draft, or works in a private folder, holds a lock on it. The lock ends with the
process, so what is not locked belongs to nobody any more.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from handouts.locks import hold_file, lock_file, release_file

DRAFT_SUFFIX = ".part"
_DRAFT = re.compile(r"\.[0-9a-f]{16}\.part")
_FOLDER_PREFIX = "handouts-private-"
_FOLDER = re.compile(_FOLDER_PREFIX + "[0-9a-f]{16}")
_OLD_SECONDS = 86_400.0
"""Where nothing can be locked, what is older than a day belongs to nobody."""


def draft_path(folder: Path, suffix: str) -> Path:
    """A random name for a draft in a folder."""
    return folder / f".{os.urandom(8).hex()}{suffix}"


def remove_stale_drafts(folder: Path) -> None:
    """Delete the drafts that killed runs have left in a folder; those of others stay."""
    for path in _list_matching(folder, _DRAFT):
        with contextlib.suppress(OSError), _claim(path) as is_ours:
            if is_ours:
                os.unlink(path)


@contextlib.contextmanager
def create_private_folder() -> Iterator[Path]:
    """A folder that nobody else can look into, deleted at the end.

    Those of this user's runs that were killed are deleted first.
    """
    root = Path(tempfile.gettempdir())
    for path in _list_matching(root, _FOLDER):
        with contextlib.suppress(OSError), _claim(path) as is_ours:
            if is_ours:
                shutil.rmtree(path, ignore_errors=True)
    folder, lock = _make_locked_folder(root)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            release_file(lock)


def _make_locked_folder(root: Path) -> tuple[Path, int | None]:
    while True:
        folder = root / f"{_FOLDER_PREFIX}{os.urandom(8).hex()}"
        folder.mkdir(mode=0o700)
        if os.name == "nt":  # a folder cannot be opened there
            return folder, None
        lock = os.open(folder, os.O_RDONLY)
        hold_file(lock)
        if keep_lock(lock, folder):
            return folder, lock
        release_file(lock)


def keep_lock(file: int, path: Path) -> bool:
    """Lock what was just created; False if another process has taken it for a stale one."""
    return lock_file(file) is not False and os.path.lexists(path)


def _list_matching(folder: Path, name: re.Pattern[str]) -> list[Path]:
    # Only what matches is kept in memory: a folder may hold tens of thousands of leaflets.
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if name.fullmatch(entry.name)]
    except OSError:
        return []


@contextlib.contextmanager
def _claim(path: Path) -> Iterator[bool]:
    """Whether a draft or private folder is this user's, and of a run that has ended."""
    status = os.lstat(path)
    is_old = time.time() - status.st_mtime > _OLD_SECONDS
    if os.name == "nt":
        yield is_old
        return
    kinds = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    if not kinds or status.st_uid != os.geteuid():
        yield False
        return
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        locked = lock_file(file)
        yield is_old if locked is None else locked
    finally:
        os.close(file)
