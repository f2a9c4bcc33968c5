"""Ctrl-C and the signals that end a program: held back for a moment where that matters."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator


@contextlib.contextmanager
def defer_interrupts() -> Iterator[None]:
    """Block Ctrl-C and similar signals for a moment, so that the block runs to its end.

    Processes that start inside it never receive Ctrl-C: the parent process ends them itself.
    On Windows this does nothing, since signals cannot be blocked there.
    """
    if os.name == "nt":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *list_ending_signals()})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def list_ending_signals() -> set[signal.Signals]:
    """The signals by which a system ends a program; none on Windows."""
    return {signal.SIGTERM, signal.SIGHUP} if os.name != "nt" else set()
