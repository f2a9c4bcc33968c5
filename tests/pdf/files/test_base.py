"""Bases: what many files share is written once, and each file is complete and valid."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from handouts.pdf.canvas import Canvas
from handouts.pdf.files.base import Base
from handouts.pdf.tags.structure import Element, Structure, StructureError
from tests.pdf.toy import ABOUT, SIZE, write_text
from tests.structure import read_speech
from tests.verapdf import find_failures

ROLES = {"Callout": "Sect"}


class Common:
    """Two pages with a heading, a paragraph, and a link to a place that may come later."""

    def __init__(self, target: str = "https://example.org", letters: str = "") -> None:
        root = Element("Document")
        self.head, self.text = root.add(Element("H1")), root.add(Element("P"))
        self.link = self.text.add(Element("Link"))
        canvas = Canvas(SIZE, ABOUT, Structure(root, ROLES), letters=letters)
        canvas.add_bookmark("Head", 1, 20, 280)
        with canvas.tagged(self.head):
            write_text(canvas, "Head", 20, 260)
        canvas.showPage()
        with canvas.tagged(self.link):
            write_text(canvas, "text", 20, 260)
        canvas.link(self.link, target, [(20, 255, 50, 270)], "There")
        canvas.showPage()
        self.base: Base = canvas.as_base()

    def added(self, *texts: str, page: int = 1, place: str = "") -> bytes:
        """The file of the base, with more paragraphs between heading and text."""
        new = [Element("P") for _ in texts]
        root = Element("Document", children=[self.head, *new, self.text])
        canvas = Canvas(SIZE, ABOUT, Structure(root, ROLES, self.base.written_tree), base=self.base)
        for _ in range(page - 1):
            canvas.showPage()
        for number, (element, text) in enumerate(zip(new, texts)):
            with canvas.tagged(element):
                write_text(canvas, text, 20, 200 - 20 * number)
        if place:
            canvas.name_destination(place, 20, 200)
        if texts:
            canvas.add_bookmark(texts[0], 2, 20, 200, 1)
        return canvas.pdf()


def read_elements(pdf: bytes) -> list[str]:
    """The text of each element, in reading order."""
    return [each.text for each in read_speech(pdf) if each.text]


def test_what_is_added_is_read_in_its_place() -> None:
    """Elements of a base and new ones are in one tree, in reading order."""
    assert read_elements(Common().added("Sam", "Lee")) == ["Head", "Sam", "Lee", "text"]


@pytest.mark.slow
@pytest.mark.parametrize("page", [1, 2])
def test_files_on_a_base_are_sound(page: int) -> None:
    """veraPDF finds nothing, whichever page is added to; nor is there an object too many."""
    pdf = Common().added("Sam", page=page)
    assert [find_failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        assert None not in [file.get_object(n, 0) for n in range(1, int(file.trailer.Size))]


def test_files_do_not_know_of_each_other() -> None:
    """A file is the same whatever was made on the base before it."""
    common = Common()
    first = common.added("Sam")
    for text in ("Zoë", "", "Kim"):
        common.added(text)
    assert common.added("Sam") == first == Common().added("Sam")


def test_files_begin_with_the_base() -> None:
    """The common part is written once: it is most of the bytes before the first difference."""
    common = Common()
    one, other = common.added("Sam"), common.added("Kim")
    same = next(place for place, pair in enumerate(zip(one, other)) if pair[0] != pair[1])
    assert same >= common.base.file.length


def test_a_file_without_additions_is_the_canvas_itself() -> None:
    """A canvas that is not a base makes the same file as a base with nothing added."""
    common = Common()
    plain = Canvas(SIZE, ABOUT, base=common.base).pdf()
    assert plain == common.added()


def test_letters_make_fonts_the_same() -> None:
    """With the letters of an alphabet embedded, files of other names have the same fonts."""
    alphabet = "".join(map(chr, range(32, 127)))
    common = Common(letters=alphabet)
    assert font_programs(common.added("Sam")) == font_programs(common.added("Kim Q"))
    assert font_programs(Common().added("Sam")) != font_programs(Common().added("Kim Q"))


def font_programs(pdf: bytes) -> set[bytes]:
    """The font programs of a file."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {
            bytes(each.read_bytes()) for each in file.objects if "/Length1" in _object_keys(each)
        }


def _object_keys(thing: pikepdf.Object) -> list[str]:
    return list(thing.keys()) if isinstance(thing, pikepdf.Stream) else []


def test_a_link_waits_for_its_place() -> None:
    """A link of the base may lead to what only a file on it has; if none has it, that is loud."""
    common = Common(target="#later")
    with pikepdf.open(io.BytesIO(common.added("Sam", place="later"))) as file:
        assert file.pages[1].Annots[0].Dest[0].objgen == file.pages[0].obj.objgen
    with pytest.raises(StructureError, match="nowhere"):
        common.added("Sam")


def test_bookmarks_of_both() -> None:
    """The outline holds the base's headings and those added, file by file."""
    common = Common()
    for text in ("Sam", "Kim"):
        file = pypdfium2.PdfDocument(common.added(text))
        titles = [(each.level, each.get_title()) for each in file.get_toc()]
        assert titles == [(0, "Head"), (1, text)]


def test_text_for_no_element_is_an_error() -> None:
    """Drawing for an element that is not in the tree is a bug."""
    common = Common()
    canvas = Canvas(SIZE, ABOUT, base=common.base)
    with canvas.tagged(Element("P")):
        write_text(canvas, "lost", 20, 200)
    with pytest.raises(StructureError, match="not in the tree"):
        canvas.pdf()


def test_pages_are_those_of_the_base() -> None:
    """A file has no more pages than its base."""
    canvas = Canvas(SIZE, ABOUT, base=Common().base)
    canvas.showPage()
    canvas.showPage()
    with pytest.raises(StructureError, match="no further page"):
        canvas.showPage()


def test_a_file_is_not_a_base() -> None:
    """What goes on from a base is a file."""
    with pytest.raises(StructureError, match="cannot be a base"):
        Canvas(SIZE, ABOUT, base=Common().base).as_base()
