"""A canvas whose file is reproducible and has only the metadata it is given.

Extends ReportLab's canvas: every font is embedded, there is no clock and no producer, streams
are compressed without ASCII armour, and viewer preferences suit paper that will be folded. With
a structure the file is tagged, and conforms to PDF/UA-1 and PDF/A-2a if its content does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.base import Base, assemble_file, write_base
from handouts.pdf.links import Annotation, Destination, PageLink
from handouts.pdf.outline import Bookmark
from handouts.pdf.page_parts import PageParts, add_forms_dictionary, shared_forms
from handouts.pdf.structure import Element, Structure, StructureError
from handouts.pdf.tagging import Rectangle, TaggedCanvas

Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]


class DocumentInfo(Data, frozen=True):
    """The metadata of a document. ``language`` is a BCP 47 tag."""

    title: str
    author: str
    language: str
    duplex: Duplex = "DuplexFlipShortEdge"


class Canvas(TaggedCanvas):
    """A canvas for pages of one size, in points; ``pdf()`` returns the file.

    With a structure, all text must be drawn within ``tagged`` or ``artifact``. With a base, the
    canvas adds to the base's pages in their order, and the metadata is the base's. Each font
    that is used embeds the glyphs of ``letters`` too, so that files with different texts can
    have the same font. Raises StructureError if a tagged document has no title or no language.
    """

    def __init__(
        self,
        size: tuple[float, float],
        about: DocumentInfo,
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
        self._start_tagging(structure or (base.new_structure() if base else None))
        self.base = base
        self.about = about
        self.letters = base.letters if base else letters
        self.page_parts: list[PageParts] = []
        self.destinations: dict[str, Destination] = dict(base.destinations) if base else {}
        self.bookmarks: list[Bookmark] = list(base.bookmarks) if base else []
        self._links: dict[tuple[Element, str], PageLink] = {}
        self._trim_margins: tuple[float, float] | None = None
        add_forms_dictionary(self._doc)
        if base:
            base.register_in(self)
        else:
            self._describe_file(about)

    def _describe_file(self, about: DocumentInfo) -> None:
        self._doc.info = _format_info(about)
        self._doc.Catalog.Outlines = None
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setViewerPreference("PrintScaling", "None")
        self.setViewerPreference("Duplex", about.duplex)
        if self.structure:
            _declare_conformance(self._doc, about)

    def set_trim(self, bleed: float, margin: float) -> None:
        """Make all further pages larger than their trimmed size, for a print shop.

        Colour may extend ``bleed`` points beyond the trim, and the paper ``margin`` points
        beyond it. The origin stays at the corner of the trimmed page (ISO 32000-1, 14.11.2).
        """
        self._trim_margins = bleed, margin

    def name_destination(self, name: str, x: float, top: float) -> None:
        """Name a point of this page, for links to ``#name``."""
        x, top = self.absolutePosition(x, top)
        self.destinations[name] = Destination(self.getPageNumber(), x, top)
        if not self.structure:  # then links look among ReportLab's bookmarks
            self.bookmarkHorizontalAbsolute(name, top, left=x, fit="XYZ")

    def add_bookmark(self, title: str, level: int, x: float, top: float, order: Any = 0) -> None:
        """Add a heading to the outline; headings of equal order keep the order of drawing."""
        x, top = self.absolutePosition(x, top)
        destination = Destination(self.getPageNumber(), x, top)
        self.bookmarks.append(Bookmark(title, level, destination, order))

    def link(
        self,
        element: Element | None,
        target: str,
        boxes: Iterable[Rectangle],
        contents: str,
    ) -> None:
        """Link boxes of this page (left, bottom, right, top) to the target.

        The target is a web address, or ``#name`` for a destination, which may be named later.
        ``contents`` describes the target in words. All boxes of one element on one page become
        one annotation. The element is None on a canvas without a structure.
        """
        key = element or Element("Link"), target
        link = self._links.setdefault(key, PageLink(element, target, contents))
        link.boxes += map(self.absolute_box, boxes)

    def as_base(self) -> Base:
        """Everything drawn, as the base of other canvases; nothing more can be drawn here.

        Raises StructureError on a canvas that has a base itself.
        """
        if self.base:
            raise StructureError("a canvas on a base cannot be a base itself")
        self.close_pages()
        return write_base(self)

    def pdf(self) -> bytes:
        """The complete file. Raises StructureError if a link leads nowhere, or in a volume."""
        if self.base is None:
            return Canvas(self._pagesize, self.about, base=self.as_base()).pdf()
        if self.base.volume:
            raise StructureError("a part of a volume is not a file")
        self.close_pages()
        return assemble_file(self, self.base)

    def close_pages(self) -> None:
        """Close the last page, and all further pages of the base."""
        if self._code or self._links:
            self.showPage()
        while self.base and len(self.page_parts) < len(self.base.sheets):
            self.showPage()

    def showPage(self) -> None:
        """Close the page; an open scope continues on the next page.

        Raises StructureError if the base has no further page, or if something was drawn that
        only a base may draw.
        """
        if self.base is None:
            super().showPage()
            return
        self._mark_pending()
        if len(self.page_parts) == len(self.base.sheets):
            raise StructureError("the base has no further page")
        if self._extgstate.getState() or self._colorsUsed or self._shadingUsed:
            raise StructureError("only a base may use transparency, spot colours and shadings")
        self._share_forms()
        self._record_page(None, "\n".join((self._preamble, *self._code)) if self._code else "")
        self._startPage()
        self._closed = self._artifact_end = 0

    def _setXObjects(self, thing: Any) -> None:
        """Let all pages of a document share one dictionary of forms."""
        if isinstance(thing, pdfdoc.PDFPage):
            self._share_forms()
            thing.XObjects = pdfdoc.PDFObjectReference("Forms")
        else:
            super()._setXObjects(thing)

    def _share_forms(self) -> None:
        if self._formsinuse:
            shared_forms(self._doc).update(self._doc.xobjDict(self._formsinuse).dict)

    def getpdfdata(self) -> bytes:
        """The same as ``pdf``, under ReportLab's name."""
        return self.pdf()

    def _make_preamble(self) -> None:
        """Set a preamble without ReportLab's Helvetica, which is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def _addAnnotation(self, *annotation: Any, **more: Any) -> None:
        if self.structure:
            raise StructureError("this annotation is not tagged: use link")
        super()._addAnnotation(*annotation, **more)

    def _setAnnotations(self, page: Any) -> None:
        """Record the page: this is the last hook before a page or a form is added."""
        super()._setAnnotations(page)
        if isinstance(page, pdfdoc.PDFPage):
            if self._trim_margins:
                self._set_boxes(page, *self._trim_margins)
            self._record_page(page, page.stream)

    def _set_boxes(self, page: Any, bleed: float, margin: float) -> None:
        """Set the trim box, bleed box and media box of a page."""
        width, height = self._pagesize
        for name, more in (("TrimBox", 0.0), ("BleedBox", bleed), ("MediaBox", margin)):
            box = (-more, -more, width + more, height + more)
            setattr(page, name, pdfdoc.PDFArray([round(each, 3) for each in box]))

    def _record_page(self, page: Any, stream: str) -> None:
        """Record the content and the annotations of a page."""
        contents = (self._pack_stream(stream),) if stream else ()
        annotations = [*page.Annots] if page else []
        annotations += map(self._annotate_link, self._links.values())
        references = [each.format(self._doc).decode("ascii") for each in annotations]
        self._links = {}
        self.page_parts.append(PageParts(page, contents, tuple(references)))

    def _pack_stream(self, stream: str) -> str:
        level = objects.QUICK if self.base else objects.THOROUGH
        packed = objects.ReadyObject(
            objects.format_flate_stream(stream.encode("ascii"), level=level)
        )
        return objects.reference_object(self._doc, packed)

    def _annotate_link(self, link: PageLink) -> Any:
        annotation = Annotation(link, self.destinations)
        reference = self._doc.Reference(annotation)
        if self.structure:
            if link.element is None or not link.contents:
                raise StructureError(f"the link to {link.target} has no element or contents")
            reference_text = reference.format(self._doc).decode("ascii")
            page = self.getPageNumber()
            annotation.key = self.structure.add_annotation(link.element, page, reference_text)
        return reference


def _format_info(about: DocumentInfo) -> objects.ReadyObject:
    """The information dictionary, with title and author only."""
    texts = {"Title": objects.clean_text(about.title), "Author": objects.clean_text(about.author)}
    entries = "".join(f"/{key}{objects.format_string(text)}" for key, text in texts.items() if text)
    return objects.ReadyObject(f"<<{entries}>>".encode("ascii"))


def _declare_conformance(document: Any, about: DocumentInfo) -> None:
    """Declare in the catalog the tags, the standards the file conforms to and the colour space."""
    from handouts.pdf import srgb
    from handouts.pdf.metadata import format_xmp_packet

    title, author = objects.clean_text(about.title), objects.clean_text(about.author)
    if not title or not about.language:
        raise StructureError("a tagged document needs a title and a language")
    # Unlike PDF/A-1, PDF/A-2 allows compressed metadata, which is half as large as the tree.
    xmp = objects.format_flate_stream(
        format_xmp_packet(title, author, about.language), "/Type/Metadata/Subtype/XML"
    )
    profile = objects.format_stream(srgb.PACKED_PROFILE, "/N 3/Filter/FlateDecode")
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = objects.ReadyObject(xmp)
    catalog.MarkInfo = "<</Marked true>>"
    catalog.OutputIntents = (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
        f"{objects.format_string(srgb.PROFILE_NAME)}"
        f"/DestOutputProfile {objects.reference_object(document, objects.ReadyObject(profile))}>>]"
    )


def new_flate_stream(content: str | bytes) -> Any:
    """A new ReportLab stream that is compressed by zlib."""
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
