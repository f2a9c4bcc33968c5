"""How far a picture reaches: numbers that no reader of PDF keeps are found in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handouts.svg.picture import Outline, Paint, VectorGroup, VectorPart, VectorPath

# The picture is 1,000 units; a shape beside it may lie some way off, as drawing programs leave it.
_TOO_FAR = re.compile(r"[0-9]{7}")
_MOST = 1e7


def reaches_too_far(parts: Iterable[VectorPart]) -> bool:
    """Whether a shape is a thousand times as large as the picture, or as far away from it."""
    return any(map(_part_reaches_too_far, parts))


def _part_reaches_too_far(part: VectorPart) -> bool:
    if isinstance(part, VectorGroup):
        inner = (*part.parts, part.mask) if part.mask else part.parts
        return any(map(_is_far, part.clips)) or reaches_too_far(inner)
    return _is_far(part.outline) or any(not abs(each) < _MOST for each in _list_numbers(part))


def _is_far(outline: Outline) -> bool:
    # Numbers have two decimals, so that seven digits are a million units.
    return _TOO_FAR.search(outline.operators) is not None


def _list_numbers(path: VectorPath) -> Iterator[float]:
    yield from path.matrix
    paints: list[Paint | None] = [path.fill]
    if path.stroke:
        yield path.stroke.width
        paints.append(path.stroke.paint)
    for paint in paints:
        if paint and paint.gradient:
            yield from paint.gradient.points
            yield from paint.gradient.matrix
