"""A brand's logos on the page: their size, the name beside them, what is heard, valid files."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

import handouts
from handouts.document.blocks import Artwork
from handouts.document.brand import Brand
from handouts.document.handout import Spec
from handouts.document.story import Cover
from handouts.document.text import plain
from handouts.document.units import mm
from handouts.layout.cover import lay_out_clinic
from handouts.layout.graphics import Illustration
from handouts.layout.look import make_look
from handouts.layout.pieces import Piece, TextLines, list_inner_pieces
from handouts.reading.library import load_spec
from tests.structure import read_speech
from tests.svg.logos import MARKS
from tests.verapdf import FLAVOURS, find_failures

LOOK = make_look(Brand("Clinic"), "en", 14.0)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>'
BLUR = '<filter id="b"><feGaussianBlur stdDeviation="2"/></filter><rect filter="url(#b)" x="20" '
BLUR += 'y="20" width="90" height="60" fill="#b5381f"/>'
LONG = "The Royal Riverside and Anytown University Teaching Hospitals NHS Foundation Trust"
WIDTHS = some.sampled_from([mm(85), mm(130), mm(190)])
WORD = some.text("abcdefghijklmnop", min_size=2, max_size=14)
NAMES = some.lists(WORD, min_size=1, max_size=9).map(" ".join)


def make_logo(width: float, height: float) -> Artwork:
    """A logo of a shape."""
    svg = SVG.format(width, height, f'<rect width="{width}" height="{height}"/>')
    return Artwork(f"{width}.svg", "svg", svg.encode())


def make_front(name: str, logo: Artwork | None, *, holds_name: bool = False) -> Cover:
    """A front with nothing but the clinic."""
    return Cover(name, "", logo, None, plain("Title"), plain(""), holds_name)


def list_pieces_in(piece: Piece) -> list[Piece]:
    """A piece and all that is in it."""
    return [piece, *(each for inner in list_inner_pieces(piece) for each in list_pieces_in(inner))]


@given(NAMES, some.floats(0.2, 12), WIDTHS, some.booleans())
def test_a_logo_and_a_name_fit(name: str, shape: float, width: float, holds_name: bool) -> None:
    """Whatever their shapes: no word is broken, nothing overlaps, the logo can be seen."""
    front = make_front(name, make_logo(100 * shape, 100), holds_name=holds_name)
    group = lay_out_clinic(front, width, LOOK)
    logo, *names = group.parts
    [drawn] = [each for each in list_pieces_in(logo.piece) if isinstance(each, Illustration)]
    assert drawn.width <= width * 0.8 + 0.01 and drawn.height <= mm(22) + 0.01
    assert drawn.width * drawn.height > mm(5) * mm(5)
    assert len(names) == (not holds_name)
    for placed in names:
        [words] = [each for each in list_pieces_in(placed.piece) if isinstance(each, TextLines)]
        assert placed.x >= drawn.width or placed.down >= drawn.height
        assert words.setting.least_width <= width - placed.x or placed.x == 0
        assert placed.down + words.height <= group.height + 0.01


def test_a_long_name_goes_below_a_wide_logo() -> None:
    """And beside a square one, or on a wide page."""
    wide, square = make_logo(600, 100), make_logo(100, 100)
    for logo, width, is_below in (
        (wide, mm(85), True),
        (square, mm(85), False),
        (wide, mm(190), False),
    ):
        name = lay_out_clinic(make_front(LONG, logo), width, LOOK).parts[1]
        assert (name.x == 0) is is_below


def test_wide_and_square_logos_weigh_the_same() -> None:
    """A logo that holds the name: a wide one gets width, a square one gets height."""
    sizes = []
    for shape in (1.0, 4.0):
        front = make_front("Clinic", make_logo(100 * shape, 100), holds_name=True)
        pieces = list_pieces_in(lay_out_clinic(front, mm(190), LOOK))
        sizes += [each for each in pieces if isinstance(each, Illustration)]
    square, wide = sizes
    assert square.height == pytest.approx(mm(22))
    assert wide.height == pytest.approx(wide.width / 4)
    assert 0.7 < square.width * square.height / (wide.width * wide.height) < 1.4


def make_clinic(folder: Path, brand: str, **logos: str) -> Spec:
    """The shipped leaflet under a brand with these logos."""
    for name, svg in logos.items():
        (folder / f"{name}.svg").write_text(svg, "utf-8")
    (folder / "brand.yaml").write_text(brand, "utf-8")
    return load_spec("dry-needling", brand=folder / "brand.yaml")


def test_the_logo_is_heard_as_the_name(tmp_path: Path) -> None:
    """The name is not printed on the front, and comes first all the same."""
    brand = "name: Riverside\nlogo: a.svg\nlogo_holds_name: true\n"
    spec = make_clinic(tmp_path, brand, a=SVG.format(220, 100, MARKS["flat"]))
    pdf = handouts.render(spec)
    first = read_speech(pdf)[0]
    assert first.path.endswith("/Figure") and first.text == "Riverside"
    with pypdfium2.PdfDocument(pdf) as document:
        assert "Riverside" not in document[0].get_textpage().get_text_bounded()


def test_a_name_needs_a_logo_to_hold_it(tmp_path: Path) -> None:
    """Told at its line."""
    with pytest.raises(handouts.SpecError, match="no logo that could hold the clinic's name"):
        make_clinic(tmp_path, "name: Riverside\nlogo_holds_name: true\n")


def test_partner_logos_are_seen_and_heard(tmp_path: Path) -> None:
    """In one row below the contact, each with its partner's name."""
    brand = (
        "name: Riverside\nlogo: a.svg\npartner_logos:\n- {file: b.svg, name: The Hospital}\n"
        "- {file: a.svg, name: The University}\n- {file: c.svg, name: The Society}\n"
    )
    logos = {
        name: SVG.format(220, 100, MARKS[mark])
        for name, mark in (("a", "flat"), ("b", "radial"), ("c", "masked"))
    }
    spec = make_clinic(tmp_path, brand, **logos)
    figures = [each.text for each in read_speech(handouts.render(spec)) if "/Figure" in each.path]
    at = figures.index("The Hospital")
    assert figures[at : at + 3] == ["The Hospital", "The University", "The Society"]


@pytest.mark.parametrize("entry", ["{file: b.svg}", "{name: The Hospital}", "b.svg"])
def test_a_partner_has_a_file_and_a_name(tmp_path: Path, entry: str) -> None:
    """Without one of them nothing is made."""
    with pytest.raises(handouts.SpecError):
        make_clinic(tmp_path, f"name: A\npartner_logos:\n- {entry}\n", b=SVG.format(9, 9, ""))


@pytest.mark.slow
@pytest.mark.parametrize("ink", ["colour", "mono"])
@pytest.mark.parametrize("press", [None, "rgb", "cmyk"])
def test_a_leaflet_with_any_logo_is_valid(
    tmp_path: Path, ink: handouts.Ink, press: handouts.PressColours | None
) -> None:
    """With gradients, clip paths, masks, transparency and pixels; also for a print shop."""
    for name, body in {**MARKS, "blur": BLUR}.items():
        brand = f"name: A\nlogo: {name}.svg\npartner_logos: [{{file: {name}.svg, name: B}}]\n"
        spec = make_clinic(tmp_path, brand, **{name: SVG.format(220, 100, body)})
        pdf = handouts.render(spec, ink=ink, press=press)
        assert [find_failures(pdf, flavour) for flavour in FLAVOURS] == [[], []], name


@pytest.mark.parametrize("name", ["linear", "fading", "masked", "used", "blur"])
def test_black_and_white_has_no_colour(tmp_path: Path, name: str) -> None:
    """Gradients, what shows through and pixels become greys too."""
    svg = SVG.format(220, 100, {**MARKS, "blur": BLUR}[name])
    spec = make_clinic(tmp_path, "name: A\nlogo: a.svg\nlogo_holds_name: true\n", a=svg)
    spec = replace(spec, handout=replace(spec.handout, cover=None))
    with pypdfium2.PdfDocument(handouts.render(spec, ink="mono")) as document:
        page = document[0].render(scale=2).to_pil().convert("RGB")
    red, green, blue = (band.tobytes() for band in page.split())
    assert max(abs(r - b) + abs(r - g) for r, g, b in zip(red, green, blue, strict=True)) <= 2


def test_the_same_logo_makes_the_same_bytes(tmp_path: Path) -> None:
    """Vectors with masks, and pixels."""
    for name in ("masked", "blur"):
        svg = SVG.format(220, 100, {**MARKS, "blur": BLUR}[name])
        specs = [make_clinic(tmp_path, "name: A\nlogo: a.svg\n", a=svg) for _ in range(2)]
        assert handouts.render(specs[0]) == handouts.render(specs[1])
