"""Directions: the levels of the Unicode Bidirectional Algorithm (UAX #9), and the order.

The rules are python-bidi's. It has no isolates, which are done here by setting each one
as a text of its own, and no bracket pairs (rule N0), which are added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

# Letters and digits of right-to-left scripts, and the controls that turn directions.
_TURNING = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

Item = TypeVar("Item")


def levels(text: str, backward: bool) -> list[int] | None:
    """The embedding level of each character; odd ones run from right to left.

    ``backward`` is the paragraph's direction. None where all are level 0.
    """
    if not backward and not _TURNING.search(text):
        return None
    from handouts.text.uax9 import resolve

    return resolve(text, 1 if backward else 0)


def visual(items: Sequence[Item], levels: Sequence[int]) -> list[Item]:
    """The items of one line in the order in which they are drawn (rule L2)."""
    pairs = list(zip(levels, items))
    odd = [level for level in levels if level % 2]
    if not odd:
        return list(items)
    for level in range(max(levels), min(odd) - 1, -1):
        pairs = _turned(pairs, level)
    return [item for _, item in pairs]


def _turned(pairs: list[tuple[int, Item]], level: int) -> list[tuple[int, Item]]:
    turned: list[tuple[int, Item]] = []
    for high, group in groupby(pairs, lambda pair: pair[0] >= level):
        stretch = list(group)
        turned += stretch[::-1] if high else stretch
    return turned
