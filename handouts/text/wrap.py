"""Line breaking over a complete paragraph: the best of all ways to break it.

What makes one better, in this order: fewer lines, so that a shorter text never needs more; no
break inside an address; no word alone on the last line, unless it is long; then lines as even or as
full as is asked for, with penalties for broken words and for a short last line (Knuth and Plass
1981, simplified for ragged text, where spaces keep their width).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from handouts.data import Data

Breaking = Literal["even", "full", "balanced"]
"""How lines are broken: running text into even lines, all but the last one; items of a list into
full lines, each as long as can be; headings into lines that are all of one length."""

# Each costs more than any gain in what follows it.
_LINE = 1e7
BROKEN_ADDRESS = 4e4
_LONE_WORD = 1e4

_SLACK = 100.0
_SHORT_END = 8.0
_THIRD, _HALF = 1 / 3, 1 / 2

_MOST_SLACK = 3 / 4
"""A line of a heading with more slack is worse than a word alone on the last line."""


class WrapBox(Data, frozen=True):
    """Text that stays together: its width, the space after it, and the cost of a break there.

    ``hyphen`` is the width that a break adds; ``penalty`` is how bad the break is.
    ``ends_word`` is false if the word continues in the next box; ``ends_line`` is true if a line
    has to end after it; ``is_phrase`` is true if it is more than a word and what belongs to it.
    """

    width: float
    space: float = 0.0
    hyphen: float = 0.0
    penalty: float = 0.0
    ends_word: bool = True
    ends_line: bool = False
    is_phrase: bool = False


def break_lines(boxes: Sequence[WrapBox], measure: float, breaking: Breaking = "even") -> list[int]:
    """Break boxes into lines: the number of the box after each line; the last is ``len(boxes)``.

    No line is wider than the measure, unless it is a single box. There are as few lines as can be.
    """
    ends: list[int] = []
    for start, end in _split_at_line_ends(boxes):
        ends += (start + each for each in _break_paragraph(boxes[start:end], measure, breaking))
    return ends


def _split_at_line_ends(boxes: Sequence[WrapBox]) -> Iterator[tuple[int, int]]:
    """The ranges of boxes between which a line has to end."""
    start = 0
    for end, box in enumerate(boxes, 1):
        if box.ends_line or end == len(boxes):
            yield start, end
            start = end


def _break_paragraph(boxes: Sequence[WrapBox], measure: float, breaking: Breaking) -> list[int]:
    starts = _compute_starts(boxes)
    room = max(measure, 1e-6) + 1e-6
    if boxes and starts[-2] + boxes[-1].width <= room:
        return [len(boxes)]  # one line, as nothing is better
    cost, previous = [0.0], [0]
    for end in range(1, len(boxes) + 1):
        best, start = _find_best_start(boxes, starts, cost, end, room, breaking)
        cost.append(best)
        previous.append(start)
    return _trace_ends(previous)


def _compute_starts(boxes: Sequence[WrapBox]) -> list[float]:
    start, starts = 0.0, [0.0]
    for box in boxes:
        start += box.width
        start += box.space
        starts.append(start)
    return starts


def _find_best_start(
    boxes: Sequence[WrapBox],
    starts: list[float],
    cost: list[float],
    end: int,
    room: float,
    breaking: Breaking,
) -> tuple[float, int]:
    """The cheapest way to end a line after this box: its cost, and where that line starts.

    This is the inner loop of all typesetting, so it is one flat function.
    """
    last = boxes[end - 1]
    is_last = end == len(boxes)
    right = starts[end - 1] + last.width + (0.0 if is_last else last.hyphen)
    best, chosen = float("inf"), end - 1
    is_full, is_heading = breaking == "full", breaking == "balanced"
    # A line begins at the first box from which on all fit, or later; a single box always may.
    first = min(bisect_left(starts, right - room, 0, end), end - 1)
    for start in range(first, end):
        before = cost[start]
        if before > best:  # so are most, as they need a line more
            continue
        slack = (room - right + starts[start]) / room
        if slack < 0.0:  # a single box that is too wide
            slack = 0.0
        if is_last:
            bad = _rate_last_line(slack, start, boxes, breaking)
        elif is_full:
            # Earlier lines count for more, so that each is filled before the next one.
            bad = _SLACK * slack / (1 + before // _LINE)
        else:
            bad = _SLACK * slack * slack
            if is_heading and slack > _MOST_SLACK:
                bad += 2 * _LONE_WORD
        total = before + bad
        if total <= best:
            best, chosen = total, start
    return best + _LINE + (0.0 if is_last else last.penalty), chosen


def _rate_last_line(
    slack: float, start: int, boxes: Sequence[WrapBox], breaking: Breaking
) -> float:
    """How bad a last line is: a single word, shorter than a third of the measure, or uneven.

    In a heading, any word is too short to be alone; elsewhere, one that is narrower than half of
    the measure. A phrase is no single word.
    """
    is_heading = breaking == "balanced"
    if start == 0:
        return _SLACK * slack * slack if is_heading else 0.0
    is_lone = not (boxes[-1].is_phrase or any(box.ends_word for box in boxes[start:-1]))
    lone = _LONE_WORD if is_lone and (is_heading or slack > _HALF) else 0.0
    if is_heading:
        return lone + _SLACK * slack * slack
    return lone + (0.0 if breaking == "full" else _SHORT_END * max(0.0, slack - 1 + _THIRD) * 3)


def _trace_ends(previous: list[int]) -> list[int]:
    ends = []
    end = len(previous) - 1
    while end > 0:
        ends.append(end)
        end = previous[end]
    return ends[::-1]
