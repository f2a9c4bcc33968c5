"""The file: small, sound for other readers, the same each time."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pixels
from PIL import ImageCms

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing.pictures import load_picture
from handouts.pdf.files import srgb
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure
from tests.pages import needs_poppler
from tests.pdf.toy import ABOUT, SIZE, Toy, write_text


def make_long() -> bytes:
    """A document of so many elements that they take several object streams."""
    root = Element("Document")
    texts = [root.add(Element("P")) for _ in range(300)]
    canvas = Canvas(SIZE, ABOUT, Structure(root))
    for number, text in enumerate(texts):
        with canvas.tagged(text):
            write_text(canvas, f"Line {number}", 20, 280 - number % 10 * 20)
        if number % 10 == 9:
            canvas.showPage()
    return canvas.pdf()


each_file = pytest.mark.parametrize("pdf", [Toy().pdf(), make_long()], ids=["toy", "long"])


@each_file
def test_readers_read_it(pdf: bytes) -> None:
    """qpdf, by pikepdf, finds nothing to warn of; PDFium sees the pages."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        assert len(pypdfium2.PdfDocument(pdf)) == len(file.pages)


@each_file
def test_poppler_reads_it(pdf: bytes, tmp_path: Path) -> None:
    """poppler reads it without a word of warning."""
    needs_poppler()
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf)
    for command in (["pdftotext", str(path), "-"], ["pdfinfo", str(path)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_every_object_is_found() -> None:
    """Each number below the size leads to an object, over several object streams."""
    pdf = make_long()
    assert pdf.count(b"/Type/ObjStm") > 1
    with pikepdf.open(io.BytesIO(pdf)) as file:
        size = int(file.trailer.Size)
        found = [file.get_object(number, 0) for number in range(1, size)]
    missing = [thing for thing in found if thing is None]
    assert missing == []


def test_only_streams_are_outside_object_streams() -> None:
    """Small objects are packed together: tags cost little."""
    alone = re.findall(rb"\d+ 0 obj\n(.*?)\nendobj", Toy().pdf(), re.DOTALL)
    assert all(thing.endswith(b"\nendstream") for thing in alone)


def test_tags_cost_little() -> None:
    """Thirty bytes and less for a paragraph, packed."""
    root = Element("Document")
    plain, tagged = Canvas(SIZE, ABOUT), Canvas(SIZE, ABOUT, Structure(root))
    for number in range(200):
        for canvas in (plain, tagged):
            with canvas.tagged(root.add(Element("P"))):
                write_text(canvas, f"Line {number}", 20, number)
    # The parts of a tagged file without paragraphs: metadata, colours.
    fixed = 2_000
    assert len(tagged.pdf()) - len(plain.pdf()) < fixed + 30 * 200


def test_streams_end_as_they_should(tmp_path: Path) -> None:
    """Each stream is as long as it says, with one end of line after it (ISO 19005-2, 6.1.7.1)."""
    path = tmp_path / "dot.png"
    Pixels.new("RGBA", (3, 3), (255, 0, 0, 128)).save(path)
    canvas = Canvas(SIZE, ABOUT)
    load_picture("a.png", "pixels", path.read_bytes()).draw(canvas, 20, 100, 30)
    pdf = canvas.pdf()
    heads = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    assert len(heads) == pdf.count(b"endstream")
    for head in heads:
        end = head.end() + int(head[1])
        assert pdf[end : end + 10] == b"\nendstream"


def test_information_is_title_and_author() -> None:
    """The information dictionary has no date, no producer, and no key without a value."""
    canvas = Canvas(SIZE, DocumentInfo("Ünï (x)", "", "en"))
    write_text(canvas, "Text", 20, 20)
    with pikepdf.open(io.BytesIO(canvas.pdf())) as file:
        assert {key: str(value) for key, value in file.docinfo.items()} == {"/Title": "Ünï (x)"}


def test_metadata_agrees() -> None:
    """XMP has the same values as the information dictionary, and the file's standards."""
    with pikepdf.open(io.BytesIO(Toy().pdf())) as file:
        packet = file.Root.Metadata.read_bytes()
        metadata = file.open_metadata()
        values = dict(metadata)
        assert values["{http://purl.org/dc/elements/1.1/}title"] == ABOUT.title
        assert values["{http://purl.org/dc/elements/1.1/}creator"] == [ABOUT.author]
        assert values["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata.pdfa_status == "2A"
        assert (str(file.docinfo.Title), str(file.docinfo.Author)) == (ABOUT.title, ABOUT.author)
    assert not re.search(rb"Date|Producer|Creator", packet)


def test_profile_is_srgb() -> None:
    """Colours mean what they mean on any screen: the profile changes nothing of sRGB."""
    with pikepdf.open(io.BytesIO(Toy().pdf())) as file:
        profile = file.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    read = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    ramp = Pixels.linear_gradient("L")
    wheel = Pixels.merge("RGB", [ramp.rotate(90 * turn) for turn in range(3)])
    changed = ImageCms.profileToProfile(wheel, read, ImageCms.createProfile("sRGB"))
    assert changed is not None
    pairs = zip(wheel.tobytes(), changed.tobytes())
    assert max(abs(before - after) for before, after in pairs) <= 1
    assert srgb.PROFILE_NAME.startswith("sRGB")
