"""Whether a PDF holds the leaflet: its pages, and every word of the text."""

from __future__ import annotations

import unicodedata
from collections import Counter

from benchmarks import leaflet
from benchmarks.leaflet import LeafletText


def read_pages(pdf: bytes) -> list[str]:
    """The text of each page, by PDFium."""
    import pypdfium2

    file = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in file]


def find_missing_words(pdf: bytes, text: LeafletText) -> list[str]:
    """The words that are in the PDF less often than in the text.

    Spaces are ignored, since a citation or a line end may touch a word.
    """
    found = _strip_breaks("".join(read_pages(pdf)))
    words = " ".join("".join(run["text"] for run in i["runs"]) for i in leaflet.all_items(text))
    wanted = Counter(_strip_breaks(word) for word in unicodedata.normalize("NFKC", words).split())
    return sorted(word for word, count in wanted.items() if found.count(word) < count)


def _strip_breaks(text: str) -> str:
    """A text without spaces, hyphens and the characters that PDFium adds in broken words."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and c not in "-\u2010\u00ad\ufffe\x02")
