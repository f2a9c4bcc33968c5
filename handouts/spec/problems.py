"""Problems: what is wrong in a file, where, and how to mend it.

They are written for the clinic's manager and shown on a terminal, so whatever a file
holds is made harmless before it is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from handouts.data import Data

_WIDTH = 76
_TAB = 4


class Place(Data, frozen=True, order=True):
    """A place in a file, counted from 1. Line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``FILE:LINE:COLUMN``, or ``FILE`` alone for the file as a whole."""
        name = visible(self.file)
        return f"{name}:{self.line}:{self.column}" if self.line else name


class Problem(Data, frozen=True, order=True):
    """One thing that is wrong. ``message`` and ``mend`` are whole sentences."""

    place: Place
    message: str
    mend: str = ""
    source_line: str = ""

    def __str__(self) -> str:
        """One line that says it all; where the file's line may be shown, it and a caret."""
        said = visible(f"{self.place}: {self.message} {self.mend}".rstrip())
        if not self.place.line or not self.source_line:
            return said
        line, caret = _around(self.source_line, self.place.column - 1)
        return f"{said}\n{line}\n{' ' * caret}^"

    def as_dict(self) -> dict[str, str | int]:
        """The problem for a script, ready for JSON."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "mend": self.mend,
            "source_line": self.source_line,
        }


class Fault(NamedTuple):
    """What is wrong with a value, in words that do not repeat it, and how to mend it."""

    message: str
    mend: str


class SpecError(Exception):
    """Files that cannot be used. ``problems`` holds each one once, by file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[SpecError], tuple[tuple[Problem, ...]]]:
        """So that it passes from one process to another."""
        return (SpecError, (self.problems,))


def nearest(name: str, names: Iterable[str], likeness: float = 0.67) -> str | None:
    """The one of ``names`` that was probably meant, if any is nearly ``name``."""
    from difflib import get_close_matches

    lower = {each.lower(): each for each in sorted(names, reverse=True)}
    found = get_close_matches(name.lower()[:80], lower, n=1, cutoff=likeness)
    return lower[found[0]] if found else None


def meant(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """``Did you mean 'that'?`` where a name is nearly right, else ``otherwise``."""
    found = nearest(name, names)
    return f"Did you mean {quoted(found)}?" if found else otherwise


def quoted(text: str, most: int = 40) -> str:
    """A file's own words inside a message: in quotes, on one line, not too long."""
    flat = " ".join(text.split())
    return f"'{flat if len(flat) <= most else flat[: most - 1] + '…'}'"


def visible(text: str) -> str:
    """The text with nothing in it that could act on a terminal or turn its order about."""
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if " " <= char <= "~":
        return char
    if char == "\t":
        return " " * _TAB
    hidden = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
    return f"<U+{ord(char):04X}>" if hidden else char


def _around(line: str, column: int) -> tuple[str, int]:
    """The part of a line about a column that fits a terminal, and the caret's place in it."""
    start = max(0, min(column - _WIDTH // 2, len(line) - _WIDTH))
    start = start if start > 1 else 0
    before, after = line[start:column], line[column : start + _WIDTH]
    shown = ("…" if start else "") + visible(before)
    more = "…" if start + _WIDTH < len(line) else ""
    return shown + visible(after) + more, _cells(shown)


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
