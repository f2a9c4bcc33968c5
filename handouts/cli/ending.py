"""Being stopped: by Ctrl-C, by the system, by a terminal that is closed. One way to end for all."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

_BY = ("SIGTERM", "SIGHUP", "SIGBREAK")


class Stopped(KeyboardInterrupt):
    """Stopped by the system; ``code`` is the exit code that says so, as a shell gives it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Let a signal that would end the process at once end it as Ctrl-C does, tidily.

    A signal that was ignored stays so (``nohup``).
    """
    numbers = [getattr(signal, name) for name in _BY if hasattr(signal, name)]
    heard = [each for each in numbers if signal.getsignal(each) == signal.SIG_DFL]
    try:
        for each in heard:
            signal.signal(each, _stop)
        yield
    finally:
        for each in heard:
            signal.signal(each, signal.SIG_DFL)


def code(stop: KeyboardInterrupt) -> int:
    """The exit code of a process that was stopped: 130 by Ctrl-C."""
    return stop.code if isinstance(stop, Stopped) else 128 + signal.SIGINT


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
