"""What is drawn on a canvas, as it becomes a base or is added to one."""

from __future__ import annotations

from msgspec import field

from handouts.data import Data
from handouts.pdf.backend.document import ObjectTable
from handouts.pdf.files.page_parts import PageParts
from handouts.pdf.fonts.embedding import DocumentFonts
from handouts.pdf.navigation.form_fields import FieldAnnotation
from handouts.pdf.navigation.links import Annotation, Destination
from handouts.pdf.navigation.outline import Bookmark
from handouts.pdf.tags.structure import Structure


class DrawnContent(Data, frozen=True, eq=False):
    """The content of a document: its objects, tags and fonts, its pages, links and headings.

    Its lists grow while it is drawn. ``annotations`` are the links and the fields of forms, with
    their object numbers.
    ``info`` is the information dictionary, if there is one, and ``version`` that of PDF, which
    only a base has.
    """

    objects: ObjectTable
    structure: Structure | None
    fonts: DocumentFonts
    info: bytes = b""
    version: str = "1.7"
    pages: list[PageParts] = field(default_factory=list)
    destinations: dict[str, Destination] = field(default_factory=dict)
    bookmarks: list[Bookmark] = field(default_factory=list)
    annotations: list[tuple[int, Annotation | FieldAnnotation]] = field(default_factory=list)
