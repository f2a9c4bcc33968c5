"""ReportLab's canvas, with its hooks as a typed interface and without a file of its own.

Each complete page goes to ``finish_page``; the objects are in ``objects``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfdoc

from handouts.pdf import objects
from handouts.pdf.backend import PixelStream, xobject_name
from handouts.pdf.backend.document import ObjectTable
from handouts.pdf.colours import RGB, ColourSpace
from handouts.pdf.objects import Rectangle

if TYPE_CHECKING:
    from reportlab.pdfgen.pathobject import PDFPathObject
    from reportlab.pdfgen.textobject import PDFTextObject

    class _Canvas:
        """What is used of ReportLab's canvas, which has no types: its hooks, then its methods."""

        _code: list[str]
        _currentMatrix: tuple[float, ...]
        _doc: pdfdoc.PDFDocument
        _colorsUsed: dict[str, object]
        _extgstate: pdfdoc.PDFObject
        _formData: tuple[str, ...]
        _formsinuse: list[str]
        _pagesize: tuple[float, float]
        _preamble: str
        _shadingUsed: dict[str, object]

        def __init__(
            self,
            filename: str,
            pagesize: tuple[float, float],
            pageCompression: int,
            invariant: int,
            pdfVersion: tuple[int, int],
            lang: str,
        ) -> None: ...
        def _setAnnotations(self, page: pdfdoc.PDFObject) -> None: ...
        def _setXObjects(self, thing: pdfdoc.PDFObject) -> None: ...
        def _startPage(self) -> None: ...

        def absolutePosition(self, x: float, y: float) -> tuple[float, float]:
            """A point of the current user space on the page."""

        def beginForm(self, name: str, *box: float) -> None:
            """Begin a form XObject; the box is its left, bottom, right and top."""

        def beginPath(self) -> PDFPathObject:
            """Begin a path."""

        def drawPath(self, path: PDFPathObject, stroke: int = 1, fill: int = 0) -> None:
            """Stroke or fill a path."""

        def drawText(self, text: PDFTextObject) -> None:
            """Draw a text object."""

        def endForm(self, **attributes: object) -> None:
            """End the form XObject."""

        def getPageNumber(self) -> int:
            """The number of the page, counted from 1."""

        def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
            """Draw a line."""

        def restoreState(self) -> None:
            """Restore the graphics state saved last."""

        def saveState(self) -> None:
            """Save the graphics state."""

        def setDash(self, array: float, phase: float) -> None:
            """Set the lengths of dashes and gaps."""

        def setLineWidth(self, width: float) -> None:
            """Set the line width."""

        def setViewerPreference(self, name: str, value: str) -> None:
            """Set a viewer preference."""

        def showPage(self) -> None:
            """Close the page."""


else:
    from reportlab.pdfgen.canvas import Canvas as _Canvas


_IDENTITY: tuple[float, ...] = (1, 0, 0, 1, 0, 0)


class UnsupportedAnnotation(Exception):
    """One of ReportLab's own annotations was added; they are not written."""


class ReportLabCanvas(_Canvas):
    """A canvas for pages of a size, in points, of a document in one language."""

    def __init__(
        self, size: tuple[float, float], language: str = "en", colours: ColourSpace = RGB
    ) -> None:
        super().__init__(
            "",
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=language,
        )
        self.objects = ObjectTable(self._doc)
        self._colours = colours
        self._trim_margins: tuple[float, float] | None = None

    # --- what the rest of the package overrides ------------------------------------------

    def finish_page(self, stream: str) -> None:
        """Take the content stream of a page that is complete."""

    def check_text(self, code: str) -> None:
        """Check the operators of ReportLab's own text before it is drawn."""

    # --- the page ------------------------------------------------------------------------

    @property
    def colours(self) -> ColourSpace:
        """The colour space of the file; what is drawn has the colours of a screen."""
        return self._colours

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page, trimmed, in points."""
        return self._pagesize

    @property
    def operators(self) -> list[str]:
        """The operators drawn so far on the page, or in the form; the list may be changed."""
        return self._code

    def set_size(self, size: tuple[float, float]) -> None:
        """Set width and height of this page and all further ones, trimmed, in points."""
        self._pagesize = size

    def set_trim(self, bleed: float, margin: float) -> None:
        """Make all further pages larger than their trimmed size, for a print shop.

        Colour may extend ``bleed`` points beyond the trim, and the paper ``margin`` points
        beyond it. The origin stays at the corner of the trimmed page (ISO 32000-1, 14.11.2).
        """
        self._trim_margins = bleed, margin

    def absolute_box(self, box: Rectangle) -> Rectangle:
        """Transform a box of the current user space to the page's coordinates."""
        if self._currentMatrix == _IDENTITY:
            return box
        left, bottom, right, top = box
        corners = [self.absolutePosition(x, y) for x in (left, right) for y in (bottom, top)]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(up), max(across), max(up)

    @property
    def needs_resources(self) -> bool:
        """Whether the page uses transparency, spot colours or shadings."""
        return bool(self._extgstate.getState() or self._colorsUsed or self._shadingUsed)

    def take_page(self) -> str:
        """End the page without adding it to the document; returns its content stream."""
        self.objects.share_forms(self._formsinuse)
        stream = "\n".join((self._preamble, *self._code)) if self._code else ""
        self._startPage()
        return self.colours.convert_operators(stream)

    # --- what a Surface can do -----------------------------------------------------------

    def add_operators(self, code: str) -> None:
        """Draw with operators."""
        self._code.append(code)

    def add_object(self, content: bytes) -> str:
        """Add an object that external objects refer to; returns its reference."""
        return self.objects.add_object(content)

    def has_xobject(self, name: str) -> bool:
        """Whether the document has an external object of this name."""
        return self.objects.has_xobject(name)

    def add_form(self, name: str, content: bytes) -> None:
        """Add a form XObject to the document."""
        self.objects.add_object(content, xobject_name(name))

    def add_image(self, name: str, image: PixelStream) -> None:
        """Add an image to the document."""
        mask = self.objects.add_object(_format_image(image.mask)) if image.mask else ""
        self.objects.add_object(_format_image(image, mask), xobject_name(name))

    def use_xobject(self, name: str) -> str:
        """Let the page use an external object; returns the operator that draws it."""
        self._formsinuse.append(name)
        return f"/{xobject_name(name)} Do"

    @property
    def form_name(self) -> str:
        """The name on pages of the form that is being drawn."""
        return xobject_name(self._formData[0])

    # --- ReportLab's hooks ---------------------------------------------------------------

    def drawText(self, text: PDFTextObject) -> None:
        """Draw ReportLab's own text, all of which is drawn by this method."""
        self.check_text(text.getCode())
        super().drawText(text)

    def _make_preamble(self) -> None:
        """Set a preamble without ReportLab's Helvetica, which is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def _setXObjects(self, thing: pdfdoc.PDFObject) -> None:
        """Let all pages of a document share one dictionary of forms."""
        if isinstance(thing, pdfdoc.PDFPage):
            self.objects.share_forms(self._formsinuse)
            thing.XObjects = pdfdoc.PDFObjectReference("Forms")
        else:
            super()._setXObjects(thing)

    def _addAnnotation(self, *annotation: object, **options: object) -> None:
        raise UnsupportedAnnotation("use link instead of ReportLab's own annotations")

    def _setAnnotations(self, page: pdfdoc.PDFObject) -> None:
        """Finish a page: this is the last hook before a page or a form is added."""
        super()._setAnnotations(page)
        if isinstance(page, pdfdoc.PDFPage):
            self._set_boxes(page)
            self.finish_page(self.colours.convert_operators(page.stream))

    def _set_boxes(self, page: pdfdoc.PDFPage) -> None:
        """Set the trim box, bleed box and media box of a page that is to be trimmed."""
        if self._trim_margins is None:
            return
        bleed, margin = self._trim_margins
        width, height = self._pagesize
        for name, more in (("TrimBox", 0.0), ("BleedBox", bleed), ("MediaBox", margin)):
            box = (-more, -more, width + more, height + more)
            setattr(page, name, pdfdoc.PDFArray([round(each, 3) for each in box]))


def _format_image(image: PixelStream, mask: str = "") -> bytes:
    """An image XObject (ISO 32000-1, 8.9.5); ``mask`` is the reference of its alpha."""
    (width, height), alpha = image.size, f"/SMask {mask}" if mask else ""
    entries = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
        f"/ColorSpace/{image.space}/BitsPerComponent 8{alpha}{image.entries}"
    )
    return objects.format_stream(image.data, entries)
