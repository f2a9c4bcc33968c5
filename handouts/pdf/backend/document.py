"""The objects of a document by number and by name, as ReportLab's document keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reportlab.pdfbase import pdfdoc

from handouts.pdf.backend import xobject_name

FONTS_NUMBER, FORMS_NUMBER = 1, 2
"""The numbers of the dictionaries of fonts and of forms, the first objects of each document."""

_FORMS = "Forms"
_PLACEHOLDER = "@"
_LENGTH = re.compile(rb"/Length (\d+)")


def format_object(thing: pdfdoc.PDFObject, document: pdfdoc.PDFDocument) -> bytes:
    """The bytes of an object. Raises KeyError if it refers to one that is not there.

    ReportLab turns whatever stops it while it writes a reference into that error: a Ctrl-C is
    passed on as what it is.
    """
    try:
        return bytes(pdfdoc.format(thing, document, toplevel=1))
    except KeyError as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            raise error.__context__ from None
        raise


class ObjectTable:
    """The objects of a document while it is drawn, numbered in the order they are added.

    All pages refer to one dictionary of fonts and one of forms. ``last_number`` is the highest
    number in use.
    """

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        document.Catalog.Outlines = None
        document.Reference(pdfdoc.PDFDictionary({}), _FORMS)
        self._shared_forms: dict[str, pdfdoc.PDFObjectReference] = document.idToObject[_FORMS].dict

    # --- numbers -------------------------------------------------------------------------

    @property
    def last_number(self) -> int:
        """The highest object number in use."""
        return int(self._document.objectcounter)

    @last_number.setter
    def last_number(self, number: int) -> None:
        """Go on from another number."""
        self._document.objectcounter = number

    def reserve_number(self) -> int:
        """Reserve the next number for an object that is written elsewhere."""
        self._document.objectcounter += 1
        return self.last_number

    @property
    def page_tree_number(self) -> int:
        """The number of the page tree, once a page or the catalog was formatted."""
        return self._number_of(self._document.Pages.__InternalName__)

    def page_number(self, page: int) -> int:
        """The object number of a page, counted from 1."""
        return self._number_of(f"Page{page}")

    def page_reference(self, page: int) -> str:
        """The reference of a page, counted from 1."""
        return f"{self.page_number(page)} 0 R"

    def use_fonts_dictionary(self, number: int) -> None:
        """Let this document's forms refer to the dictionary of fonts with another number."""
        self._set_number(pdfdoc.BasicFonts, number)

    def _number_of(self, name: str) -> int:
        return int(self._document.idToObjectNumberAndVersion[name][0])

    def _set_number(self, name: str, number: int) -> None:
        self._document.idToObjectNumberAndVersion[name] = (number, 0)

    # --- objects -------------------------------------------------------------------------

    def add_object(self, content: bytes, name: str | None = None) -> str:
        """Add an object that is already formatted; returns its reference."""
        reference = self._document.Reference(_ReadyObject(content), name)
        return f"{self._number_of(reference.name)} 0 R"

    def set_catalog_entry(self, key: str, value: str | bytes) -> None:
        """Set an entry of the catalog: a value as text, or an object of its own as bytes."""
        catalog = self._document.Catalog
        if key not in catalog.__NoDefault__:
            catalog.__NoDefault__ = [*catalog.__NoDefault__, key]
        setattr(catalog, key, _ReadyObject(value) if isinstance(value, bytes) else value)

    def format_catalog(self) -> bytes:
        """The catalog's dictionary, without its end."""
        return self._format_head(self._document.Catalog)

    def format_page_heads(self) -> list[bytes]:
        """The dictionaries of all pages, without content, annotations and end."""
        pages = self._document.Pages.pages
        for page in pages:
            page.Contents, page.Annots = _PLACEHOLDER, None
        contents = f"/Contents {_PLACEHOLDER}".encode()
        return [self._format_head(page).replace(contents, b"") for page in pages]

    def _format_head(self, dictionary: pdfdoc.PDFObject) -> bytes:
        content = format_object(dictionary, self._document).strip()
        assert content.endswith(b">>")
        return content[:-2].rstrip()

    def format_objects(self, above: int) -> Iterator[tuple[int, bytes]]:
        """All objects numbered higher than ``above``, with their numbers.

        Reserved numbers and pages are left out, and a page tree without pages.
        """
        number = above
        while number < self.last_number:  # formatting an object may add others
            number += 1
            thing = self._document.idToObject.get(self._document.numberToId.get(number))
            if isinstance(thing, _ReadyObject):
                yield number, thing.content
            elif thing is not None and not self._is_page_or_empty(thing):
                yield number, _trim_object(format_object(thing, self._document))

    def _is_page_or_empty(self, thing: pdfdoc.PDFObject) -> bool:
        if isinstance(thing, pdfdoc.PDFPages):
            return not thing.pages
        return isinstance(thing, pdfdoc.PDFPage)

    # --- forms and images ----------------------------------------------------------------

    def has_xobject(self, name: str) -> bool:
        """Whether there is an external object of this name."""
        return xobject_name(name) in self._document.idToObject

    def share_forms(self, names: Iterable[str]) -> None:
        """Let all pages use external objects of these names."""
        for name in map(xobject_name, names):
            self._shared_forms[name] = pdfdoc.PDFObjectReference(name)

    @property
    def form_numbers(self) -> dict[str, int]:
        """The numbers of the external objects that pages use, by their names on pages."""
        return {name: self._number_of(name) for name in self._shared_forms}

    def format_forms(self) -> bytes:
        """The dictionary of forms."""
        entries = [f"/{name} {number} 0 R" for name, number in self.form_numbers.items()]
        return f"<<{''.join(entries)}>>".encode("ascii")

    def continue_from(
        self,
        last_number: int,
        pages: Iterable[int],
        forms: Mapping[str, int],
        known: Mapping[str, int],
    ) -> None:
        """Continue a document that is already written up to a number.

        ``pages`` are the numbers of its pages. ``forms`` are those of the external objects its
        pages use; ``known`` are others that may be used, too.
        """
        self.last_number = last_number
        for page, number in enumerate(pages, 1):
            self._set_number(f"Page{page}", number)
        for name, number in {**known, **forms}.items():
            self._set_number(name, number)
            self._document.idToObject[name] = None
        for name in forms:
            self._shared_forms[name] = pdfdoc.PDFObjectReference(name)


class _ReadyObject(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that is already formatted."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The bytes, unchanged."""
        return self.content


def _trim_object(content: bytes) -> bytes:
    """Strip white space around an object, and put a line break before ``endstream``.

    ReportLab omits that line break, but ISO 19005-2, 6.1.7.1, requires it.
    """
    content = content.strip()
    if not content.endswith(b"endstream"):
        return content
    start = content.index(b"stream\n") + len(b"stream\n")
    length = _LENGTH.search(content, 0, start)
    assert length, "a stream has a length"
    return content[: start + int(length[1])] + b"\nendstream"
