"""Findings: what is wrong in a file, where, and how to fix it.

They are written for the clinic's manager and shown on a terminal, so whatever comes from a
file is made harmless before it is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec.structs import force_setattr

from handouts.data import Data
from handouts.sources.rules import Rule

Severity = Literal["error", "warning", "note"]
"""How much a finding matters: an error stops a PDF, a warning does not, a note only informs."""

_MAX_WIDTH = 76
_TAB_WIDTH = 4


class Place(Data, frozen=True, order=True):
    """A place in a file, counted from 1. Line 0 means the file as a whole.

    It reaches up to ``end_line`` and ``end_column``, which is the column after its last
    character. Without an end, it covers one character. In a table, lines and columns are those
    of its cells.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        """Give a place in a line an end."""
        if self.line and not self.end_line:
            force_setattr(self, "end_line", self.line)
            force_setattr(self, "end_column", self.column + 1)

    def __str__(self) -> str:
        """``FILE:LINE:COLUMN``, or ``FILE`` alone for the file as a whole."""
        name = escape_hidden(self.file)
        return f"{name}:{self.line}:{self.column}" if self.line else name


class Finding(Data, frozen=True):
    """One thing that is wrong. ``message`` and ``hint`` are complete sentences.

    ``rule`` names the kind of mistake; it is the same in each version of the program, so that
    scripts can rely on it. Findings sort by file, line and column.
    """

    rule: Rule
    place: Place
    message: str
    hint: str = ""
    source_line: str = ""
    severity: Severity = "error"

    def __lt__(self, other: Finding) -> bool:
        """Whether this comes before another in a report."""
        return self._sort_key() < other._sort_key()

    def _sort_key(self) -> tuple[str, int, int, str, str]:
        at = self.place
        return at.file, at.line, at.column, self.message, self.hint

    def __str__(self) -> str:
        """Place, message and hint; then the file's line and a caret, if the line may be shown.

        A warning or a note is marked as one, because it stops nothing.
        """
        mark = "" if self.severity == "error" else f"{self.severity}: "
        headline = escape_hidden(f"{self.place}: {mark}{self.message} {self.hint}".rstrip())
        if not self.place.line or not self.source_line:
            return headline
        line, caret = _clip_line(self.source_line, self.place.column - 1)
        return f"{headline}\n{line}\n{' ' * caret}^"

    def as_dict(self) -> dict[str, str | int]:
        """The finding for a script, ready for JSON."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "end_line": self.place.end_line,
            "end_column": self.place.end_column,
            "message": self.message,
            "hint": self.hint,
            "source_line": self.source_line,
        }


class ValueFinding(NamedTuple):
    """What is wrong with a value, in words that do not repeat it, and how to fix it."""

    rule: Rule
    message: str
    hint: str = ""

    def place_at(self, place: Place) -> Finding:
        """The finding for a value at a place."""
        return Finding(self.rule, place, self.message, self.hint)


class SpecError(Exception):
    """Files cannot be used. ``problems`` holds each finding once, by file, line and column."""

    def __init__(self, problems: Iterable[Finding]) -> None:
        self.problems: tuple[Finding, ...] = tuple(sorted(set(problems)))
        super().__init__("\n\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[SpecError], tuple[tuple[Finding, ...]]]:
        """Let the error pass from one process to another."""
        return (SpecError, (self.problems,))


def find_nearest(name: str, names: Iterable[str], similarity: float = 0.67) -> str | None:
    """The name of ``names`` that is closest to ``name``, or None if none is close enough."""
    from difflib import get_close_matches  # imported late: only a mistake needs it

    lower = {each.lower(): each for each in sorted(names, reverse=True)}
    matches = get_close_matches(name.lower()[:80], lower, n=1, cutoff=similarity)
    return lower[matches[0]] if matches else None


def suggest_name(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """``Did you mean 'that'?`` if a name is nearly right, else ``otherwise``."""
    match = find_nearest(name, names)
    return f"Did you mean {quote_text(match)}?" if match else otherwise


def join_choices(names: Iterable[str], last: str = "or") -> str:
    """Names for a message, with a word before the last: ``a, b or c``."""
    *first, final = names
    return f"{', '.join(first)} {last} {final}" if first else final


def quote_text(text: str, max_length: int = 40) -> str:
    """Text of a file, for a message: in quotes, on one line, cut to ``max_length`` characters."""
    flat = " ".join(text.split())
    return f"'{flat if len(flat) <= max_length else flat[: max_length - 1] + '…'}'"


def escape_hidden(text: str) -> str:
    """The text with hidden characters as ``<U+...>``, so that none can act on a terminal."""
    return "".join(map(_escape_character, text))


def _escape_character(char: str) -> str:
    if " " <= char <= "~":
        return char
    if char == "\t":
        return " " * _TAB_WIDTH
    hidden = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
    return f"<U+{ord(char):04X}>" if hidden else char


def _clip_line(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column that fits a terminal, and the caret's column in it."""
    start = max(0, min(column - _MAX_WIDTH // 2, len(line) - _MAX_WIDTH))
    start = start if start > 1 else 0
    before, after = line[start:column], line[column : start + _MAX_WIDTH]
    visible_before = ("…" if start else "") + escape_hidden(before)
    more = "…" if start + _MAX_WIDTH < len(line) else ""
    return visible_before + escape_hidden(after) + more, _terminal_width(visible_before)


def _terminal_width(text: str) -> int:
    """The width of a text in columns of a terminal."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
