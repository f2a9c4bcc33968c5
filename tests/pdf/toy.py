"""A small tagged document with one of each thing: the fixture of the tagging tests.

It is drawn in another order than it is read: the second page first in the story, a paragraph
whose end is drawn before its beginning.
"""

from __future__ import annotations

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing import shapes
from handouts.pdf.drawing.text_rows import draw_rows
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.fonts.font_files import load_font
from handouts.pdf.fonts.glyphs import GlyphRow, Glyphs, Stretch
from handouts.pdf.tags.structure import Attribute, Element, Structure
from handouts.resources import fonts_folder

SIZE = (400.0, 300.0)
ABOUT = DocumentInfo("A toy & its <tags>", "Clínica Ríos", "en")
STORY = [
    ("Document/H1", "A toy"),
    ("Document/P", "Begins here, goes on "),
    ("Document/P/Link", "by a link over two lines"),
    ("Document/P", " and ends "),
    ("Document/P/Span", "auf Deutsch"),
    ("Document/L/LI/Lbl", "1."),
    ("Document/L/LI/LBody", "One thing"),
    ("Document/Callout/H2", "Careful"),
    ("Document/Callout/P", "Hot"),
    ("Document/Callout/P/Reference/Link", "[1]"),
    ("Document/Figure", "A square"),
    ("Document/Table/TR/TH", "Count"),
    ("Document/Table/TR/TD", "8"),
    ("Document/Note/Lbl", "1"),
    ("Document/Note/P", "Source"),
]


def make_glyphs(text: str) -> Glyphs:
    """Glyphs for a text of plain letters, each drawn as it is."""
    font = load_font(fonts_folder() / "atkinson-hyperlegible-next" / "Regular.ttf")
    ids = tuple(font.shaper.get_nominal_glyph(ord(letter)) for letter in text)
    advances = tuple(font.advance(glyph) for glyph in ids)
    return Glyphs(font, ids, advances, ((0.0, 0.0),) * len(ids), tuple(text), text)


def write_text(canvas: Canvas, text: str, x: float, y: float) -> None:
    """Draw a text in 12 points from (x, y)."""
    draw_rows(canvas, x, y, [GlyphRow(0, 0, (Stretch(make_glyphs(text), 12, 0, "#000000"),))])


class Toy:
    """The tree of the toy, with names for those of its elements that are drawn for."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.title = self.root.add(Element("H1"))
        self.text = self.root.add(Element("P"))
        self.link = self.text.add(Element("Link"))
        self.german = self.text.add(Element("Span", language="de"))
        numbered = Element("L", attributes={"List": {"ListNumbering": "Decimal"}})
        item = self.root.add(numbered).add(Element("LI"))
        self.label, self.body = item.add(Element("Lbl")), item.add(Element("LBody"))
        callout = self.root.add(Element("Callout"))
        self.careful, self.hot = callout.add(Element("H2")), callout.add(Element("P"))
        self.cited = self.hot.add(Element("Reference")).add(Element("Link"))
        self.picture = self.root.add(Element("Figure", alt="A square"))
        row = self.root.add(Element("Table")).add(Element("TR"))
        scope: dict[str, dict[str, Attribute]] = {"Table": {"Scope": "Row"}}
        self.head = row.add(Element("TH", identity="head", attributes=scope))
        self.cell = row.add(Element("TD", attributes={"Table": {"Headers": ["head"]}}))
        note = self.root.add(Element("Note", identity="note-1"))
        self.number, self.source = note.add(Element("Lbl")), note.add(Element("P"))
        self.nothing = self.root.add(Element("L")).add(Element("LI"))

    def pdf(self) -> bytes:
        """The toy's file."""
        structure = Structure(self.root, {"Callout": "Sect"})
        canvas = Canvas(SIZE, ABOUT, structure)
        self.draw_first_page(canvas)
        canvas.showPage()
        self.draw_second_page(canvas)
        return canvas.pdf()

    def draw_first_page(self, canvas: Canvas) -> None:
        with canvas.artifact():
            shapes.draw_panel(canvas, (10, 10, 390, 290), 6, "#eeeeee")
        self._draw_end(canvas)
        canvas.add_bookmark("A toy", 1, 20, 280, order=1)
        with canvas.tagged(self.title):
            shapes.draw_rule(canvas, (20, 260), (380, 260), "#123456", 1)
            write_text(canvas, "A toy", 20, 265)
        with canvas.artifact("Pagination"):
            write_text(canvas, "DN-1, version 1", 20, 20)
        with canvas.tagged(self.careful):
            write_text(canvas, "Careful", 20, 150)
        canvas.add_bookmark("Careful", 2, 20, 160, order=2)
        with canvas.tagged(self.hot, order=1):
            write_text(canvas, "Hot", 20, 130)
        with canvas.tagged(self.cited, order=2):
            write_text(canvas, "[1]", 40, 130)
            canvas.link(self.cited, "#note-1", [(40, 128, 60, 142)], "Source 1")

    def _draw_end(self, canvas: Canvas) -> None:
        """The end of the paragraph, from its third line."""
        with canvas.tagged(self.text, order=3):
            write_text(canvas, " and ends ", 20, 200)
            with canvas.tagged(self.german, order=3):
                write_text(canvas, "auf Deutsch", 120, 200)

    def draw_second_page(self, canvas: Canvas) -> None:
        with canvas.tagged(self.text, order=1):
            write_text(canvas, "Begins here, goes on ", 20, 250)
        for x, y, words in ((160, 250, "by a link "), (20, 230, "over two lines")):
            with canvas.tagged(self.link, order=1):
                write_text(canvas, words, x, y)
            box = (x, y - 4, x + 60, y + 12)
            canvas.link(self.link, "https://example.org/ü", [box], "Our page")
        with canvas.tagged(self.label):
            write_text(canvas, "1.", 20, 200)
        with canvas.tagged(self.body):
            write_text(canvas, "One thing", 40, 200)
        with canvas.figure(self.picture, (200, 100, 260, 160)):
            shapes.draw_panel(canvas, (200, 100, 260, 160), 2, "#ff0000", "#000000")
        for element, words, x, y in (
            (self.head, "Count", 20, 120),
            (self.cell, "8", 80, 120),
            (self.number, "1", 20, 80),
            (self.source, "Source", 40, 80),
        ):
            with canvas.tagged(element):
                write_text(canvas, words, x, y)
        canvas.name_destination("note-1", 20, 90)


def make_page(*children: Element) -> Canvas:
    """A tagged canvas for a document of these elements."""
    return Canvas(SIZE, ABOUT, Structure(Element("Document", children=list(children))))
