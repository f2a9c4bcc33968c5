"""A preview: one picture of all pages of a handout, in every format and on both papers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from textwrap import wrap
from typing import get_args

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from handouts import editions
from handouts.building.format_choice import fits_format, is_overflow, list_formats
from handouts.data import Data
from handouts.document.blocks import Artwork
from handouts.document.edition import Edition
from handouts.document.fonts import DEFAULT_TYPEFACE
from handouts.document.handout import Spec
from handouts.document.papers import PAPERS, Paper
from handouts.document.walk import walk
from handouts.layout.formats import FORMATS
from handouts.layout.leaflet import Leaflet
from handouts.layout.remarks.torn_parts import find_torn_sections
from handouts.memo import memoized
from handouts.resources import fonts_folder
from handouts.sources.findings import SpecError

_DOTS = 36
"""How many dots an inch the pages have: one can see the pages and read the headings."""

_GAP, _WIDTH = 14, 960
"""The space around pages, and the width of a card: it holds three upright pages side by side."""

_TYPE_SIZE, _LEADING = 16, 23
_LINE = 110
"""How many letters of that size a line of a caption holds."""

_GROUND, _INK, _ALARM = "#dfe4e6", "#10181b", "#8c1d0a"


class EditionPreview(Data, frozen=True):
    """What is to be seen of an edition: its pages, and how well its text fits.

    ``size`` is that of the body type in points; ``fullness`` is how far down each panel the text
    reaches, in per cent; ``torn`` are the headings of sections that are torn. A text
    ``too_long`` for the format has no pages, only the reason.
    """

    format: str
    paper: Paper
    pages: tuple[Image.Image, ...] = ()
    size: float = 0.0
    fullness: tuple[int, ...] = ()
    torn: tuple[str, ...] = ()
    too_long: str = ""


def preview_handout(spec: Spec) -> bytes:
    """A PNG of all pages of a handout, in each of its formats on each paper, with captions.

    A screen does not depend on the paper, and is shown once. Raises SpecError if it cannot be made
    at all.
    """
    rows = [
        [_draw_card(each) for each in group]
        for _, group in groupby(preview_editions(spec), key=lambda each: each.format)
    ]
    heights = [max(card.height for card in row) for row in rows]
    sheet = Image.new("RGB", (max(map(len, rows)) * _WIDTH, sum(heights)), _GROUND)
    for row, top in zip(rows, accumulate(heights, initial=0), strict=False):
        for place, card in enumerate(row):
            sheet.paste(card, (place * _WIDTH, top))
    file = io.BytesIO()
    sheet.save(file, "PNG", compress_level=1)  # quick, for those who watch it
    return file.getvalue()


def preview_editions(spec: Spec) -> Iterator[EditionPreview]:
    """The preview of each edition of a handout. Raises SpecError for all but too long a text.

    A format for short texts is among them if the handout asks for it or it holds the text.
    """
    asked = list_formats(spec.handout)
    held = (name for name, kind in FORMATS.items() if kind.short_text and name not in asked)
    for name in (*asked, *(name for name in held if fits_format(spec, format=name, paper=None))):
        papers: Sequence[Paper] = get_args(Paper)
        if not FORMATS[name].printing.on_paper:
            papers = (spec.brand.paper,)
        for paper in papers:
            yield _preview_edition(spec, name, paper)


def list_source_files(spec: Spec) -> tuple[Path, ...]:
    """The files that a handout is made from: its own, its brand's, and those of their pictures."""
    values = (spec.handout.cover, spec.handout.sections, spec.brand)
    pictures = {Path(each.name) for each in walk(values) if type(each) is Artwork}
    brand = (spec.brand.path,) if spec.brand.path else ()
    return (spec.handout.path, *brand, *sorted(pictures))


def _preview_edition(spec: Spec, name: str, paper: Paper) -> EditionPreview:
    edition = Edition(name, paper)
    try:
        leaflet = editions.lay_out_handout(spec, edition)
        pdf = editions.render_handout(spec, edition)
    except SpecError as error:
        if not is_overflow(error):
            raise
        return EditionPreview(name, paper, too_long=error.problems[0].message)
    filled = [panel for panel in leaflet.panels if panel.atoms]
    return EditionPreview(
        name,
        paper,
        _rasterize_pages(pdf),
        leaflet.look.size,
        tuple(round(100 * panel.fullness) for panel in filled),
        tuple(_name_torn_sections(leaflet)),
    )


def _name_torn_sections(leaflet: Leaflet) -> Iterator[str]:
    """The heading of each section that is torn, or its key if it has none."""
    torn = find_torn_sections(leaflet)
    for section in leaflet.story.sections:
        if section.key in torn:
            yield section.heading or section.key


@memoized(64)
def _rasterize_pages(pdf: bytes) -> tuple[Image.Image, ...]:
    """Each page of a PDF as a picture, with what can be filled in on a screen."""
    file = pypdfium2.PdfDocument(pdf)
    file.init_forms()
    try:
        return tuple(page.render(scale=_DOTS / 72).to_pil().convert("RGB") for page in file)
    finally:
        file.close()


@memoized(64)
def _draw_card(edition: EditionPreview) -> Image.Image:
    """The pages of an edition side by side, as many as there is room for, below their caption."""
    pages = edition.pages
    across = max(1, (_WIDTH - _GAP) // (max((page.width for page in pages), default=1) + _GAP))
    rows = [pages[start : start + across] for start in range(0, len(pages), across)]
    lines = _write_caption(edition)
    top = _GAP + _LEADING * len(lines) + _GAP // 2
    height = top + sum(max(page.height for page in row) + _GAP for row in rows)
    card = Image.new("RGB", (_WIDTH, height), _GROUND)
    draw = ImageDraw.Draw(card)
    for number, line in enumerate(lines):
        colour = _ALARM if edition.too_long and number else _INK
        at = (_GAP, _GAP + number * _LEADING)
        draw.text(at, line, fill=colour, font=_load_font("Bold" if number == 0 else "Regular"))
    for row in rows:
        left = _GAP
        for page in row:
            card.paste(page, (left, top))
            left += page.width + _GAP
        top += max(page.height for page in row) + _GAP
    return card


def _write_caption(edition: EditionPreview) -> list[str]:
    """What is said of an edition, in lines that its card has room for."""
    is_paper = FORMATS[edition.format].printing.on_paper
    name = edition.format + (f", {PAPERS[edition.paper].name}" if is_paper else "")
    if edition.too_long:
        return [name, *wrap(edition.too_long, _LINE)]
    full = ", ".join(map(str, edition.fullness))
    lines = wrap(f"How full the panels are: {full} %", _LINE)
    if edition.torn:
        lines += wrap(f"Torn: {', '.join(edition.torn)}", _LINE)
    return [f"{name}: {edition.size:g} pt", *lines]


@memoized(4)
def _load_font(weight: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts_folder() / DEFAULT_TYPEFACE / f"{weight}.ttf", _TYPE_SIZE)
