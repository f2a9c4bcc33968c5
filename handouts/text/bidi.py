"""Text direction by the Unicode Bidirectional Algorithm (UAX #9): levels and visual order.

The rules come from python-bidi. It lacks isolates and bracket pairs (rule N0), which
``text.uax9`` adds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from handouts.text.uax9 import resolve_levels

# Letters and digits of right-to-left scripts, and the controls that change direction.
_TURNING = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

Item = TypeVar("Item")


def compute_levels(text: str, rtl: bool) -> list[int] | None:
    """The embedding level of each character; odd levels run from right to left.

    ``rtl`` is whether the paragraph runs from right to left. None if all levels are 0.
    """
    if not rtl and (text.isascii() or not _TURNING.search(text)):
        return None
    return resolve_levels(text, 1 if rtl else 0)


def order_visually(items: Sequence[Item], levels: Sequence[int]) -> list[Item]:
    """The items of one line in the order in which they are drawn (rule L2)."""
    odd = [level for level in levels if level % 2]
    if not odd:
        return list(items)
    pairs = list(zip(levels, items))
    for level in range(max(levels), min(odd) - 1, -1):
        pairs = _reverse_stretches(pairs, level)
    return [item for _, item in pairs]


def _reverse_stretches(pairs: list[tuple[int, Item]], level: int) -> list[tuple[int, Item]]:
    reordered: list[tuple[int, Item]] = []
    for high, group in groupby(pairs, lambda pair: pair[0] >= level):
        stretch = list(group)
        reordered += stretch[::-1] if high else stretch
    return reordered
