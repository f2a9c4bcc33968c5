"""What many files share, written once as a base, and the files built on that base.

One canvas draws everything that is the same in each file and becomes the base. Canvases on
that base draw what differs, on the same pages; each gives a complete file, which begins with
the base's bytes. A canvas on its own becomes a base with nothing added, so that all files are
written the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import field

from handouts.data import Data
from handouts.pdf.backend.document import FONTS_NUMBER, FORMS_NUMBER, ObjectTable
from handouts.pdf.files.drawn_content import DrawnContent
from handouts.pdf.files.metadata import PDF_2
from handouts.pdf.files.page_parts import BaseSheet, format_page
from handouts.pdf.files.pdf_file import PdfFile
from handouts.pdf.fonts.embedding import DocumentFonts, EmbeddedFont, write_fonts
from handouts.pdf.fonts.font_files import Font
from handouts.pdf.navigation.form_fields import FieldAnnotation, format_form
from handouts.pdf.navigation.links import Annotation, Destination, FileReferences
from handouts.pdf.navigation.outline import Bookmark, count_entries, format_outline
from handouts.pdf.tags import tree
from handouts.pdf.tags.namespaces import NAMESPACES
from handouts.pdf.tags.structure import Element, Structure, WrittenTree


class Base(Data, frozen=True, eq=False, weakref=True):
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
    fonts: Mapping[Font, EmbeddedFont]
    forms: Mapping[str, int]
    destinations: Mapping[str, Destination]
    bookmarks: tuple[Bookmark, ...]
    annotations: tuple[tuple[int, Annotation | FieldAnnotation], ...]
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

    def has_same_glyphs(self, fonts: Mapping[Font, EmbeddedFont]) -> bool:
        """Whether a document's fonts are the base's, without any additional glyph."""
        base_fonts = self.fonts
        return len(fonts) == len(base_fonts) and all(
            fonts[key].pair_count == base_fonts[key].pair_count for key in base_fonts
        )

    def begin_content(self, table: ObjectTable, structure: Structure | None) -> DrawnContent:
        """The content of a document on this base, with nothing added yet."""
        pages = [sheet.number for sheet in self.sheets]
        table.continue_from(self.count, pages, self.forms, self.volume_forms)
        return DrawnContent(
            table,
            structure,
            DocumentFonts(self.letters, self.fonts),
            destinations=dict(self.destinations),
            bookmarks=list(self.bookmarks),
        )


def write_base(content: DrawnContent) -> Base:
    """Write everything drawn so far as a base.

    Raises StructureError if the structure tree does not match what was drawn.
    """
    table, structure = content.objects, content.structure
    catalog = table.reserve_number()
    root, top = (table.reserve_number(), table.reserve_number()) if structure else (0, 0)
    info = f"/Info {table.add_object(content.info)}" if content.info else ""
    namespaces = _reserve_namespaces(content)
    heads, catalog_head = table.format_page_heads(), table.format_catalog()
    by_number = dict(table.format_objects(FORMS_NUMBER))
    tags, written_tree = _begin_tree(content, top, namespaces)
    elements = written_tree.references if written_tree else {}
    by_number |= tags | _format_links(content, find_references(content, written_tree, elements))
    fonts = _write_fonts(content)
    file = PdfFile(content.version)
    packing = file.add_objects(sorted(by_number.items()), table.last_number + 1)
    with_fonts = file.copy()
    count = with_fonts.add_objects(fonts, packing) - 1
    return Base(
        file=file.copy(),
        file_with_fonts=with_fonts.copy(),
        packing=packing,
        count=count,
        page_tree=table.page_tree_number,
        sheets=tuple(
            BaseSheet(table.page_number(page), head, parts)
            for page, (head, parts) in enumerate(zip(heads, content.pages), 1)
        ),
        catalog=(catalog, catalog_head),
        trailer=f"/Root {catalog} 0 R{info}",
        structure_root=(structure, root) if structure else None,
        written_tree=written_tree,
        fonts=content.fonts.by_font,
        forms=table.form_numbers,
        destinations=content.destinations,
        bookmarks=tuple(content.bookmarks),
        annotations=tuple(content.annotations),
        open_links=tuple(
            (number, each)
            for number, each in content.annotations
            if isinstance(each, Annotation) and not each.is_resolved
        ),
        letters=content.fonts.letters,
    )


def _begin_tree(
    content: DrawnContent, top: int, namespaces: int
) -> tuple[dict[int, bytes], WrittenTree | None]:
    """The tags below the topmost element, by number, and a record of them; nothing without tags."""
    table, first = content.objects, content.objects.last_number + 1
    if not content.structure:
        return {}, None
    pages = table.page_reference
    below, written_tree = tree.begin_tree(content.structure, top, first, pages, namespaces)
    table.last_number += len(below)
    return dict(enumerate(below, first)), written_tree


def _reserve_namespaces(content: DrawnContent) -> int:
    """The number of the first namespace, if the file has any; else 0."""
    if not content.structure or content.version != PDF_2:
        return 0
    return [content.objects.reserve_number() for _ in NAMESPACES][0]


def find_references(
    content: DrawnContent, written_tree: WrittenTree | None, elements: Mapping[Element, str]
) -> FileReferences:
    """The references by which links lead to pages, and in a file with namespaces to elements."""
    has_namespaces = written_tree is not None and bool(written_tree.namespaces)
    pages = cache(content.objects.page_reference)
    return FileReferences(pages, elements if has_namespaces else None)


def assemble_file(content: DrawnContent, base: Base) -> bytes:
    """Assemble the complete file of what was drawn on a base.

    The file identifier is computed from the content (ISO 32000-1, 14.4), so that the same
    objects give the same bytes. Raises StructureError if the structure tree does not match
    what was drawn or a link leads nowhere, and FileTooLarge.
    """
    table = content.objects
    number, head = base.catalog
    by_number = dict(table.format_objects(base.count))
    by_number[FORMS_NUMBER] = table.format_forms()
    file = _start_file(content, base)
    outline = table.last_number + 1
    table.last_number += count_entries(content.bookmarks)
    finished = _finish_tree(content, base)
    references = find_references(content, base.written_tree, finished.references)
    by_number |= finished.objects | format_pages(content, base, references)
    if content.bookmarks:
        by_number |= enumerate(format_outline(content.bookmarks, outline, references), outline)
        head += f"/Outlines {outline} 0 R".encode()
    fields = _list_fields((*base.annotations, *content.annotations))
    if fields:
        head += format_form(fields).encode("ascii")
    if base.structure_root:
        head += f"/StructTreeRoot {base.structure_root[1]} 0 R".encode()
    by_number[number] = head + b">>"
    last = max(base.count, *by_number)
    return file.finish_file(
        file.add_objects(sorted(by_number.items()), last + 1, quick=True), base.trailer
    )


def _finish_tree(content: DrawnContent, base: Base) -> tree.FinishedTree:
    """The remaining tags of a document on its base; nothing if it has none."""
    table, structure = content.objects, content.structure
    if not structure or not base.structure_root:
        return tree.FinishedTree({}, {})
    first, root = table.last_number + 1, base.structure_root[1]
    return tree.finish_tree(structure, root, first, table.page_reference)


def _list_fields(
    annotations: Sequence[tuple[int, Annotation | FieldAnnotation]],
) -> tuple[int, ...]:
    """The object numbers of the fields of a form."""
    return tuple(number for number, each in annotations if isinstance(each, FieldAnnotation))


def _start_file(content: DrawnContent, base: Base) -> PdfFile:
    """A copy of the base's file, with the fonts of the document."""
    if base.has_same_glyphs(content.fonts.by_font):
        return base.file_with_fonts.copy()
    file = base.file.copy()
    file.add_objects(_write_fonts(content), base.packing)
    return file


def _write_fonts(content: DrawnContent) -> list[tuple[int, bytes]]:
    """The fonts of a document as objects, with their object numbers."""
    fonts = content.fonts.by_font.values()
    return sorted(write_fonts(content.objects.reserve_number, FONTS_NUMBER, fonts).items())


def format_pages(content: DrawnContent, base: Base, references: FileReferences) -> dict[int, bytes]:
    """The pages and the links of a document on its base, by number.

    Raises StructureError if a link leads nowhere.
    """
    structure = content.structure
    by_number = {}
    for page, (sheet, added) in enumerate(zip(base.sheets, content.pages), 1):
        key = structure.keys.get(page) if structure else None
        by_number[sheet.number] = format_page(sheet, added, key)
    for number, link in base.open_links:
        resolved = link.resolve_with(content.destinations)
        by_number[number] = resolved.format(references)
    for number, annotation in content.annotations:
        by_number[number] = annotation.format(references)
    return by_number


def _format_links(content: DrawnContent, references: FileReferences) -> dict[int, bytes]:
    """The links whose destination is known, by number."""
    return {n: link.format(references) for n, link in content.annotations if link.is_resolved}
