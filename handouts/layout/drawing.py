"""Draw a leaflet as a PDF: the content that all leaflets share once, then a person's content.

One leaflet and ten thousand take the same path: the first just finds nothing in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from handouts.document.story import Story
from handouts.layout.cut_marks import draw_cut_marks
from handouts.layout.furniture import (
    lay_out_draft_mark,
    lay_out_foot,
    lay_out_version_line,
)
from handouts.layout.leaflet import FilledPanel, Leaflet
from handouts.layout.page import Page
from handouts.layout.pieces import Atom, Piece, PositionedPiece
from handouts.layout.press import Press, draw_edges, find_edges
from handouts.layout.structure_tree import StructureTree, read_tree
from handouts.memo import memoized
from handouts.pdf.colours import GREY, RGB
from handouts.pdf.colours.cmyk import BLACK_TEXT
from handouts.pdf.files.base import Base
from handouts.pdf.files.metadata import DocumentInfo, Duplex
from handouts.pdf.files.pdfx import PressIdentity
from handouts.pdf.files.source_files import SourceFile
from handouts.text.alphabet import letters_for

if TYPE_CHECKING:
    from handouts.pdf.volumes.volume import Volume

DRAFT_MARK_GAP = 2.5
"""How far below its panel a draft mark is, in points."""

SHARED_LAYOUTS = 64
"""How many drawings of shared content are cached; each takes about 100 KB."""


class SharedDrawing(NamedTuple):
    """The content that leaflets share: as drawn, as a structure tree, and what its file says."""

    base: Base
    tree: StructureTree
    about: DocumentInfo


class _SharedContent:
    """A leaflet that equals any other with the same shared content at the same positions."""

    def __init__(
        self,
        leaflet: Leaflet,
        page_type: type[Page],
        press: Press | None,
        attached: tuple[SourceFile, ...],
    ) -> None:
        self.leaflet = leaflet
        self.page_type = page_type
        self.press = press
        self.attached = attached
        story = leaflet.story
        self.personal = bool(leaflet.personal)
        self.key = (
            *(id(leaflet.front), id(leaflet.look), id(leaflet.sheet), leaflet.kind.printing),
            *(
                story.title,
                story.author,
                story.language,
                story.version_lines,
                story.draft,
                story.identity,
                story.version,
                story.reviewed,
            ),
            *(page_type, press, attached, self.personal),
            *[_shared_offsets(filled, leaflet.personal) for filled in leaflet.panels],
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SharedContent) and self.key == other.key


def _shared_offsets(
    filled: FilledPanel, personal: tuple[int, ...]
) -> tuple[tuple[tuple[int, float], ...], tuple[tuple[int, float], ...]]:
    """The atoms of a panel that are not personal, by identity, and how far down each is.

    ``personal`` are the places of the sections that are.
    """
    listed = _list_shared(filled.atoms, filled.offsets, *personal)
    return listed, tuple([(id(atom), down) for atom, down in filled.notes])


def _has_personal(filled: FilledPanel, personal: tuple[int, ...]) -> bool:
    """Whether a panel has atoms of the sections at these places; lines for notes never are."""
    return len(_list_shared(filled.atoms, filled.offsets, *personal)) < len(filled.atoms)


# Most panels of many leaflets have the same atoms: these are looked at once.
@memoized(256)
def _list_shared(
    atoms: tuple[Atom, ...], offsets: tuple[float, ...], *personal: int
) -> tuple[tuple[int, float], ...]:
    pairs = zip(atoms, offsets, strict=True)
    return tuple([(id(atom), down) for atom, down in pairs if atom.section not in personal])


def draw_leaflet(
    leaflet: Leaflet,
    page_type: type[Page] = Page,
    *,
    press: Press | None = None,
    attached: tuple[SourceFile, ...] = (),
) -> bytes:
    """Draw the leaflet as a PDF: pages in the sheet's order, panels in reading order on each.

    With the files that it was made from attached, it is PDF/UA-2.
    """
    return draw_pages(leaflet, page_type, press=press, attached=attached).pdf()


def draw_pages(
    leaflet: Leaflet,
    page_type: type[Page] = Page,
    volume: Volume | None = None,
    *,
    press: Press | None = None,
    attached: tuple[SourceFile, ...] = (),
) -> Page:
    """Draw the leaflet's pages, for a file of their own or to add to a volume."""
    base, shared_tree, about = _draw_shared(_SharedContent(leaflet, page_type, press, attached))
    personal = list(_position_pieces(leaflet, personal=True))
    tree = read_tree(personal, shared_tree, groups_captions=bool(attached))
    size = (leaflet.sheet.width, leaflet.sheet.height)
    canvas = page_type(
        size,
        about,
        tree,
        base=volume.next_base(base) if volume else base,
    )
    canvas.mono = leaflet.look.mono
    canvas.is_fillable = not leaflet.kind.printing.on_paper
    _draw_pieces(canvas, leaflet, personal, press)
    return canvas


@lru_cache(maxsize=SHARED_LAYOUTS)
def _draw_shared(content: _SharedContent) -> SharedDrawing:
    """Draw the content that is not personal."""
    leaflet, story = content.leaflet, content.leaflet.story
    shared = list(_position_pieces(leaflet, personal=False))
    tree = read_tree(shared, groups_captions=bool(content.attached))
    size = (leaflet.sheet.width, leaflet.sheet.height)
    known = letters_for(story.language) if content.personal else ""
    about = _describe_leaflet(leaflet, content.press, content.attached)
    canvas = content.page_type(size, about, tree, letters=known)
    canvas.mono = leaflet.look.mono
    canvas.is_fillable = not leaflet.kind.printing.on_paper
    if leaflet.sheet.page_labels:
        canvas.label_pages(leaflet.sheet.page_labels)
    if content.press:
        canvas.set_trim(content.press.bleed, content.press.margin)
    _draw_pieces(canvas, leaflet, shared, content.press, with_edges=True)
    return SharedDrawing(canvas.as_base(), tree, about)


def _choose_duplex(leaflet: Leaflet) -> Duplex:
    """What a printer is asked for: one side for a single page."""
    return "Simplex" if leaflet.sheet.page_count == 1 else leaflet.kind.printing.duplex


def describe_file(story: Story, duplex: Duplex = "DuplexFlipShortEdge") -> DocumentInfo:
    """Describe a file: title, author, language, and its handout; nothing about a person."""
    entries = story.identity.list_entries()
    return DocumentInfo(story.title, story.author, story.language, duplex, entries)


def _describe_leaflet(
    leaflet: Leaflet, press: Press | None, attached: tuple[SourceFile, ...]
) -> DocumentInfo:
    """Describe the file of a leaflet, with the colours in which it is printed."""
    story = leaflet.story
    in_inks = press is not None and press.colours == "cmyk"
    identity = PressIdentity(story.reviewed, story.version) if in_inks else None
    colours = GREY if leaflet.look.mono else BLACK_TEXT if press else RGB
    about = describe_file(story, _choose_duplex(leaflet))
    return replace(about, press=identity, colours=colours, sources=attached)


def read_leaflet(leaflet: Leaflet) -> StructureTree:
    """The structure tree of a leaflet, read off all of its pieces."""
    shared = read_tree(_position_pieces(leaflet, personal=False))
    return read_tree(_position_pieces(leaflet, personal=True), shared)


def list_pieces(leaflet: Leaflet) -> Iterator[Piece]:
    """All pieces of a leaflet."""
    for personal in (False, True):
        yield from (each.piece for each in _position_pieces(leaflet, personal=personal))


def _draw_pieces(
    canvas: Page,
    leaflet: Leaflet,
    pieces: Sequence[PositionedPiece],
    press: Press | None,
    *,
    with_edges: bool = False,
) -> None:
    """Draw pieces page by page, for a print shop ``with_edges``: its band and marks."""
    for page in range(leaflet.sheet.page_count):
        canvas.set_size(leaflet.sheet.page_size(page))
        canvas.edges = find_edges(leaflet.sheet, page, press) if press else None
        if press and with_edges:
            draw_edges(canvas, leaflet.sheet, page, leaflet.look, press)
        on_page = [each for each in pieces if each.page == page]
        for each in on_page:
            canvas.reading_order = each.section, each.number
            each.piece.draw(canvas, each.x, each.top)
        if not (canvas.base or press):
            draw_cut_marks(canvas, leaflet.sheet)
        for shift in leaflet.sheet.copies if on_page else ():
            with canvas.copy():
                for each in on_page:
                    each.piece.draw(canvas, each.x + shift, each.top)
        canvas.showPage()


FRONT = -1
"""The place of the front, in reading order, before all sections."""


def _position_pieces(leaflet: Leaflet, *, personal: bool) -> Iterator[PositionedPiece]:
    """Yield a leaflet's personal pieces, or all others, in reading order."""
    if not personal:
        yield from _draft_marks(leaflet)
        front = leaflet.sheet.front_panel
        yield PositionedPiece(front.page, leaflet.front, front.left, front.top, FRONT)
    number = 0
    for filled in leaflet.panels:
        if not personal or _has_personal(filled, leaflet.personal):
            yield from _pieces_in_panel(filled, leaflet, personal, number)
        number += len(filled.atoms) + len(filled.notes)
    if not personal:
        yield from _foot_pieces(leaflet)


def _draft_marks(leaflet: Leaflet) -> Iterator[PositionedPiece]:
    """Yield the marks of a draft, where no foot of a page has them."""
    mark = leaflet.story.draft
    for panel in leaflet.sheet.panels if mark and not leaflet.sheet.foot_panels else ():
        piece = lay_out_draft_mark(mark, leaflet.look, panel)
        top = panel.top - panel.height - DRAFT_MARK_GAP
        yield PositionedPiece(panel.page, piece, panel.left, top, FRONT)


def _pieces_in_panel(
    filled: FilledPanel, leaflet: Leaflet, personal: bool, first: int
) -> Iterator[PositionedPiece]:
    """Yield the personal pieces of a panel, or all others; its atoms are counted from ``first``."""
    panel, places = filled.panel, leaflet.personal
    for number, (atom, down) in enumerate(filled.placed_atoms, first):
        if (atom.section in places) != personal:
            continue
        place = atom.section, number
        if atom.top and filled.atoms and atom is filled.atoms[0]:
            yield PositionedPiece(panel.page, atom.top, panel.left, panel.top, *place)
        yield PositionedPiece(panel.page, atom.piece, panel.left, panel.top - down, *place)


def _foot_pieces(leaflet: Leaflet) -> Iterator[PositionedPiece]:
    """Yield the feet of the pages, or the version line on the back."""
    story, look, sheet = leaflet.story, leaflet.look, leaflet.sheet
    after_all = len(story.sections)
    for panel in sheet.panels:
        if panel.role not in ("back", "foot"):
            continue
        if panel.role == "back":
            piece = lay_out_version_line(story, look, panel.width)
        else:
            piece = lay_out_foot(story, look, sheet, panel)
        top = panel.top - panel.height + piece.height
        yield PositionedPiece(panel.page, piece, panel.left, top, after_all)
