"""Worker processes of this computer: how they begin, what they hear, that they end.

They end with the process that began them, however that one ends.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

_PATIENCE = 10.0
_GLANCE = 1.0
_VERSION: tuple[object, ...] = tuple(sys.version_info[:3])
_UNHEARD = "ignore::UserWarning:multiprocessing.resource_tracker"
_THREADS = "/proc/self/task"


def pool(count: int) -> ProcessPoolExecutor:
    """So many processes, which begin where there is something to do for them.

    They are copies of this one where that is safe, which have read and imported what this one
    has, and are spawned elsewhere, as on all systems.
    """
    from multiprocessing import get_context

    copied = _may_copy()
    if not copied:
        _track_unheard()
    return ProcessPoolExecutor(count, get_context("fork" if copied else "spawn"), _begin)


def end(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool now, whatever they do."""
    # Nothing is cancelled: the pool's own thread fails over cancelled work as it ends.
    thread = getattr(pool, "_executor_manager_thread", None)
    for process in list((pool._processes or {}).values()):
        process.kill()
    if _VERSION < (3, 11, 5):
        # Else its other thread writes for ever into a pipe that nobody reads from any more.
        pool._call_queue._reader.close()  # type: ignore[attr-defined]
    if thread and thread.is_alive():
        thread.join(_PATIENCE)
    pool.shutdown(wait=False)


def _may_copy() -> bool:
    """Whether this process may be copied: on Linux, where it has no other thread.

    Of many threads a copy has one alone, and for ever locked what another had locked just then
    (POSIX, fork). On macOS the system's own libraries may have such threads at any time; and
    Python 3.10's pools begin processes when their own threads are there already.
    """
    if sys.platform != "linux" or _VERSION < (3, 11):
        return False
    try:
        return len(os.listdir(_THREADS)) == 1
    except OSError:
        return False


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Put off Ctrl-C and its like for a moment, so that what is begun here is ended.

    Processes that are begun here never hear Ctrl-C: the first one ends them itself. Windows
    can put nothing off.
    """
    if os.name == "nt":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_ends()})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ends() -> set[signal.Signals]:
    """The signals by which a system ends a program."""
    return {signal.SIGTERM, signal.SIGHUP} if os.name != "nt" else set()


def _track_unheard() -> None:
    """Begin the process that tidies up after a kill, so that it says nothing of doing so."""
    if os.name == "nt":
        return
    from multiprocessing.resource_tracker import ensure_running

    sys.warnoptions.append(_UNHEARD)
    try:
        ensure_running()
    finally:
        sys.warnoptions.remove(_UNHEARD)


def _begin() -> None:
    """In a worker process: leave Ctrl-C to the first process, and end when that one does."""
    import threading

    gc.disable()  # as the first process does while work is shared out
    for unheard in ("SIGINT", "SIGBREAK"):
        if hasattr(signal, unheard):
            signal.signal(getattr(signal, unheard), signal.SIG_IGN)
    for each in _ends():
        if signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, signal.SIG_DFL)  # a copy has what the first one does then
    if os.name != "nt":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ends())
    threading.Thread(target=_end_with_first, daemon=True).start()


def _end_with_first() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    first = parent_process()
    if first is None:
        return
    # Copies that began later hold the first one's end of the pipe too, and may stand still:
    # so now and then it is asked for whose child this is. On Windows that never changes.
    while not wait([first.sentinel], _GLANCE) and os.getppid() == first.pid:
        pass
    os._exit(1)
