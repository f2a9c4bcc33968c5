"""The looks of a brand: contrast, covers that are never white, logos, icons, black and white."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pypdfium2
import pytest
from msgspec.structs import replace

import handouts
from handouts.document.brand import Colours
from handouts.document.choices import LookName
from handouts.document.colours import GRAPHIC, WHITE
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.palette import derive_palette, resolve_shade
from handouts.editions import render_handout
from handouts.layout.cover import lay_out_cover
from handouts.layout.drawing import draw_leaflet
from handouts.layout.graphics import Illustration
from handouts.layout.look import make_look
from handouts.layout.pieces import Piece, list_inner_pieces
from handouts.layout.rendering import lay_out_spec
from handouts.layout.section_icons import ICONS
from handouts.reading.brand import read_brand
from tests.layout.corpus import LIBRARY
from tests.layout.goldens import GOLDEN, check_picture, join_pages
from tests.layout.test_contrast import DARK, LIGHT, TONES, declared_uses, find_pairs_in
from tests.pages import render_pages
from tests.structure import find_strays, leave_out_notes, read_blocks
from tests.verapdf import FLAVOURS, find_failures

LOOKS: tuple[LookName, ...] = get_args(LookName)
EACH = pytest.mark.parametrize("look", LOOKS)
MM = 72 / 25.4


def load_with_look(look: LookName, colours: Colours | None = None) -> Spec:
    """A shipped handout in a look, perhaps in other colours."""
    spec = handouts.load("first-visit")
    brand = replace(spec.brand, look=look, colours=colours or spec.brand.colours)
    return replace(spec, brand=brand)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the white picture."""
    return tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("look", [look for look in LOOKS if look != "calm"])
def test_contrast_holds(folder: Path, look: LookName, colours: Colours) -> None:
    """Every colour is on a ground where the table of colours says that it shows."""
    pale = resolve_shade("pale", colours)
    decoration = {(pale, ground, GRAPHIC) for ground in (WHITE, resolve_shade("tint", colours))} | {
        (pale, resolve_shade("warm", colours), GRAPHIC)
    }
    assert len(TONES) > 1
    found = find_pairs_in(folder, colours, look)
    assert found - declared_uses(colours) - decoration == set()


@EACH
@pytest.mark.parametrize("format", ["trifold", "sheet"])
def test_pages_look_as_they_did(format: handouts.Format, look: LookName, regenerate: bool) -> None:
    """A visit in each look, up to what another version of PDFium smooths otherwise."""
    pdf = draw_leaflet(lay_out_spec(load_with_look(look), Edition(format, "a4")))
    path = GOLDEN / "looks" / f"{look}.{format}.a4.png"
    check_picture(join_pages(render_pages(pdf, 60)), path, regenerate)


@EACH
def test_all_is_heard_as_in_any_look(look: LookName) -> None:
    """The same in the same order: bands, rules and icons are decoration."""
    pdfs = [render_handout(load_with_look(each), Edition("sheet", "a4")) for each in ("calm", look)]
    calm, other = (leave_out_notes(read_blocks(pdf)) for pdf in pdfs)
    assert other == calm
    assert find_strays(pdfs[1]) == []


@pytest.mark.slow
@EACH
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_verapdf_finds_nothing(look: LookName, flavour: str) -> None:
    """Each look conforms to PDF/UA-1 and PDF/A-2a."""
    pdf = render_handout(load_with_look(look), Edition("trifold", "a4"))
    assert find_failures(pdf, flavour) == []  # type: ignore[arg-type]


@EACH
def test_black_and_white_has_no_colour(look: LookName) -> None:
    """And no ground of ink: less than a fiftieth of the cover's third is black."""
    pdf = render_handout(load_with_look(look, LIGHT), Edition("trifold", "a4", ink="mono"))
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    red, green, blue = page.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    cover = page.convert("L").crop((page.width * 2 // 3, 0, page.width, page.height // 3))
    assert sum(cover.histogram()[:64]) < 0.05 * cover.width * cover.height


# --- covers ----------------------------------------------------------------------------------


@EACH
@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("format", ["trifold", "booklet"])
def test_a_cover_without_a_picture_is_not_white(
    format: handouts.Format, colours: Colours, look: LookName
) -> None:
    """The clinic's own colour is on more than half of it, in every look."""
    spec = load_with_look(look, colours)
    spec = replace(spec, handout=replace(spec.handout, cover=None))
    page = render_pages(render_handout(spec, Edition(format, "a4")), 36)[0]
    palette = derive_palette(colours)
    ground = palette.band if palette.has_bands else palette.main
    wanted = tuple(int(ground[place : place + 2], 16) for place in (1, 3, 5))
    share = 3 if format == "trifold" else 2
    cover = page.crop((page.width - page.width // share, 0, page.width, page.height))
    counts = {colour: count for count, colour in cover.getcolors(1 << 24) or []}
    near = sum(
        count
        for colour, count in counts.items()
        if isinstance(colour, tuple)
        and all(abs(a - b) < 6 for a, b in zip(colour, wanted, strict=True))
    )
    assert near > 0.5 * cover.width * cover.height


@pytest.mark.parametrize("name", LIBRARY)
def test_no_cover_with_a_picture_is_mostly_white(name: str) -> None:
    """No fifth of it, from side to side, is blank: what a wide picture leaves is a field."""
    pdf = handouts.render(handouts.load(name), format="trifold", paper="a4")
    page = render_pages(pdf, 36)[0].convert("L")
    cover = page.crop((page.width * 2 // 3 + 6, 0, page.width, page.height))
    rows = (cover.crop((0, y, cover.width, y + 1)).histogram() for y in range(cover.height))
    seen = "".join("x" if sum(row[:250]) else " " for row in rows)
    assert max(map(len, seen.split("x"))) < 0.2 * cover.height


@EACH
def test_a_square_logo_is_14_mm_high(look: LookName) -> None:
    """At least, beside the clinic's name on a cover."""
    spec = load_with_look(look)
    leaflet = lay_out_spec(spec, Edition("trifold", "a4"))
    logo = next(each for each in find_drawings(leaflet.front) if each.art is spec.brand.logo)
    assert logo.height >= 14 * MM - 0.01


def find_drawings(piece: Piece) -> list[Illustration]:
    """The pictures in a piece."""
    found = [piece] if isinstance(piece, Illustration) else []
    return found + [each for inner in list_inner_pieces(piece) for each in find_drawings(inner)]


@EACH
def test_the_longest_title_fits_the_cover(look: LookName) -> None:
    """Without a picture too, and with the longest words that a panel holds."""
    spec = load_with_look(look)
    title = "Physiotherapeutic rehabilitation after arthroscopic surgery"
    handout = replace(spec.handout, cover=None, title=title)
    leaflet = lay_out_spec(replace(spec, handout=handout), Edition("trifold", "a4"))
    assert leaflet.front.height <= leaflet.sheet.front_panel.height + 0.01
    assert lay_out_cover(leaflet.story.cover, leaflet.sheet.front_panel, leaflet.look)


# --- icons -----------------------------------------------------------------------------------


def test_each_icon_is_there_with_its_licence() -> None:
    """A file for each, from one set, and the licence beside them."""
    icons = Path(handouts.__file__).parent / "layout" / "icons"
    assert {path.stem for path in icons.glob("*.svg")} == set(ICONS.values())
    assert "ISC License" in (icons / "LICENSE").read_text("utf-8")


def test_icons_stand_beside_headings() -> None:
    """In the look that has them: for each section of a kind that has one."""
    leaflet = lay_out_spec(load_with_look("card"), Edition("trifold", "a4"))
    drawn = [
        each.art.name.partition("#")[0]
        for panel in leaflet.panels
        for atom in panel.atoms
        for each in find_drawings(atom.piece)
    ]
    expected = {ICONS[each.key] for each in leaflet.story.sections if each.key in ICONS}
    assert expected <= set(drawn)


# --- the brand's file ------------------------------------------------------------------------


def test_a_brand_says_its_look(tmp_path: Path) -> None:
    """By name; what is mistyped is told with what it may have meant."""
    path = tmp_path / "brand.yaml"
    path.write_text("name: Our Clinic\nlook: band\n", "utf-8")
    brand = read_brand(path)
    assert make_look(brand, "en", 12.0).style.name == brand.look == "band"
    path.write_text("name: Our Clinic\nlook: cards\n", "utf-8")
    with pytest.raises(handouts.SpecError) as raised:
        read_brand(path)
    (problem,) = raised.value.problems
    assert "card" in problem.hint
    assert problem.place.line == 2
