"""The leaflet's text for the peers, taken from the Story that handouts prints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import singledispatch
from pathlib import Path
from xml.etree import ElementTree

import handouts
from benchmarks import leaflet
from benchmarks.leaflet import Item, Kind, LeafletText, Run
from handouts.compose.compose import compose_story
from handouts.document.blocks import (
    Block,
    Checklist,
    ContactLines,
    Facts,
    Label,
    Lead,
    ListItem,
    Notes,
    Paragraph,
    Picture,
    ReferenceList,
    Risks,
    SmallPrint,
    Steps,
    TextList,
    Timeline,
)
from handouts.document.handout import Section
from handouts.document.person import Person
from handouts.document.section_kinds import PERSONAL
from handouts.document.story import Cover, Story
from handouts.document.text import Text, plain
from handouts.layout.formats import EDGE, FORMATS
from handouts.resources import fonts_folder

HANDOUT = "dry-needling"
BODY = 12.0
"""The peers' body size in points: the smallest that handouts would choose."""

SMALL = 10.5
"""Their body size where a person's panel is added: no leaflet then needs a third page."""

DOTS = 200
"""The resolution, in dots per inch, of the pictures' PNG."""

FLAP = ("intro", "in_short", "trigger_points")
BACK = ("questions", "references", "imprint")


def leaflet_text(
    pictures: Path, person: Person | None = None, places: Collection[str] = ()
) -> LeafletText:
    """The built-in leaflet on its brand's paper; its pictures go into a folder.

    A PNG of every picture and the QR code's SVG are made there; the other SVG are the
    package's. For a person, the sections whose keys are in ``places`` are left to be filled.
    """
    spec = handouts.load(HANDOUT)
    story, brand = compose_story(spec, person), spec.brand
    pictures.mkdir(parents=True, exist_ok=True)
    fonts = fonts_folder() / str(brand.font)
    sheet = FORMATS["trifold"].first_sheet(brand.paper)
    text = LeafletText(
        title=story.title,
        author=story.author,
        language=story.language,
        regular=str(fonts / "Regular.ttf"),
        bold=str(fonts / "Bold.ttf"),
        main=brand.colours.main,
        ink=brand.colours.text,
        width=sheet.width,
        height=sheet.height,
        margin=EDGE,
        gutter=(sheet.width - 2 * EDGE - 3 * sheet.panels[0].width) / 2,
        size=SMALL if person else BODY,
        pages=_make_pages(story, pictures, places),
    )
    for item in leaflet.all_items(text):
        if item["kind"] == "picture":
            _render_picture(item, leaflet.column_width(text) * item["width"])
    return text


def _make_pages(story: Story, pictures: Path, places: Collection[str]) -> list[list[list[Item]]]:
    """Outside: flap, back and cover. Inside: everything else, from column to column.

    The personal panel comes last, where it moves none of the common text.
    """
    flap: list[Item] = []
    inside: list[Item] = []
    back: list[Item] = []
    last: list[Item] = []
    for section in story.sections:
        place = flap if section.key in FLAP else back if section.key in BACK else inside
        if section.key == PERSONAL:
            place = last
        if section.key in places:
            place.append(_make_item("personal", Text(), section.key))
        else:
            place += section_items(section, pictures)
    back += [_make_item("small", line) for line in story.version_lines]
    return [[flap, back, list(_make_cover(story.cover, pictures))], [inside + last]]


def _make_cover(cover: Cover, pictures: Path) -> Iterator[Item]:
    if cover.logo:
        yield _make_picture(Path(cover.logo.name), cover.clinic, pictures, 0.16)
    yield _make_item("clinic", plain(cover.clinic))
    if cover.picture:
        yield _make_picture(Path(cover.picture.artwork.name), cover.picture.alt, pictures, 1.0)
    yield _make_item("title", cover.title)
    yield _make_item("subtitle", cover.subtitle)
    yield _make_item("text", plain(cover.tagline))


def section_items(section: Section, pictures: Path) -> Iterator[Item]:
    """A section as the peers get it; the PNGs of its pictures are named, but not yet drawn."""
    if section.heading:
        yield _make_item("heading", section.heading_text)
    for block in section.blocks:
        yield from _block_items(block, pictures)


@singledispatch
def _block_items(block: Block, pictures: Path) -> Iterable[Item]:
    raise TypeError(f"no peer can print {type(block).__name__}")


@_block_items.register
def _(block: Lead, pictures: Path) -> Iterable[Item]:
    return [_make_item("lead", block.text)]


@_block_items.register
def _(block: Paragraph, pictures: Path) -> Iterable[Item]:
    return [_make_item("text", block.text)]


@_block_items.register
def _(block: TextList, pictures: Path) -> Iterable[Item]:
    marks = [f"{n}." if block.numbered else "•" for n in range(1, len(block.items) + 1)]
    texts = [item.text if isinstance(item, ListItem) else item for item in block.items]
    return [_make_item("item", text, mark) for text, mark in zip(texts, marks, strict=True)]


@_block_items.register
def _(block: Checklist, pictures: Path) -> Iterable[Item]:
    return [_make_item("item", text, "•") for text in block.items]


@_block_items.register
def _(block: Steps, pictures: Path) -> Iterator[Item]:
    # The peers draw no small pictures, as they draw no dots and no discs around numbers.
    for number, step in enumerate(block.items, 1):
        yield _make_item("item", _strong_run(step.do), "•" if step.picture else str(number))
        if step.how:
            yield _make_item("item", step.how)


@_block_items.register
def _(block: Timeline, pictures: Path) -> Iterable[Item]:
    return [
        _make_item("text", _join_texts(_strong_run(m.when), plain(" "), m.feel))
        for m in block.moments
    ]


@_block_items.register
def _(block: Risks, pictures: Path) -> Iterator[Item]:
    for risk in block.items:
        yield _make_item("text", risk.sentence)
    if block.key:
        yield _make_item("caption", block.key)


@_block_items.register
def _(block: Picture, pictures: Path) -> Iterator[Item]:
    yield _make_picture(Path(block.artwork.name), block.alt, pictures, 1.0)
    if block.caption:
        yield _make_item("caption", block.caption)


@_block_items.register
def _(block: ContactLines, pictures: Path) -> Iterator[Item]:
    for line in block.lines:
        yield _make_item("text", line)
    if block.qr:
        yield _make_picture(_make_code(block.qr, pictures), block.qr_alt, pictures, 0.35)


@_block_items.register
def _(block: SmallPrint, pictures: Path) -> Iterable[Item]:
    return [_make_item("small", block.text)]


@_block_items.register
def _(block: ReferenceList, pictures: Path) -> Iterable[Item]:
    numbered = enumerate(block.items, 1)
    return [
        _make_item("small", _join_texts(plain(f"{number}. "), text)) for number, text in numbered
    ]


@_block_items.register
def _(block: Label, pictures: Path) -> Iterable[Item]:
    return [_make_item("text", _strong_run(block.text))]


@_block_items.register
def _(block: Facts, pictures: Path) -> Iterable[Item]:
    # The peers draw no chart: the areas that it marks are a fact in words already.
    return [
        _make_item("text", _join_texts(_strong_run(f.label), plain(" "), f.value))
        for f in block.items
    ]


@_block_items.register
def _(block: Notes, pictures: Path) -> Iterable[Item]:
    return [_make_item("text", text) for text in block.paragraphs]


def _strong_run(text: Text) -> Text:
    return plain(text.words, strong=True)


def _join_texts(*texts: Text) -> Text:
    return Text(tuple(inline for text in texts for inline in text.inlines))


def _make_item(kind: Kind, text: Text, mark: str = "") -> Item:
    runs = [Run(text=run.text, strong=run.strong, raised=run.raised) for run in text.runs]
    return Item(kind=kind, runs=runs, mark=mark, path="", pixels="", alt="", width=0.0, ratio=0.0)


def _make_picture(path: Path, alt: str, pictures: Path, width: float) -> Item:
    return Item(
        kind="picture",
        runs=[],
        mark="",
        path=str(path.resolve()),
        pixels=str(pictures / f"{path.stem}.png"),
        alt=alt,
        width=width,
        ratio=_read_ratio(path),
    )


def _read_ratio(path: Path) -> float:
    """An SVG's height divided by its width."""
    root = ElementTree.parse(path).getroot()
    width, height = root.get("viewBox", "").split()[2:]
    return float(height) / float(width)


def _render_picture(item: Item, width: float) -> None:
    """Write a picture's PNG into the folder, at the size at which it will be printed."""
    import pypdfium2
    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(item["path"])
    assert drawing is not None
    page = pypdfium2.PdfDocument(renderPDF.drawToString(drawing))[0]
    page.render(scale=width / drawing.width * DOTS / 72).to_pil().save(item["pixels"])


def _make_code(address: str, pictures: Path) -> Path:
    import segno

    path = pictures / "qr.svg"
    segno.make_qr(address, error="m").save(str(path), scale=3, border=4, omitsize=True)
    return path
