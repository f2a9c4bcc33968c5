"""Pieces: drawable parts of a leaflet, composed from a few simple kinds, each with a height.

A piece draws itself below a top edge; x and top in points, y upward. Atoms are pieces that
are never split between panels, with the space before them and the price of ending a panel
after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from handouts.data import Data
from handouts.document.text import LINE_BREAK
from handouts.layout.prices import NEVER
from handouts.layout.roles import Role
from handouts.memo import memoized
from handouts.pdf.drawing import shapes
from handouts.pdf.tags.tagging import Furniture
from handouts.text.signs import draw_sign

if TYPE_CHECKING:
    from handouts.layout.page import Page
    from handouts.text.setting import Setting
    from handouts.text.style import TextStyle


class Piece(Protocol):
    """Anything with a height, in points, that can draw itself."""

    @property
    def height(self) -> float:
        """The height in points."""

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw below ``top``, from ``x`` rightward."""


class TextLines(Data, frozen=True):
    """Lines of a setting, from ``first`` up to ``last``."""

    setting: Setting
    first: int
    last: int
    leading: float

    @property
    def height(self) -> float:
        """The height in points."""
        return (self.last - self.first) * self.leading

    @property
    def words(self) -> str:
        """The words of the lines."""
        runs = self.setting.text_between(self.first, self.last)
        return "".join(run.text for run in runs).replace(LINE_BREAK, " ")

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the lines for the element of the current scope."""
        self.setting.draw(canvas, x, top, self.first, self.last)


class Placed(Data, frozen=True):
    """A piece at an offset: ``x`` rightward, ``down`` from the top."""

    piece: Piece
    x: float = 0.0
    down: float = 0.0


class Wrapper(Data, frozen=True):
    """A wrapper around a piece, as high as the piece."""

    piece: Piece

    @property
    def height(self) -> float:
        """The height of the piece, in points."""
        return self.piece.height


class Tagged(Wrapper, frozen=True):
    """A piece that is the content of a structure element."""

    role: Role

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the piece as the content of its element. Raises RoleError if it has none."""
        element = canvas.element_of(self.role)
        piece = self.piece
        if isinstance(piece, TextLines):
            piece.setting.draw(canvas, x, top, piece.first, piece.last, element)
        elif element is None:
            self.piece.draw(canvas, x, top)
        else:
            with canvas.tagged(element):
                self.piece.draw(canvas, x, top)


class Figure(Wrapper, frozen=True):
    """A picture with alternative text, ``width`` points wide."""

    role: Role
    width: float

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the picture as a figure. Raises RoleError if its element is missing."""
        element = canvas.element_of(self.role)
        box = (x, top - self.height, x + self.width, top)
        # Text in a picture has three numbers as its order.
        with canvas.figure(element, box, (0, 0, 0)) if element else canvas.artifact():
            self.piece.draw(canvas, x, top)


class Linked(Wrapper, frozen=True):
    """A picture that leads to a target; ``about`` says so to those who listen.

    Where a file has no links, it is the picture alone.
    """

    role: Role
    width: float
    target: str
    about: str

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the picture, and link its box. Raises RoleError if its element is missing."""
        self.piece.draw(canvas, x, top)
        element = canvas.element_of(self.role)
        if element is None:
            return
        if canvas.has_links:
            box = (x, top - self.height, x + self.width, top)
            canvas.link(element, self.target, [box], self.about)
        else:
            element.role = "Span"


class Decoration(Wrapper, frozen=True):
    """A piece that only decorates, such as a rule, or a picture ``width`` points wide."""

    width: float = 0.0

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the piece as an artifact."""
        with canvas.artifact():
            self.piece.draw(canvas, x, top)


class Artifact(Wrapper, frozen=True):
    """A piece that is seen, but not read by a screen reader."""

    kind: Furniture = "Layout"

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the piece as an artifact."""
        with canvas.artifact(self.kind):
            self.piece.draw(canvas, x, top)


class Mark(Wrapper, frozen=True):
    """A drawn mark, and the ``sign`` that stands for it in copied text, such as a bullet.

    The sign is not seen; it is on the line of a ``style`` that the mark is centred on.
    """

    sign: str
    style: TextStyle

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the mark and its sign for the element of the current scope."""
        self.piece.draw(canvas, x, top)
        above = (self.style.leading - self.piece.height) / 2
        draw_sign(canvas, self.sign, self.style, x, top + above)


class Bookmarked(Wrapper, frozen=True):
    """A heading with a bookmark in the outline."""

    title: str
    level: int = 2

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Add the bookmark and draw the heading."""
        canvas.add_bookmark(self.title, self.level, x, top, canvas.reading_order)
        self.piece.draw(canvas, x, top)


class PieceGroup(Data, frozen=True):
    """Pieces at given offsets, with one height for all, in points.

    They are read in the order of drawing, but for the one that ``reads_last``.
    """

    height: float
    parts: tuple[Placed, ...]
    reads_last: Piece | None = None

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw each piece at its offset."""
        for part in self.parts:
            part.piece.draw(canvas, x + part.x, top - part.down)


BAR_WIDTH = 4.0
"""The width of the bar at the left of a box, in points."""


class CalloutBox(Data, frozen=True):
    """A piece on a background with round corners, ``padding`` points from its sides.

    A ``bar`` of a colour is drawn along its left side.
    """

    inner: Piece
    width: float
    padding: float
    fill: str = ""
    line: str = ""
    weight: float = 1.5
    dash: float = 0.0
    radius: float = 6.0
    bar: str = ""

    @property
    def height(self) -> float:
        """The height in points, padding included."""
        return self.inner.height + 2 * self.padding

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the background or frame, then the piece."""
        inset = self.weight / 2 if self.line else 0.0
        box = (x + inset, top - self.height + inset, x + self.width - inset, top - inset)
        if self.fill or self.line:
            with canvas.artifact():
                shapes.draw_panel(
                    canvas, box, self.radius, self.fill, self.line, self.weight, self.dash
                )
        if self.bar:
            with canvas.artifact():
                left = (x, top - self.height, x + BAR_WIDTH, top)
                shapes.draw_panel(canvas, left, 0.0, self.bar, "")
        self.inner.draw(canvas, x + self.padding, top - self.padding)


class Anchor(Data, frozen=True):
    """A target for links inside the document: where the element of a role is."""

    name: str
    role: Role
    height: float = 0.0

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Name this point of the page. Raises RoleError if the element is missing."""
        canvas.name_destination(self.name, x, top, canvas.element_of(self.role))


class Atom(Data, frozen=True):
    """A piece that is never split between panels.

    ``before`` is the space above it, in points, except at a panel's top; ``split`` is the
    price of ending a panel after it, see `handouts.layout.prices`. ``section`` is the index of its
    section in the story. ``larger`` are pieces that may replace the piece, none lower than the
    one before: the last that fits the panel is used. All atoms of a panel that grow ``in_step`` do
    so alike, and so do all of a spread that are ``alike``. Where the atom begins a panel, ``top``
    is drawn above it: the heads of a table that goes on there. With ``new_panel`` it always
    begins one.
    """

    piece: Piece
    before: float = 0.0
    split: float = NEVER
    section: int = 0
    larger: tuple[Piece, ...] = ()
    in_step: bool = False
    alike: bool = False
    top: Piece | None = None
    new_panel: bool = False

    @property
    def top_height(self) -> float:
        """How much higher it is where it begins a panel, in points."""
        return self.top.height if self.top else 0.0


def stack_atoms(atoms: Iterable[Atom]) -> PieceGroup:
    """Stack atoms below one another as one piece."""
    down = 0.0
    parts: list[Placed] = []
    for atom in atoms:
        down += atom.before if parts else 0.0
        parts.append(Placed(atom.piece, 0.0, down))
        down += atom.piece.height
    return PieceGroup(down, tuple(parts))


class PositionedPiece(NamedTuple):
    """A piece on a page, with the position of its upper left corner in points.

    ``section`` and ``number`` say when it is read: the place of its section in the story (what
    comes before and after all sections is beyond them), and its own place in that.
    """

    page: int
    piece: Piece
    x: float
    top: float
    section: int
    number: int = 0


def list_roles(piece: Piece) -> tuple[tuple[Role, Tagged | Figure], ...]:
    """Each role in a piece with the piece that has it, in reading order."""
    if isinstance(piece, Tagged) and isinstance(piece.piece, TextLines):
        return ((piece.role, piece),)  # the usual case, of which nothing is kept
    return _list_all_roles(piece)


@memoized(512)
def _list_all_roles(piece: Piece) -> tuple[tuple[Role, Tagged | Figure], ...]:
    found: list[tuple[Role, Tagged | Figure]] = []
    _collect_roles(piece, found)
    return tuple(found)


def _collect_roles(piece: Piece, found: list[tuple[Role, Tagged | Figure]]) -> None:
    if isinstance(piece, TextLines):  # most have no role, or are those of the piece around them
        return
    if isinstance(piece, Tagged):
        found.append((piece.role, piece))
        if isinstance(piece.piece, TextLines):
            return
    elif isinstance(piece, Figure):
        found.append((piece.role, piece))
    for inner in list_inner_pieces(piece):
        _collect_roles(inner, found)


def list_inner_pieces(piece: Piece) -> Iterable[Piece]:
    """The pieces that a piece is made of, in reading order; none for one of another kind."""
    if isinstance(piece, Wrapper):
        return (piece.piece,)
    if isinstance(piece, CalloutBox):
        return (piece.inner,)
    return _in_reading_order(piece) if isinstance(piece, PieceGroup) else ()


def _in_reading_order(group: PieceGroup) -> Iterable[Piece]:
    last = group.reads_last
    if last is None:
        return [part.piece for part in group.parts]
    return [*(part.piece for part in group.parts if part.piece is not last), last]


def words_of(piece: Piece) -> str:
    """The words of all lines in a piece."""
    if isinstance(piece, TextLines):
        return piece.words
    return "".join(map(words_of, list_inner_pieces(piece)))
