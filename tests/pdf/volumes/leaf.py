"""A document of a few pages, of which the tests of volumes make many."""

from __future__ import annotations

import io

import pypdfium2

from handouts.pdf.canvas import Canvas
from handouts.pdf.files.base import Base
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure
from handouts.pdf.volumes.volume import Volume
from tests.pdf.toy import ABOUT, SIZE, write_text

ROLES = {"Callout": "Sect"}


class Leaf:
    """A document of so many pages with a heading and a note, a link to and fro."""

    def __init__(
        self, pages: int = 2, size: tuple[float, float] = SIZE, about: DocumentInfo = ABOUT
    ):
        root = Element("Document")
        self.size, self.about, self.pages = size, about, pages
        self.head, self.text = root.add(Element("H1")), root.add(Element("Callout"))
        self.back = self.text.add(Element("P")).add(Element("Link"))
        self.note = root.add(Element("Note", identity="note"))
        self.said = self.note.add(Element("P"))
        canvas = Canvas(size, about, Structure(root, ROLES))
        with canvas.tagged(self.head):
            write_text(canvas, "Head", 20, 260)
        canvas.name_destination("head", 20, 280)
        for page in range(1, pages):
            canvas.showPage()
            with canvas.artifact():
                write_text(canvas, f"page {page}", 20, 20)
        with canvas.tagged(self.back):
            write_text(canvas, "back", 20, 230)
        canvas.link(self.back, "#head", [(20, 225, 50, 240)], "To the head")
        with canvas.tagged(self.said):
            write_text(canvas, "note", 20, 100)
        canvas.link(self.back, "#later", [(20, 195, 50, 210)], "To the name")
        canvas.showPage()
        self.base: Base = canvas.as_base()

    def drawn(self, base: Base, text: str) -> Canvas:
        """A canvas with an extra paragraph, which links to the base's last page."""
        own = Element("P")
        leads = own.add(Element("Link"))
        root = Element("Document", children=[self.head, own, self.text, self.note])
        canvas = Canvas(self.size, self.about, Structure(root, ROLES, base.written_tree), base=base)
        with canvas.tagged(leads):
            write_text(canvas, text, 20, 200)
        canvas.link(leads, "#head", [(20, 195, 50, 210)], "To the head")
        canvas.name_destination("later", 20, 200)
        return canvas

    def add(self, volume: Volume, text: str, title: str = "Row") -> None:
        """Add the document with a text."""
        volume.add_document(self.drawn(volume.next_base(self.base), text), title)


def make_volume(*documents: tuple[Leaf, str]) -> bytes:
    """A file of documents."""
    out = io.BytesIO()
    volume = Volume(out, ABOUT)
    for row, (leaf, text) in enumerate(documents, 2):
        leaf.add(volume, text, f"Row {row}")
        volume.flush()
    volume.finish_file()
    return out.getvalue()


def read_texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as file:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in file]


LEAF = Leaf()
