"""For a print shop in CMYK: PDF/X-4, read back from the file."""

from __future__ import annotations

import io
import re
from datetime import datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image, ImageCms

import handouts
from handouts.document.blocks import Artwork
from handouts.document.handout import Spec
from handouts.document.person import Person
from tests.documents import SAM
from tests.photographs import make_photo, save
from tests.press_files import (
    PROFILE,
    count_letters,
    list_images,
    list_inks,
    list_screen_colours,
    proof,
    render_page,
)
from tests.structure import read_speech
from tests.svg.logos import MARKS
from tests.verapdf import FLAVOURS, find_failures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 100">{}</svg>'
FORMATS = ("trifold", "booklet", "sheet", "large-print")
REGISTRATION = (1.0, 1.0, 1.0, 1.0)


@cache
def draw_pdf(
    format: handouts.Format = "trifold",
    press: handouts.PressColours | None = "cmyk",
    person: Person | None = None,
    ink: handouts.Ink = "colour",
) -> bytes:
    """The shipped handout."""
    spec = handouts.load("dry-needling")
    return handouts.render(spec, format=format, paper="a4", press=press, person=person, ink=ink)


def with_cover(artwork: Artwork) -> Spec:
    """The shipped handout with another picture on its cover."""
    spec = handouts.load("dry-needling")
    assert spec.handout.cover
    cover = replace(spec.handout.cover, artwork=artwork)
    return replace(spec, handout=replace(spec.handout, cover=cover))


def draw_cover(content: bytes, name: str = "p.jpg", ink: handouts.Ink = "colour") -> bytes:
    """The shipped handout for a print shop, with another picture on its cover."""
    kind = "svg" if name.endswith("svg") else "pixels"
    spec = with_cover(Artwork(name, kind, content))  # type: ignore[arg-type]
    return handouts.render(spec, paper="a4", press="cmyk", ink=ink)


@pytest.mark.parametrize("format", FORMATS)
def test_no_colour_is_a_screens(format: handouts.Format) -> None:
    """No operator, image, shading or group; the same file in RGB shows that the test can fail."""
    assert list_screen_colours(draw_pdf(format)) == []
    assert list_screen_colours(draw_pdf(format, "rgb")) != []


@pytest.mark.parametrize("format", FORMATS)
def test_inks_are_limited(format: handouts.Format) -> None:
    """But for the marks beyond the trim, which each plate must show."""
    inks = list_inks(draw_pdf(format))
    assert REGISTRATION in inks
    assert max(map(sum, inks - {REGISTRATION})) <= 3.0


def test_black_text_is_black_alone() -> None:
    """And most of the letters are set in it; others have a hue, are white, or grey small print."""
    letters = count_letters(draw_pdf())
    assert letters[0, 0, 0, 1] > sum(letters.values()) / 2
    assert {inks[3] for inks in letters if inks[:3] == (0, 0, 0)} <= {1.0, 0.8, 0.0}


def test_in_black_and_white_no_other_ink_is_used() -> None:
    """A job for one plate, but for the marks."""
    inks = list_inks(draw_pdf(ink="mono"))
    assert inks - {REGISTRATION} == {each for each in inks if each[:3] == (0, 0, 0)}


def test_the_output_intent() -> None:
    """Its name is that of the registry, its profile is in the file, the same for PDF/A."""
    with pikepdf.open(io.BytesIO(draw_pdf())) as file:
        intents = list(file.Root["/OutputIntents"].as_list())
        assert [str(each["/S"]) for each in intents] == ["/GTS_PDFX", "/GTS_PDFA1"]
        assert len({each["/DestOutputProfile"].objgen for each in intents}) == 1
        for each in intents:
            assert str(each["/OutputConditionIdentifier"]) == "FOGRA39"
            assert str(each["/RegistryName"]) == "http://www.color.org"
        content = intents[0]["/DestOutputProfile"].read_bytes()
        assert int(intents[0]["/DestOutputProfile"]["/N"]) == 4
    assert content == PROFILE.read_bytes()
    profile = ImageCms.ImageCmsProfile(io.BytesIO(content)).profile
    assert (profile.device_class, profile.xcolor_space.strip()) == ("prtr", "CMYK")


def test_what_the_file_says_it_is() -> None:
    """PDF/X-4 in PDF 1.6, not trapped, dated by the review: by both kinds of metadata."""
    spec = handouts.load("dry-needling")
    with pikepdf.open(io.BytesIO(draw_pdf())) as file:
        assert file.pdf_version == "1.6"
        assert str(file.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
        assert str(file.docinfo["/Trapped"]) == "/False"
        day = f"D:{spec.handout.reviewed:%Y%m%d}000000Z"
        assert {str(file.docinfo[key]) for key in ("/CreationDate", "/ModDate")} == {day}
        assert "/Filter" not in file.Root["/Metadata"]
        with file.open_metadata() as stated:
            assert stated["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
            assert stated["pdf:Trapped"] == "False"
            assert stated["dc:title"] == spec.handout.title
            for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                moment = datetime.fromisoformat(str(stated[name]))
                assert moment.date() == spec.handout.reviewed
            assert re.fullmatch(r"uuid:[0-9a-f-]{36}", str(stated["xmpMM:DocumentID"]))
            assert stated["xmpMM:VersionID"] == spec.handout.version
            assert stated["xmpMM:RenditionClass"] == "default"
        assert "/ID" in file.trailer


@pytest.mark.parametrize("person", [None, SAM])
def test_nothing_that_paper_cannot_do(person: Person | None) -> None:
    """No link, field, action or encryption; all fonts are in the file."""
    with pikepdf.open(io.BytesIO(draw_pdf(person=person))) as file:
        assert not file.is_encrypted
        assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & set(file.Root.keys())
        for page in file.pages:
            assert "/Annots" not in page.obj and "/AA" not in page.obj
            box = {name: [float(x) for x in page.obj[name]] for name in ("/TrimBox", "/BleedBox")}
            assert box["/BleedBox"][0] < box["/TrimBox"][0] and "/ArtBox" not in page.obj
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary):
                assert each.get("/Type") != "/Annot" and "/URI" not in each
                if each.get("/Type") == "/FontDescriptor":
                    assert "/FontFile2" in each or "/FontFile3" in each


def test_an_unlinked_word_is_heard_as_before() -> None:
    """The tags stay: a screen reader reads the same, only that nothing can be followed."""
    heard = [
        [(each.path.replace("/Link", "/Span"), each.text) for each in read_speech(pdf)]
        for pdf in (draw_pdf(press="rgb"), draw_pdf())
    ]
    assert heard[0] == heard[1]
    assert not any("/Link" in each.path for each in read_speech(draw_pdf()))


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_it_is_still_accessible_and_for_archives(format: handouts.Format) -> None:
    """PDF/UA-1 and PDF/A-2a, which PDF/X-4 allows: for everyone, a person, and in one ink."""
    for pdf in (draw_pdf(format), draw_pdf(format, person=SAM), draw_pdf(format, ink="mono")):
        assert [find_failures(pdf, flavour) for flavour in FLAVOURS] == [[], []]


def test_a_persons_leaflet_says_nothing_of_the_person() -> None:
    """The further metadata is the handout's: the same for all."""
    stated = []
    for person in (None, SAM):
        with pikepdf.open(io.BytesIO(draw_pdf(person=person))) as file:
            stated.append((file.Root["/Metadata"].read_bytes(), dict(file.docinfo.as_dict())))
    assert stated[0] == stated[1]


KINDS = [("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG")]


@pytest.mark.parametrize(("mode", "kind"), KINDS)
def test_a_picture_of_pixels_is_in_inks(mode: str, kind: str) -> None:
    """Whatever its file has; a grey one is for the black plate."""
    photo = Image.blend(make_photo(), Image.new("RGB", (640, 480), "grey"), 0.6).convert(mode)
    pdf = draw_cover(save(photo, kind))
    assert list_screen_colours(pdf) == []
    (image,) = list_images(pdf)
    assert image.mode == ("L" if mode == "L" else "CMYK")
    if mode == "RGB":
        seen = proof(image).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        before = photo.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert seen == pytest.approx(before, abs=5)


def test_a_photograph_is_seen_as_it_is() -> None:
    """The way round: light stays light on the page, by PDFium, and red is not turned to blue."""
    halves = Image.new("RGB", (640, 480), "#f0d8c8")
    halves.paste("#702818", (320, 0, 640, 480))
    page = render_page(draw_cover(save(halves, "JPEG")))
    cover = page.crop((page.width - 260, 130, page.width - 60, 200))
    light, dark = cover.getpixel((5, 30)), cover.getpixel((190, 30))
    assert isinstance(light, tuple) and isinstance(dark, tuple)
    assert min(light) > 180 and dark[0] < 160 and dark[0] > dark[2] + 40


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_a_leaflet_with_a_photograph_conforms(mode: str) -> None:
    """In colour and in one ink."""
    content = save(make_photo(mode=mode), "PNG" if mode == "RGBA" else "JPEG")
    for ink in ("colour", "mono"):
        pdf = draw_cover(content, ink=ink)
        assert [find_failures(pdf, flavour) for flavour in FLAVOURS] == [[], []]


@pytest.mark.parametrize("name", sorted(MARKS))
def test_a_drawing_is_in_inks(name: str) -> None:
    """With its gradients, masks, groups and whatever shows through."""
    pdf = draw_cover(SVG.format(MARKS[name]).encode(), "a.svg")
    assert list_screen_colours(pdf) == []


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    """No clock and no chance."""
    spec = handouts.load("dry-needling")
    first, second = (handouts.render(spec, paper="a4", press="cmyk") for _ in range(2))
    assert first == second == draw_pdf()
