"""Colours are used where the table of colours says, and nowhere else."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from msgspec.structs import replace

import handouts
from handouts.document.blocks import (
    Block,
    Checklist,
    Guidance,
    Moment,
    Paragraph,
    Picture,
    Risk,
    Risks,
    Step,
    Steps,
    TextList,
    Timeline,
)
from handouts.document.brand import Colours
from handouts.document.choices import LookName
from handouts.document.colours import (
    BACKGROUNDS,
    BOXES,
    GRAPHIC,
    SHADES,
    TEXT,
    WHITE,
    Tone,
)
from handouts.document.edition import Edition
from handouts.document.handout import Section, Spec
from handouts.document.palette import derive_palette, list_uses, resolve_shade
from handouts.document.section_kinds import SECTION_KINDS
from handouts.document.text import Citation, Run, Text
from handouts.layout.drawing import draw_leaflet
from handouts.layout.look import make_look
from handouts.layout.rendering import lay_out_spec
from handouts.reading.pictures import read_picture
from tests.documents import make_text

DARK = Colours(main="#0a5060", accent="#b03010", text="#102030")
LIGHT = Colours(main="#ffb000", accent="#fff0a0", text="#102030")
VIVID = Colours(main="#8c979e", accent="#97c876", text="#b819f2")
"""A light colour on which the text's own shows too little."""

EACH = pytest.mark.parametrize("colours", [DARK, LIGHT, VIVID], ids=["dark", "light", "vivid"])
TONES: tuple[Tone, ...] = ("plain", *BOXES)
SECTION_KEYS = {kind.tone: kind.key for kind in SECTION_KINDS.values() if kind.filled_by == "file"}
SOURCE = "boyce-2020"
Box = tuple[float, ...]
Drawn = tuple[str, str, float]
"""A colour, the ground it stands on, and the contrast that its kind needs."""


def make_words(written: str) -> Text:
    """A text with a link."""
    return make_text(written, Run("a link", link="https://clinic.example"))


def make_blocks(picture: Path) -> tuple[Block, ...]:
    """One block of each kind that a file holds."""
    return (
        Paragraph(make_words("Text")),
        TextList((make_words("one"), make_words("two"))),
        Checklist((make_words("one"), make_words("two"))),
        Guidance((make_words("do"),)),
        Guidance((make_words("do not"),), is_warning=True),
        Steps((Step(make_words("one"), make_words("how")),)),
        Timeline((Moment(make_words("now"), make_words("well")),) * 2),
        Risks((Risk(3, 20, make_words("harm"), Citation((SOURCE,))),)),
        Picture("white", read_picture(picture), "White", make_words("caption")),
    )


def make_leaflet(tone: Tone, picture: Path, colours: Colours) -> Spec:
    """A draft with every kind of part in a section of a tone."""
    spec = handouts.load("dry-needling")
    picture.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'>"
        "<rect width='30' height='10' fill='#ffffff'/></svg>"
    )
    sections = (
        Section("intro", "", (Paragraph(make_words("Text")),)),
        Section(SECTION_KEYS.get(tone, "own"), "A heading", make_blocks(picture), tone=tone),
        *(section for section in spec.handout.sections if section.key == "questions"),
    )
    source = tuple(item for item in spec.handout.references if item.id == SOURCE)
    handout = replace(
        spec.handout, sections=sections, references=source, cover=None, status="draft"
    )
    return replace(spec, handout=handout, brand=replace(spec.brand, colours=colours, logo=None))


def find_pairs(folder: Path, colours: Colours) -> frozenset[Drawn]:
    """Every colour on every ground, in the usual look."""
    return find_pairs_in(folder, colours, "calm")


@cache
def find_pairs_in(folder: Path, colours: Colours, look: LookName) -> frozenset[Drawn]:
    """Every colour on every ground, over leaflets that hold every part in every tone."""
    found: set[Drawn] = set()
    grounds = {resolve_shade(name, colours) for name in (*BACKGROUNDS, "band")}
    if not derive_palette(colours).has_bands:
        grounds.discard(colours.main)
    for tone in TONES:
        spec = make_leaflet(tone, folder / "white.svg", colours)
        spec = replace(spec, brand=replace(spec.brand, look=look))
        for page in pypdfium2.PdfDocument(draw_leaflet(lay_out_spec(spec, Edition(paper="a4")))):
            found.update(find_pairs_on_page(page, grounds))
    return frozenset(found)


def find_pairs_on_page(page: pypdfium2.PdfPage, grounds: set[str]) -> Iterator[Drawn]:
    """Pairs of colours: each mark, and the last area before it that contains its middle."""
    areas: list[tuple[Box, str]] = []
    for each in filter(is_seen, page.get_objects()):
        box = each.get_bounds()
        fill, line = colours_of(each)
        ground = next(
            (colour for area, colour in reversed(areas) if contains_middle(area, box)), WHITE
        )
        is_text = each.type == pdfium.FPDF_PAGEOBJ_TEXT
        for colour in filter(None, (fill, line)):
            if is_text and colour == WHITE:
                yield ground, WHITE, TEXT  # contrast is the same either way round
            elif colour not in grounds and colour != ground:
                yield colour, ground, TEXT if is_text else GRAPHIC
        if not is_text and fill:
            areas.append((box, fill))
        elif line and (disc := disc_box(each, box)):
            areas.append((disc, line))


def is_seen(drawn: pypdfium2.PdfObject) -> bool:
    """Whether something is more than a sign that is only copied."""
    if drawn.type != pdfium.FPDF_PAGEOBJ_TEXT:
        return True
    mode: int = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
    return bool(mode != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def contains_middle(area: Box, box: Box) -> bool:
    """Whether an area holds the middle of a box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def disc_box(each: pypdfium2.PdfObject, box: Box) -> Box | None:
    """A disc is a line with round ends, thicker than long; PDFium's box is half a disc too wide."""
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(each, width)
    size = width.value
    left, bottom = box[0] + size / 2, box[1] + size / 2
    return (left, bottom, left + size, bottom + size) if box[2] - box[0] < 3 * size else None


def colours_of(each: pypdfium2.PdfObject) -> tuple[str, str]:
    """The colours of an object's inside and of its line; empty where it has none."""
    if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
        return read_colour(each, pdfium.FPDFPageObj_GetFillColor), ""
    if each.type != pdfium.FPDF_PAGEOBJ_PATH:
        return "", ""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(each, mode, stroked)
    return (
        read_colour(each, pdfium.FPDFPageObj_GetFillColor) if mode.value else "",
        read_colour(each, pdfium.FPDFPageObj_GetStrokeColor) if stroked.value else "",
    )


def read_colour(each: pypdfium2.PdfObject, get: object) -> str:
    """A colour as ``#rrggbb``."""
    parts = [ctypes.c_uint() for _ in range(4)]
    get(each, *parts)  # type: ignore[operator]
    return "#" + "".join(f"{part.value:02x}" for part in parts[:3])


def to_rgb(colour: str) -> tuple[int, int, int]:
    """A colour as PIL has it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the white picture."""
    return tmp_path_factory.mktemp("pictures")


def declared_uses(colours: Colours) -> set[Drawn]:
    """The table of uses, one by one."""
    return {
        (resolve_shade(use.shade, colours), resolve_shade(ground, colours), use.min_ratio)
        for use in list_uses(derive_palette(colours))
        for ground in use.backgrounds
    }


@EACH
def test_nothing_is_drawn_where_it_was_not_checked(folder: Path, colours: Colours) -> None:
    """Whatever is drawn is in the table, but for the pale rules, which only decorate."""
    pale = resolve_shade("pale", colours)
    assert find_pairs(folder, colours) - declared_uses(colours) == {(pale, WHITE, GRAPHIC)}


@EACH
def test_nothing_is_checked_that_is_not_drawn(folder: Path, colours: Colours) -> None:
    """No colour is printed darker for the sake of a pair that no leaflet has."""
    assert declared_uses(colours) - find_pairs(folder, colours) == set()


@EACH
def test_look_has_the_shades_of_the_table(colours: Colours) -> None:
    """A look's colours are those that were checked, each under the same name."""
    brand = replace(handouts.load("dry-needling").brand, colours=colours)
    look = make_look(brand, "en", 13)
    for name in SHADES:
        assert look.shade(name) == resolve_shade(name, colours)


def render_light(ink: handouts.Ink) -> pypdfium2.PdfDocument:
    """The shipped leaflet under a brand with light colours."""
    spec = handouts.load("dry-needling")
    brand = replace(spec.brand, colours=LIGHT)
    return pypdfium2.PdfDocument(handouts.render(replace(spec, brand=brand), ink=ink))


def test_a_light_brand_is_seen() -> None:
    """The title stands on its colour, headings behind a bar of it, on its tint."""
    band, tint = ((0xFF, 0xB0, 0x00), to_rgb(resolve_shade("tint", LIGHT)))
    for number, page in enumerate(render_light("colour")):
        pixels = page.render(scale=1).to_pil().convert("RGB")
        colours = {colour: count for count, colour in pixels.getcolors(1 << 20) or ()}
        area = pixels.width * pixels.height
        assert colours[band] > area * (0.0005 if number else 0.02)
        assert colours[tint] > area * 0.02


def test_no_band_in_black_and_white() -> None:
    """But its room, so that nothing moves."""
    coloured, plain = (
        [
            each.get_bounds()
            for page in render_light(ink)
            for each in page.get_objects()
            if each.type == pdfium.FPDF_PAGEOBJ_TEXT
        ]
        for ink in ("colour", "mono")
    )
    assert coloured == plain


def test_the_rule_below_a_band_ends_where_the_band_does() -> None:
    """Pixels of the main colour: none is left or right of the title's band."""
    spec = handouts.load("dry-needling")
    spec = replace(spec, brand=replace(spec.brand, colours=LIGHT, logo=None))
    page = pypdfium2.PdfDocument(handouts.render(spec, format="screen"))[0].render(scale=4)
    image = page.to_pil().convert("RGB")
    rows, band = image.height * 2 // 3, bytes.fromhex(LIGHT.main[1:])
    pixels = image.crop((0, 0, image.width, rows)).tobytes()
    columns = Counter(
        at % image.width for at in range(image.width * rows) if pixels[3 * at : 3 * at + 3] == band
    )
    assert min(columns.values()) > 20, "only the rule is there, which is 12 pixels high"
