"""Volumes: one sound file of many documents, which holds once what they share."""

from __future__ import annotations

import gc
import io
import tracemalloc

import pikepdf
import pypdfium2
import pytest

from handouts.pdf.canvas import Canvas
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.files.pdf_file import FileTooLarge
from handouts.pdf.tags.structure import Element, Structure, StructureError
from handouts.pdf.volumes.volume import Volume
from tests.pdf.toy import ABOUT, SIZE, Toy, write_text
from tests.pdf.volumes.leaf import LEAF, ROLES, Leaf, make_volume, read_texts
from tests.structure import read_speech
from tests.verapdf import find_failures


def test_each_document_is_a_part_read_in_order() -> None:
    """The text is in a part for each document, in the order they were added."""
    leaf = Leaf()
    speech = [
        (each.path, each.text) for each in read_speech(make_volume((leaf, "Sam"), (leaf, "Kim")))
    ]
    assert speech == [
        (f"Document/Part/{path}", text)
        for name in ("Sam", "Kim")
        for path, text in [
            ("H1", "Head"),
            ("P/Link", name),
            ("Callout/P/Link", "back"),
            ("Note/P", "note"),
        ]
    ]


def test_each_document_has_its_own_pages() -> None:
    """A text is on the page of its document and on no other."""
    leaf = Leaf()
    assert read_texts(make_volume((leaf, "Sam"), (leaf, "Kim"))) == [
        "Head Sam",
        "page 1 back note",
        "Head Kim",
        "page 1 back note",
    ]


@pytest.mark.slow
def test_a_volume_of_many_kinds_is_sound() -> None:
    """veraPDF finds nothing and qpdf nothing, in several sizes, languages and page counts."""
    german = DocumentInfo("Ein Spiel", "Klinik", "de")
    kinds = [Leaf(), Leaf(1), Leaf(3, (300.0, 400.0), german)]
    pdf = make_volume(*((kind, text) for text in ("Sam", "Zoë", "Kim Q") for kind in kinds))
    assert [find_failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        assert None not in [file.get_object(n, 0) for n in range(1, int(file.trailer.Size))]
        parts = list(file.Root.StructTreeRoot.K.K)
        assert [str(part.get("/Lang", "")) for part in parts] == ["", "", "de"] * 3


def test_an_odd_document_ends_with_an_empty_page() -> None:
    """So that printed on both sides of the paper the next one begins on a new sheet."""
    pdf = make_volume((Leaf(1), "Sam"), (Leaf(3, (300.0, 400.0)), "Kim"), (Leaf(2), "Lee"))
    there = read_texts(pdf)
    assert [bool(text) for text in there] == [True, False, True, True, True, False, True, True]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        widths = [int(page.mediabox[2]) for page in file.pages]
    assert widths == [400, 400, 300, 300, 300, 300, 400, 400]


def test_links_stay_within_their_document() -> None:
    """Those of the base, those that wait for a place, and those that are added."""
    leaf = Leaf()
    with pikepdf.open(io.BytesIO(make_volume(*((leaf, f"N{n}") for n in range(3))))) as file:
        pages = [page.obj.objgen for page in file.pages]
        for number, page in enumerate(file.pages):
            aims = [pages.index(link.Dest[0].objgen) for link in page.get("/Annots", [])]
            first = number - number % 2
            assert aims == ([first] if number % 2 == 0 else [first, first])


def test_what_a_mark_belongs_to_is_found_from_the_page() -> None:
    """The parent tree leads from each page and link to elements of that very document."""
    leaf = Leaf()
    with pikepdf.open(io.BytesIO(make_volume(*((leaf, f"N{n}") for n in range(70))))) as file:
        parents = pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree)
        parts = [part.objgen for part in file.Root.StructTreeRoot.K.K]
        for number, page in enumerate(file.pages):
            found = [*parents[int(page.StructParents)]]
            found += [parents[int(link.StructParent)] for link in page.get("/Annots", [])]
            assert {_find_part(each) for each in found} == {parts[number // 2]}
        assert len(parents) == 5 * 70 == int(file.Root.StructTreeRoot.ParentTreeNextKey)


def _find_part(element: pikepdf.Object) -> tuple[int, int]:
    while element.S != "/Part":
        element = element.P
    return element.objgen


def test_names_of_elements_are_distinguished() -> None:
    """Each document's note has a different name, though they are drawn the same."""
    leaf = Leaf()
    with pikepdf.open(io.BytesIO(make_volume(*((leaf, f"N{n}") for n in range(70))))) as file:
        names = pikepdf.NameTree(file.Root.StructTreeRoot.IDTree)
        notes = [part.K[3] for part in file.Root.StructTreeRoot.K.K]
        assert len(names) == 70
        assert [names[str(note.ID)].objgen for note in notes] == [note.objgen for note in notes]


@pytest.mark.slow
def test_headers_are_those_of_the_same_document() -> None:
    """A cell refers to the header in its table."""
    toy = Toy()
    structure = Structure(toy.root, ROLES)
    canvas = Canvas(SIZE, ABOUT, structure)
    toy.draw_first_page(canvas)
    canvas.showPage()
    toy.draw_second_page(canvas)
    base, out = canvas.as_base(), io.BytesIO()
    volume = Volume(out, ABOUT)
    for _ in range(2):
        volume.add_document(Canvas(SIZE, ABOUT, base=volume.next_base(base)), "Row")
    volume.finish_file()
    assert [find_failures(out.getvalue(), flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        for part in file.Root.StructTreeRoot.K.K:
            row = next(each for each in part.K if each.S == "/Table").K
            assert row.K[1].A.Headers[0] == row.K[0].ID


def test_bookmarks_lead_to_each_document() -> None:
    """One for each, by the title given, to the first of its pages; headings have none."""
    leaf = Leaf(3)
    with pypdfium2.PdfDocument(make_volume((leaf, "Sam"), (leaf, "Kim"))) as file:
        marks = [(m.level, m.get_title(), m.get_dest().get_index()) for m in file.get_toc()]
    assert marks == [(0, "Row 2", 0), (0, "Row 3", 4)]


def test_the_same_documents_give_the_same_bytes() -> None:
    """With cached bases and with new ones."""
    leaf = Leaf()
    assert make_volume((leaf, "Sam"), (leaf, "Kim")) == make_volume(
        (Leaf(), "Sam"), (Leaf(), "Kim")
    )


@pytest.mark.slow
def test_a_document_that_is_given_up_leaves_nothing() -> None:
    """One that is begun and not added, or cannot be, is not there; the others are."""
    leaf, out = Leaf(), io.BytesIO()
    volume = Volume(out, ABOUT)
    leaf.add(volume, "Sam")
    leaf.drawn(volume.next_base(leaf.base), "Lost")
    volume.flush()
    broken = Canvas(SIZE, ABOUT, base=volume.next_base(leaf.base))  # whose link leads nowhere
    with pytest.raises(StructureError, match="nowhere"):
        volume.add_document(broken, "Row")
    leaf.add(volume, "Kim")
    leaf.drawn(volume.next_base(leaf.base), "Lost")
    volume.finish_file()
    pdf = out.getvalue()
    assert [text.split()[1] for text in read_texts(pdf)[::2]] == ["Sam", "Kim"]
    assert [find_failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []


def test_mistakes_are_loud() -> None:
    """A canvas of another base, a part asked for its file, an empty volume, one without tags."""
    leaf = Leaf()
    volume = Volume(io.BytesIO(), ABOUT)
    with pytest.raises(StructureError, match="latest base"):
        volume.add_document(leaf.drawn(leaf.base, "Sam"), "Row")
    base = volume.next_base(leaf.base)
    with pytest.raises(StructureError, match="is not a file"):
        leaf.drawn(base, "Sam").pdf()
    with pytest.raises(StructureError, match="without documents"):
        volume.finish_file()
    with pytest.raises(StructureError, match="tagged"):
        volume.next_base(Canvas(SIZE, ABOUT).as_base())


def test_one_role_has_one_meaning() -> None:
    """Two documents may not map a name of theirs to two types."""
    volume = Volume(io.BytesIO(), ABOUT)
    Leaf().add(volume, "Sam")
    root = Element("Document", children=[text := Element("Callout")])
    canvas = Canvas(SIZE, ABOUT, Structure(root, {"Callout": "Div"}))
    with canvas.tagged(text):
        write_text(canvas, "text", 20, 200)
    with pytest.raises(StructureError, match="two types"):
        volume.add_document(Canvas(SIZE, ABOUT, base=volume.next_base(canvas.as_base())), "Row")


def test_a_file_that_grows_too_large_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are so many objects and bytes that a file may have."""
    monkeypatch.setattr("handouts.pdf.files.pdf_file._MOST_BYTES", 20_000)
    with pytest.raises(FileTooLarge):
        make_volume(*((LEAF, f"N{n}") for n in range(50)))
    monkeypatch.setattr("handouts.pdf.files.pdf_file._MOST_OBJECTS", 40)
    with pytest.raises(FileTooLarge):
        make_volume((LEAF, "Sam"), (LEAF, "Kim"))


class _NullFile:
    """Takes all and keeps nothing."""

    def write(self, data: bytes) -> None:
        """Forget it."""


def _measure_memory(count: int) -> int:
    """The memory, in bytes, that a volume holds after so many documents."""
    volume = Volume(_NullFile(), ABOUT)
    tracemalloc.start()
    try:
        for number in range(count):
            LEAF.add(volume, str(number))
            volume.flush()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_documents() -> None:
    """But for the table of where their objects are, some hundred bytes a document here.

    From the first thousand on all that is remembered has replaced something else.
    """
    assert _measure_memory(2_000) - _measure_memory(1_000) < 1_000 * 300
