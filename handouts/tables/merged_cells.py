"""Merged cells: those that may belong to several rows are marked, so that nobody gets them.

A spreadsheet keeps one text for all of them, in the first row, even if it stood in another
row's cell before they were merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from handouts.tables.cell_marks import MERGED

if TYPE_CHECKING:
    from handouts.tables.workbooks.sheets import Merge

_Row = tuple[int, tuple[str, ...]]


def mark_merged_cells(rows: Iterable[_Row], merges: Sequence[Merge]) -> Iterator[_Row]:
    """Rows, in ascending order, with a mark in front of the text of each merged cell."""
    waiting = sorted(merges, key=lambda merge: merge.first_row, reverse=True)
    active: list[Merge] = []
    columns: set[int] = set()
    for number, cells in rows:
        before = len(active)
        active = [merge for merge in active if merge.last_row >= number]
        changed = len(active) != before
        while waiting and waiting[-1].first_row <= number:
            merge = waiting.pop()
            if merge.last_row >= number:
                active.append(merge)
                changed = True
        if changed:
            columns = {at for merge in active for at in _list_columns(merge)}
        yield number, (_mark_cells(cells, columns) if columns else cells)


def _list_columns(merge: Merge) -> range:
    return range(merge.first_column, merge.last_column + 1)


def _mark_cells(cells: tuple[str, ...], columns: set[int]) -> tuple[str, ...]:
    texts = [*cells, *[""] * (max(columns) + 1 - len(cells))]
    for at in columns:
        texts[at] = f"{MERGED} {texts[at]}".rstrip()
    return tuple(texts)
