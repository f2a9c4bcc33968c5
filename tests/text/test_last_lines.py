"""Last lines, lines of headings and of lists, and how many lines there are, at any width.

The texts are those of the shipped handouts, as they are printed, and made-up words.
"""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.text import Run, Runs
from handouts.text.setting import Setting, typeset_text
from handouts.text.style import TextStyle
from handouts.text.unbroken import NO_BREAK
from handouts.text.wrap import Breaking, WrapBox, break_lines
from tests.pages import story_texts
from tests.specs.library import HANDOUTS
from tests.text.sheets import make_runs
from tests.text.test_breaking import greedy_ends

BODY = TextStyle(13, 18)
LIST = replace(BODY, breaking="full")
HEADING = TextStyle(18, 22, strong=True, breaking="balanced")
WIDTHS = st.floats(60, 420)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def list_texts() -> tuple[Runs, ...]:
    """All texts of the shipped handouts that have more than one word."""
    stories = (compose_story(handouts.load(path)) for path in HANDOUTS)
    texts = {text.runs: None for story in stories for text in story_texts(story)}
    return tuple(runs for runs in texts if any(" " in run.text for run in runs))


MADE_UP = st.lists(st.text(LETTERS, min_size=1, max_size=14), min_size=2, max_size=30).map(
    lambda words: make_runs(" ".join(words))
)
TEXTS = st.one_of(st.sampled_from(list_texts()), MADE_UP)


def measure_line(setting: Setting, start: int, end: int) -> float:
    """The width of a line of these boxes, in ems."""
    boxes = setting.paragraph.boxes[start:end]
    hyphen = 0.0 if end == len(setting.paragraph.boxes) else boxes[-1].hyphen
    return sum(box.width + box.space for box in boxes) - boxes[-1].space + hyphen


def can_move(setting: Setting) -> bool:
    """Whether the last word of the line before the last one could go down to the last one."""
    before, last = (0, *setting.ends[:-1])[-2:] if len(setting) > 1 else (0, 0)
    boxes = setting.paragraph.boxes
    if last - before < 2 or boxes[last - 2].penalty:
        return False
    return measure_line(setting, last - 1, len(boxes)) <= setting.measure / setting.style.size


def is_lone(setting: Setting) -> bool:
    """Whether the last line is a word alone, and not the only line."""
    if len(setting) < 2:
        return False
    boxes = setting.paragraph.boxes
    return not (boxes[-1].is_phrase or any(box.ends_word for box in boxes[setting.ends[-2] : -1]))


@pytest.mark.parametrize("style", [BODY, LIST], ids=["body", "list"])
@given(TEXTS, WIDTHS)
@settings(max_examples=300)
def test_no_word_is_alone_on_the_last_line(style: TextStyle, text: Runs, width: float) -> None:
    """Where the line before can spare one; a word as wide as half the measure may be alone."""
    setting = typeset_text(text, style, width)
    if is_lone(setting) and can_move(setting):
        assert measure_line(setting, setting.ends[-2], setting.ends[-1]) >= 0.5 * width / style.size


@given(TEXTS, st.floats(100, 420))
@settings(max_examples=300)
def test_no_heading_has_one_word_on_its_second_line(text: Runs, width: float) -> None:
    """Where two words fit there, and the first line is no mere stump then."""
    setting = typeset_text(text, HEADING, width)
    if len(setting) == 2 and is_lone(setting) and can_move(setting):
        first = measure_line(setting, 0, setting.ends[0] - 1)
        assert first < 0.26 * width / HEADING.size


@pytest.mark.parametrize(
    ("heading", "width", "lines"),
    [
        ("Getting on with your work", 190, ["Getting on", "with your work"]),
        ("Looking after yourself", 180, ["Looking", "after yourself"]),
        ("Is physiotherapy effective?", 215, ["Is physiotherapy", "effective?"]),
        ("Dry needling", 90, ["Dry", "needling"]),
    ],
)
def test_headings(heading: str, width: float, lines: list[str]) -> None:
    """Two words on the second line, unless the first would have one short word."""
    setting = typeset_text(make_runs(heading), HEADING, width)
    assert [line.text.strip() for line in setting.lines] == lines


@given(TEXTS, WIDTHS)
@settings(max_examples=300)
def test_lines_of_a_list_are_full(text: Runs, width: float) -> None:
    """Each takes what fits; if a word would be alone at the end, one comes down to it."""
    setting = typeset_text(text, LIST, width)
    boxes = setting.paragraph.boxes
    if any(box.penalty or box.hyphen or box.ends_line for box in boxes):
        return
    full = greedy_ends(list(boxes), width / LIST.size + 1e-6)
    if full[-2:-1] != [full[-1] - 1]:
        assert list(setting.ends) == full
    elif full[-3:-2] != [full[-2] - 1]:
        assert list(setting.ends)[:-2] == full[:-2]


def test_a_narrow_item_fills_its_first_line() -> None:
    """Balance does not shorten it, while a paragraph of more lines is made even."""
    text = make_runs("Lie or sit. Bend your feet up and down, briskly and often.")
    lines = [line.text.strip() for line in typeset_text(text, LIST, 250).lines]
    assert lines == ["Lie or sit. Bend your feet up and down,", "briskly and often."]


@pytest.mark.parametrize("hyphenate", [False, True])
@pytest.mark.parametrize("breaking", get_args(Breaking))
@given(TEXTS, WIDTHS)
@settings(max_examples=200)
@example(make_runs("hypersensitiveness characteristically musculoskeletal"), 90.0)
def test_a_shorter_text_never_needs_more_lines(
    hyphenate: bool, breaking: Breaking, text: Runs, width: float
) -> None:
    """Word by word from the end."""
    style = replace(BODY, hyphenate=hyphenate, breaking=breaking)
    words = "".join(run.text for run in text).split(" ")
    counts = [
        len(typeset_text((Run(" ".join(words[:end])),), style, width))
        for end in range(1, len(words) + 1)
    ]
    assert counts == sorted(counts)


BOXES = st.lists(
    st.builds(WrapBox, st.floats(0.3, 7), st.just(0.3), st.just(0.0), st.sampled_from([0.0, 4.0])),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("breaking", get_args(Breaking))
@given(BOXES, st.floats(7, 25))
def test_there_are_as_few_lines_as_can_be(
    breaking: Breaking, boxes: list[WrapBox], measure: float
) -> None:
    """No more than if each line took what fits."""
    assert len(break_lines(boxes, measure, breaking)) == len(greedy_ends(boxes, measure + 1e-6))


@pytest.mark.parametrize("breaking", get_args(Breaking))
@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=9), st.floats(140, 420)
)
def test_an_address_is_whole_where_it_costs_no_line(
    breaking: Breaking, words: list[str], width: float
) -> None:
    """However uneven the lines are, or whatever is alone at the end."""
    style = replace(BODY, breaking=breaking)
    address = "clinic.example/visit"
    text = make_runs(" ".join([*words, address, "now"]))
    joined = make_runs(" ".join([*words, "\u2060".join(address), "now"]))
    broken, whole = typeset_text(text, style, width), typeset_text(joined, style, width)
    if len(broken) == len(whole):
        assert any(address in line.text for line in broken.lines)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("twice\u00a0a\u00a0day", ["ten times, hold for five seconds,", "twice a day"]),
        ("20\u00a0minutes", ["ten times, hold for five", "seconds, 20 minutes"]),
    ],
)
def test_a_phrase_is_no_word_alone(last: str, expected: list[str]) -> None:
    """Three words that stay together may be the last line; a number and its unit are a word."""
    setting = typeset_text(make_runs(f"ten times, hold for five seconds, {last}"), LIST, 240)
    lines = [setting.text_between(line, line + 1) for line in range(len(setting))]
    words = ["".join(run.text for run in line) for line in lines]
    assert [each.replace(NO_BREAK, " ").strip() for each in words] == expected
