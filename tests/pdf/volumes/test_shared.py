"""What documents of a volume share is in it once; what belongs to one is only there."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing.form_xobjects import use_form
from handouts.pdf.drawing.text_rows import draw_rows
from handouts.pdf.fonts.glyphs import GlyphRow, Glyphs, Stretch
from handouts.pdf.tags.structure import Element, Structure
from handouts.pdf.volumes.volume import Volume
from tests.pdf.toy import ABOUT, SIZE, make_glyphs, write_text
from tests.pdf.volumes.leaf import LEAF, Leaf, make_volume, read_texts
from tests.untyped import as_reportlab


def test_what_is_shared_is_in_the_file_once() -> None:
    """Streams of a base and of equal bases, and the fonts, whatever they are used for."""
    pdf = make_volume(*((Leaf() if n % 2 else LEAF, f"N{n}") for n in range(50)))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        streams = [bytes(each.read_raw_bytes()) for each in file.objects if _is_page_stream(each)]
        programs = [each for each in file.objects if "/Length1" in _keys(each)]
        assert len(programs) == 1
    assert len(streams) == len(set(streams)) == 2 + 50
    alone = len(LEAF.drawn(LEAF.base, "N1").pdf())
    assert len(pdf) < 50 * alone / 5


def _keys(thing: pikepdf.Object) -> list[str]:
    return list(thing.keys()) if isinstance(thing, pikepdf.Stream) else []


def _is_page_stream(thing: pikepdf.Object) -> bool:
    """Whether an object is a stream that a page shows."""
    return set(_keys(thing)) == {"/Length", "/Filter"} and b" Tf" in thing.read_bytes()


def is_dark(page: pypdfium2.PdfPage, x: int, y: int) -> bool:
    """Whether a page is black at a point, counted from its upper left corner."""
    colour: tuple[int, ...] = page.render().to_pil().convert("RGB").getpixel((x, y))
    return max(colour) == 0


def test_a_picture_of_the_base_is_shown_by_all() -> None:
    """A form that bases draw is in the file once, and each document's pages show it."""
    canvas = Canvas(SIZE, ABOUT, Structure(Element("Document", children=[text := Element("P")])))
    canvas.beginForm("square")
    as_reportlab(canvas).rect(20, 20, 50, 50, fill=1)
    canvas.endForm()
    with canvas.artifact():
        as_reportlab(canvas).doForm("square")
    with canvas.tagged(text):
        write_text(canvas, "text", 20, 200)
    base, out = canvas.as_base(), io.BytesIO()
    volume = Volume(out, ABOUT)
    for _ in range(2):
        volume.add_document(Canvas(SIZE, ABOUT, base=volume.next_base(base)), "Row")
    volume.finish_file()
    with pypdfium2.PdfDocument(out.getvalue()) as file:
        for number in (0, 2):
            assert is_dark(file[number], 40, 260)
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        assert sum(each.get("/Subtype") == "/Form" for each in _read_streams(file)) == 1


def _read_streams(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [each for each in file.objects if isinstance(each, pikepdf.Stream)]


def test_a_form_of_one_document_is_its_own() -> None:
    """Forms of one name that differ are shown each where it belongs."""
    canvas = Canvas(SIZE, ABOUT, Structure(Element("Document", children=[text := Element("P")])))
    with canvas.tagged(text):
        write_text(canvas, "text", 20, 200)
    base, out = canvas.as_base(), io.BytesIO()
    volume = Volume(out, ABOUT)
    for left in (20, 120):
        own = Canvas(SIZE, ABOUT, base=volume.next_base(base))
        own.beginForm("own")
        as_reportlab(own).rect(left, 20, 50, 50, fill=1)
        own.endForm()
        with own.artifact():
            as_reportlab(own).doForm("own")
        volume.add_document(own, "Row")
    volume.finish_file()
    with pypdfium2.PdfDocument(out.getvalue()) as file:
        shown = [[is_dark(file[page], x, 260) for x in (40, 140)] for page in (0, 2)]
    assert shown == [[True, False], [False, True]]


def test_a_stamp_of_many_documents_is_in_the_file_once() -> None:
    """Whichever of them was the first to show it; a later one finds it, and no other has it."""
    out = io.BytesIO()
    volume, leaf = Volume(out, ABOUT), Leaf()
    squares = {"Sam": "0 0 9 9 re f", "Zoë": "0 0 5 5 re f", "Kim": "0 0 9 9 re f", "Lee": ""}
    for text, square in squares.items():
        canvas = leaf.drawn(volume.next_base(leaf.base), text)
        if square:
            with canvas.artifact():
                canvas.add_operators(use_form(canvas, square, 10, 10))
        volume.add_document(canvas, text)
        volume.flush()
    volume.finish_file()
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
    """If one glyph has two texts, each document uses its own."""
    out = io.BytesIO()
    volume = Volume(out, ABOUT)
    for text in ("O", "0", "o", "0"):
        canvas = LEAF.drawn(volume.next_base(LEAF.base), "")
        with canvas.artifact():
            draw_glyph(canvas, text)
        volume.add_document(canvas, "Row")
    volume.finish_file()
    assert [text.split()[1] for text in read_texts(out.getvalue())[::2]] == ["O", "0", "o", "0"]


def draw_glyph(canvas: Canvas, text: str) -> None:
    """Draw the letter O that says another."""
    plain = make_glyphs("O")
    shown = Glyphs(plain.font, plain.ids, plain.advances, plain.offsets, (text,), text)
    draw_rows(canvas, 20, 150, [GlyphRow(0, 0, (Stretch(shown, 12, 0, "#000000"),))])


def test_bases_whose_fonts_differ_have_their_own() -> None:
    """Two bases that mean different things by one glyph are both read right."""
    out = io.BytesIO()
    volume = Volume(out, ABOUT)
    for text in ("O", "0", "O"):
        root = Element("Document", children=[element := Element("P")])
        canvas = Canvas(SIZE, ABOUT, Structure(root))
        with canvas.tagged(element):
            draw_glyph(canvas, text)
        volume.add_document(Canvas(SIZE, ABOUT, base=volume.next_base(canvas.as_base())), "Row")
    volume.finish_file()
    assert read_texts(out.getvalue())[::2] == ["O", "0", "O"]
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        assert sum("/Length1" in _keys(each) for each in file.objects) == 2
