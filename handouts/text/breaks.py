"""The places in a paragraph where a line may end.

The rules are those of UAX #14 that the scripts of our fonts need, a little stricter (no hyphen
after a single letter, no dash at the start of a line), and rules for web addresses, which
UAX #14 lacks. uniseg has the full rules but takes 0.2 ms per letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from handouts.document.text import LINE_BREAK

BreakKind = Literal["space", "line", "zero", "hyphen", "address", "force"]

_BLANK = re.compile(f"[ {LINE_BREAK}]")

# What must not be alone at the start or the end of a line (UAX #14: CL, CP, EX, IS, OP).
_NO_HEAD = re.compile("[!?:;,.%\u2026\u2013\u2014\u00bb)\\]}\u203a\u060c\u061b\u061f-]+$")
_NO_FOOT = re.compile("[\u00ab\u2039\u00bf\u00a1(\\[{]+$")

# A line may end after these inside a word, with at least two letters on either side.
_INSIDE = re.compile("(?<=[^\\W\\d_]{2})[-\u2010\u2013/](?=[^\\W\\d_]{2})|\u2014(?=\\w)|\u200b")
_SOFT = re.compile("(?<=\\w)\u00ad(?=\\w)")

_ADDRESS = re.compile(
    "(?:[a-z][a-z0-9+.-]*:/{2,}|www\\.|doi:|mailto:|tel:)\\S"
    "|[^\\s@]+@[^\\s@.]+\\.\\w"
    "|10\\.\\d{4,}/\\S"
    "|(?:[\\w-]+\\.)+[a-z]{2,}(?:/\\S|$)",
    re.IGNORECASE,
)
_SCHEME = re.compile("[a-z][a-z0-9+.-]*:/*", re.IGNORECASE)
_ADDRESS_BREAK = re.compile("(?<=[\\w)])[/.?&=@#_~-]+(?=\\w)")


def find_breaks(text: str) -> list[tuple[int, BreakKind]]:
    """The places where a line may end, in order, each with its kind.

    Each place is where the next line begins; the space of a ``space`` break is before it. At a
    ``line`` break, the line has to end: the author wants it. A
    ``hyphen`` break shows a hyphen; ``address`` breaks are inside web addresses. Expects single
    spaces.
    """
    places: list[tuple[int, BreakKind]] = []
    before: _WordBreaks | None = None
    end = -1
    for text_word in _BLANK.split(text):
        start, end = end + 1, end + 1 + len(text_word)
        if not text_word:
            continue
        word = _find_word_breaks(text_word)
        if start and text[start - 1] == LINE_BREAK:
            places.append((start, "line"))
        elif before and not (before.holds_next or word.holds_before):
            places.append((start, "space"))
        for place, kind in word.inner:
            places.append((start + place, kind))
        before = word
    return places


class _WordBreaks(NamedTuple):
    """Whether a word may not be parted from the one before it, or after it; its inner breaks."""

    holds_before: bool
    holds_next: bool
    inner: tuple[tuple[int, BreakKind], ...]


@lru_cache(maxsize=4_096)
def _find_word_breaks(word: str) -> _WordBreaks:
    holds_before, holds_next = bool(_NO_HEAD.match(word)), bool(_NO_FOOT.match(word))
    return _WordBreaks(holds_before, holds_next, _find_inner_breaks(word))


def _find_inner_breaks(word: str) -> tuple[tuple[int, BreakKind], ...]:
    if word.isalpha():
        return ()
    if _ADDRESS.match(word):
        return tuple(_find_address_breaks(word))
    inside: list[tuple[int, BreakKind]] = [
        (match.end(), "zero") for match in _INSIDE.finditer(word)
    ]
    inside += [(match.end(), "hyphen") for match in _SOFT.finditer(word)]
    return tuple(sorted(place for place in inside if place[0] < len(word)))


def _find_address_breaks(word: str) -> Iterator[tuple[int, BreakKind]]:
    """Breaks after a mark, never after the scheme, and never next to a single letter."""
    scheme = _SCHEME.match(word)
    start = scheme.end() if scheme and "." not in scheme[0] else 0
    path = word.find("/", start)
    for match in _ADDRESS_BREAK.finditer(word, start):
        if start + 2 <= match.end() <= len(word) - 2:
            # A hyphen at the end of a line may not look like part of the address, and the name of a
            # site is whole if the line can end behind it.
            is_bad = match[0].endswith("-") or match.end() <= path
            yield match.end(), "force" if is_bad else "address"
