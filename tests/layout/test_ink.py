"""Black and white: only greys, nothing depends on colour, less toner, nothing moved."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import get_args

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

import handouts
from benchmarks.toner import mean_toner, measure_inks
from handouts.document.blocks import Artwork
from handouts.document.colours import GRAPHIC, MONO_HEADING, SHADES, TEXT, USES
from handouts.document.contrast import contrast_ratio
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.person import Person
from handouts.layout.rendering import lay_out_spec
from handouts.pdf.drawing.greys import lighten_grey
from handouts.pdf.drawing.photos import encode_photo
from tests.documents import USUAL_FORMATS
from tests.pages import needs_program, render_pages
from tests.structure import read_speech
from tests.verapdf import FLAVOURS, find_failures

pytestmark = pytest.mark.slow

FORMATS = USUAL_FORMATS
PAPERS: tuple[Paper, ...] = ("a4", "letter")
EACH = [(name, paper) for name in FORMATS for paper in PAPERS]

LEAST_SAVING = 0.6
"""The least share of a page's toner that black and white spares, whatever the format."""


@cache
def load_spec() -> Spec:
    """The shipped handout."""
    return handouts.load("dry-needling")


@cache
def make_sam() -> Person:
    """A person with marks on the body chart."""
    values = {"first_name": "Sam", "areas": "left trapezius; right calf", "notes": "Rest."}
    return handouts.person(values, load_spec())


@cache
def draw_pdf(
    name: handouts.Format, paper: Paper, ink: handouts.Ink, person: Person | None = None
) -> bytes:
    """The shipped handout's file."""
    return handouts.render(load_spec(), format=name, paper=paper, ink=ink, person=person)


def has_colour(page: Image.Image) -> bool:
    """Whether any pixel is not grey."""
    red, green, blue = page.convert("RGB").split()
    return any(ImageChops.difference(red, other).getbbox() for other in (green, blue))


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_every_pixel_is_grey(name: handouts.Format, paper: Paper) -> None:
    """No page has a pixel whose red, green and blue differ; in colour they do."""
    assert not any(map(has_colour, render_pages(draw_pdf(name, paper, "mono"))))
    assert has_colour(render_pages(draw_pdf(name, paper, "colour"))[0])


def test_a_persons_leaflet_is_grey() -> None:
    """Also personal parts, drawn on the common base, whatever was made before."""
    for ink in ("colour", "mono", "colour"):
        pages = render_pages(handouts.render(load_spec(), person=make_sam(), ink=ink))
        assert [has_colour(page) for page in pages] == [ink == "colour"] * 2


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_toner_is_spared(name: handouts.Format, paper: Paper) -> None:
    """Pages in mono take black alone, and less of it than colour takes of all inks."""
    needs_program("gs")
    assert not any(
        page.cyan + page.magenta + page.yellow
        for page in measure_inks(draw_pdf(name, paper, "mono"))
    )
    colour, mono = (mean_toner(draw_pdf(name, paper, ink)) for ink in get_args(handouts.Ink))
    assert mono < (1 - LEAST_SAVING) * colour


@pytest.mark.parametrize(
    ("colour", "expected"), [("1 g", 0.0), ("0 g", 1.0), ("0 1 1 0 k", 2.0), ("0.5 g", 0.5)]
)
def test_toner_is_measured(colour: str, expected: float) -> None:
    """A white page takes none, a black one all of one ink, a red one all of two."""
    needs_program("gs")
    file, pdf = pikepdf.new(), io.BytesIO()
    file.add_blank_page(page_size=(72, 72))
    file.pages[0].Contents = file.make_stream(f"{colour} 0 0 72 72 re f".encode())
    file.save(pdf)
    assert mean_toner(pdf.getvalue()) == pytest.approx(expected, abs=0.01)


def test_contrast_holds() -> None:
    """Every use of a shade has the contrast it needs on every ground, as in colour."""
    for use in USES:
        for ground in use.backgrounds:
            assert contrast_ratio(SHADES[use.shade].mono, SHADES[ground].mono) >= use.min_ratio
    assert contrast_ratio(MONO_HEADING, "#ffffff") >= TEXT
    assert contrast_ratio(SHADES["pale"].mono, "#ffffff") >= GRAPHIC, "the rings of the dots"


@pytest.mark.parametrize(("name", "paper"), EACH)
def test_speech_is_the_same(name: handouts.Format, paper: Paper) -> None:
    """A screen reader reads the same in mono as in colour, element by element."""
    heard = [
        [(one.path, one.text, one.instead) for one in read_speech(draw_pdf(name, paper, ink))]
        for ink in get_args(handouts.Ink)
    ]
    assert heard[0] == heard[1]


def test_nothing_is_moved() -> None:
    """Type and panels are those of the colour edition."""
    for person in (None, make_sam()):
        colour, mono = (
            lay_out_spec(load_spec(), Edition(person=person, ink=ink)) for ink in ("colour", "mono")
        )
        assert mono.look == replace(colour.look, mono=True)
        assert [each.offsets for each in mono.panels] == [each.offsets for each in colour.panels]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", FORMATS)
def test_it_conforms(name: handouts.Format, flavour: str) -> None:
    """PDF/UA and PDF/A, in every format and for a person."""
    files = [draw_pdf(name, "a4", "mono"), draw_pdf(name, "a4", "mono", make_sam())]
    assert [find_failures(each, flavour) for each in files] == [[], []]  # type: ignore[arg-type]


def test_callouts_are_distinguished_by_their_frames() -> None:
    """A note, a caveat and a warning have frames of three weights; one has dashes."""
    with pikepdf.open(io.BytesIO(draw_pdf("trifold", "a4", "mono"))) as file:
        content = b"\n".join(
            part.read_bytes()
            for page in file.pages
            for part in (
                page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
            )
        ).decode("latin-1")
    frames = re.findall(r"q 0\.000 G ([\d.]+) w (\[[\d.]+\])?", content)
    weights = {weight: bool(dash) for weight, dash in frames}
    assert weights["0.75"] is False and weights["1.20"] is True and weights["2.50"] is False


def test_all_text_but_large_headings_is_black() -> None:
    """Printers make dots of greys: small letters would fray."""
    look = lay_out_spec(load_spec(), Edition(ink="mono")).look
    styles = (
        look.body_style,
        look.lead_style,
        look.caption_style,
        look.small_style,
        look.page_number_style,
    )
    assert {style.colour for style in styles} == {"#000000"}
    assert look.make_title_style(11.0).colour == "#000000" != look.make_title_style(18.0).colour


def test_greys_keep_their_order() -> None:
    """Black stays black, white stays white, and darker colours stay darker."""
    greys = [lighten_grey(*(value / 255,) * 3) for value in range(256)]
    assert greys[0] == 0 and greys[255] == pytest.approx(1.0)
    assert all(one < other for one, other in zip(greys, greys[1:], strict=False))
    assert greys[128] > 0.6


def test_pale_shapes_are_not_lost_on_white_paper() -> None:
    """What is pale in colour is hardly paler in grey."""
    assert lighten_grey(*(0.87,) * 3) < 0.9
    assert lighten_grey(*(0.93,) * 3) < 0.94


def test_a_picture_of_pixels_is_grey_and_still_clear() -> None:
    """A PNG's colours become greys, and what was transparent still is."""
    image = Image.new("RGBA", (2, 1), (200, 30, 30, 255))
    image.putpixel((1, 0), (0, 0, 0, 0))
    file = io.BytesIO()
    image.save(file, "PNG")
    grey = encode_photo(file.getvalue(), 2, is_grey=True)
    assert grey.space == "DeviceGray"
    assert grey.mask == encode_photo(file.getvalue(), 2).mask is not None
    logo = Artwork("logo.png", "pixels", file.getvalue())
    brand = replace(load_spec().brand, logo=logo)
    for ink in ("mono", "colour", "mono"):
        pdf = handouts.render(replace(load_spec(), brand=brand), ink=ink)
        assert has_colour(render_pages(pdf)[0]) == (ink == "colour")


def test_the_same_bytes() -> None:
    """Whatever was made before, and the colour edition is untouched by it."""
    for ink in get_args(handouts.Ink):
        assert handouts.render(load_spec(), paper="a4", ink=ink) == draw_pdf("trifold", "a4", ink)
    assert handouts.render(load_spec(), paper="a4") == draw_pdf("trifold", "a4", "colour")


def test_an_unknown_ink_is_named() -> None:
    """A wrong word is reported, with the right ones."""
    with pytest.raises(ValueError, match="unknown ink 'color'.*'colour', 'mono'"):
        handouts.render(load_spec(), ink="color")  # type: ignore[arg-type]


def test_large_print_has_no_lighter_ink() -> None:
    """Its headings are black too."""
    looks = [
        lay_out_spec(load_spec(), Edition(format=name, ink="mono")).look
        for name in ("large-print", "sheet")
    ]
    assert [look.heading_style.colour for look in looks] == ["#000000", MONO_HEADING]
