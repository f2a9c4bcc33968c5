"""Quotation marks at the start of a line stand in the margin, so that the letters line up."""

from __future__ import annotations

import pypdfium2
import pytest
from msgspec.structs import replace

from handouts.text.setting import Setting, typeset_text
from handouts.text.style import TextStyle
from tests.text.sheets import STYLE, WIDTH, draw_settings, make_runs, read_by_pdfium

LEFT = 30.0
WORDS = "Hold here. Hold on and on. Hold it."


def measure_letter(setting: Setting, letter: str) -> float:
    """How far right of its place the first such letter begins, in points."""
    text = pypdfium2.PdfDocument(draw_settings(setting))[0].get_textpage()
    place = text.get_text_range().index(letter)
    return float(text.get_charbox(place, loose=True)[0]) - LEFT


@pytest.mark.parametrize("mark", ["“", "‘", '"', "'", "„", "«", "‹"])
def test_a_mark_hangs(mark: str) -> None:
    """By its width: what follows begins where any other line begins."""
    quoted = typeset_text(make_runs(f"{mark}{WORDS}"), STYLE, WIDTH)
    plain = typeset_text(make_runs(WORDS), STYLE, WIDTH)
    assert measure_letter(quoted, "H") == pytest.approx(measure_letter(plain, "H"), abs=0.7)
    assert measure_letter(quoted, mark) < -2


def test_lines_and_words_are_the_same() -> None:
    """Only the place changes: where lines end, how wide they are, and what is read."""
    words = " ".join(f"It was “on and on” or so, no {number}." for number in range(12))
    setting = typeset_text(make_runs(words), STYLE, WIDTH)
    starts = [line for line in setting.lines if line.text.startswith("“")]
    assert starts and all(line.row.x < -2 for line in starts)
    assert all(line.row.x == 0 for line in setting.lines if line not in starts)
    assert all(line.width <= WIDTH for line in setting.lines)
    assert read_by_pdfium(draw_settings(setting)) == words


@pytest.mark.parametrize(
    "style",
    [
        replace(STYLE, align="centre"),
        replace(STYLE, align="end"),
        replace(STYLE, language="he"),
        replace(STYLE, breaking="full"),
        replace(STYLE, in_table=True),
    ],
)
def test_where_no_mark_hangs(style: TextStyle) -> None:
    """Where there is no edge to stand on, or where a mark or another cell stands beside it."""
    quoted = typeset_text(make_runs(f"“{WORDS}"), style, WIDTH)
    assert all(line.row.x >= 0 for line in quoted.lines)


def test_a_mark_alone_does_not_hang() -> None:
    """A line must not leave its place."""
    setting = typeset_text(make_runs("“"), STYLE, WIDTH)
    assert setting.lines[0].row.x == 0
