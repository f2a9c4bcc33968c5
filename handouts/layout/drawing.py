"""A leaflet laid out becomes a PDF: what is the same for all is drawn once, then a person's.

One leaflet and ten thousand go the same way: the first one finds nothing remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from handouts.compose.story import Story
from handouts.layout.formats.shapes import Sides
from handouts.layout.furniture import draft_marks, foot, version_line
from handouts.layout.leaflet import Filled, Leaflet
from handouts.layout.page import Page
from handouts.layout.pieces import Piece, Under
from handouts.layout.press import Press, draw_edges
from handouts.layout.telling import Telling, common, telling
from handouts.pdf.base import Base
from handouts.pdf.canvas import About, Duplex
from handouts.text.alphabet import letters

if TYPE_CHECKING:
    from handouts.pdf.volume import Volume

KEPT = 64
"""How many layouts of what is common are remembered; each takes some 100 KB."""


DUPLEX: Mapping[Sides, Duplex] = {
    "short edge": "DuplexFlipShortEdge",
    "long edge": "DuplexFlipLongEdge",
    "screen": "Simplex",
}


class Standing(NamedTuple):
    """A piece where it stands, by its upper left corner in points."""

    page: int
    piece: Piece
    x: float
    top: float


class Common(NamedTuple):
    """What leaflets have in common: as it was drawn, and as it was told."""

    base: Base
    told: Telling


class _Alike:
    """A leaflet that equals any other with the same things, not personal, at the same places."""

    def __init__(self, leaflet: Leaflet, page_type: type[Page], press: Press | None) -> None:
        self.leaflet = leaflet
        self.page_type = page_type
        self.press = press
        story = leaflet.story
        self.personal = any(section.personal for section in story.sections)
        self.key = (
            *(id(each) for each in (leaflet.front, leaflet.look, leaflet.sheet)),
            *(story.title, story.author, story.language, story.version_lines, story.draft),
            *(page_type, press, self.personal),
            *(_places(filled, story) for filled in leaflet.panels),
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Alike) and self.key == other.key


def _places(filled: Filled, story: Story) -> tuple[tuple[int, float], ...]:
    """What stands in a panel and is not personal, and how far down."""
    return tuple(
        (id(atom), down)
        for atom, down in zip(filled.atoms, filled.places, strict=True)
        if not story.sections[atom.section].personal
    )


def draw(leaflet: Leaflet, page_type: type[Page] = Page, *, press: Press | None = None) -> bytes:
    """The leaflet's PDF: the pages in the sheet's order, panels in reading order on each."""
    return drawn(leaflet, page_type, press=press).pdf()


def drawn(
    leaflet: Leaflet,
    page_type: type[Page] = Page,
    volume: Volume | None = None,
    *,
    press: Press | None = None,
) -> Page:
    """The leaflet's pages, for a file by themselves or to be added to a volume."""
    base, told = _common(_Alike(leaflet, page_type, press))
    own = telling(leaflet.story, told)
    size = (leaflet.sheet.width, leaflet.sheet.height)
    canvas = page_type(
        size,
        about(leaflet.story, leaflet.kind.sides),
        own,
        base=volume.base(base) if volume else base,
    )
    canvas.mono = leaflet.look.mono
    _put(canvas, leaflet, _standing(leaflet, personal=True))
    return canvas


@lru_cache(maxsize=KEPT)
def _common(alike: _Alike) -> Common:
    """Draw what is not personal."""
    leaflet, story = alike.leaflet, alike.leaflet.story
    told = common(story)
    size = (leaflet.sheet.width, leaflet.sheet.height)
    known = letters(story.language) if alike.personal else ""
    canvas = alike.page_type(size, about(story, leaflet.kind.sides), told, letters=known)
    canvas.mono = leaflet.look.mono
    if alike.press:
        canvas.cut(alike.press.bleed, alike.press.margin)
    _put(canvas, leaflet, _standing(leaflet, personal=False), marked=True, press=alike.press)
    return Common(canvas.as_base(), told)


def about(story: Story, sides: Sides = "short edge") -> About:
    """What a file says of itself. A story's title and author hold nothing of a person."""
    return About(story.title, story.author, story.language, DUPLEX[sides])


def _put(
    canvas: Page,
    leaflet: Leaflet,
    standing: Iterable[Standing],
    *,
    marked: bool = False,
    press: Press | None = None,
) -> None:
    """Draw pieces page by page, with a draft's and a press's marks where they are asked for."""
    shown, sheet = list(standing), leaflet.sheet
    for page in range(sheet.pages):
        if press:
            draw_edges(canvas, sheet, page, leaflet.look, press)
        if marked and leaflet.story.draft and not sheet.feet:
            here = [panel for panel in sheet.panels if panel.page == page]
            draft_marks(canvas, leaflet.story.draft, leaflet.look, here)
        for each in shown:
            if each.page == page:
                each.piece.draw(canvas, each.x, each.top)
        canvas.showPage()


def _standing(leaflet: Leaflet, *, personal: bool) -> Iterator[Standing]:
    """The pieces of a leaflet that are personal, or those which are not, in reading order."""
    if not personal:
        front = leaflet.sheet.front
        yield Standing(front.page, Under(leaflet.front, ("cover",)), front.left, front.top)
    for filled in leaflet.panels:
        yield from _in_panel(filled, leaflet, personal)
    if not personal:
        yield from _at_the_foot(leaflet)


def _in_panel(filled: Filled, leaflet: Leaflet, personal: bool) -> Iterator[Standing]:
    panel, sections = filled.panel, leaflet.story.sections
    for atom, down in zip(filled.atoms, filled.places, strict=True):
        if sections[atom.section].personal == personal:
            yield Standing(panel.page, atom.piece, panel.left, panel.top - down)


def _at_the_foot(leaflet: Leaflet) -> Iterator[Standing]:
    """The feet of the pages, or the version line on the back."""
    story, look, sheet = leaflet.story, leaflet.look, leaflet.sheet
    for panel in sheet.panels:
        if panel.role not in ("back", "foot"):
            continue
        if panel.role == "back":
            piece = version_line(story, look, panel.width)
        else:
            piece = foot(story, look, sheet, panel)
        yield Standing(panel.page, piece, panel.left, panel.top - panel.height + piece.height)
