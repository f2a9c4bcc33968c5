"""Colours are used where the table of colours says, and nowhere else."""

from __future__ import annotations

import ctypes
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
from handouts.document.colours import (
    BACKGROUNDS,
    BOXES,
    GRAPHIC,
    SHADES,
    TEXT,
    USES,
    Tone,
    resolve_shade,
)
from handouts.document.edition import Edition
from handouts.document.handout import Section, Spec
from handouts.document.section_kinds import SECTION_KINDS
from handouts.document.text import Citation, Run, Text
from handouts.layout.drawing import draw_leaflet
from handouts.layout.look import make_look
from handouts.layout.rendering import lay_out_spec
from handouts.reading.pictures import read_picture
from tests.documents import make_text

COLOURS = Colours(main="#0a5060", accent="#b03010", text="#102030")
NAMES = {resolve_shade(name, COLOURS): name for name in SHADES}
TONES: tuple[Tone, ...] = ("plain", *BOXES)
SECTION_KEYS = {kind.tone: kind.key for kind in SECTION_KINDS.values() if kind.filled_by == "file"}
SOURCE = "boyce-2020"
Box = tuple[float, ...]
Drawn = tuple[str, str, float]
"""A shade, the ground it stands on, and the contrast that its kind needs."""


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


def make_leaflet(tone: Tone, picture: Path) -> Spec:
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
    return replace(spec, handout=handout, brand=replace(spec.brand, colours=COLOURS, logo=None))


@cache
def find_pairs(folder: Path) -> frozenset[Drawn]:
    """Every shade on every ground, over leaflets that hold every part in every tone."""
    found: set[Drawn] = set()
    for tone in TONES:
        laid = lay_out_spec(make_leaflet(tone, folder / "white.svg"), Edition(paper="a4"))
        for page in pypdfium2.PdfDocument(draw_leaflet(laid)):
            found.update(find_pairs_on_page(page))
    return frozenset(found)


def find_pairs_on_page(page: pypdfium2.PdfPage) -> Iterator[Drawn]:
    """Pairs of colours: each mark, and the last area before it that contains its middle."""
    areas: list[tuple[Box, str]] = []
    for each in page.get_objects():
        box = each.get_bounds()
        fill, line = shades_of(each)
        ground = next(
            (name for area, name in reversed(areas) if contains_middle(area, box)), "white"
        )
        is_text = each.type == pdfium.FPDF_PAGEOBJ_TEXT
        for name in filter(None, (fill, line)):
            if is_text and name == "white":
                yield ground, "white", TEXT  # contrast is the same either way round
            elif name not in BACKGROUNDS and name != ground:
                yield name, ground, TEXT if is_text else GRAPHIC
        if not is_text and fill:
            areas.append((box, fill))
        elif line and (disc := disc_box(each, box)):
            areas.append((disc, line))


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


def shades_of(each: pypdfium2.PdfObject) -> tuple[str, str]:
    """The shades of an object's inside and of its line; empty where it has none."""
    if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
        return name_shade(each, pdfium.FPDFPageObj_GetFillColor), ""
    if each.type != pdfium.FPDF_PAGEOBJ_PATH:
        return "", ""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(each, mode, stroked)
    return (
        name_shade(each, pdfium.FPDFPageObj_GetFillColor) if mode.value else "",
        name_shade(each, pdfium.FPDFPageObj_GetStrokeColor) if stroked.value else "",
    )


def name_shade(each: pypdfium2.PdfObject, get: object) -> str:
    """The name of a shade; a colour that is none of them has no place in a leaflet."""
    parts = [ctypes.c_uint() for _ in range(4)]
    get(each, *parts)  # type: ignore[operator]
    colour = "#" + "".join(f"{part.value:02x}" for part in parts[:3])
    assert colour in NAMES, f"{colour} is drawn, and is no shade of the brand"
    return NAMES[colour]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the white picture."""
    return tmp_path_factory.mktemp("pictures")


def declared_uses() -> set[Drawn]:
    """The table of uses, one by one."""
    return {(use.shade, ground, use.min_ratio) for use in USES for ground in use.backgrounds}


def test_nothing_is_drawn_where_it_was_not_checked(folder: Path) -> None:
    """Whatever is drawn is in the table, but for the pale rules, which only decorate."""
    assert find_pairs(folder) - declared_uses() == {("pale", "white", GRAPHIC)}


def test_nothing_is_checked_that_is_not_drawn(folder: Path) -> None:
    """A brand is not refused for a pair of colours that no leaflet has."""
    assert declared_uses() - find_pairs(folder) == set()


def test_look_has_the_shades_of_the_table() -> None:
    """A look's colours are those that were checked, each under the same name."""
    brand = replace(handouts.load("dry-needling").brand, colours=COLOURS)
    look = make_look(brand, "en", 13)
    for name in SHADES:
        assert look.shade(name) == resolve_shade(name, COLOURS)
