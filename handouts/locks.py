"""Locks on open files and folders: they end with the process that holds them, however it ends."""

from __future__ import annotations

import os

_HELD: set[int] = set()


def lock_file(file: int) -> bool | None:
    """Lock an open file or folder until it is released or this process ends.

    False if another process has locked it. None on a disk without support for locks, and for a
    folder on Windows: nothing is locked then.
    """
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(file, 1 << 30, os.SEEK_SET)  # others cannot read what is locked
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True


def hold_file(file: int) -> None:
    """Close an open file in each process that is a copy of this one: no lock outlives this one."""
    _HELD.add(file)


def release_file(file: int) -> None:
    """Close a file that is held, and with it end its lock."""
    _HELD.discard(file)
    os.close(file)


def _close_copies() -> None:
    for file in _HELD:
        os.close(file)
    _HELD.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_copies)
