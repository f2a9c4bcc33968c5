"""Files inside a file, and what such a file needs besides, where it was made by hand."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pytest
from msgspec.structs import replace

from handouts.pdf.canvas import Canvas
from handouts.pdf.files.pdfx import PressIdentity
from handouts.pdf.files.source_files import SourceFile
from handouts.pdf.tags.structure import Element, Structure, StructureError
from handouts.pdf.volumes.volume import Volume
from tests.pdf.toy import ABOUT, SIZE, write_text
from tests.verapdf import FLAVOURS_2, find_failures

DAY = date(2026, 11, 23)


def make_source(name: str = "a.yaml", content: bytes = b"title: x\n") -> SourceFile:
    """A file to attach."""
    return SourceFile(name, "application/yaml", content, "What it was made from", DAY)


WITH_SOURCE = replace(ABOUT, sources=(make_source(),))


class Page:
    """A heading, which a link below it leads to, and a Reference around the link."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.head, self.text = self.root.add(Element("H1")), self.root.add(Element("Callout"))
        self.link = self.text.add(Element("P")).add(Element("Reference")).add(Element("Link"))
        self.canvas = Canvas(SIZE, WITH_SOURCE, Structure(self.root, {"Callout": "Sect"}))
        with self.canvas.tagged(self.head):
            write_text(self.canvas, "Head", 20, 260)
        with self.canvas.tagged(self.link):
            write_text(self.canvas, "There", 20, 200)

    def draw_link(self, element: Element | None) -> None:
        """Link to a place at the heading, which belongs to an element."""
        self.canvas.name_destination("head", 20, 280, element)
        self.canvas.link(self.link, "#head", [(20, 195, 50, 210)], "To the head")


def test_a_file_by_hand_is_valid() -> None:
    """Custom types, a Reference, a bookmark and a link inside, without anything of a handout."""
    page = Page()
    page.draw_link(page.head)
    with page.canvas.tagged(page.head):
        page.canvas.add_bookmark("Head", 1, 20, 280)
    pdf = page.canvas.pdf()
    assert [find_failures(pdf, flavour) for flavour in FLAVOURS_2] == [[], []]


def test_a_destination_without_an_element_is_an_error() -> None:
    """Before PDF 2.0 it needs none."""
    page = Page()
    page.draw_link(None)
    with pytest.raises(StructureError, match="a destination on page 1 has no element"):
        page.canvas.pdf()
    page = Page()
    page.draw_link(Element("P"))  # which is not in the tree
    with pytest.raises(StructureError, match="a destination on page 1 has no element"):
        page.canvas.pdf()


def test_files_of_one_name_are_told_apart() -> None:
    """And all are listed in the order of a name tree."""
    sources = (make_source("b"), make_source("ä"), make_source("a", b"1"), make_source("a", b"2"))
    about = replace(ABOUT, sources=sources)
    page = Canvas(SIZE, about, Structure(Element("Document", children=[Element("P")])))
    page.showPage()
    with pikepdf.open(io.BytesIO(page.pdf())) as file:
        listed = list(file.Root.Names.EmbeddedFiles.Names)
        names = [bytes(each).decode() for each in listed[::2]]
        assert names == sorted(names, key=str.encode) == ["2-a", "a", "b", "ä"]
        assert [str(each.UF) for each in listed[1::2]] == names
        assert {each.objgen for each in listed[1::2]} == {each.objgen for each in file.Root.AF}
        contents = [each.EF.F.read_bytes() for each in listed[1::2]]
        assert contents == [b"2", b"1", b"title: x\n", b"title: x\n"]


@pytest.mark.parametrize(
    ("name", "written"),
    [("a(\\).yaml", "a(\\).yaml"), ("a\udc80\n.yaml", "a .yaml"), ("\udc80", "2-")],
)
def test_any_name_can_be_written(name: str, written: str) -> None:
    """Also one of a file system that is not UTF-8."""
    about = replace(ABOUT, sources=(make_source(name),))
    page = Canvas(SIZE, about, Structure(Element("Document", children=[Element("P")])))
    page.showPage()
    with pikepdf.open(io.BytesIO(page.pdf())) as file:
        assert str(file.Root.AF[0].UF) == str(file.Root.AF[0].F) == written


def test_pdfx_4_takes_no_files() -> None:
    """It is PDF 1.6."""
    about = replace(WITH_SOURCE, press=PressIdentity(DAY, "1"))
    with pytest.raises(StructureError, match="PDF/X-4 cannot be PDF/UA-2"):
        Canvas(SIZE, about, Structure(Element("Document")))


@pytest.mark.parametrize("about", [ABOUT, WITH_SOURCE])
def test_all_documents_of_a_volume_share_its_namespaces(about: object) -> None:
    """Whatever the metadata of each say; in PDF 1.7 there are none."""
    page = Page()
    page.draw_link(page.head)
    base, out = page.canvas.as_base(), io.BytesIO()
    volume = Volume(out, WITH_SOURCE if about is WITH_SOURCE else ABOUT)
    for row in (2, 3):
        shared = volume.next_base(base)
        structure = Structure(page.root, {"Callout": "Sect"}, shared.written_tree)
        canvas = Canvas(SIZE, ABOUT, structure, base=shared)
        volume.add_document(canvas, f"Row {row}")
    volume.finish_file()
    if about is WITH_SOURCE:
        assert [find_failures(out.getvalue(), each) for each in FLAVOURS_2] == [[], []]
        return
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        assert "/Namespaces" not in file.Root.StructTreeRoot
        assert not any(b"/NS " in each.unparse() for each in file.objects if "/S" in each)
    assert [find_failures(out.getvalue(), each) for each in ("ua1", "2a")] == [[], []]
