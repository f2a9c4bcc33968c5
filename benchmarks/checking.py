"""Whether a PDF holds the leaflet: its pages, and every word that was to be set."""

from __future__ import annotations

import unicodedata
from collections import Counter

from benchmarks import leaflet
from benchmarks.leaflet import LeafletText


def pages(pdf: bytes) -> list[str]:
    """The text of each page, by PDFium."""
    import pypdfium2

    file = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in file]


def missing(pdf: bytes, text: LeafletText) -> list[str]:
    """The words that stand in the PDF less often than in the text.

    Spaces are left out of the comparison, since a citation or a line's end may touch a word.
    """
    found = _squeezed("".join(pages(pdf)))
    told = " ".join("".join(run["text"] for run in i["runs"]) for i in leaflet.items(text))
    wanted = Counter(_squeezed(word) for word in unicodedata.normalize("NFKC", told).split())
    return sorted(word for word, count in wanted.items() if found.count(word) < count)


def _squeezed(text: str) -> str:
    """Without spaces, hyphens and the marks that PDFium puts where a word was broken."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and c not in "-\u2010\u00ad\ufffe\x02")
