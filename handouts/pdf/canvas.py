"""A canvas whose file is reproducible and has only the metadata it is given.

Extends ReportLab's canvas: every font is embedded, there is no clock and no producer, streams
are compressed without ASCII armour, and viewer preferences suit paper that will be folded. With
a structure the file is tagged, and conforms to PDF/UA-1 and PDF/A-2a if its content does, or with
its sources to PDF/UA-2 and PDF/A-4f. For a press it is PDF/X-4 as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from handouts.pdf import objects
from handouts.pdf.files.base import Base, assemble_file, write_base
from handouts.pdf.files.drawn_content import DrawnContent
from handouts.pdf.files.metadata import DocumentInfo, declare_conformance, format_info
from handouts.pdf.files.page_parts import PageParts
from handouts.pdf.fonts.embedding import DocumentFonts
from handouts.pdf.navigation.form_fields import FieldAnnotation, FieldShape, draw_looks
from handouts.pdf.navigation.links import Annotation, Destination, PageLink
from handouts.pdf.navigation.outline import Bookmark
from handouts.pdf.objects import Rectangle
from handouts.pdf.tags.structure import Element, ReadingOrder, Structure, StructureError
from handouts.pdf.tags.tagging import TaggedCanvas


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
        tags = structure or (base.new_structure() if base else None)
        super().__init__(size, about.language, tags, about.colour_space)
        self.base = base
        self.about = about
        self.content = (
            base.begin_content(self.objects, tags) if base else self._begin_content(letters)
        )
        self.fonts = self.content.fonts
        self._links: dict[tuple[Element, str], PageLink] = {}
        self._widgets: list[tuple[Element | None, FieldShape]] = []

    def _begin_content(self, letters: str) -> DrawnContent:
        """Describe a new file; returns its content, which is empty."""
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setViewerPreference("PrintScaling", "None")
        if not self.about.press:  # PDF 1.6 does not know it
            self.setViewerPreference("Duplex", self.about.duplex)
        if self.structure:
            declare_conformance(self.objects, self.about)
        fonts = DocumentFonts(letters)
        info, version = format_info(self.about), self.about.pdf_version
        return DrawnContent(self.objects, self.structure, fonts, info, version)

    def name_destination(
        self, name: str, x: float, top: float, element: Element | None = None
    ) -> None:
        """Name a point of this page, for links to ``#name``.

        It is where the element is, or else that of the current scope.
        """
        self.content.destinations[name] = self._locate(x, top, element)

    def _locate(self, x: float, top: float, element: Element | None) -> Destination:
        """The destination of a point of this page."""
        x, top = self.absolutePosition(x, top)
        return Destination(self.getPageNumber(), x, top, element or self.scope)

    def add_bookmark(
        self, title: str, level: int, x: float, top: float, order: ReadingOrder = 0
    ) -> None:
        """Add a heading, the element of the current scope, to the outline.

        Headings of equal order keep the order of drawing.
        """
        destination = self._locate(x, top, None)
        self.content.bookmarks.append(Bookmark(title, level, destination, order))

    def label_pages(self, labels: Iterable[str]) -> None:
        """Set what a reader shows as the number of each page (ISO 32000-1, 12.4.2)."""
        entries = (
            f"{page}<</P{objects.format_string(label)}>>" for page, label in enumerate(labels)
        )
        self.objects.set_catalog_entry("PageLabels", f"<</Nums[{''.join(entries)}]>>")

    @property
    def has_links(self) -> bool:
        """Whether links can be followed; PDF/X allows no annotations on a page."""
        return self.about.press is None

    def link(
        self,
        element: Element | None,
        target: str,
        boxes: Iterable[Rectangle],
        contents: str,
    ) -> None:
        """Link boxes of this page (left, bottom, right, top) to the target; not for a press.

        The target is a web address, or ``#name`` for a destination, which may be named later.
        ``contents`` describes the target in words. All boxes of one element on one page become
        one annotation. The element is None on a canvas without a structure.
        """
        if not self.has_links:
            return
        key = element or Element("Link"), target
        link = self._links.setdefault(key, PageLink(element, target, contents, []))
        link.boxes.extend(map(self.absolute_box, boxes))

    def add_widget(self, element: Element | None, shape: FieldShape) -> None:
        """Add a field that is filled in on a screen; its box is on this page, in points.

        The element is None on a canvas without a structure. Raises StructureError for a press.
        """
        if not self.has_links:
            raise StructureError("PDF/X allows no fields")
        self._widgets.append((element, replace(shape, box=self.absolute_box(shape.box))))

    def as_base(self) -> Base:
        """Everything drawn, as the base of other canvases; nothing more can be drawn here.

        Raises StructureError on a canvas that has a base itself.
        """
        if self.base:
            raise StructureError("a canvas on a base cannot be a base itself")
        self.close_pages()
        return write_base(self.content)

    def pdf(self) -> bytes:
        """The complete file. Raises StructureError if a link leads nowhere, or in a volume."""
        if self.base is None:
            return Canvas(self.size, self.about, base=self.as_base()).pdf()
        if self.base.volume:
            raise StructureError("a part of a volume is not a file")
        self.close_pages()
        return assemble_file(self.content, self.base)

    def close_pages(self) -> None:
        """Close the last page, and all further pages of the base."""
        if self.operators or self._links or self._widgets:
            self.showPage()
        while self.base and len(self.content.pages) < len(self.base.sheets):
            self.showPage()

    def showPage(self) -> None:
        """Close the page; an open scope continues on the next page.

        Raises StructureError if the base has no further page, or if something was drawn that
        only a base may draw.
        """
        if self.base is None:
            super().showPage()
            return
        if len(self.content.pages) == len(self.base.sheets):
            raise StructureError("the base has no further page")
        if self.needs_resources:
            raise StructureError("only a base may use transparency, spot colours and shadings")
        self.finish_page(self.take_page())

    def finish_page(self, stream: str) -> None:
        """Record the content and the links of a page that is complete."""
        contents = (self._pack_stream(stream),) if stream else ()
        links = map(self._annotate_link, self._links.values())
        widgets = (self._annotate_widget(*each) for each in self._widgets)
        references = (*links, *widgets)
        self._links, self._widgets = {}, []
        self.content.pages.append(PageParts(contents, references))

    def _pack_stream(self, stream: str) -> str:
        packed = objects.format_flate_stream(stream.encode("ascii"), quick=self.base is not None)
        return self.objects.add_object(packed)

    def _annotate_widget(self, element: Element | None, shape: FieldShape) -> str:
        """Add the widget of a field, and the field; returns its reference."""
        number, key = self.objects.reserve_number(), None
        reference, page = f"{number} 0 R", len(self.content.pages) + 1
        if self.structure:
            if element is None:
                raise StructureError(f"the field {shape.label} has no element")
            key = self.structure.add_annotation(element, page, reference)
        looks = tuple(map(self.objects.add_object, draw_looks(shape, self.colours)))
        widget = FieldAnnotation(shape, f"field-{number}", looks, page, key)
        self.content.annotations.append((number, widget))
        return reference

    def _annotate_link(self, link: PageLink) -> str:
        """Add the annotation of a link; returns its reference."""
        number, key = self.objects.reserve_number(), None
        reference = f"{number} 0 R"
        if self.structure:
            if link.element is None or not link.contents:
                raise StructureError(f"the link to {link.target} has no element or contents")
            page = len(self.content.pages) + 1
            key = self.structure.add_annotation(link.element, page, reference)
        annotation = Annotation(link, self.content.destinations, key)
        self.content.annotations.append((number, annotation))
        return reference
