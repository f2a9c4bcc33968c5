"""One file of many documents, for a printer; each is a part of it and begins on a new sheet.

The file is written bit by bit. What documents share, such as pictures and fonts, is written once;
each document has its own tags, and its links lead to its own pages::

    volume = Volume(out, about)
    for person in people:
        canvas = Canvas(size, about, base=volume.next_base(base))
        ...
        volume.add_document(canvas, "Row 12")
        volume.flush()
    volume.finish_file()
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from handouts.pdf import objects
from handouts.pdf.backend.document import FONTS_NUMBER, FORMS_NUMBER, ObjectTable
from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing.form_xobjects import is_shared_form
from handouts.pdf.files.base import Base, find_references, format_pages
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.files.page_parts import BaseSheet
from handouts.pdf.fonts.embedding import EmbeddedFont, write_fonts
from handouts.pdf.fonts.font_files import Font
from handouts.pdf.tags import tree
from handouts.pdf.tags.namespaces import format_namespace
from handouts.pdf.tags.structure import Element, Structure, StructureError
from handouts.pdf.volumes.object_template import NAME_PREFIX
from handouts.pdf.volumes.renumbered_base import (
    CommonFonts,
    RenumberedBase,
    make_sheet_lookup,
    number_of,
    renumber_base,
)
from handouts.pdf.volumes.streamed_trees import BookmarkList, KeyTree, PageTree


class BinaryOutput(Protocol):
    """Where a volume is written to."""

    def write(self, data: bytes, /) -> object:
        """Write some more bytes."""


@dataclass
class _VolumePart:
    """A document while it is drawn: its base, with the objects copied from that.

    ``before`` is the last object number before the document's first.
    """

    base: Base
    renumbered: RenumberedBase
    objects: dict[int, bytes]
    before: int


class Volume:
    """A tagged file of documents, which conforms to PDF/UA-1 and PDF/A-2a if they do.

    With the sources of its documents it conforms to PDF/UA-2 and PDF/A-4f.
    ``about`` is the metadata of the file. Documents may differ in their bases, sizes and
    languages; each takes about six bytes of memory per object. Their headings do not become
    bookmarks. Exceptions from ``out`` are passed on, and then the volume is lost.
    """

    def __init__(self, out: BinaryOutput, about: DocumentInfo) -> None:
        self.about = about
        self._out = out
        self._start = Canvas((1, 1), about, Structure(Element("Document"))).as_base()
        assert self._start.structure_root and self._start.written_tree
        self._root, self._top = self._start.structure_root[1], self._start.written_tree.top
        self._namespaces = self._start.written_tree.namespaces
        self._file = self._start.file.copy()
        self._count = self._start.packing - 1  # without the fonts
        # The numbers of a single file's fonts and forms; here documents have their own.
        self._spare = [FORMS_NUMBER, FONTS_NUMBER]
        self._waiting: dict[int, bytes] = {}
        self._shared: dict[bytes, int] = {}
        self._renumbered: WeakKeyDictionary[Base, RenumberedBase] = WeakKeyDictionary()
        self._fonts: list[CommonFonts] = []
        self._forms: dict[str, int] = {}
        self._part: _VolumePart | None = None
        self._parts = array("L")
        self._roles: dict[str, str] = {}
        self._key = 0
        self._pages = PageTree(self._start.page_tree, self._next_number, self._put_as)
        self._bookmarks = BookmarkList(self._next_number, self._put_as)
        self._parents = KeyTree("Nums", self._put_object)
        self._names = KeyTree("Names", self._put_object)

    def next_base(self, base: Base) -> Base:
        """The base, prepared for the next document of this volume to be drawn on it.

        A document that has not been added before the next call is given up. Raises
        StructureError if the base has no tags, or is already part of a volume.
        """
        if base.structure_root is None or base.volume:
            raise StructureError("a volume needs a tagged base that is not part of a volume")
        self._give_up()
        if base not in self._renumbered:
            self._renumbered[base] = self._renumber_base(base, base.structure_root[0])
        self._pages.open_node()
        before, prefix = self._count, f"{len(self._parts):0{len(NAME_PREFIX) - 1}}."
        drawn, written = self._renumbered[base].shift_to(before, self._key, prefix)
        drawn = replace(drawn, volume_forms=self._forms)
        self._part = _VolumePart(drawn, self._renumbered[base], written, before)
        self._count = drawn.count
        return drawn

    def add_document(self, canvas: Canvas, title: str) -> range:
        """Add the document drawn on the latest base, with a bookmark of this title.

        Returns the numbers of its pages in the file, from 1.

        Raises StructureError if it is drawn on another base, or has a link that leads nowhere:
        then it is given up, and others can be added.
        """
        part, structure = self._part, canvas.structure
        if part is None or structure is None or canvas.base is not part.base:
            raise StructureError("the document is not drawn on the volume's latest base")
        self._part = None  # so that its numbers are not used again if this fails
        canvas.close_pages()
        content, table = canvas.content, canvas.objects
        part.renumbered.fonts.add_fonts(content.fonts.by_font)
        base = replace(part.base, sheets=self._number_sheets(part, table))
        by_number = dict(table.format_objects(base.count)) | part.objects
        branch = self._write_branch(canvas, base, structure, title)
        references = find_references(content, base.written_tree, branch.references)
        by_number |= format_pages(content, base, references)
        self._waiting |= by_number | branch.objects
        self._count = max(self._count, *self._waiting)
        self._record_tags(base, branch)
        before = self._pages.count
        self._pages.add_pages([sheet.number for sheet in base.sheets], canvas.size)
        self._forms |= {n: number for n, number in table.form_numbers.items() if is_shared_form(n)}
        self._add_bookmark(title, base, canvas.size[1])
        self._roles |= structure.roles
        return range(before + 1, before + 1 + len(base.sheets))

    def _add_bookmark(self, title: str, base: Base, top: float) -> None:
        """Add a bookmark that leads to a document: its first page, and with namespaces its tag."""
        assert base.written_tree
        element = base.written_tree.top if self._namespaces else None
        self._bookmarks.add_bookmark(title, base.sheets[0].number, top, element)

    def flush(self) -> None:
        """Write the documents that were added. A document that is still being drawn is given up.

        Raises FileTooLarge, and whatever ``out`` raises.
        """
        self._give_up()
        self._write_waiting()

    def finish_file(self) -> None:
        """Write the remaining objects.

        Raises StructureError if there are no documents, and otherwise as ``flush`` does.
        """
        self._give_up()
        if not self._parts:
            raise StructureError("a volume without documents cannot be written")
        number, head = self._start.catalog
        outline = self._bookmarks.write_root()
        head += f"/Outlines {outline} 0 R/StructTreeRoot {self._root} 0 R>>".encode()
        kids = " ".join([f"{part} 0 R" for part in self._parts])
        spaces = self._namespaces
        space = format_namespace("Document", self._roles, spaces) if spaces else ""
        top = f"<</S/Document{space}/P {self._root} 0 R/K[{kids}]>>"
        parents, names = self._parents.finish_root(), self._names.finish_root()
        self._waiting |= {number: head, self._top: top.encode()}
        self._waiting |= tree.format_root(
            (self._root, self._top), self._roles, parents, self._key, names, spaces
        )
        self._pages.write_root()
        self._write_fonts()
        self._write_waiting()
        self._out.write(self._file.finish_file(self._count + 1, self._start.trailer))

    def _give_up(self) -> None:
        """Release the object numbers of a document that was not added."""
        if self._part:
            self._count, self._part = self._part.before, None

    # --- numbers and objects -----------------------------------------------------------------

    def _next_number(self) -> int:
        if self._spare:
            return self._spare.pop()
        self._count += 1
        return self._count

    def _put_object(self, content: str) -> int:
        """Put an object into the file; return its number."""
        return self._put_as(self._next_number(), content)

    def _put_as(self, number: int, content: str) -> int:
        self._waiting[number] = content.encode("ascii")
        return number

    def _share_object(self, content: bytes) -> int:
        """The number of an object that is written once, however many documents have it."""
        digest = hashlib.sha256(content).digest()
        if digest not in self._shared:
            self._shared[digest] = self._next_number()
            self._waiting[self._shared[digest]] = content
        return self._shared[digest]

    def _write_waiting(self) -> None:
        """Write the waiting objects in the order of their numbers."""
        self._count = self._file.add_objects(sorted(self._waiting.items()), self._count + 1) - 1
        self._waiting = {}
        self._out.write(self._file.take_bytes())

    # --- what documents share ----------------------------------------------------------------

    def _renumber_base(self, base: Base, structure: Structure) -> RenumberedBase:
        """Renumber a base, and share the content of its pages."""
        fonts = self._fonts_for(base.fonts)
        numbers = {FONTS_NUMBER: fonts.number}

        def share_number(number: int) -> int:
            """Share an object of the base with the other documents, and return its number."""
            if number not in numbers:
                numbers[number] = self._share_object(
                    objects.renumber_object(base.file.get_object(number), share_number)
                )
            return numbers[number]

        # These two differ between documents and are filled in when one is added.
        per_document = {FORMS_NUMBER, base.page_tree}
        forms = {name: share_number(number) for name, number in base.forms.items()}
        for sheet in base.sheets:
            objects.renumber_object(
                sheet.head,
                lambda number: number if number in per_document else share_number(number),
            )
            for each in sheet.parts.contents:
                share_number(number_of(each))
        unnumbered = replace(base, fonts=fonts.fonts, forms=forms, volume=self)
        return renumber_base(unnumbered, structure, fonts, numbers, self._namespaces)

    def _fonts_for(self, fonts: Mapping[Font, EmbeddedFont]) -> CommonFonts:
        """The first common fonts that agree with these, extended by their glyphs."""
        common = next((each for each in self._fonts if each.agrees_with(fonts)), None)
        if common is None:
            common = CommonFonts(self._next_number())
            self._fonts.append(common)
        common.add_fonts(fonts)
        return common

    def _write_fonts(self) -> None:
        """Write all fonts, now that all the glyphs they need are known."""
        for each in self._fonts:
            self._waiting |= write_fonts(self._next_number, each.number, each.fonts.values())

    # --- one document ------------------------------------------------------------------------

    def _number_sheets(self, part: _VolumePart, table: ObjectTable) -> tuple[BaseSheet, ...]:
        """The base's pages, with the numbers of shared objects in their dictionaries."""
        table.use_fonts_dictionary(part.renumbered.fonts.number)
        self._count = max(self._count, table.last_number)
        forms = self._share_object(table.format_forms())
        table.last_number = self._count
        per_document = {FORMS_NUMBER: forms, part.base.page_tree: self._pages.node}
        numbers = {**part.renumbered.numbers, **per_document}
        return tuple(
            BaseSheet(
                sheet.number,
                objects.renumber_object(sheet.head, numbers.__getitem__),
                sheet.parts,
            )
            for sheet in part.base.sheets
        )

    def _write_branch(
        self, canvas: Canvas, base: Base, structure: Structure, title: str
    ) -> tree.Branch:
        """Write the tags of a document, below the volume's topmost element."""
        language = canvas.about.language
        part = Element("Part", title=title)
        part.language = language if language != self.about.language else ""
        if any(
            self._roles.get(role, standard) != standard
            for role, standard in structure.roles.items()
        ):
            raise StructureError("one role maps to two types in a volume")
        first, pages = canvas.objects.last_number + 1, make_sheet_lookup(base.sheets)
        return tree.write_branch(structure, self._top, first, pages, part)

    def _record_tags(self, base: Base, branch: tree.Branch) -> None:
        """Record where the tags of a document are."""
        assert base.written_tree
        self._parts.append(base.written_tree.top)
        if branch.keys:
            last = self._key + branch.keys - 1
            self._parents.add_leaf(str(self._key), str(last), branch.entries)
            self._key = last + 1
        if branch.names:
            low, high = (f"<{branch.names[end][0].hex()}>" for end in (0, -1))
            self._names.add_leaf(low, high, tree.format_names(branch.names))
