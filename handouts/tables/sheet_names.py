"""The names of a workbook's sheets and the numbers of their rows, in messages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from handouts.sources.findings import quote_text

_MAX_NAMES = 10


def list_names(names: Sequence[str]) -> str:
    """Names of sheets for a message, as many as a person reads."""
    more = f", and {len(names) - _MAX_NAMES} more" if len(names) > _MAX_NAMES else ""
    return f"{', '.join(map(quote_text, names[:_MAX_NAMES]))}{more}"


def list_ranges(numbers: tuple[int, ...]) -> list[str]:
    """Ascending numbers as people write them: ``4``, ``7-8``."""
    starts = [
        n for before, n in zip(chain((-1,), numbers), numbers, strict=False) if n > before + 1
    ]
    ends = [
        n for n, after in zip(numbers, chain(numbers[1:], (-1,)), strict=True) if after != n + 1
    ]
    return [
        str(start) if start == end else f"{start}-{end}"
        for start, end in zip(starts, ends, strict=True)
    ]
