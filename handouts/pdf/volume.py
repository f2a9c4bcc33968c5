"""One file of many documents, for a printer: each is a part of it, and begins on a new sheet.

It is written while it grows. What documents share, such as pictures and fonts, stands in it once;
each has its own tags, and its links lead to its own pages::

    volume = Volume(out, about)
    for person in people:
        canvas = Canvas(size, about, base=volume.base(base))
        ...
        volume.add(canvas, "Row 12")
        volume.flush()
    volume.end()
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc

from handouts.pdf import objects, tree
from handouts.pdf.base import Base, parts
from handouts.pdf.canvas import About, Canvas
from handouts.pdf.carried import Carried, Fonts, carried, number_of, references
from handouts.pdf.embed import EmbeddedFont, embedded_fonts, written
from handouts.pdf.fonts import Font
from handouts.pdf.growing import Keys, Marks, Pages
from handouts.pdf.leaves import FONTS, SHARED, Sheet, forms_of, shared_forms
from handouts.pdf.stamps import is_stamp
from handouts.pdf.stencil import PREFIX
from handouts.pdf.structure import Element, Structure, StructureError


class Out(Protocol):
    """What a volume is written to."""

    def write(self, data: bytes, /) -> object:
        """Take some more bytes."""


@dataclass
class _Part:
    """A document while it is drawn: its base, with what is written of that.

    ``before`` is the last number that is not the document's.
    """

    base: Base
    carried: Carried
    written: dict[int, bytes]
    before: int


class Volume:
    """A tagged file of documents, which keeps to PDF/UA-1 and PDF/A-2a where they do.

    ``about`` is of the whole file. Documents may differ in their bases, sizes and languages;
    what each costs in memory is some six bytes an object. Their own headings are no bookmarks.
    What ``out`` raises goes through, and then the volume is lost.
    """

    def __init__(self, out: Out, about: About) -> None:
        self.about = about
        self._out = out
        self._start = Canvas((1, 1), about, Structure(Element("Document"))).as_base()
        assert self._start.tree and self._start.begun
        self._own, self._top = self._start.tree[1], self._start.begun.top
        self._file = self._start.file.copy()
        self._count = self._start.packing - 1  # without the fonts
        # Where a file by itself has its fonts and forms, which here are of the documents.
        self._spare = [SHARED, FONTS]
        self._waiting: dict[int, bytes] = {}
        self._shared: dict[bytes, int] = {}
        self._known: WeakKeyDictionary[Base, Carried] = WeakKeyDictionary()
        self._fonts: list[Fonts] = []
        self._stamps: dict[str, int] = {}
        self._part: _Part | None = None
        self._parts = array("L")
        self._roles: dict[str, str] = {}
        self._key = 0
        self._pages = Pages(self._start.pages, self._new, self._put_as)
        self._marks = Marks(self._new, self._put_as)
        self._parents = Keys("Nums", self._put)
        self._names = Keys("Names", self._put)

    def base(self, base: Base) -> Base:
        """A base as the next document of this volume is to be drawn on it.

        Whoever asks for another before the document is added gives that one up. Raises
        StructureError where the base has no tags.
        """
        if base.tree is None or base.within:
            raise StructureError("a volume holds tagged documents")
        self._give_up()
        if base not in self._known:
            self._known[base] = self._carry(base, base.tree[0])
        self._pages.begin()
        before, prefix = self._count, f"{len(self._parts):0{len(PREFIX) - 1}}."
        drawn, written = self._known[base].at(before, self._key, prefix)
        drawn = replace(drawn, stamps=self._stamps)
        self._part = _Part(drawn, self._known[base], written, before)
        self._count = drawn.count
        return drawn

    def add(self, canvas: Canvas, title: str) -> None:
        """Add the document drawn on the base that was given last, with a bookmark of the title.

        Raises StructureError where it is drawn on another, or has a link that leads nowhere:
        then it is given up, and others can be added.
        """
        part, structure = self._part, canvas.structure
        if part is None or structure is None or canvas.base is not part.base:
            raise StructureError("drawn on another base than the volume gave last")
        self._part = None  # whose numbers are not given to another if this fails
        canvas.close()
        part.carried.fonts.join(embedded_fonts(canvas._doc))
        base = replace(part.base, sheets=self._sheets(part, canvas._doc))
        found = parts(canvas, base) | part.written
        branch = self._branch(canvas, base, structure, title)
        self._waiting |= found | branch.objects
        self._count = max(self._count, *self._waiting)
        self._enter(base, branch)
        self._pages.add([sheet.number for sheet in base.sheets], canvas._pagesize)
        numbers = canvas._doc.idToObjectNumberAndVersion
        shown = filter(is_stamp, shared_forms(canvas._doc))
        self._stamps |= {name: numbers[name][0] for name in shown}
        self._marks.add(title, base.sheets[0].number, canvas._pagesize[1])
        self._roles |= structure.roles

    def flush(self) -> None:
        """Write what was added. A document that is still being drawn is given up.

        Raises TooLarge where the file takes no more, and whatever ``out`` raises.
        """
        self._give_up()
        self._write()

    def end(self) -> None:
        """Write the rest. Raises as ``flush`` does, and StructureError where there is nothing."""
        self._give_up()
        if not self._parts:
            raise StructureError("a volume without documents")
        number, head = self._start.catalog
        outline = self._marks.end()
        head += f"/Outlines {outline} 0 R/StructTreeRoot {self._own} 0 R>>".encode()
        kids = " ".join([f"{part} 0 R" for part in self._parts])
        top = f"<</S/Document/P {self._own} 0 R/K[{kids}]>>"
        parents, names = self._parents.end(), self._names.end()
        self._waiting |= {
            number: head,
            self._top: top.encode(),
            self._own: tree.root(self._top, self._roles, parents, self._key, names),
        }
        self._pages.end()
        self._embed()
        self._write()
        self._out.write(self._file.whole(self._count + 1, self._start.trailer))

    def _give_up(self) -> None:
        """Take back the numbers of a document that was not added."""
        if self._part:
            self._count, self._part = self._part.before, None

    # --- numbers and objects -----------------------------------------------------------------

    def _new(self) -> int:
        if self._spare:
            return self._spare.pop()
        self._count += 1
        return self._count

    def _put(self, content: str) -> int:
        """Have an object written; its number."""
        return self._put_as(self._new(), content)

    def _put_as(self, number: int, content: str) -> int:
        self._waiting[number] = content.encode("ascii")
        return number

    def _once(self, content: bytes) -> int:
        """The number of an object that stands here once, however many documents have it."""
        digest = hashlib.sha256(content).digest()
        if digest not in self._shared:
            self._shared[digest] = self._new()
            self._waiting[self._shared[digest]] = content
        return self._shared[digest]

    def _write(self) -> None:
        """Write what waits, in the order of its numbers."""
        self._count = self._file.add(sorted(self._waiting.items()), self._count + 1) - 1
        self._waiting = {}
        self._out.write(self._file.taken())

    # --- what documents share ----------------------------------------------------------------

    def _carry(self, base: Base, structure: Structure) -> Carried:
        """Take over what a base's pages show."""
        fonts = self._fonts_for(base.fonts)
        numbers = {FONTS: fonts.number}

        def shared(number: int) -> int:
            if number not in numbers:
                numbers[number] = self._once(objects.moved(base.file.get(number), shared))
            return numbers[number]

        # These two are the volume's own, and are put in when a document is added.
        own = {SHARED, base.pages}
        forms = {name: shared(number) for name, number in base.forms.items()}
        for sheet in base.sheets:
            objects.moved(sheet.head, lambda number: number if number in own else shared(number))
            for each in sheet.leaf.contents:
                shared(number_of(each))
        loose = replace(base, fonts=fonts.fonts, forms=forms, within=self)
        return carried(loose, structure, fonts, numbers)

    def _fonts_for(self, fonts: Mapping[Font, EmbeddedFont]) -> Fonts:
        """The first fonts here that agree with others, joined by them."""
        found = next((each for each in self._fonts if each.agree(fonts)), None)
        if found is None:
            found = Fonts(self._new())
            self._fonts.append(found)
        found.join(fonts)
        return found

    def _embed(self) -> None:
        """Write all fonts, now that it is known which of their glyphs are shown."""
        document = Canvas((1, 1), self.about)._doc
        document.objectcounter = self._count
        for each in self._fonts:
            self._waiting |= written(document, each.number, each.fonts.values())
        self._count = document.objectcounter

    # --- one document ------------------------------------------------------------------------

    def _sheets(self, part: _Part, document: Any) -> tuple[Sheet, ...]:
        """The pages' dictionaries, with the numbers of what is common to them."""
        where = document.idToObjectNumberAndVersion
        where[pdfdoc.BasicFonts] = (part.carried.fonts.number, 0)
        self._count = max(self._count, document.objectcounter)
        forms = self._once(forms_of(document))
        document.objectcounter = self._count
        own = {SHARED: forms, part.base.pages: self._pages.node}
        numbers = {**part.carried.numbers, **own}
        return tuple(
            sheet._replace(head=objects.moved(sheet.head, numbers.__getitem__))
            for sheet in part.base.sheets
        )

    def _branch(self, canvas: Canvas, base: Base, structure: Structure, title: str) -> tree.Branch:
        """The tags of a document, below the topmost element."""
        language = canvas.about.language
        shown = Element("Part", title=title)
        shown.language = language if language != self.about.language else ""
        if any(self._roles.get(own, to) != to for own, to in structure.roles.items()):
            raise StructureError("one role stands for two types in a volume")
        first, pages = canvas._doc.objectcounter + 1, references(base.sheets)
        return tree.branch(structure, self._top, first, pages, shown)

    def _enter(self, base: Base, branch: tree.Branch) -> None:
        """Note where the tags of a document are found."""
        assert base.begun
        self._parts.append(base.begun.top)
        if branch.keys:
            last = self._key + branch.keys - 1
            self._parents.add(str(self._key), str(last), branch.entries)
            self._key = last + 1
        if branch.names:
            low, high = (f"<{branch.names[at][0].hex()}>" for at in (0, -1))
            self._names.add(low, high, tree.listed(branch.names))
