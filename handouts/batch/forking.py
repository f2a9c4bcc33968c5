"""Whether this process may be copied, to make workers that remember what it does."""

from __future__ import annotations

import os
import sys

_VERSION: tuple[object, ...] = tuple(sys.version_info[:3])
_THREADS_FOLDER = "/proc/self/task"


def can_fork() -> bool:
    """Whether this process may fork: only on Linux, and only without other threads.

    A fork copies only the thread that calls it, and a lock that another thread holds at that
    moment stays locked for ever in the copy (POSIX, fork). On macOS the system's libraries
    may have such threads at any time; and in Python 3.10 a pool starts its own threads
    before its processes.
    """
    if sys.platform != "linux" or _VERSION < (3, 11):
        return False
    try:
        return len(os.listdir(_THREADS_FOLDER)) == 1
    except OSError:
        return False
