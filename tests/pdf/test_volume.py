"""Volumes: one sound file of many documents, in which what they share stands once."""

from __future__ import annotations

import gc
import io
import tracemalloc

import pikepdf
import pypdfium2
import pytest

from handouts.pdf.base import Base
from handouts.pdf.canvas import About, Canvas
from handouts.pdf.file import TooLarge
from handouts.pdf.glyphs import Glyphs, Row, Stretch, draw
from handouts.pdf.stamps import stamp
from handouts.pdf.structure import Element, Structure, StructureError
from handouts.pdf.volume import Volume
from tests.pdf.toy import ABOUT, SIZE, Toy, glyphs, write
from tests.structure import told
from tests.verapdf import failures

ROLES = {"Callout": "Sect"}


class Leaf:
    """A document of so many pages with a heading and a note, a link to and fro."""

    def __init__(self, pages: int = 2, size: tuple[float, float] = SIZE, about: About = ABOUT):
        root = Element("Document")
        self.size, self.about, self.pages = size, about, pages
        self.head, self.text = root.add(Element("H1")), root.add(Element("Callout"))
        self.back = self.text.add(Element("P")).add(Element("Link"))
        self.note = root.add(Element("Note", identity="note"))
        self.said = self.note.add(Element("P"))
        canvas = Canvas(size, about, Structure(root, ROLES))
        with canvas.tagged(self.head):
            write(canvas, "Head", 20, 260)
        canvas.place("head", 20, 280)
        for page in range(1, pages):
            canvas.showPage()
            with canvas.artifact():
                write(canvas, f"page {page}", 20, 20)
        with canvas.tagged(self.back):
            write(canvas, "back", 20, 230)
        canvas.link(self.back, "#head", [(20, 225, 50, 240)], "To the head")
        with canvas.tagged(self.said):
            write(canvas, "note", 20, 100)
        canvas.link(self.back, "#later", [(20, 195, 50, 210)], "To the name")
        canvas.showPage()
        self.base: Base = canvas.as_base()

    def drawn(self, base: Base, text: str) -> Canvas:
        """A canvas with a paragraph of its own, which leads to the base's last page."""
        own = Element("P")
        leads = own.add(Element("Link"))
        root = Element("Document", children=[self.head, own, self.text, self.note])
        canvas = Canvas(self.size, self.about, Structure(root, ROLES, base.begun), base=base)
        with canvas.tagged(leads):
            write(canvas, text, 20, 200)
        canvas.link(leads, "#head", [(20, 195, 50, 210)], "To the head")
        canvas.place("later", 20, 200)
        return canvas

    def add(self, volume: Volume, text: str, title: str = "Row") -> None:
        """Add the document with a text."""
        volume.add(self.drawn(volume.base(self.base), text), title)


def volume(*documents: tuple[Leaf, str]) -> bytes:
    """A file of documents."""
    out = io.BytesIO()
    made = Volume(out, ABOUT)
    for row, (leaf, text) in enumerate(documents, 2):
        leaf.add(made, text, f"Row {row}")
        made.flush()
    made.end()
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as file:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in file]


def test_each_document_is_a_part_told_in_order() -> None:
    """What is said stands under a part for each document, in the order they were added."""
    leaf = Leaf()
    said = [(each.path, each.text) for each in told(volume((leaf, "Sam"), (leaf, "Kim")))]
    assert said == [
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
    """A text stands on its own document's page and on no other."""
    leaf = Leaf()
    assert texts(volume((leaf, "Sam"), (leaf, "Kim"))) == [
        "Head Sam",
        "page 1 back note",
        "Head Kim",
        "page 1 back note",
    ]


def test_a_volume_of_many_kinds_is_sound() -> None:
    """veraPDF finds nothing and qpdf nothing, in several sizes, languages and page counts."""
    german = About("Ein Spiel", "Klinik", "de")
    kinds = [Leaf(), Leaf(1), Leaf(3, (300.0, 400.0), german)]
    pdf = volume(*((kind, text) for text in ("Sam", "Zoë", "Kim Q") for kind in kinds))
    assert [failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        assert None not in [file.get_object(n, 0) for n in range(1, int(file.trailer.Size))]
        parts = list(file.Root.StructTreeRoot.K.K)
        assert [str(part.get("/Lang", "")) for part in parts] == ["", "", "de"] * 3


def test_an_odd_document_ends_with_an_empty_page() -> None:
    """So that printed on both sides of the paper the next one begins on a new sheet."""
    pdf = volume((Leaf(1), "Sam"), (Leaf(3, (300.0, 400.0)), "Kim"), (Leaf(2), "Lee"))
    there = texts(pdf)
    assert [bool(text) for text in there] == [True, False, True, True, True, False, True, True]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        widths = [int(page.mediabox[2]) for page in file.pages]
    assert widths == [400, 400, 300, 300, 300, 300, 400, 400]


def test_links_stay_within_their_document() -> None:
    """Those of the base, those that wait for a place, and those that are added."""
    leaf = Leaf()
    with pikepdf.open(io.BytesIO(volume(*((leaf, f"N{n}") for n in range(3))))) as file:
        pages = [page.obj.objgen for page in file.pages]
        for number, page in enumerate(file.pages):
            aims = [pages.index(link.Dest[0].objgen) for link in page.get("/Annots", [])]
            first = number - number % 2
            assert aims == ([first] if number % 2 == 0 else [first, first])


def test_what_a_mark_belongs_to_is_found_from_the_page() -> None:
    """The parent tree leads from each page and link to elements of that very document."""
    leaf = Leaf()
    with pikepdf.open(io.BytesIO(volume(*((leaf, f"N{n}") for n in range(70))))) as file:
        parents = pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree)
        parts = [part.objgen for part in file.Root.StructTreeRoot.K.K]
        for number, page in enumerate(file.pages):
            found = [*parents[int(page.StructParents)]]
            found += [parents[int(link.StructParent)] for link in page.get("/Annots", [])]
            assert {_part(each) for each in found} == {parts[number // 2]}
        assert len(parents) == 5 * 70 == int(file.Root.StructTreeRoot.ParentTreeNextKey)


def _part(element: pikepdf.Object) -> tuple[int, int]:
    while element.S != "/Part":
        element = element.P
    return element.objgen


def test_names_of_elements_are_told_apart() -> None:
    """Each document's note has a name of its own, though they are drawn alike."""
    leaf = Leaf()
    with pikepdf.open(io.BytesIO(volume(*((leaf, f"N{n}") for n in range(70))))) as file:
        names = pikepdf.NameTree(file.Root.StructTreeRoot.IDTree)
        notes = [part.K[3] for part in file.Root.StructTreeRoot.K.K]
        assert len(names) == 70
        assert [names[str(note.ID)].objgen for note in notes] == [note.objgen for note in notes]


def test_headers_are_those_of_the_same_document() -> None:
    """A cell names the header that stands in its own table."""
    toy = Toy()
    structure = Structure(toy.root, ROLES)
    canvas = Canvas(SIZE, ABOUT, structure)
    toy._first_page(canvas)
    canvas.showPage()
    toy._second_page(canvas)
    base, out = canvas.as_base(), io.BytesIO()
    made = Volume(out, ABOUT)
    for _ in range(2):
        made.add(Canvas(SIZE, ABOUT, base=made.base(base)), "Row")
    made.end()
    assert [failures(out.getvalue(), flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        for part in file.Root.StructTreeRoot.K.K:
            row = next(each for each in part.K if each.S == "/Table").K
            assert row.K[1].A.Headers[0] == row.K[0].ID


def test_bookmarks_lead_to_each_document() -> None:
    """One for each, by the title given, to the first of its pages; headings have none."""
    leaf = Leaf(3)
    with pypdfium2.PdfDocument(volume((leaf, "Sam"), (leaf, "Kim"))) as file:
        marks = [(m.level, m.get_title(), m.get_dest().get_index()) for m in file.get_toc()]
    assert marks == [(0, "Row 2", 0), (0, "Row 3", 4)]


def test_what_is_shared_stands_once() -> None:
    """Streams of a base and of equal bases, and the fonts, whatever they are used for."""
    pdf = volume(*((Leaf() if n % 2 else LEAF, f"N{n}") for n in range(50)))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        streams = [bytes(each.read_raw_bytes()) for each in file.objects if _drawn(each)]
        programs = [each for each in file.objects if "/Length1" in _keys(each)]
        assert len(programs) == 1
    assert len(streams) == len(set(streams)) == 2 + 50
    alone = len(LEAF.drawn(LEAF.base, "N1").pdf())
    assert len(pdf) < 50 * alone / 5


LEAF = Leaf()


def _keys(thing: pikepdf.Object) -> list[str]:
    return list(thing.keys()) if isinstance(thing, pikepdf.Stream) else []


def _drawn(thing: pikepdf.Object) -> bool:
    """Whether an object is a stream that a page shows."""
    return set(_keys(thing)) == {"/Length", "/Filter"} and b" Tf" in thing.read_bytes()


def dark(page: pypdfium2.PdfPage, x: int, y: int) -> bool:
    """Whether a page is black at a point, counted from its upper left corner."""
    return max(page.render().to_pil().convert("RGB").getpixel((x, y))) == 0


def test_a_picture_of_the_base_is_shown_by_all() -> None:
    """A form that bases draw stands once, and each document's pages show it."""
    canvas = Canvas(SIZE, ABOUT, Structure(Element("Document", children=[text := Element("P")])))
    canvas.beginForm("square")
    canvas.rect(20, 20, 50, 50, fill=1)
    canvas.endForm()
    with canvas.artifact():
        canvas.doForm("square")
    with canvas.tagged(text):
        write(canvas, "text", 20, 200)
    base, out = canvas.as_base(), io.BytesIO()
    made = Volume(out, ABOUT)
    for _ in range(2):
        made.add(Canvas(SIZE, ABOUT, base=made.base(base)), "Row")
    made.end()
    with pypdfium2.PdfDocument(out.getvalue()) as file:
        for number in (0, 2):
            assert dark(file[number], 40, 260)
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        assert sum(each.get("/Subtype") == "/Form" for each in _streams(file)) == 1


def _streams(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [each for each in file.objects if isinstance(each, pikepdf.Stream)]


def test_a_form_of_one_document_is_its_own() -> None:
    """Forms of one name that differ are shown each where it belongs."""
    canvas = Canvas(SIZE, ABOUT, Structure(Element("Document", children=[text := Element("P")])))
    with canvas.tagged(text):
        write(canvas, "text", 20, 200)
    base, out = canvas.as_base(), io.BytesIO()
    made = Volume(out, ABOUT)
    for left in (20, 120):
        own = Canvas(SIZE, ABOUT, base=made.base(base))
        own.beginForm("own")
        own.rect(left, 20, 50, 50, fill=1)
        own.endForm()
        with own.artifact():
            own.doForm("own")
        made.add(own, "Row")
    made.end()
    with pypdfium2.PdfDocument(out.getvalue()) as file:
        shown = [[dark(file[page], x, 260) for x in (40, 140)] for page in (0, 2)]
    assert shown == [[True, False], [False, True]]


def test_a_stamp_of_many_documents_stands_once() -> None:
    """Whichever of them was the first to show it; a later one finds it, and no other has it."""
    out = io.BytesIO()
    made, leaf = Volume(out, ABOUT), Leaf()
    squares = {"Sam": "0 0 9 9 re f", "Zoë": "0 0 5 5 re f", "Kim": "0 0 9 9 re f", "Lee": ""}
    for text, square in squares.items():
        canvas = leaf.drawn(made.base(leaf.base), text)
        if square:
            with canvas.artifact():
                canvas._code.append(stamp(canvas, square, 10, 10))
        made.add(canvas, text)
        made.flush()
    made.end()
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        stood = [
            [form.objgen for name, form in page.Resources.get("/XObject", {}).items()]
            for page in list(file.pages)[::2]
        ]
        kept = [each for each in file.objects if "/BBox" in _keys(each)]
    assert stood[0] == stood[2] != stood[1]
    assert [len(each) for each in stood] == [1, 1, 1, 0]
    assert len(kept) == 2


def test_glyphs_say_what_each_document_means_by_them() -> None:
    """Where one glyph stands for two texts, each document is read by its own."""
    out = io.BytesIO()
    made = Volume(out, ABOUT)
    for text in ("O", "0", "o", "0"):
        canvas = LEAF.drawn(made.base(LEAF.base), "")
        with canvas.artifact():
            show(canvas, text)
        made.add(canvas, "Row")
    made.end()
    assert [text.split()[1] for text in texts(out.getvalue())[::2]] == ["O", "0", "o", "0"]


def show(canvas: Canvas, text: str) -> None:
    """Draw the letter O that says another."""
    plain = glyphs("O")
    shown = Glyphs(plain.font, plain.ids, plain.advances, plain.offsets, (text,), text)
    draw(canvas, 20, 150, [Row(0, 0, (Stretch(shown, 12, 0, "#000000"),))])


def test_bases_whose_fonts_differ_have_their_own() -> None:
    """Two bases that mean different things by one glyph are both read right."""
    out = io.BytesIO()
    made = Volume(out, ABOUT)
    for text in ("O", "0", "O"):
        root = Element("Document", children=[element := Element("P")])
        canvas = Canvas(SIZE, ABOUT, Structure(root))
        with canvas.tagged(element):
            show(canvas, text)
        made.add(Canvas(SIZE, ABOUT, base=made.base(canvas.as_base())), "Row")
    made.end()
    assert texts(out.getvalue())[::2] == ["O", "0", "O"]
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        assert sum("/Length1" in _keys(each) for each in file.objects) == 2


def test_the_same_documents_give_the_same_bytes() -> None:
    """Whether bases are remembered or made anew."""
    leaf = Leaf()
    assert volume((leaf, "Sam"), (leaf, "Kim")) == volume((Leaf(), "Sam"), (Leaf(), "Kim"))


def test_a_document_that_is_given_up_leaves_nothing() -> None:
    """One that is begun and not added, or cannot be, is not there; the others are."""
    leaf, out = Leaf(), io.BytesIO()
    made = Volume(out, ABOUT)
    leaf.add(made, "Sam")
    leaf.drawn(made.base(leaf.base), "Lost")
    made.flush()
    broken = Canvas(SIZE, ABOUT, base=made.base(leaf.base))  # whose link leads nowhere
    with pytest.raises(StructureError, match="nowhere"):
        made.add(broken, "Row")
    leaf.add(made, "Kim")
    leaf.drawn(made.base(leaf.base), "Lost")
    made.end()
    pdf = out.getvalue()
    assert [text.split()[1] for text in texts(pdf)[::2]] == ["Sam", "Kim"]
    assert [failures(pdf, flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []


def test_mistakes_are_loud() -> None:
    """A canvas of another base, a part asked for its file, an empty volume, one without tags."""
    leaf = Leaf()
    made = Volume(io.BytesIO(), ABOUT)
    with pytest.raises(StructureError, match="another base"):
        made.add(leaf.drawn(leaf.base, "Sam"), "Row")
    base = made.base(leaf.base)
    with pytest.raises(StructureError, match="is no file"):
        leaf.drawn(base, "Sam").pdf()
    with pytest.raises(StructureError, match="without documents"):
        made.end()
    with pytest.raises(StructureError, match="tagged"):
        made.base(Canvas(SIZE, ABOUT).as_base())


def test_one_role_has_one_meaning() -> None:
    """Two documents may not map a name of theirs to two types."""
    made = Volume(io.BytesIO(), ABOUT)
    Leaf().add(made, "Sam")
    root = Element("Document", children=[text := Element("Callout")])
    canvas = Canvas(SIZE, ABOUT, Structure(root, {"Callout": "Div"}))
    with canvas.tagged(text):
        write(canvas, "text", 20, 200)
    with pytest.raises(StructureError, match="two types"):
        made.add(Canvas(SIZE, ABOUT, base=made.base(canvas.as_base())), "Row")


def test_a_file_that_grows_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are so many objects and bytes that a file may have."""
    monkeypatch.setattr("handouts.pdf.file._MOST_BYTES", 20_000)
    with pytest.raises(TooLarge):
        volume(*((LEAF, f"N{n}") for n in range(50)))
    monkeypatch.setattr("handouts.pdf.file._MOST_OBJECTS", 40)
    with pytest.raises(TooLarge):
        volume((LEAF, "Sam"), (LEAF, "Kim"))


class _Nowhere:
    """Takes all and keeps nothing."""

    def write(self, data: bytes) -> None:
        """Forget it."""


def _held(count: int) -> int:
    """The memory, in bytes, that a volume holds after so many documents."""
    made = Volume(_Nowhere(), ABOUT)
    tracemalloc.start()
    try:
        for number in range(count):
            LEAF.add(made, str(number))
            made.flush()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_documents() -> None:
    """But for the table of where their objects are, some hundred bytes a document here."""
    assert _held(500) - _held(50) < 450 * 300
