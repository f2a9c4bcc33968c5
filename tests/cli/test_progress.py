"""The bar: how far, how fast, how much longer; only on a terminal."""

from __future__ import annotations

import io

import pytest

from handouts.cli.progress import (
    ProgressBar,
    format_duration,
    format_progress,
    format_rate,
)


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_line_says_how_far_how_fast_and_how_long() -> None:
    """Rate and time left once they mean something."""
    assert format_progress("Made", 0, 1000, 0.0) == "Made [------------------------]  0 of 1,000"
    assert format_progress("Made", 500, 2000, 2.0) == (
        "Made [######------------------]  500 of 2,000  250 a second  6.0 s left"
    )
    assert format_progress("Checked", 7, None, 0.5) == "Checked  7"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.04, "0.0 s"),
        (4.12, "4.1 s"),
        (9.97, "10 s"),
        (59.7, "1 min 0 s"),
        (125, "2 min 5 s"),
        (3900, "1 h 5 min"),
    ],
)
def test_times_are_in_words(seconds: float, said: str) -> None:
    """In everyday words."""
    assert format_duration(seconds) == said


def test_a_slow_rate_has_a_decimal() -> None:
    """3.2 a second is not 3."""
    assert (format_rate(32, 10), format_rate(12_345, 10), format_rate(0, 0)) == (
        "3.2",
        "1,234",
        "0.0",
    )


def test_the_line_is_written_over_and_taken_away() -> None:
    """Ten times a second at most, and no letter of a longer line stays."""
    stream, clock = Terminal(), Clock()
    progress = ProgressBar(stream=stream, clock=clock)
    for done in range(100):
        clock.now += 0.02
        progress("Made", done, 100)
    progress.clear()
    lines = stream.getvalue().split("\r")
    assert 15 < len(lines) < 30
    assert lines[-1] == "" and not lines[-2].strip()
    assert len(lines[-2]) == max(map(len, lines))


def test_nothing_is_shown_where_no_terminal_is() -> None:
    """A log holds the summary, and nothing that moves."""
    stream = io.StringIO()
    progress = ProgressBar(stream=stream)
    progress("Made", 1, 2)
    progress.clear()
    assert stream.getvalue() == ""


def test_nothing_is_shown_where_there_is_nothing_to_say() -> None:
    """``--quiet`` and ``--json`` on a terminal."""
    stream = Terminal()
    ProgressBar(False, stream)("Made", 1, 2)
    assert stream.getvalue() == ""
