"""Exercises in words: the dose with the right plurals, and the way to the video."""

from __future__ import annotations

import pytest

from handouts.compose.exercises import describe_dose
from handouts.document.dose import Dose
from handouts.language.words import words_for


@pytest.mark.parametrize(
    ("dose", "sentence"),
    [
        (
            Dose(2, 10, 5, 3, side="each"),
            "2 sets of 10, hold for 5 seconds, 3 times a day, each side",
        ),
        (Dose(1, 1, 1, 1), "1 set of 1, hold for 1 second, once a day"),
        (Dose(repeats=1, times=2, period="week"), "1 time, twice a week"),
        (Dose(sets=3, side="left"), "3 sets, left side"),
        (Dose(hold=20, times=1, period="week"), "Hold for 20 seconds, once a week"),
        (Dose(side="both"), "Both sides"),
        (Dose(), ""),
    ],
)
def test_dose_in_words(dose: Dose, sentence: str) -> None:
    """The dose as one sentence."""
    assert describe_dose(dose, words_for("en")).replace("\u00a0", " ") == sentence


def test_lines_end_between_its_parts() -> None:
    """A number stays with its unit."""
    words = describe_dose(Dose(2, 10, 5), words_for("en"))
    assert words == "2\u00a0sets\u00a0of\u00a010, hold\u00a0for\u00a05\u00a0seconds"
