"""Standard streams that were closed before the program began, as services and schedulers do."""

from __future__ import annotations

import errno
import io
import os
import sys

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}
_CLOSED: set[str] = set()


def open_closed_streams() -> None:
    """Open each standard stream that is closed: output goes nowhere, and input is refused.

    A file opened later would otherwise get the stream's number, and be written to by mistake.
    """
    for number, (name, mode) in enumerate(_MODES.items()):
        if getattr(sys, name) is not None:
            continue
        _CLOSED.add(name)
        stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115
        if stream.fileno() != number:
            os.dup2(stream.fileno(), number)
        setattr(sys, name, io.TextIOWrapper(_ClosedInput()) if name == "stdin" else stream)


def is_closed(name: str) -> bool:
    """Return whether a standard stream, such as "stdout", was closed when the program began."""
    return name in _CLOSED


class _ClosedInput(io.BufferedIOBase):
    """Input that says that it is closed when it is read."""

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(errno.EBADF, "stdin is closed, so nothing can be read from it")

    read1 = read
