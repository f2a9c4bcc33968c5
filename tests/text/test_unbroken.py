"""What stays on one line: numbers, units, names with initials, in any text and at any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document.text import Run
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle
from handouts.text.unbroken import bind_runs, bind_words
from tests.text.sheets import line_texts, make_runs

STYLE = TextStyle(13, 18)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Call 020 7946 0958 by 6 pm", "Call 020_7946_0958 by 6_pm"),
        ("+44 20 7946 0958", "+44_20_7946_0958"),
        ("Take 500 mg 2 times", "Take 500_mg 2 times"),
        ("8 9 10 11 12", "8 9 10_11_12"),
        ("5 % of 1 2 3 in 12 weeks", "5_% of 1 2 3 in 12_weeks"),
        ("Lift 12 kg, drink 5 ml, at 8 am", "Lift 12_kg, drink 5_ml, at 8_am"),
        ("Ask Dr. J. Smith or Mrs Lee", "Ask Dr._J._Smith or Mrs_Lee"),
        ("A. Patel, J. R. R. Ortiz", "A._Patel, J._R._R._Ortiz"),
        ("Lee, S. and Ortiz, A.", "Lee,_S. and Ortiz,_A."),
        ("the end. A new one", "the end. A new one"),
        ("Snodgrass\u00a0S. The effect", "Snodgrass_S. The effect"),
    ],
)
def test_numbers_units_and_names(text: str, bound: str) -> None:
    """No line ends between the groups of a number, before its unit, or inside a name."""
    assert bind_words(text).replace("\u00a0", "_") == bound


def test_from_one_run_to_the_next() -> None:
    """Also where a part of it is strong."""
    runs = bind_runs((Run("Take "), Run("500", strong=True), Run(" mg now")))
    assert [run.text for run in runs] == ["Take ", "500", "\u00a0mg now"]


@given(
    st.lists(st.sampled_from("Take 500 mg of it, A. Patel 020 7946 0958".split(" ")), min_size=1)
)
def test_no_letter_is_lost(words: list[str]) -> None:
    """Only spaces change, and each stays where it is."""
    text = " ".join(words)
    assert bind_words(text).replace("\u00a0", " ") == text


@pytest.mark.parametrize("width", [30, 45, 60, 80])
def test_a_number_wider_than_the_line_ends_between_its_groups(width: float) -> None:
    """It never runs out of its panel, and no group is torn while it has room by itself."""
    setting = typeset_text(make_runs("Call 020 7946 0958 now"), STYLE, width)
    assert all(line.width <= width for line in setting.lines)
    if width >= 45:
        words = [line.strip() for line in line_texts("Call 020 7946 0958 now", STYLE, width)]
        assert {"0958", "7946"} <= set(" ".join(words).split())
