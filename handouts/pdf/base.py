"""What many files have in common, written once, and the files that go on from it.

A canvas begins a base with all that is the same in each file. Canvases on that base draw
what differs, on the same pages; each gives a whole file, which begins with the base's bytes.
A canvas by itself is a base with nothing added, so that all files are made one way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from handouts.pdf import objects, tree
from handouts.pdf.embed import EmbeddedFont, embedded_fonts, go_on, written
from handouts.pdf.file import File
from handouts.pdf.leaves import (
    FONTS,
    SHARED,
    Sheet,
    forms_of,
    head_of,
    opened,
    page_of,
    shared_forms,
)
from handouts.pdf.links import Annotation, Place, page_reference
from handouts.pdf.outline import Bookmark, outline
from handouts.pdf.structure import Begun, Element, Structure

if TYPE_CHECKING:
    from handouts.pdf.canvas import Canvas


_LENGTH = re.compile(rb"/Length (\d+)")


@dataclass(frozen=True, eq=False)
class Base:
    """What is written already. ``count`` is the highest number of an object in it.

    ``fonted`` goes on from ``file`` with the fonts, some packed as object ``packing``, for who
    needs no other glyphs.
    ``pages`` is the number of the page tree, ``annotations`` are all of its links by their
    numbers; ``open`` ones are written with each file. A base within a volume has a ``file`` of
    its own no more: what is drawn on it is part of the volume, in which others' ``stamps`` stand.
    """

    file: File
    fonted: File
    packing: int
    count: int
    pages: int
    sheets: tuple[Sheet, ...]
    catalog: tuple[int, bytes]
    trailer: str
    tree: tuple[Structure, int] | None
    begun: Begun | None
    fonts: Mapping[Any, EmbeddedFont]
    forms: Mapping[str, int]
    places: Mapping[str, Place]
    bookmarks: tuple[Bookmark, ...]
    annotations: tuple[tuple[int, Annotation], ...]
    open: tuple[tuple[int, Annotation], ...]
    letters: str
    within: object = None
    stamps: Mapping[str, int] = field(default_factory=dict)

    def structure(self) -> Structure | None:
        """The tree that the base began, with nothing added."""
        return self.tree and Structure(self.tree[0].root, self.tree[0].roles, self.begun)

    def written(self, element: Element) -> bool:
        """Whether an element stands in the base, with all that was drawn for it."""
        return bool(self.begun and element in self.begun.references)

    def holds(self, fonts: Mapping[Any, EmbeddedFont]) -> bool:
        """Whether the fonts of a document on this base are the base's, with no glyph more."""
        own = self.fonts
        return len(fonts) == len(own) and all(fonts[key].count == own[key].count for key in own)

    def enter(self, canvas: Any) -> None:
        """Make what is in the base known to the document of a new canvas."""
        document = canvas._doc
        document.objectcounter = self.count
        numbers = {f"Page{place}": sheet.number for place, sheet in enumerate(self.sheets, 1)}
        forms = {**self.stamps, **self.forms}
        for name, number in {**forms, **numbers}.items():
            document.idToObjectNumberAndVersion[name] = (number, 0)
        document.idToObject.update(dict.fromkeys(forms, self))
        for name in self.forms:
            shared_forms(document)[name] = pdfdoc.PDFObjectReference(name)
        go_on(document, self.fonts)


def begin(canvas: Canvas) -> Base:
    """Write all that was drawn so far as a base."""
    document = canvas._doc
    pages = [leaf.page for leaf in canvas.leaves]
    catalog = _reserved(document)
    own, top = (_reserved(document), _reserved(document)) if canvas.structure else (0, 0)
    info = objects.reference(document, document.info)
    heads = [head_of(page, document) for page in pages]
    catalog_head = opened(pdfdoc.format(document.Catalog, document, toplevel=1))
    # One without pages is the beginning of a volume, which makes a page tree of its own.
    found, annotations = _fixed(canvas, {*map(id, pages)} or {id(document.Pages)})
    begun = None
    if canvas.structure:
        first = document.objectcounter + 1
        below, begun = tree.begin(canvas.structure, top, first, _pages(document))
        found += enumerate(below, first)
    document.objectcounter = max([document.objectcounter, *dict(found)])
    fonts = _fonts(document)
    file = File()
    packing = file.add(found, document.objectcounter + 1)
    fonted = file.copy()
    count = fonted.add(fonts, packing) - 1
    numbers = document.idToObjectNumberAndVersion
    return Base(
        file=file.copy(),
        fonted=fonted.copy(),
        packing=packing,
        count=count,
        pages=numbers[document.Pages.__InternalName__][0],
        sheets=tuple(
            Sheet(numbers[f"Page{place}"][0], head, leaf._replace(page=None))
            for place, (head, leaf) in enumerate(zip(heads, canvas.leaves), 1)
        ),
        catalog=(catalog, catalog_head),
        trailer=f"/Root {catalog} 0 R/Info {info}",
        tree=(canvas.structure, own) if canvas.structure else None,
        begun=begun,
        fonts=embedded_fonts(document),
        forms={name: numbers[name][0] for name in shared_forms(document)},
        places=canvas.places,
        bookmarks=tuple(canvas.bookmarks),
        annotations=tuple(annotations),
        open=tuple(pair for pair in annotations if not pair[1].leads),
        letters=canvas.letters,
    )


def finish(canvas: Canvas, base: Base) -> bytes:
    """The whole file of a canvas on a base.

    The document's identity comes from all that is in it (ISO 32000-1, 14.4), so that the same
    objects give the same bytes.
    """
    document, structure = canvas._doc, canvas.structure
    number, head = base.catalog
    found = parts(canvas, base) | {SHARED: forms_of(document)}
    file = _fonted(document, base)
    if canvas.bookmarks:
        first = document.objectcounter + 1
        marks = outline(document, canvas.bookmarks, first)
        document.objectcounter += len(marks)
        found |= enumerate(marks, first)
        head += f"/Outlines {first} 0 R".encode()
    if base.tree:
        head += f"/StructTreeRoot {base.tree[1]} 0 R".encode()
    found[number] = head + b">>"
    if structure and base.tree:
        first = document.objectcounter + 1
        found |= tree.finish(structure, base.tree[1], first, _pages(document))
    last = max(base.count, *found)
    return file.whole(file.add(sorted(found.items()), last + 1, objects.QUICK), base.trailer)


def _fonted(document: Any, base: Base) -> File:
    """A file that begins as the base does, with the fonts of the document."""
    if base.holds(embedded_fonts(document)):
        return base.fonted.copy()
    file = base.file.copy()
    file.add(_fonts(document), base.packing)
    return file


def _fonts(document: Any) -> list[tuple[int, bytes]]:
    """The fonts of a document as objects, with their numbers."""
    return sorted(written(document, FONTS, embedded_fonts(document).values()).items())


def parts(canvas: Canvas, base: Base) -> dict[int, bytes]:
    """What a canvas adds to its base, by number: its pages, links and all that it has drawn.

    Not its tags, fonts and bookmarks, which are those of the whole file.
    """
    document, structure = canvas._doc, canvas.structure
    found = {}
    for place, (sheet, leaf) in enumerate(zip(base.sheets, canvas.leaves), 1):
        found[sheet.number] = page_of(sheet, leaf, structure.keys.get(place) if structure else None)
    for number, annotation in base.open:
        found[number] = annotation.led(canvas.places).format(document)
    return found | numbered(document, base.count)


def _reserved(document: Any) -> int:
    """A number for an object that is written with each file."""
    document.objectcounter += 1
    return int(document.objectcounter)


def _pages(document: Any) -> tree.Pages:
    return lambda page: page_reference(document, page)


def _fixed(canvas: Canvas, pages: set[int]) -> tuple[list[Any], list[tuple[int, Annotation]]]:
    """The document's objects, but pages, links that lead nowhere yet, and what is shared.

    And all its links.
    """
    document = canvas._doc
    found: list[tuple[int, bytes]] = []
    annotations = []
    number = SHARED
    while number < document.objectcounter:
        number += 1
        thing = document.idToObject.get(document.numberToId.get(number))
        if thing is None or id(thing) in pages:
            continue
        if isinstance(thing, Annotation):
            annotations.append((number, thing))
            if not thing.leads:
                continue
        found.append((number, _even(pdfdoc.format(thing, document, toplevel=1))))
    return found, annotations


def numbered(document: Any, count: int) -> dict[int, bytes]:
    """The objects of a document from the one after ``count``. Formatting one may add others.

    A number that has been taken for something else is passed over.
    """
    found: dict[int, bytes] = {}
    number = count
    while number < document.objectcounter:
        number += 1
        if number in document.numberToId:
            found[number] = formatted(document, number)
    return found


def formatted(document: Any, number: int) -> bytes:
    """An object of a document, by its number."""
    thing = document.idToObject[document.numberToId[number]]
    if isinstance(thing, objects.Ready):
        return thing.content
    return _even(pdfdoc.format(thing, document, toplevel=1))


def _even(content: bytes) -> bytes:
    """An object with nothing around it, and one end of line before ``endstream``.

    ReportLab writes none there, but ISO 19005-2, 6.1.7.1, asks for it.
    """
    content = content.strip()
    if not content.endswith(b"endstream"):
        return content
    start = content.index(b"stream\n") + len(b"stream\n")
    length = _LENGTH.search(content, 0, start)
    assert length, "a stream says its length"
    return content[: start + int(length[1])] + b"\nendstream"
