"""Line breaking over a complete paragraph: the breaks with the most even lines.

Of all ways to break a paragraph into the fewest lines, the one with the smallest sum of
squared slack is chosen, with penalties for broken words and for a short last line
(Knuth and Plass 1981, simplified for ragged text, where spaces keep their width).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.data import Data

# One more line costs more than any gain in evenness.
_LINE = 1000.0
_SLACK = 100.0
_SHORT_END = 60.0
_LONE_WORD = 30.0
_THIRD = 1 / 3


class WrapBox(Data, frozen=True):
    """Text that stays together: its width, the space after it, and the cost of a break there.

    ``hyphen`` is the width that a break adds; ``penalty`` is how bad the break is.
    ``ends_word`` is false if the word continues in the next box; ``ends_line`` is true if a line
    has to end after it.
    """

    width: float
    space: float = 0.0
    hyphen: float = 0.0
    penalty: float = 0.0
    ends_word: bool = True
    ends_line: bool = False


def break_lines(boxes: Sequence[WrapBox], measure: float, balance: bool = False) -> list[int]:
    """Break boxes into lines: the number of the box after each line; the last is ``len(boxes)``.

    No line is wider than the measure, unless it is a single box. With ``balance`` the
    last line should be as long as the others.
    """
    ends: list[int] = []
    for start, end in _split_at_line_ends(boxes):
        ends += (start + each for each in _break_even_lines(boxes[start:end], measure, balance))
    return ends


def _split_at_line_ends(boxes: Sequence[WrapBox]) -> Iterator[tuple[int, int]]:
    """The ranges of boxes between which a line has to end."""
    start = 0
    for end, box in enumerate(boxes, 1):
        if box.ends_line or end == len(boxes):
            yield start, end
            start = end


def _break_even_lines(boxes: Sequence[WrapBox], measure: float, balance: bool) -> list[int]:
    starts = _compute_starts(boxes)
    room = max(measure, 1e-6) + 1e-6
    cost, previous = [0.0], [0]
    for end in range(1, len(boxes) + 1):
        best, start = _find_best_start(boxes, starts, cost, end, room, balance)
        cost.append(best)
        previous.append(start)
    return _trace_ends(previous)


def _compute_starts(boxes: Sequence[WrapBox]) -> list[float]:
    starts = [0.0]
    for box in boxes:
        starts.append(starts[-1] + box.width + box.space)
    return starts


def _find_best_start(
    boxes: Sequence[WrapBox],
    starts: list[float],
    cost: list[float],
    end: int,
    room: float,
    balance: bool,
) -> tuple[float, int]:
    """The cheapest way to end a line after this box: its cost, and where that line starts.

    This is the inner loop of all typesetting, so it is one flat function.
    """
    last = boxes[end - 1]
    is_last = end == len(boxes)
    right = starts[end - 1] + last.width + (0.0 if is_last else last.hyphen)
    best, chosen = float("inf"), end - 1
    for start in range(end - 1, -1, -1):
        slack = (room - right + starts[start]) / room
        if slack < 0:
            if start < end - 1:
                break
            slack = 0.0
        bad = (
            _SLACK * slack * slack
            if not is_last or balance
            else _rate_last_line(slack, start, boxes)
        )
        total = cost[start] + bad
        if total < best:
            best, chosen = total, start
    return best + _LINE + (0.0 if is_last else last.penalty), chosen


def _rate_last_line(slack: float, start: int, boxes: Sequence[WrapBox]) -> float:
    """How bad a last line is: shorter than a third of the measure, or a single word."""
    if start == 0:
        return 0.0
    short = max(0.0, slack - 1 + _THIRD) / _THIRD
    lone = not any(box.ends_word for box in boxes[start:-1])
    return _SHORT_END * short + (_LONE_WORD if lone else 0.0)


def _trace_ends(previous: list[int]) -> list[int]:
    ends = []
    end = len(previous) - 1
    while end > 0:
        ends.append(end)
        end = previous[end]
    return ends[::-1]
