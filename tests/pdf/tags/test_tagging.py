"""A tagged canvas: what is drawn is read, once, in order, and furniture is not."""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pytest
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing import qr, shapes
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure, StructureError
from handouts.pdf.tags.tagging import UntaggedInk
from tests.pdf.toy import ABOUT, SIZE, STORY, Toy, make_page, write_text
from tests.structure import (
    all_elements,
    artifact_text,
    find_strays,
    read_speech,
    seen_by_pdfium,
)
from tests.untyped import as_reportlab

PathTexts = list[tuple[str, str]]


def read_paths(pdf: bytes) -> PathTexts:
    """The path and text of each piece of a file's speech."""
    return [(one.path.removeprefix("Document/"), one.text) for one in read_speech(pdf)]


def read_content(pdf: bytes, number: int = 0) -> str:
    """The operators of a page."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return str(file.pages[number].Contents.read_bytes(), "latin-1")


def test_story_is_read_in_reading_order() -> None:
    """Word for word, though pages and panels are drawn in another order."""
    assert [(one.path, one.text) for one in read_speech(Toy().pdf())] == STORY


def test_language_of_a_span() -> None:
    """Text in another language has its language set."""
    spoken = {one.text: one.language for one in read_speech(Toy().pdf())}
    assert (spoken["auf Deutsch"], spoken[" and ends "]) == ("de", "en")


def test_furniture_is_not_spoken() -> None:
    """The version line is on the page and in no element."""
    assert artifact_text(Toy().pdf()) == "DN-1, version 1"


def test_each_sequence_has_one_element() -> None:
    """For pikepdf, which reads the whole tree, and for PDFium, which reads it by pages."""
    pdf = Toy().pdf()
    assert find_strays(pdf) == []
    for counted in seen_by_pdfium(pdf):
        assert counted == Counter(range(len(counted)))


def test_parents_lead_back_to_elements() -> None:
    """By the parent tree, each sequence and annotation finds the element that holds it."""
    with pikepdf.open(io.BytesIO(Toy().pdf())) as file:
        parents = dict(zip(*[iter(file.Root.StructTreeRoot.ParentTree.Nums)] * 2))
        for number, one in enumerate(file.pages):
            roles = [str(element.S) for element in parents[one.StructParents]]
            assert len(roles) == read_content(Toy().pdf(), number).count("/MCID")
            for annotation in one.Annots:
                assert parents[annotation.StructParent].S == "/Link"


@pytest.mark.parametrize("by", ["glyphs", "ReportLab"])
def test_untagged_text_is_an_error(by: str) -> None:
    """Text drawn without an element is an error, not an artifact."""
    canvas = make_page()
    with pytest.raises(UntaggedInk):
        write_text(canvas, "Hello", 20, 20) if by == "glyphs" else as_reportlab(canvas).drawString(
            20, 20, "Hello"
        )
        canvas.showPage()


def test_text_put_without_marks_is_an_error() -> None:
    """Who hands over operators with marks must have put them in."""
    with pytest.raises(UntaggedInk):
        make_page().put("q BT /F1 12 Tf <0001> Tj ET Q")


def test_graphics_are_artifacts() -> None:
    """Panels, rules, dots, codes and ReportLab's drawings are furniture within a text's scope."""
    text = Element("P")
    canvas = make_page(text)
    with canvas.artifact():
        shapes.draw_panel(canvas, (0, 0, 9, 9), 2, "#ffffff")
        qr.draw_qr(canvas, "https://example.org", 0, 100, 50, "#000000")
    with canvas.tagged(text):
        shapes.draw_disc(canvas, (5, 5), 4, "#000000")
        write_text(canvas, "Text", 20, 20)
        drawing = Drawing(10, 10)
        drawing.add(Circle(5, 5, 4, strokeColor=None))
        renderPDF.draw(drawing, canvas, 0, 0)
    pdf = canvas.pdf()
    assert read_paths(pdf) == [("P", "Text")]
    # One before the text's scope, one on each side of the text in it.
    assert read_content(pdf).count("/Artifact<</Type/Layout>>BDC") == 3
    assert read_content(pdf).count("BDC") == 4


def draw_rule(canvas: Canvas, y: float) -> None:
    """Draw a rule, which is decoration."""
    shapes.draw_rule(canvas, (0, y), (99, y), "#000000", 1)


def read_marks(pdf: bytes, number: int = 0) -> list[str]:
    """The marks of a page and what each contains: rules as S, text as T."""
    found = re.findall(r"/Artifact|/P\b|EMC|\bS\b|TJ", read_content(pdf, number))
    return "".join({"TJ": "T", "EMC": ";"}.get(each, each) for each in found).split(";")[:-1]


def test_artifacts_that_follow_one_another_are_one() -> None:
    """Decoration that opens a scope for each piece of it takes no more marks than one scope."""
    text = Element("P")
    canvas = make_page(text)
    for y in (10, 20, 30):
        with canvas.artifact():
            draw_rule(canvas, y)
    with canvas.tagged(text):
        for y in (40, 50):
            with canvas.artifact():
                draw_rule(canvas, y)
        write_text(canvas, "Text", 20, 20)
        with canvas.artifact():
            draw_rule(canvas, 60)
    with canvas.artifact():
        draw_rule(canvas, 70)
    expected = ["/ArtifactSSS", "/ArtifactSS", "/PT", "/ArtifactS", "/ArtifactS"]
    assert read_marks(canvas.pdf()) == expected


def test_untagged_graphics_are_an_error() -> None:
    """Decoration must be declared; marks without an element are a bug."""
    canvas = make_page()
    draw_rule(canvas, 10)
    with pytest.raises(UntaggedInk, match="untagged: q"):
        canvas.showPage()


def test_an_artifact_within_another_is_part_of_it() -> None:
    """Decoration within furniture keeps the kind of that furniture."""
    canvas = make_page()
    with canvas.artifact("Footer"):
        write_text(canvas, "page ", 20, 20)
        with canvas.artifact():
            draw_rule(canvas, 10)
        write_text(canvas, "1", 60, 20)
    with canvas.artifact():
        draw_rule(canvas, 20)
    pdf = canvas.pdf()
    assert read_marks(pdf) == ["/ArtifactTST", "/ArtifactS"]
    assert read_content(pdf).count("/Artifact<</Type/Pagination/Subtype/Footer>>BDC") == 1


def test_artifacts_with_something_between_them_are_two() -> None:
    """Furniture of a kind, tagged text, operators with marks, a form or the end of a page."""
    text = Element("P")
    canvas = make_page(text)

    def put_text() -> None:
        write_text(canvas, "Text", 20, 20)
        shown = canvas.operators.pop()
        canvas.put(f"{canvas.mark(text)} {shown} EMC")

    def define_form() -> None:
        canvas.beginForm("empty")
        canvas.endForm()

    def draw_furniture() -> None:
        with canvas.artifact("Page"):
            draw_rule(canvas, 20)

    for between in (put_text, define_form, draw_furniture, canvas.showPage):
        with canvas.artifact():
            draw_rule(canvas, 10)
        between()
    with canvas.artifact():
        draw_rule(canvas, 10)
    pdf = canvas.pdf()
    first = ["/ArtifactS", "/PT", "/ArtifactS", "/ArtifactS", "/ArtifactS", "/ArtifactS"]
    assert read_marks(pdf) == first
    assert read_marks(pdf, 1) == ["/ArtifactS"]


def test_graphics_with_words_of_their_own() -> None:
    """A checkbox, drawn for an element with an alternative text, belongs to it."""
    label = Element("Lbl", actual="Box to tick")
    canvas = make_page(label)
    with canvas.tagged(label):
        shapes.draw_panel(canvas, (0, 0, 9, 9), 2, "", "#000000")
    pdf = canvas.pdf()
    assert read_paths(pdf) == [("Lbl", "Box to tick")]
    assert "/Artifact" not in read_content(pdf)


def test_figure_says_where_it_is() -> None:
    """Its box is that on the page, whatever the transformation it is drawn under."""
    figure = Element("Figure", alt="A square")
    canvas = make_page(figure)
    as_reportlab(canvas).translate(100, 50)
    as_reportlab(canvas).scale(2, 2)
    with canvas.figure(figure, (0, 0, 10, 20)):
        shapes.draw_panel(canvas, (0, 0, 10, 20), 1, "#000000")
    with pikepdf.open(io.BytesIO(canvas.pdf())) as file:
        found = next(element for element in all_elements(file) if element.S == "/Figure")
        assert [float(edge) for edge in found.A.BBox] == [100, 50, 120, 90]


def test_figure_without_words() -> None:
    """A picture without a description is a bug."""
    with pytest.raises(StructureError, match="alternative text"):
        make_page().figure(Element("Figure"), (0, 0, 1, 1))


def test_sequences_do_not_nest() -> None:
    """A scope within another stops it meanwhile."""
    text = Element("P")
    link = text.add(Element("Link"))
    canvas = make_page(text)
    with canvas.tagged(text):
        write_text(canvas, "See ", 20, 20)
        with canvas.tagged(link):
            write_text(canvas, "here", 50, 20)
            with canvas.artifact("Layout"):
                write_text(canvas, "(*)", 70, 20)
        write_text(canvas, " again", 90, 20)
    pdf = canvas.pdf()
    assert read_paths(pdf) == [("P", "See "), ("P/Link", "here"), ("P", " again")]
    depth = 0
    for operator in re.findall("BDC|BMC|EMC", read_content(pdf)):
        depth += -1 if operator == "EMC" else 1
        assert 0 <= depth <= 1


def test_marks_within_a_text_object() -> None:
    """Who draws text may switch elements inside it."""
    text = Element("P")
    link = text.add(Element("Link"))
    canvas = make_page(text)
    with canvas.tagged(text):
        write_text(canvas, "One ", 20, 40)
        shown = canvas.operators.pop().removeprefix("q BT ").removesuffix(" ET Q")
        parts = [f"{canvas.mark(element)} {shown} EMC" for element in (text, link)]
        canvas.put(f"q BT {' '.join(parts)} ET Q")
        write_text(canvas, "three", 20, 20)
    assert read_paths(canvas.pdf()) == [("P", "One "), ("P/Link", "One "), ("P", "three")]


def test_empty_scopes_leave_nothing() -> None:
    """A scope in which nothing is drawn, or only the state set, makes no sequence."""
    text = Element("P")
    canvas = make_page(text)
    with canvas.tagged(text):
        canvas.saveState()
        as_reportlab(canvas).translate(10, 10)
        canvas.restoreState()
    pdf = canvas.pdf()
    assert "MCID" not in read_content(pdf)
    assert read_paths(pdf) == []


def test_scope_goes_on_over_pages() -> None:
    """A paragraph that runs over pages is one element with content on both."""
    text = Element("P")
    canvas = make_page(text)
    with canvas.tagged(text):
        write_text(canvas, "Begins, ", 20, 20)
        canvas.showPage()
        write_text(canvas, "ends", 20, 20)
    assert read_paths(canvas.pdf()) == [("P", "Begins, ends")]


def test_forms_belong_to_what_shows_them() -> None:
    """Nothing is marked in a form; its text is read where the form is shown."""
    text = Element("P")
    canvas = make_page(text)
    with canvas.artifact():
        shapes.draw_rule(canvas, (0, 0), (9, 9), "#000000", 1)
    canvas.beginForm("greeting")
    write_text(canvas, "Hello", 20, 20)
    canvas.endForm()
    with canvas.tagged(text):
        as_reportlab(canvas).doForm("greeting")
    pdf = canvas.pdf()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        form = file.pages[0].Resources.XObject["/FormXob.greeting"]
        assert b"BDC" not in form.read_bytes()
    assert read_content(pdf).count("/P<</MCID 0>>BDC") == 1


def test_forms_with_text_are_text() -> None:
    """Showing a form with text without an element is an error, as for the text itself."""
    canvas = make_page()
    canvas.beginForm("greeting")
    write_text(canvas, "Hello", 20, 20)
    canvas.endForm()
    as_reportlab(canvas).doForm("greeting")
    with pytest.raises(UntaggedInk):
        canvas.pdf()


@pytest.mark.parametrize(
    "about", [DocumentInfo("", "", "en"), DocumentInfo("\0", "", "en"), DocumentInfo("A", "", "")]
)
def test_document_says_what_it_is(about: DocumentInfo) -> None:
    """A tagged document has a title and a language."""
    with pytest.raises(StructureError, match="title and a language"):
        Canvas(SIZE, about, Structure(Element("Document")))


def test_without_structure_nothing_is_marked() -> None:
    """The same drawing on a plain canvas draws the same, with links that work."""
    canvas = Canvas(SIZE, ABOUT)
    with canvas.tagged(Element("P")):
        assert canvas.scope is None
        write_text(canvas, "Text", 20, 20)
        canvas.link(None, "#there", [(0, 0, 9, 9)], "There")
        canvas.link(None, "#there", [(20, 0, 29, 9)], "There")
    canvas.name_destination("there", 0, 100)
    pdf = canvas.pdf()
    assert "BDC" not in read_content(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages[0].Annots) == 2
        assert "/StructTreeRoot" not in file.Root


def test_same_input_same_bytes() -> None:
    """No clock and no chance is in the file; another text gives another identity."""
    assert Toy().pdf() == Toy().pdf()
    changed = Toy()
    changed.picture.alt = "A box"
    assert read_identity(changed.pdf()) != read_identity(Toy().pdf())


def read_identity(pdf: bytes) -> bytes:
    """The document's identity."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return bytes(file.trailer.ID[0])
