"""Stopping cleanly, whether by Ctrl-C, by the system or because the terminal was closed."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGBREAK")


class Stopped(KeyboardInterrupt):
    """Stopped by a signal; ``code`` is the exit code that a shell reports for it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


@contextlib.contextmanager
def handle_stop_signals() -> Iterator[None]:
    """Make signals that would kill the process raise Stopped, so that it cleans up as on Ctrl-C.

    A signal that was ignored stays ignored (``nohup``).
    """
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    handled = [each for each in numbers if signal.getsignal(each) == signal.SIG_DFL]
    try:
        for each in handled:
            signal.signal(each, _raise_stopped)
        yield
    finally:
        for each in handled:
            signal.signal(each, signal.SIG_DFL)


def exit_code(stop: KeyboardInterrupt) -> int:
    """Return the exit code of a process that was stopped: 130 for Ctrl-C."""
    return stop.code if isinstance(stop, Stopped) else 128 + signal.SIGINT


def _raise_stopped(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
