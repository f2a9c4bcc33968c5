"""What many files share, written once as a base, and the files built on that base.

One canvas draws everything that is the same in each file and becomes the base. Canvases on
that base draw what differs, on the same pages; each gives a complete file, which begins with
the base's bytes. A canvas on its own becomes a base with nothing added, so that all files are
written the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from handouts.pdf import objects, tree
from handouts.pdf.embed import EmbeddedFont, copy_fonts, embedded_fonts, write_fonts
from handouts.pdf.file import PdfFile
from handouts.pdf.links import Annotation, Destination, page_reference
from handouts.pdf.outline import Bookmark, format_outline
from handouts.pdf.page_parts import (
    FONTS_NUMBER,
    FORMS_NUMBER,
    BaseSheet,
    format_forms,
    format_page,
    format_page_head,
    shared_forms,
    strip_dictionary_end,
)
from handouts.pdf.structure import Element, Structure, WrittenTree

if TYPE_CHECKING:
    from handouts.pdf.canvas import Canvas


_LENGTH = re.compile(rb"/Length (\d+)")


@dataclass(frozen=True, eq=False)
class Base:
    """The part of a file that is already written.

    ``count`` is the highest object number in it. ``file_with_fonts`` is ``file`` followed by
    the fonts, for documents that need no other glyphs; the fonts are packed from object number
    ``packing``. ``page_tree`` is the object number of the page tree. ``annotations`` are all
    links with their object numbers; ``open_links`` are those whose destination is not yet
    known, which are written with each file. A base within a ``volume`` no longer uses ``file``:
    what is drawn on it becomes part of the volume, whose other documents have already written
    the ``volume_forms``.
    """

    file: PdfFile
    file_with_fonts: PdfFile
    packing: int
    count: int
    page_tree: int
    sheets: tuple[BaseSheet, ...]
    catalog: tuple[int, bytes]
    trailer: str
    structure_root: tuple[Structure, int] | None
    written_tree: WrittenTree | None
    fonts: Mapping[Any, EmbeddedFont]
    forms: Mapping[str, int]
    destinations: Mapping[str, Destination]
    bookmarks: tuple[Bookmark, ...]
    annotations: tuple[tuple[int, Annotation], ...]
    open_links: tuple[tuple[int, Annotation], ...]
    letters: str
    volume: object = None
    volume_forms: Mapping[str, int] = field(default_factory=dict)

    def new_structure(self) -> Structure | None:
        """A new structure on the base's tree, with nothing added; None if there are no tags."""
        return self.structure_root and Structure(
            self.structure_root[0].root, self.structure_root[0].roles, self.written_tree
        )

    def has_written(self, element: Element) -> bool:
        """Whether the base contains an element and its content."""
        return bool(self.written_tree and element in self.written_tree.references)

    def has_same_glyphs(self, fonts: Mapping[Any, EmbeddedFont]) -> bool:
        """Whether a document's fonts are the base's, without any additional glyph."""
        base_fonts = self.fonts
        return len(fonts) == len(base_fonts) and all(
            fonts[key].pair_count == base_fonts[key].pair_count for key in base_fonts
        )

    def register_in(self, canvas: Any) -> None:
        """Register the base's pages, forms and fonts in the document of a new canvas."""
        document = canvas._doc
        document.objectcounter = self.count
        numbers = {f"Page{place}": sheet.number for place, sheet in enumerate(self.sheets, 1)}
        forms = {**self.volume_forms, **self.forms}
        for name, number in {**forms, **numbers}.items():
            document.idToObjectNumberAndVersion[name] = (number, 0)
        document.idToObject.update(dict.fromkeys(forms, self))
        for name in self.forms:
            shared_forms(document)[name] = pdfdoc.PDFObjectReference(name)
        copy_fonts(document, self.fonts)


def write_base(canvas: Canvas) -> Base:
    """Write everything drawn on a canvas so far as a base.

    Raises StructureError if the structure tree does not match what was drawn.
    """
    document = canvas._doc
    pages = [page_parts.page for page_parts in canvas.page_parts]
    catalog = _reserve_number(document)
    root, top = (
        (_reserve_number(document), _reserve_number(document)) if canvas.structure else (0, 0)
    )
    info = objects.reference_object(document, document.info)
    heads = [format_page_head(page, document) for page in pages]
    catalog_head = strip_dictionary_end(pdfdoc.format(document.Catalog, document, toplevel=1))
    # A canvas without pages starts a volume, which writes its own page tree.
    numbered, annotations = _collect_objects(canvas, {*map(id, pages)} or {id(document.Pages)})
    written_tree = None
    if canvas.structure:
        first = document.objectcounter + 1
        below, written_tree = tree.begin_tree(
            canvas.structure, top, first, _make_page_lookup(document)
        )
        numbered += enumerate(below, first)
    document.objectcounter = max([document.objectcounter, *dict(numbered)])
    fonts = _write_fonts(document)
    file = PdfFile()
    packing = file.add_objects(numbered, document.objectcounter + 1)
    fonted = file.copy()
    count = fonted.add_objects(fonts, packing) - 1
    numbers = document.idToObjectNumberAndVersion
    return Base(
        file=file.copy(),
        file_with_fonts=fonted.copy(),
        packing=packing,
        count=count,
        page_tree=numbers[document.Pages.__InternalName__][0],
        sheets=tuple(
            BaseSheet(numbers[f"Page{place}"][0], head, leaf._replace(page=None))
            for place, (head, leaf) in enumerate(zip(heads, canvas.page_parts), 1)
        ),
        catalog=(catalog, catalog_head),
        trailer=f"/Root {catalog} 0 R/Info {info}",
        structure_root=(canvas.structure, root) if canvas.structure else None,
        written_tree=written_tree,
        fonts=embedded_fonts(document),
        forms={name: numbers[name][0] for name in shared_forms(document)},
        destinations=canvas.destinations,
        bookmarks=tuple(canvas.bookmarks),
        annotations=tuple(annotations),
        open_links=tuple(pair for pair in annotations if not pair[1].is_resolved),
        letters=canvas.letters,
    )


def assemble_file(canvas: Canvas, base: Base) -> bytes:
    """Assemble the complete file of a canvas on a base.

    The file identifier is computed from the content (ISO 32000-1, 14.4), so that the same
    objects give the same bytes. Raises StructureError if the structure tree does not match
    what was drawn or a link leads nowhere, and FileTooLarge.
    """
    document, structure = canvas._doc, canvas.structure
    number, head = base.catalog
    by_number = format_additions(canvas, base) | {FORMS_NUMBER: format_forms(document)}
    file = _start_file(document, base)
    if canvas.bookmarks:
        first = document.objectcounter + 1
        bookmarks = format_outline(document, canvas.bookmarks, first)
        document.objectcounter += len(bookmarks)
        by_number |= enumerate(bookmarks, first)
        head += f"/Outlines {first} 0 R".encode()
    if base.structure_root:
        head += f"/StructTreeRoot {base.structure_root[1]} 0 R".encode()
    by_number[number] = head + b">>"
    if structure and base.structure_root:
        first = document.objectcounter + 1
        by_number |= tree.finish_tree(
            structure, base.structure_root[1], first, _make_page_lookup(document)
        )
    last = max(base.count, *by_number)
    return file.finish_file(
        file.add_objects(sorted(by_number.items()), last + 1, objects.QUICK), base.trailer
    )


def _start_file(document: Any, base: Base) -> PdfFile:
    """A copy of the base's file, with the fonts of the document."""
    if base.has_same_glyphs(embedded_fonts(document)):
        return base.file_with_fonts.copy()
    file = base.file.copy()
    file.add_objects(_write_fonts(document), base.packing)
    return file


def _write_fonts(document: Any) -> list[tuple[int, bytes]]:
    """The fonts of a document as objects, with their object numbers."""
    return sorted(write_fonts(document, FONTS_NUMBER, embedded_fonts(document).values()).items())


def format_additions(canvas: Canvas, base: Base) -> dict[int, bytes]:
    """The objects that a canvas adds to its base, by number: pages, links and their content.

    Tags, fonts and bookmarks are not among them; they are written for the complete file.
    """
    document, structure = canvas._doc, canvas.structure
    by_number = {}
    for place, (sheet, added) in enumerate(zip(base.sheets, canvas.page_parts), 1):
        by_number[sheet.number] = format_page(
            sheet, added, structure.keys.get(place) if structure else None
        )
    for number, annotation in base.open_links:
        by_number[number] = annotation.resolve_with(canvas.destinations).format(document)
    return by_number | format_new_objects(document, base.count)


def _reserve_number(document: Any) -> int:
    """Reserve an object number for an object that is written with each file."""
    document.objectcounter += 1
    return int(document.objectcounter)


def _make_page_lookup(document: Any) -> tree.PageReferences:
    return lambda page: page_reference(document, page)


def _collect_objects(
    canvas: Canvas, pages: set[int]
) -> tuple[list[Any], list[tuple[int, Annotation]]]:
    """The document's objects, and all its links.

    The objects are without pages, links whose destination is not yet known, and the two
    dictionaries of fonts and forms.
    """
    document = canvas._doc
    numbered: list[tuple[int, bytes]] = []
    annotations = []
    number = FORMS_NUMBER
    while number < document.objectcounter:
        number += 1
        thing = document.idToObject.get(document.numberToId.get(number))
        if thing is None or id(thing) in pages:
            continue
        if isinstance(thing, Annotation):
            annotations.append((number, thing))
            if not thing.is_resolved:
                continue
        numbered.append((number, _trim_object(pdfdoc.format(thing, document, toplevel=1))))
    return numbered, annotations


def format_new_objects(document: Any, count: int) -> dict[int, bytes]:
    """The objects of a document numbered above ``count``, by number.

    Formatting an object may add others. Numbers reserved for something else are skipped.
    """
    by_number: dict[int, bytes] = {}
    number = count
    while number < document.objectcounter:
        number += 1
        if number in document.numberToId:
            by_number[number] = format_object(document, number)
    return by_number


def format_object(document: Any, number: int) -> bytes:
    """The bytes of the document's object with this number."""
    thing = document.idToObject[document.numberToId[number]]
    if isinstance(thing, objects.ReadyObject):
        return thing.content
    return _trim_object(pdfdoc.format(thing, document, toplevel=1))


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
