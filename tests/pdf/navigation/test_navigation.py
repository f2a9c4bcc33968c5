"""Links and bookmarks: where they lead, and in which order they are read."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handouts.pdf.backend.canvas import UnsupportedAnnotation
from handouts.pdf.drawing import shapes
from handouts.pdf.tags.structure import Element, StructureError
from tests.pdf.toy import Toy, make_page
from tests.untyped import as_reportlab


def test_link_is_one_annotation() -> None:
    """Over two lines: one annotation with a box for each, which says where it leads."""
    with pikepdf.open(io.BytesIO(Toy().pdf())) as file:
        (link,) = file.pages[1].Annots
        assert [float(edge) for edge in link.Rect] == [20, 226, 220, 262]
        first, second = link.QuadPoints[:8], link.QuadPoints[8:]
        assert [float(edge) for edge in first] == [160, 262, 220, 262, 160, 246, 220, 246]
        assert [float(edge) for edge in second] == [20, 242, 80, 242, 20, 226, 80, 226]
        assert (str(link.Contents), int(link.F)) == ("Our page", 4)
        assert str(link.A.URI) == "https://example.org/%C3%BC"


def test_link_inside_the_document() -> None:
    """It leads to a place on a page, which may be drawn later."""
    with pikepdf.open(io.BytesIO(Toy().pdf())) as file:
        (link,) = file.pages[0].Annots
        assert link.Dest[0].objgen == file.pages[1].objgen
        assert (float(link.Dest[2]), float(link.Dest[3])) == (20, 90)


def test_link_to_nowhere() -> None:
    """A link to a place that does not exist is a bug."""
    link = Element("Link")
    canvas = make_page(link)
    canvas.link(link, "#nowhere", [(0, 0, 9, 9)], "Nowhere")
    with pytest.raises(StructureError, match="#nowhere"):
        canvas.pdf()


def test_annotations_must_be_tagged() -> None:
    """ReportLab's links have no element."""
    with pytest.raises(UnsupportedAnnotation):
        as_reportlab(make_page()).linkURL("https://example.org", (0, 0, 9, 9))


def test_bookmarks_are_in_reading_order() -> None:
    """By order, not as drawn; levels that are skipped do no harm."""
    canvas = make_page()
    for title, level, order in (("Last", 1, 9), ("First", 1, 1), ("Deep", 3, 2), ("Deeper", 4, 3)):
        canvas.add_bookmark(title, level, 20, 100, order)
    with canvas.artifact():
        shapes.draw_rule(canvas, (0, 0), (9, 9), "#000000", 1)
    with pikepdf.open(io.BytesIO(canvas.pdf())) as file, file.open_outline() as outline:
        first, last = outline.root
        assert (first.title, last.title) == ("First", "Last")
        assert [child.title for child in first.children] == ["Deep"]
        assert first.children[0].children[0].title == "Deeper"
