"""Pages of a base: what of them is written once, what is added; what all pages refer to."""

from __future__ import annotations

from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc

FONTS, SHARED = 1, 2
"""The first objects of each document are its dictionaries of fonts and of forms."""

_HOLE = "@"


class Leaf(NamedTuple):
    """What a page shows, in order: its streams and annotations, by their references.

    ``page`` is ReportLab's, or None where a canvas goes on with a page of its base.
    """

    page: Any
    contents: tuple[str, ...]
    annotations: tuple[str, ...]


class Sheet(NamedTuple):
    """A page of a base: its number, its dictionary without an end, what it shows."""

    number: int
    head: bytes
    leaf: Leaf


def share(document: Any) -> None:
    """Give a new document its dictionary of forms, which all its pages refer to."""
    document.Reference(pdfdoc.PDFDictionary({}), "Forms")


def forms_of(document: Any) -> bytes:
    """The dictionary of forms."""
    numbers = document.idToObjectNumberAndVersion
    entries = [
        f"/{key} {numbers[form.name][0]} 0 R" for key, form in shared_forms(document).items()
    ]
    return f"<<{''.join(entries)}>>".encode("ascii")


def shared_forms(document: Any) -> dict[str, Any]:
    """The forms that pages show, by their names."""
    forms: dict[str, Any] = document.idToObject["Forms"].dict
    return forms


def head_of(page: Any, document: Any) -> bytes:
    """A page's dictionary, but for what it shows and its end."""
    page.Contents, page.Annots = _HOLE, None
    head = opened(pdfdoc.format(page, document, toplevel=1))
    return head.replace(f"/Contents {_HOLE}".encode(), b"")


def opened(dictionary: bytes) -> bytes:
    """A dictionary without its end."""
    dictionary = dictionary.strip()
    assert dictionary.endswith(b">>")
    return dictionary[:-2].rstrip()


def page_of(sheet: Sheet, leaf: Leaf, key: int | None) -> bytes:
    """A page's dictionary: what its base shows, then what is added."""
    contents = sheet.leaf.contents + leaf.contents
    annotations = " ".join(sheet.leaf.annotations + leaf.annotations)
    text = f"/Contents {contents[0]}" if len(contents) == 1 else f"/Contents[{' '.join(contents)}]"
    if annotations:
        text += f"/Annots[{annotations}]"
    if key is not None:
        # The tab key follows the structure (ISO 14289-1, 7.18.3).
        text += f"/StructParents {key}/Tabs/S"
    return sheet.head + text.encode("ascii") + b">>"
