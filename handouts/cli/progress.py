"""A progress bar on stderr: how much is done, how fast, and how much time is left.

It appears only on a terminal: a log gets the summary and nothing else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_BAR_WIDTH = 24
_MIN_INTERVAL = 0.1
_MIN_SECONDS = 1.0


class ProgressBar:
    """A line on a terminal, redrawn at most ten times a second."""

    def __init__(
        self,
        visible: bool = True,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self.is_visible = visible and self._stream.isatty()
        self._doing, self._began, self._next, self._width = "", 0.0, 0.0, 0

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        """Show the progress; ``total`` is None if it is unknown."""
        if not self.is_visible:
            return
        now = self._clock()
        if doing != self._doing:
            self._doing, self._began, self._next = doing, now, 0.0
        if now >= self._next:
            self._next = now + _MIN_INTERVAL
            self._write_line(format_progress(doing, done, total, now - self._began))

    def clear(self) -> None:
        """Erase the line from the terminal."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _write_line(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = max(self._width, len(text))


def format_progress(doing: str, done: int, total: int | None, seconds: float) -> str:
    """Return ``Made [######------]  1,200 of 10,000  243 a second  36 s left``, in plain ASCII."""
    parts = [f"{doing} {_format_bar(done, total)}" if total else doing]
    parts.append(f"{done:,} of {total:,}" if total else f"{done:,}")
    if seconds >= _MIN_SECONDS and done:
        parts.append(f"{format_rate(done, seconds)} a second")
        if total:
            parts.append(f"{format_duration(max(0, total - done) * seconds / done)} left")
    return "  ".join(parts)


def format_rate(done: int, seconds: float) -> str:
    """Return the number per second, rounded for people: 243, or 3.2."""
    each = done / max(seconds, 0.001)
    return f"{each:,.0f}" if each >= 10 else f"{each:.1f}"


def format_duration(seconds: float) -> str:
    """Return a duration in words: ``4.1 s``, ``36 s``, ``2 min 5 s``, ``1 h 4 min``."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, remainder = divmod(round(seconds), 60)
    if not minutes:
        return f"{remainder} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {remainder} s"


def _format_bar(done: int, total: int) -> str:
    full = min(_BAR_WIDTH, _BAR_WIDTH * done // total)
    return f"[{'#' * full}{'-' * (_BAR_WIDTH - full)}]"
