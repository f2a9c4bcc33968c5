"""Where a line may end: the places within a paragraph at which it can be broken.

The rules are those of UAX #14 as far as the scripts of our fonts need them, a little
stricter (no hyphen after a single letter, no dash at the head of a line), and rules for
web addresses, which it does not know. uniseg has the full rules but takes 0.2 ms a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

Kind = Literal["space", "zero", "hyphen", "address", "force"]

_WORD = re.compile("[^ ]+")

# What must not stand alone at the head or the foot of a line (UAX #14: CL, CP, EX, IS, OP).
_NO_HEAD = re.compile("[!?:;,.%\u2026\u2013\u2014\u00bb)\\]}\u203a\u060c\u061b\u061f-]+$")
_NO_FOOT = re.compile("[\u00ab\u2039\u00bf\u00a1(\\[{]+$")

# After these, inside a word, the line may end: two letters at least on either side.
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


def breaks(text: str) -> list[tuple[int, Kind]]:
    """The places where a line may end, in order, each with its kind.

    A ``space`` break is before the place, which is where the next line begins; ``hyphen``
    breaks show a hyphen; ``address`` breaks are inside web addresses. Expects single spaces.
    """
    words = [(match.start(), match[0]) for match in _WORD.finditer(text)]
    found: list[tuple[int, Kind]] = []
    for number, (start, word) in enumerate(words):
        if number and _may_part(words[number - 1][1], word):
            found.append((start, "space"))
        found += [(start + place, kind) for place, kind in _within(word)]
    return found


def _may_part(left: str, right: str) -> bool:
    return not (_NO_HEAD.match(right) or _NO_FOOT.match(left))


@lru_cache(maxsize=4_096)
def _within(word: str) -> tuple[tuple[int, Kind], ...]:
    if word.isalpha():
        return ()
    if _ADDRESS.match(word):
        return tuple(_address(word))
    inside: list[tuple[int, Kind]] = [(match.end(), "zero") for match in _INSIDE.finditer(word)]
    inside += [(match.end(), "hyphen") for match in _SOFT.finditer(word)]
    return tuple(sorted(place for place in inside if place[0] < len(word)))


def _address(word: str) -> Iterator[tuple[int, Kind]]:
    """After a mark, never after the scheme, and never so that a lone letter is parted."""
    scheme = _SCHEME.match(word)
    start = scheme.end() if scheme and "." not in scheme[0] else 0
    for match in _ADDRESS_BREAK.finditer(word, start):
        if start + 2 <= match.end() <= len(word) - 2:
            # A hyphen at the end of a line may seem to be no part of the address.
            yield match.end(), "force" if match[0].endswith("-") else "address"
