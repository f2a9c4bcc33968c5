"""The parts of a page: what its base writes once, what is added, what all pages refer to."""

from __future__ import annotations

from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc

FONTS_NUMBER, FORMS_NUMBER = 1, 2
"""The numbers of the dictionaries of fonts and of forms, the first objects of each document."""

_PLACEHOLDER = "@"


class PageParts(NamedTuple):
    """The references of a page's content streams and annotations, in order.

    ``page`` is ReportLab's page object, or None on a page of the canvas's base.
    """

    page: Any
    contents: tuple[str, ...]
    annotations: tuple[str, ...]


class BaseSheet(NamedTuple):
    """A page of a base: its object number, its dictionary without the end, its parts."""

    number: int
    head: bytes
    parts: PageParts


def add_forms_dictionary(document: Any) -> None:
    """Add the dictionary of forms, which all pages refer to, to a new document."""
    document.Reference(pdfdoc.PDFDictionary({}), "Forms")


def format_forms(document: Any) -> bytes:
    """The bytes of a document's dictionary of forms."""
    numbers = document.idToObjectNumberAndVersion
    entries = [
        f"/{key} {numbers[form.name][0]} 0 R" for key, form in shared_forms(document).items()
    ]
    return f"<<{''.join(entries)}>>".encode("ascii")


def shared_forms(document: Any) -> dict[str, Any]:
    """The forms that a document's pages use, by name."""
    forms: dict[str, Any] = document.idToObject["Forms"].dict
    return forms


def format_page_head(page: Any, document: Any) -> bytes:
    """A page's dictionary, without content, annotations and end."""
    page.Contents, page.Annots = _PLACEHOLDER, None
    head = strip_dictionary_end(pdfdoc.format(page, document, toplevel=1))
    return head.replace(f"/Contents {_PLACEHOLDER}".encode(), b"")


def strip_dictionary_end(dictionary: bytes) -> bytes:
    """Strip the closing brackets from a dictionary."""
    dictionary = dictionary.strip()
    assert dictionary.endswith(b">>")
    return dictionary[:-2].rstrip()


def format_page(sheet: BaseSheet, added: PageParts, key: int | None) -> bytes:
    """A page's complete dictionary, with the base's parts first, then those added.

    ``key`` is the page's key in the parent tree, or None if nothing on it is tagged.
    """
    contents = sheet.parts.contents + added.contents
    annotations = " ".join(sheet.parts.annotations + added.annotations)
    text = f"/Contents {contents[0]}" if len(contents) == 1 else f"/Contents[{' '.join(contents)}]"
    if annotations:
        text += f"/Annots[{annotations}]"
    if key is not None:
        # The tab key follows the structure (ISO 14289-1, 7.18.3).
        text += f"/StructParents {key}/Tabs/S"
    return sheet.head + text.encode("ascii") + b">>"
