"""Whatever the text, it is set and can be read back, or the missing characters are named."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pikepdf
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from handouts.document.text import Run
from handouts.text.clean import clean_runs
from handouts.text.errors import MissingGlyphs
from handouts.text.setting import Setting, typeset_text
from handouts.text.style import TextStyle
from handouts.text.wrap import Breaking
from tests.text.sheets import (
    WIDTH,
    draw_settings,
    make_runs,
    normalize_text,
    read_by_pdfium,
)

ODD = (
    "abc fi ffi ()[] 123-4 אבג ابجد لا "
    "\x00\x07\x1b\x85\ufffe\ufdd0\ud800\u2028\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u0301\u0323\u034f🙂👩‍⚕️"
)
TEXT = st.one_of(
    st.text(max_size=60),
    st.text(ODD, max_size=60),
    st.text("abcdefghij -.,/?=&\u00ad\u200b", max_size=300),
    st.sampled_from(["", " ", "\n\t", "x" * 10_000, "https://" + "a/" * 3_000, "\u00ad" * 50]),
)
RUN = st.builds(
    Run,
    text=TEXT,
    strong=st.booleans(),
    raised=st.booleans(),
    link=st.sampled_from([None, "https://clinic.example/ü", "#top"]),
)
STYLES = st.builds(
    TextStyle,
    size=st.sampled_from([6.0, 9.5, 13.0]),
    leading=st.just(18.0),
    language=st.sampled_from(["en", "ar", "he", "xx", ""]),
    align=st.sampled_from(["start", "centre", "end"]),
    hyphenate=st.booleans(),
    breaking=st.sampled_from(get_args(Breaking)),
)


def try_setting(text: tuple[Run, ...], style: TextStyle, width: float) -> Setting | None:
    """The setting, or nothing for characters that no font has."""
    try:
        return typeset_text(text, style, width)
    except MissingGlyphs as error:
        cleaned = "".join(run.text for run in clean_runs(text))
        assert error.characters
        assert all(character in cleaned for character in error.characters)
        return None


@settings(deadline=None, max_examples=60)
@given(text=st.lists(RUN, max_size=4).map(tuple), style=STYLES, width=st.floats(20, 300))
@example(text=(Run("a\u0301"), Run("\u0301b", strong=True)), style=TextStyle(13, 18), width=20.0)
def test_any_text_is_set_within_its_measure(
    text: tuple[Run, ...], style: TextStyle, width: float
) -> None:
    """No traceback, no line wider than the measure unless it is one letter with its marks."""
    setting = try_setting(text, style, width)
    assume(setting is not None)
    assert setting is not None
    assert setting.height == len(setting.lines) * style.leading
    for line in setting.lines:
        assert line.width <= width + 1e-3 or count_letters(line.text) <= 3, line.text


def count_letters(text: str) -> int:
    """The number of visible characters; ligatures and syllables count as one."""
    return sum(unicodedata.category(sign)[0] not in "MCZ" for sign in text)


def test_a_word_of_10_000_letters_is_broken() -> None:
    """Its lines keep to the measure, and no letter is lost."""
    setting = try_setting((Run("x" * 10_000),), TextStyle(13, 18), 100.0)
    assert setting is not None
    assert max(line.width for line in setting.lines) <= 100
    assert sum(line.text.count("x") for line in setting.lines) == 10_000


@settings(deadline=None, max_examples=40)
@given(text=st.lists(RUN, min_size=1, max_size=3).map(tuple))
def test_any_text_makes_a_sound_pdf(text: tuple[Run, ...]) -> None:
    """The file is read without a complaint."""
    text = tuple(Run(run.text[:400], run.strong, None, run.raised) for run in text)
    setting = try_setting(text, TextStyle(9.5, 12), WIDTH)
    assume(setting is not None)
    assert setting is not None
    from io import BytesIO

    with pikepdf.open(BytesIO(draw_settings(setting))) as document:
        assert not document.check_pdf_syntax()


@settings(deadline=None, max_examples=60)
@given(text=st.text("abcdefghijklm fi ffi fl éèüß Ωжщ ếộ.,;'()+ 0123", min_size=1, max_size=200))
def test_any_left_to_right_text_is_read_back(text: str) -> None:
    """PDFium reads the letters that were set, in order."""
    setting = typeset_text(make_runs(text), TextStyle(13, 18), WIDTH)
    read = read_by_pdfium(draw_settings(setting)).replace(" ", "")
    assert read == normalize_text(text).replace(" ", "")


def test_missing_characters_are_all_named() -> None:
    """The error names each missing character once, by number and name."""
    with pytest.raises(MissingGlyphs) as caught:
        typeset_text(make_runs("Well done 🙂 and 漢字 and 🙂"), TextStyle(13, 18), WIDTH)
    assert caught.value.characters == ("🙂", "漢", "字")
    assert "U+1F642 SLIGHTLY SMILING FACE" in str(caught.value)


def test_control_characters_leave_no_trace() -> None:
    """What no font may see is dropped; white space of any kind becomes one space."""
    dirty = "a\x00b\x1b[0m \r\n\t c\ud800\uffff\ufdd0d \u2029 e"
    assert [
        line.text for line in typeset_text(make_runs(dirty), TextStyle(13, 18), WIDTH).lines
    ] == ["ab[0m cd e"]


def test_nothing_to_say_takes_no_room() -> None:
    """Empty text has no line and no height, and draws nothing."""
    for text in ((), make_runs(""), make_runs(" \n "), (Run(" "), Run("\x00"))):
        setting = typeset_text(text, TextStyle(13, 18), WIDTH)
        assert (setting.lines, setting.height, setting.width) == ((), 0, 0)


def test_spaces_between_runs_are_single() -> None:
    """White space on either side of a change of look counts once."""
    text = (Run(" one "), Run(" two", strong=True), Run("\nthree "))
    assert [run.text for run in clean_runs(text)] == ["one ", "two", " three"]
