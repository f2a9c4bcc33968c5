"""Text copied from a PDF is the text that was set, in every script that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.document.text import Run
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle
from tests.pages import needs_poppler
from tests.text.sheets import (
    STYLE,
    WIDTH,
    draw_settings,
    make_runs,
    normalize_text,
    read_by_pdfium,
    read_by_poppler,
)

ARABIC = TextStyle(13, 22, language="ar", family="vazirmatn")
HEBREW = TextStyle(13, 18, language="he", family="noto-sans-hebrew")

TEXTS = {
    "ligatures": ("The office staff find efficient, flowing fjords: ffi ffl fi fl.", STYLE),
    "marks": ("S&P 500, <A href='x'> {{name}} \\n %s — “quoted” 50 % & [1]…", STYLE),
    "vietnamese": ("Tiếng Việt: châm cứu khô là một phương pháp điều trị.", STYLE),
    "greek": ("Ελληνικά: η ξηρή βελόνα είναι μια θεραπεία.", STYLE),
    "cyrillic": ("Русский: сухая игла снимает боль. Українська: їжак.", STYLE),
    "decomposed": ("cafe\u0301 vie\u0323\u0302t nai\u0308ve", STYLE),
    "signs": ("✓ Drink water → rest", STYLE),
    "hebrew": ("מהו דיקור יבש? טיפול במחטים דקות מאוד לשחרור נקודות.", HEBREW),
    "arabic": ("ما هو الإبر الجافة؟ علاج يستخدم كلمات قوية تساعد الآن.", ARABIC),
    "persian": ("این یک متن فارسی است که می‌خواهم بخوانم.", ARABIC),
}


@pytest.mark.parametrize("name", TEXTS)
def test_pdfium_reads_what_was_set(name: str) -> None:
    """PDFium, the reader in Chrome, reads each script as it was written."""
    text, style = TEXTS[name]
    assert read_by_pdfium(
        draw_settings(typeset_text(make_runs(text), style, WIDTH))
    ) == normalize_text(text)


@pytest.mark.parametrize("name", TEXTS)
def test_poppler_reads_what_was_set(name: str, tmp_path: Path) -> None:
    """Poppler, the reader on Linux, reads each script as it was written."""
    needs_poppler()
    text, style = TEXTS[name]
    assert read_by_poppler(
        draw_settings(typeset_text(make_runs(text), style, WIDTH)), tmp_path
    ) == normalize_text(text)


def test_numbers_and_latin_in_hebrew_stay_readable() -> None:
    """In Hebrew, numbers and Latin words come back with their own letters in order."""
    text = "8 מתוך 100 אנשים קיבלו Dry טיפול."
    read = read_by_pdfium(draw_settings(typeset_text(make_runs(text), HEBREW, WIDTH)))
    assert sorted(read.split()) == sorted(text.split())


def test_words_do_not_join_over_a_line_end() -> None:
    """Each line but the last ends with the space that parts it from the next."""
    lines = typeset_text(make_runs("needle " * 30), STYLE, WIDTH).lines
    assert [line.text.endswith(" ") for line in lines] == [True] * (len(lines) - 1) + [False]


def test_a_glyph_with_two_meanings_is_read_as_both() -> None:
    """Greek omega and the ohm sign share a glyph; each is read back as what it was."""
    text = "\u03a9 \u2126 \u03a9"
    settings = [typeset_text(make_runs(text), TextStyle(13, 18, family="source-sans-3"), WIDTH)]
    page = read_raw(draw_settings(*settings))
    assert page.split() == text.split()


def read_raw(document: bytes) -> str:
    """The text as PDFium reads it, compatibility characters and all."""
    import pypdfium2

    text: str = pypdfium2.PdfDocument(document)[0].get_textpage().get_text_range()
    return text


def test_a_hyphenated_word_is_copied_whole() -> None:
    """A hyphen at a line's end is not part of the word."""
    text = "Die Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft fährt."
    assert read_by_pdfium(
        draw_settings(typeset_text(make_runs(text), STYLE, 120))
    ) == normalize_text(text)


def test_strong_and_raised_runs_join_their_words() -> None:
    """A change of look inside a word leaves no gap in what is read."""
    text = (Run("need"), Run("ling", strong=True), Run(" helps."), Run("1,2", raised=True))
    assert (
        read_by_pdfium(draw_settings(typeset_text(text, STYLE, WIDTH))).replace(" 1", "1")
        == "needling helps.1,2"
    )
