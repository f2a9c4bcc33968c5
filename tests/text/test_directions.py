"""Right-to-left text is in the right order, by UAX #9, and on the right side."""

from __future__ import annotations

import unicodedata

import pytest
from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.document.text import Run
from handouts.text.bidi import compute_levels, order_visually
from handouts.text.lines import Line
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle
from handouts.text.uax9 import resolve_levels
from tests.text.sheets import STYLE, draw_settings, make_runs, render_page

HEBREW = TextStyle(13, 18, language="he", family="noto-sans-hebrew")
ARABIC = TextStyle(13, 22, language="ar", family="vazirmatn")

SIGNS = st.text(
    "abאבجد12٤ .,-%()[]\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0301",
    max_size=14,
)


def drawn_text(line: Line) -> str:
    """The text of a line's glyphs, from left to right."""
    return "".join("".join(stretch.glyphs.texts) for stretch in line.row.stretches)


def first_line(text: str, style: TextStyle) -> Line:
    """The first line of a text in a wide column."""
    return typeset_text(make_runs(text), style, 500).lines[0]


def _is_ignored(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("BN LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())


def order_text(text: str, base: int) -> str:
    """A text in the order of our levels, with rule L1 for its end."""
    found = resolve_levels(text, base)
    place = len(text)
    while place and (text[place - 1] == " " or _is_ignored(text[place - 1])):
        place -= 1
        found[place] = base
    return "".join(letter for letter in order_visually(text, found) if not _is_ignored(letter))


@given(text=SIGNS, base=st.sampled_from([0, 1]))
@example(text="טיפול (ABC) DEF", base=1)
@example(text="a\u2067ב (c) 1\u2069 d", base=0)
def test_the_order_is_that_of_the_reference(text: str, base: int) -> None:
    """Embeddings, isolates, numbers and brackets are ordered as python-bidi's core does."""
    # Its rule L1 leaves out a space that only follows marks and controls.
    text = text.rstrip(" \u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    expected = get_display(text, base_dir="LR"[base])
    assert order_text(text, base) == "".join(c for c in expected if not _is_ignored(c))


def test_many_isolates_inside_each_other_are_no_problem() -> None:
    """Thousands of nested isolates are resolved without running out of stack."""
    text = "\u2067" * 5_000 + "a" + "\u2069" * 5_000
    assert len(resolve_levels(text, 0)) == len(text)


def test_plain_text_needs_no_levels() -> None:
    """Left-to-right text skips the algorithm."""
    assert compute_levels("plain text, 12", False) is None


def test_hebrew_runs_from_right_to_left() -> None:
    """The first letter is the rightmost; numbers keep their own order."""
    assert drawn_text(first_line("אבג 12", HEBREW)) == "12 גבא"


def test_brackets_open_towards_their_content() -> None:
    """A right-to-left bracket is drawn, and copied, as it looks from the left."""
    assert drawn_text(first_line("אב (גד) ה", HEBREW)) == "ה (דג) בא"


def test_latin_words_in_hebrew_keep_their_order() -> None:
    """A Latin phrase inside reads from left to right."""
    assert drawn_text(first_line("אב Dry Needling גד", HEBREW)) == "דג Dry Needling בא"


def test_strong_words_keep_their_place_in_arabic() -> None:
    """A change of look does not change the order."""
    text = (Run("كلمات "), Run("قوية", strong=True), Run(" تساعد"))
    line = typeset_text(text, ARABIC, 500).lines[0]
    assert drawn_text(line) == "".join(reversed("كلمات قوية تساعد"))


def test_lines_of_a_right_to_left_paragraph_are_at_the_right() -> None:
    """Start is the right side there; the space at a line's end takes no room."""
    setting = typeset_text(make_runs("שלום עולם " * 9), HEBREW, 200)
    assert len(setting.lines) > 1
    assert all(abs(line.x + line.width - 200) < 1e-6 for line in setting.lines)
    assert setting.lines[0].row.x < setting.lines[0].x


@pytest.mark.parametrize(
    ("align", "language", "side"),
    [("start", "en", 0), ("end", "en", 1), ("centre", "en", 0.5), ("end", "he", 0)],
)
def test_lines_are_where_the_style_says(align: str, language: str, side: float) -> None:
    """Start, end and centre, in both directions."""
    style = TextStyle(13, 18, align=align, language=language)  # type: ignore[arg-type]
    line = typeset_text(make_runs("abc"), style, 200).lines[0]
    assert abs(line.x - side * (200 - line.width)) < 1e-6


def test_pixels_of_hebrew_are_in_reading_order() -> None:
    """In the picture, the tall lamed of a short word is left of the first letter."""
    one = render_page(draw_settings(typeset_text(make_runs("של"), HEBREW, 100)))
    box = one.point(lambda value: 255 * (value < 128)).getbbox()
    assert box is not None
    left, top, right, _ = box
    ascender = one.crop((left, top, right, top + 5)).point(lambda value: 255 * (value < 128))
    reach = ascender.getbbox()
    assert reach is not None
    assert reach[2] < (right - left) / 2


def test_joined_letters_stay_joined_where_a_word_is_broken() -> None:
    """An Arabic word that is broken by force keeps the joined shapes of its letters."""
    unbroken = typeset_text(make_runs("ممممممممم"), ARABIC, 500).lines[0].row.glyphs[0].ids
    parted = typeset_text(make_runs("ممممممممم"), ARABIC, 30).lines
    assert len(parted) > 1
    shapes = [glyph for line in parted for g in line.row.glyphs for glyph in reversed(g.ids)]
    assert shapes == list(reversed(unbroken))


def test_style_language_gives_the_direction() -> None:
    """A Latin word at the head of a Hebrew paragraph does not turn it round."""
    assert drawn_text(first_line("ABC שלום", HEBREW)) == "םולש ABC"
    assert drawn_text(first_line("ABC שלום", STYLE)) == "ABC םולש"


@pytest.mark.parametrize("language", ["he", "ar", "ur"])
def test_a_paragraph_of_one_right_to_left_language(language: str) -> None:
    """In a text in English it is set right to left, and its number keeps its order."""
    words = "טלפון" if language == "he" else "هاتف"
    runs = (Run(f"{words} 555 0100 {words}.", language=language),)
    setting = typeset_text(runs, STYLE, 300)
    (line,) = setting.lines
    assert setting.paragraph.rtl
    assert "555 0100" in drawn_text(line).replace("\u00a0", " ")
    assert drawn_text(line).startswith(".")
    assert line.x + line.width == pytest.approx(300, abs=0.5)


def test_a_paragraph_of_two_languages_is_set_as_the_text() -> None:
    """A word of English in it, and the paragraph is English."""
    runs = (Run("Call: "), Run("هاتف 555 0100", language="ar"))
    assert not typeset_text(runs, STYLE, 300).paragraph.rtl
    assert typeset_text((Run("5. "), runs[1]), STYLE, 300).paragraph.rtl
