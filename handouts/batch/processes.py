"""Worker processes of this computer: how they start, handle signals, and end.

They end with the process that started them, however that one ends.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.resource_tracker import ensure_running

from handouts.batch.forking import can_fork
from handouts.batch.interrupts import list_ending_signals

_JOIN_SECONDS = 10.0
_POLL_SECONDS = 1.0
_VERSION: tuple[object, ...] = tuple(sys.version_info[:3])
_TRACKER_FILTER = "ignore::UserWarning:multiprocessing.resource_tracker"


def create_pool(count: int) -> ProcessPoolExecutor:
    """A pool of up to ``count`` processes, which start when there is work for them.

    Where it is safe they are forks of this process, and share all it has read and imported;
    elsewhere they are spawned, which works on every system.
    """
    forked = can_fork()
    if not forked:
        _start_quiet_tracker()
    return ProcessPoolExecutor(
        count, get_context("fork" if forked else "spawn"), _initialize_worker
    )


def kill_pool(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool now, whatever they are doing."""
    # Cancel nothing: the pool's own thread would fail on cancelled work as it ends.
    thread = getattr(pool, "_executor_manager_thread", None)
    for process in list((pool._processes or {}).values()):
        process.kill()
    if _VERSION < (3, 11, 5):
        # Otherwise its other thread blocks for ever, writing to a pipe that has no reader left.
        pool._call_queue._reader.close()  # type: ignore[attr-defined]
    if thread and thread.is_alive():
        thread.join(_JOIN_SECONDS)
    pool.shutdown(wait=False)


def _start_quiet_tracker() -> None:
    """Start the resource tracker, which cleans up after a kill, without its warnings."""
    if os.name == "nt":
        return

    sys.warnoptions.append(_TRACKER_FILTER)
    try:
        ensure_running()
    finally:
        sys.warnoptions.remove(_TRACKER_FILTER)


def _initialize_worker() -> None:
    """In a worker process: leave Ctrl-C to the parent process, and end when it ends."""
    gc.disable()  # as the parent does while work is under way
    for ignored in ("SIGINT", "SIGBREAK"):
        if hasattr(signal, ignored):
            signal.signal(getattr(signal, ignored), signal.SIG_IGN)
    for each in list_ending_signals():
        if signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, signal.SIG_DFL)  # a fork inherits the parent's handlers
    if os.name != "nt":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, list_ending_signals())
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    parent = parent_process()
    if parent is None:
        return
    # Later forks keep the parent's end of the pipe open too, and may be suspended. So check
    # now and then whose child this is. On Windows the parent's id never changes.
    while not wait([parent.sentinel], _POLL_SECONDS) and os.getppid() == parent.pid:
        pass
    os._exit(1)
