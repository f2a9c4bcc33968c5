"""Sheets for the tests: set a text, draw it, and read it back with two other programs."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
from PIL.Image import Image

from handouts.document.text import Run, Runs
from handouts.pdf.canvas import Canvas
from handouts.pdf.files.metadata import DocumentInfo
from handouts.text.setting import Setting, typeset_text
from handouts.text.style import TextStyle

STYLE = TextStyle(13, 18)
WIDTH = 230.0


class Sheet(Canvas):
    """A canvas without a structure."""

    def __init__(self) -> None:
        super().__init__((300, 800), DocumentInfo("", "", "en"))


def make_runs(text: str) -> Runs:
    """The one run of a text without looks."""
    return (Run(text),)


def line_texts(text: str, style: TextStyle = STYLE, width: float = WIDTH) -> list[str]:
    """The texts of a setting's lines."""
    return [line.text for line in typeset_text(make_runs(text), style, width).lines]


def draw_settings(*settings: Setting) -> bytes:
    """One page with the settings below each other, 30 pt from the left and the top."""
    sheet, top = Sheet(), 770.0
    for setting in settings:
        setting.draw(sheet, 30, top)
        top -= setting.height
    sheet.showPage()
    return sheet.pdf()


def read_by_pdfium(document: bytes) -> str:
    """The text that PDFium reads, as one line."""
    page = pypdfium2.PdfDocument(document)[0]
    # PDFium marks a hyphen at a line's end with a noncharacter.
    return normalize_text(page.get_textpage().get_text_range().replace("\ufffe", "\u00ad"))


def read_by_poppler(document: bytes, folder: Path) -> str:
    """The text that poppler reads, as one line."""
    path = folder / "sheet.pdf"
    path.write_bytes(document)
    read = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True)
    return normalize_text(read.stdout)


def normalize_text(text: str) -> str:
    """Text for comparison: composed, hyphenated words joined, no direction marks, single spaces."""
    joined = re.sub("\u00ad\\s*", "", unicodedata.normalize("NFKC", text))
    return re.sub("\\s+", " ", re.sub("[\u202a-\u202e\u200e\u200f]", "", joined)).strip()


def render_page(document: bytes, scale: float = 4) -> Image:
    """The page as black and white pixels."""
    image: Image = pypdfium2.PdfDocument(document)[0].render(scale=scale).to_pil()
    return image.convert("L")
