"""Pages as a reader sees them: pixels, letters, and the words of a story."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from handouts.document.story import Story
from handouts.document.text import Text, plain


def needs_program(name: str) -> None:
    """Skip a test if a program is not installed, with a reason; fail on CI, which installs it."""
    if shutil.which(name) is None:
        assert not os.environ.get("CI"), f"CI installs {name}"
        pytest.skip(f"{name} is not installed")


def needs_poppler() -> None:
    """Skip a test if poppler is not installed, with a reason; fail on CI."""
    needs_program("pdftotext")


def render_pages(pdf: bytes, dots: int = 72) -> list[Image.Image]:
    """Each page as a picture, by PDFium, at so many dots an inch, with what can be filled in."""
    file = pypdfium2.PdfDocument(pdf)
    file.init_forms()
    return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in file]


def story_texts(story: Story) -> Iterator[Text]:
    """Every text that a story prints, with the marks that layout adds to lists."""
    yield plain(story.cover.clinic)
    yield plain(story.cover.tagline)
    yield story.cover.title
    yield story.cover.subtitle
    for section in story.sections:
        yield section.heading_text
        for block in section.blocks:
            yield from block_texts(block)
    yield from story.version_lines


SIGNS = {"TextList": "\u2022", "Checklist": "\u2610"}
"""What is copied in place of a drawn mark, by the block's name."""


def block_texts(part: object) -> Iterator[Text]:
    """The texts of a block, in order; before each item of a list, its number or its sign."""
    numbered = type(part).__name__ in ("Steps", "ReferenceList") or getattr(part, "numbered", False)
    stop = "" if type(part).__name__ == "Steps" else "."
    sign = "" if numbered else SIGNS.get(type(part).__name__, "")
    for name in getattr(part, "__struct_fields__", ()):
        value = getattr(part, name)
        if isinstance(value, Text):
            yield value
        elif isinstance(value, tuple):
            for number, item in enumerate(value, 1):
                if isinstance(item, int):
                    continue
                if numbered and not getattr(item, "picture", None):
                    yield plain(f"{number}{stop}")
                if sign:
                    yield plain(sign)
                if isinstance(item, Text):
                    yield item
                else:
                    yield from block_texts(item)


def without_spaces(text: str) -> str:
    """A text without its spaces and line ends."""
    return re.sub(r"[\s\u00a0\ufffe\u00ad]+", "", text)


def glyph_sizes(file: bytes) -> set[float]:
    """The size of each letter that is printed, in points, as PDFium measures it."""
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(file)]
    return {size for text in pages for size in _measure_glyphs(text, 0, text.count_chars())}


def list_quotes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """The box of each opening quotation mark: left, bottom, right, top, in points."""
    text = page.get_textpage()
    marks = [at for at in range(text.count_chars())
             if chr(pdfium.FPDFText_GetUnicode(text, at)) in "“‘„«"]  # fmt: skip
    return [text.get_charbox(at) for at in marks]


def word_sizes(file: bytes, words: str) -> list[set[float]]:
    """For each time that words are printed, the sizes of their letters, in points."""
    found = []
    for page in pypdfium2.PdfDocument(file):
        text = page.get_textpage()
        searcher = text.search(words, match_case=True)
        while place := searcher.get_next():
            found.append(_measure_glyphs(text, *place))
    return found


def _measure_glyphs(text: pypdfium2.PdfTextPage, start: int, count: int) -> set[float]:
    """The sizes of ``count`` letters of a page, in points, but of no spaces."""
    found = set()
    for place in range(start, start + count):
        if not chr(pdfium.FPDFText_GetUnicode(text, place)).isspace():
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, place, matrix)
            size = pdfium.FPDFText_GetFontSize(text, place) * abs(matrix.d)
            found.add(round(size, 2))
    return found


def read_text(path: Path) -> str:
    """The text on a PDF's pages."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()
