"""A canvas whose file says what it is and nothing else, and is the same each time.

Extends ReportLab's: no font that is not embedded, no clock, no producer, streams packed
without ASCII armour, viewer preferences for paper that will be folded. With a structure,
the file is tagged, and keeps to PDF/UA-1 and PDF/A-2a where what is drawn does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.base import Base, begin, finish
from handouts.pdf.leaves import Leaf, share, shared_forms
from handouts.pdf.links import Annotation, Link, Place
from handouts.pdf.outline import Bookmark
from handouts.pdf.structure import Element, Structure, StructureError
from handouts.pdf.tagging import Box, Tagging

Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]


class About(Data, frozen=True):
    """What a document says of itself. ``language`` is a BCP 47 tag."""

    title: str
    author: str
    language: str
    duplex: Duplex = "DuplexFlipShortEdge"


class Canvas(Tagging):
    """A canvas for pages of one size, in points, that ends in ``pdf()``.

    With a structure, all text must be drawn within ``tagged`` or ``artifact``. With a base it
    goes on with the base's pages, one after the other, and what they are about is the base's.
    Of each font that is drawn with, the glyphs of ``letters`` are embedded too, so that files
    whose texts differ can have the same font. Raises StructureError where a tagged document
    has no title or no language.
    """

    def __init__(
        self,
        size: tuple[float, float],
        about: About,
        structure: Structure | None = None,
        *,
        base: Base | None = None,
        letters: str = "",
    ) -> None:
        super().__init__(
            "",
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=about.language,
        )
        self._begin(structure or (base.structure() if base else None))
        self.base = base
        self.about = about
        self.letters = base.letters if base else letters
        self.leaves: list[Leaf] = []
        self.places: dict[str, Place] = dict(base.places) if base else {}
        self.bookmarks: list[Bookmark] = list(base.bookmarks) if base else []
        self._links: dict[tuple[Element, str], Link] = {}
        self._beyond: tuple[float, float] | None = None
        share(self._doc)
        if base:
            base.enter(self)
        else:
            self._introduce(about)

    def _introduce(self, about: About) -> None:
        self._doc.info = _info(about)
        self._doc.Catalog.Outlines = None
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setViewerPreference("PrintScaling", "None")
        self.setViewerPreference("Duplex", about.duplex)
        if self.structure:
            _identify(self._doc, about)

    def cut(self, bleed: float, margin: float) -> None:
        """Pages from here on are cut to their size from larger ones, for a print shop.

        Colour may run ``bleed`` points beyond the cut, and the paper goes ``margin`` points
        beyond it. The page's corner stays where coordinates begin (ISO 32000-1, 14.11.2).
        """
        self._beyond = bleed, margin

    def place(self, name: str, x: float, top: float) -> None:
        """Name a point of this page, for links to ``#name``."""
        x, top = self.absolutePosition(x, top)
        self.places[name] = Place(self.getPageNumber(), x, top)
        if not self.structure:  # whose links look for the place among ReportLab's
            self.bookmarkHorizontalAbsolute(name, top, left=x, fit="XYZ")

    def bookmark(self, title: str, level: int, x: float, top: float, order: Any = 0) -> None:
        """Add a heading to the outline; those of equal order stand as they were drawn."""
        x, top = self.absolutePosition(x, top)
        place = Place(self.getPageNumber(), x, top)
        self.bookmarks.append(Bookmark(title, level, place, order))

    def link(
        self,
        element: Element | None,
        target: str,
        boxes: Iterable[Box],
        contents: str,
    ) -> None:
        """Make boxes of this page (left, bottom, right, top) lead to the target.

        The target is a web address, or ``#name`` for a place, which may be named later.
        ``contents`` say in words where it leads. All boxes of one element on one page make
        one annotation. The element is None in a canvas without a structure.
        """
        key = element or Element("Link"), target
        link = self._links.setdefault(key, Link(element, target, contents))
        link.boxes += map(self.absolute, boxes)

    def as_base(self) -> Base:
        """All that was drawn, as the base of other canvases. Nothing can be drawn any more."""
        if self.base:
            raise StructureError("a canvas on a base is no base")
        self.close()
        return begin(self)

    def pdf(self) -> bytes:
        """The whole file. Raises StructureError where a link leads nowhere, or within a volume."""
        if self.base is None:
            return Canvas(self._pagesize, self.about, base=self.as_base()).pdf()
        if self.base.within:
            raise StructureError("a part of a volume is no file")
        self.close()
        return finish(self, self.base)

    def close(self) -> None:
        """Close the last page, and those of the base to which nothing is added."""
        if self._code or self._links:
            self.showPage()
        while self.base and len(self.leaves) < len(self.base.sheets):
            self.showPage()

    def showPage(self) -> None:
        """Close the page; a scope that is open goes on on the next."""
        if self.base is None:
            super().showPage()
            return
        self._close()
        if len(self.leaves) == len(self.base.sheets):
            raise StructureError("the base has no further page")
        if self._extgstate.getState() or self._colorsUsed or self._shadingUsed:
            raise StructureError("only a base may set transparency, spot colours and shadings")
        self._share_forms()
        self._leave(None, "\n".join((self._preamble, *self._code)) if self._code else "")
        self._startPage()
        self._closed = 0

    def _setXObjects(self, thing: Any) -> None:
        """The pages of a document have one dictionary of forms."""
        if isinstance(thing, pdfdoc.PDFPage):
            self._share_forms()
            thing.XObjects = pdfdoc.PDFObjectReference("Forms")
        else:
            super()._setXObjects(thing)

    def _share_forms(self) -> None:
        if self._formsinuse:
            shared_forms(self._doc).update(self._doc.xobjDict(self._formsinuse).dict)

    def getpdfdata(self) -> bytes:
        """As ``pdf``, by ReportLab's name for it."""
        return self.pdf()

    def _make_preamble(self) -> None:
        """ReportLab's would name Helvetica, which is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def _addAnnotation(self, *annotation: Any, **more: Any) -> None:
        if self.structure:
            raise StructureError("an annotation that is not tagged; use link")
        super()._addAnnotation(*annotation, **more)

    def _setAnnotations(self, page: Any) -> None:
        """The last hook before a page is added, and before a form is."""
        super()._setAnnotations(page)
        if isinstance(page, pdfdoc.PDFPage):
            if self._beyond:
                self._box(page, *self._beyond)
            self._leave(page, page.stream)

    def _box(self, page: Any, bleed: float, margin: float) -> None:
        """Say where a page is cut."""
        width, height = self._pagesize
        for name, more in (("TrimBox", 0.0), ("BleedBox", bleed), ("MediaBox", margin)):
            box = (-more, -more, width + more, height + more)
            setattr(page, name, pdfdoc.PDFArray([round(each, 3) for each in box]))

    def _leave(self, page: Any, stream: str) -> None:
        """Note what a page shows."""
        contents = (self._packed(stream),) if stream else ()
        own = [*page.Annots] if page else []
        own += map(self._annotation, self._links.values())
        shown = [each.format(self._doc).decode("ascii") for each in own]
        self._links = {}
        self.leaves.append(Leaf(page, contents, tuple(shown)))

    def _packed(self, stream: str) -> str:
        level = objects.QUICK if self.base else objects.WELL
        packed = objects.Ready(objects.flated(stream.encode("ascii"), level=level))
        return objects.reference(self._doc, packed)

    def _annotation(self, link: Link) -> Any:
        annotation = Annotation(link, self.places)
        reference = self._doc.Reference(annotation)
        if self.structure:
            if link.element is None or not link.contents:
                raise StructureError(f"the link to {link.target} has no element or contents")
            shown = reference.format(self._doc).decode("ascii")
            page = self.getPageNumber()
            annotation.key = self.structure.annotate(link.element, page, shown)
        return reference


def _info(about: About) -> objects.Ready:
    """The information dictionary, with title and author alone."""
    texts = {"Title": objects.sayable(about.title), "Author": objects.sayable(about.author)}
    entries = "".join(f"/{key}{objects.string(text)}" for key, text in texts.items() if text)
    return objects.Ready(f"<<{entries}>>".encode("ascii"))


def _identify(document: Any, about: About) -> None:
    """Say in the catalog that the file is tagged, what it keeps to, and what colours mean."""
    from handouts.pdf import srgb
    from handouts.pdf.metadata import packet

    title, author = objects.sayable(about.title), objects.sayable(about.author)
    if not title or not about.language:
        raise StructureError("a tagged document has a title and a language")
    # PDF/A-2 lets metadata be packed, unlike PDF/A-1; it is as large as half the tree.
    xmp = objects.flated(packet(title, author, about.language), "/Type/Metadata/Subtype/XML")
    profile = objects.stream(srgb.PACKED, "/N 3/Filter/FlateDecode")
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = objects.Ready(xmp)
    catalog.MarkInfo = "<</Marked true>>"
    catalog.OutputIntents = (
        f"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{objects.string(srgb.NAME)}"
        f"/DestOutputProfile {objects.reference(document, objects.Ready(profile))}>>]"
    )


def flate(content: str | bytes) -> Any:
    """A stream packed by zlib."""
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
