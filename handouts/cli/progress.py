"""A bar on stderr while a person waits: how much is done, how fast, how long it still takes.

Only on a terminal: a log gets the summary and nothing else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_BAR = 24
_PAUSE = 0.1
_SETTLED = 1.0


class Progress:
    """A line on a terminal that is written over, ten times a second at most."""

    def __init__(
        self,
        shown: bool = True,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self.shown = shown and self._stream.isatty()
        self._doing, self._began, self._next, self._width = "", 0.0, 0.0, 0

    def __call__(self, doing: str, done: int, whole: int | None) -> None:
        """Show how far it is; ``whole`` is None where nobody knows how much there is."""
        if not self.shown:
            return
        now = self._clock()
        if doing != self._doing:
            self._doing, self._began, self._next = doing, now, 0.0
        if now >= self._next:
            self._next = now + _PAUSE
            self._show(line(doing, done, whole, now - self._began))

    def clear(self) -> None:
        """Leave no trace on the terminal."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _show(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = max(self._width, len(text))


def line(doing: str, done: int, whole: int | None, seconds: float) -> str:
    """``Made [######------]  1,200 of 10,000  243 a second  36 s left``, in plain ASCII."""
    parts = [f"{doing} {_bar(done, whole)}" if whole else doing]
    parts.append(f"{done:,} of {whole:,}" if whole else f"{done:,}")
    if seconds >= _SETTLED and done:
        parts.append(f"{rate(done, seconds)} a second")
        if whole:
            parts.append(f"{lasting(max(0, whole - done) * seconds / done)} left")
    return "  ".join(parts)


def rate(done: int, seconds: float) -> str:
    """So many a second, as people say it: 243, or 3.2."""
    each = done / max(seconds, 0.001)
    return f"{each:,.0f}" if each >= 10 else f"{each:.1f}"


def lasting(seconds: float) -> str:
    """A time in words: ``4.1 s``, ``36 s``, ``2 min 5 s``, ``1 h 4 min``."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def _bar(done: int, whole: int) -> str:
    full = min(_BAR, _BAR * done // whole)
    return f"[{'#' * full}{'-' * (_BAR - full)}]"
