"""Pieces: what is drawn, each with a height, put together from a few simple ones.

A piece draws itself below a top edge; x and top in points, y upward. Atoms are the
pieces that a panel holds whole, with the space before them and the price of ending a
panel after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from handouts.data import Data
from handouts.pdf import codes, marks
from handouts.pdf.pictures import picture

if TYPE_CHECKING:
    from handouts.layout.page import Page
    from handouts.layout.telling import Path
    from handouts.pdf.structure import Element
    from handouts.spec.models import Artwork
    from handouts.text.setting import Setting

NEVER = float("inf")


class Piece(Protocol):
    """Anything with a height, in points, that can draw itself."""

    @property
    def height(self) -> float:
        """The height in points."""

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw below ``top``, from ``x`` rightward."""


class Lines(Data, frozen=True):
    """Lines of a setting, from ``first`` up to ``last``."""

    setting: Setting
    first: int
    last: int
    leading: float

    @property
    def height(self) -> float:
        return (self.last - self.first) * self.leading

    def draw(self, canvas: Page, x: float, top: float) -> None:
        self.tell(canvas, x, top, None)

    def tell(self, canvas: Page, x: float, top: float, element: Element | None) -> None:
        """Draw the lines for an element, by default that of the scope."""
        self.setting.draw(canvas, x, top, self.first, self.last, element)


class Placed(Data, frozen=True):
    """A piece at an offset: ``x`` rightward, ``down`` from the top."""

    piece: Piece
    x: float = 0.0
    down: float = 0.0


class Around(Data, frozen=True):
    """What is put around a piece, and is as high as the piece."""

    piece: Piece

    @property
    def height(self) -> float:
        return self.piece.height


class Under(Around, frozen=True):
    """A piece whose parts say what lies under a path."""

    path: Path

    def draw(self, canvas: Page, x: float, top: float) -> None:
        before, canvas.at = canvas.at, canvas.at + self.path
        self.piece.draw(canvas, x, top)
        canvas.at = before


class Told(Around, frozen=True):
    """A piece that says the element at a path."""

    path: Path

    def draw(self, canvas: Page, x: float, top: float) -> None:
        before, canvas.at = canvas.at, canvas.at + self.path
        element = canvas.elements.get(canvas.at)
        if isinstance(self.piece, Lines):
            self.piece.tell(canvas, x, top, element)
        elif element is None:
            self.piece.draw(canvas, x, top)
        else:
            with canvas.tagged(element):
                self.piece.draw(canvas, x, top)
        canvas.at = before


class Figure(Around, frozen=True):
    """A picture that says what it shows, ``width`` points wide."""

    path: Path
    width: float

    def draw(self, canvas: Page, x: float, top: float) -> None:
        element = canvas.elements.get(canvas.at + self.path)
        box = (x, top - self.height, x + self.width, top)
        # Text in a picture has orders of three numbers.
        with canvas.figure(element, box, (0, 0, 0)) if element else canvas.artifact():
            self.piece.draw(canvas, x, top)


class Furniture(Around, frozen=True):
    """A piece that is seen and not said."""

    def draw(self, canvas: Page, x: float, top: float) -> None:
        with canvas.artifact("Layout"):
            self.piece.draw(canvas, x, top)


class Bookmarked(Around, frozen=True):
    """A heading that stands in the outline."""

    title: str
    level: int = 2

    def draw(self, canvas: Page, x: float, top: float) -> None:
        # Paths of sections begin with their numbers; the cover comes before all.
        order = canvas.at if self.level > 1 else (-1,)
        canvas.bookmark(self.title, self.level, x, top, order)
        self.piece.draw(canvas, x, top)


class Group(Data, frozen=True):
    """Pieces that stand at offsets of their own within one height."""

    height: float
    parts: tuple[Placed, ...]

    def draw(self, canvas: Page, x: float, top: float) -> None:
        for part in self.parts:
            part.piece.draw(canvas, x + part.x, top - part.down)


class Box(Data, frozen=True):
    """A piece on a ground with round corners, ``padding`` points from its sides."""

    inner: Piece
    width: float
    padding: float
    fill: str = ""
    line: str = ""
    weight: float = 1.5
    dash: float = 0.0

    @property
    def height(self) -> float:
        return self.inner.height + 2 * self.padding

    def draw(self, canvas: Page, x: float, top: float) -> None:
        inset = self.weight / 2 if self.line else 0.0
        box = (x + inset, top - self.height + inset, x + self.width - inset, top - inset)
        marks.panel(canvas, box, 6, self.fill, self.line, self.weight, self.dash)
        self.inner.draw(canvas, x + self.padding, top - self.padding)


class Drawn(Data, frozen=True):
    """A picture, ``width`` points wide."""

    art: Artwork
    width: float
    height: float

    def draw(self, canvas: Page, x: float, top: float) -> None:
        shown = picture(self.art.name, self.art.kind, self.art.content)
        (shown.grey if canvas.mono else shown).draw(canvas, x, top, self.width)


class Code(Data, frozen=True):
    """A QR code, ``height`` points wide and high."""

    address: str
    height: float
    colour: str

    def draw(self, canvas: Page, x: float, top: float) -> None:
        codes.draw_code(canvas, self.address, x, top, self.height, self.colour)


class Disc(Data, frozen=True):
    """A filled circle; white inside, with a line of ``line`` points, where that is given."""

    height: float
    colour: str
    line: float = 0.0

    def draw(self, canvas: Page, x: float, top: float) -> None:
        middle = (x + self.height / 2, top - self.height / 2)
        marks.disc(canvas, middle, self.height, self.colour)
        if self.line:
            marks.disc(canvas, middle, self.height - 2 * self.line, "#ffffff")


class Tickbox(Data, frozen=True):
    """An empty box to tick."""

    height: float
    colour: str

    def draw(self, canvas: Page, x: float, top: float) -> None:
        box = (x + 0.6, top - self.height + 0.6, x + self.height - 0.6, top - 0.6)
        marks.panel(canvas, box, 2, "#ffffff", self.colour, 1.2)


class Rule(Data, frozen=True):
    """A line ``length`` points long: across, or down where ``height`` is given."""

    length: float
    colour: str
    weight: float = 0.75
    height: float = 0.0

    def draw(self, canvas: Page, x: float, top: float) -> None:
        end = (x + self.length, top - self.height)
        marks.rule(canvas, (x, top), end, self.colour, self.weight)


class Dots(Data, frozen=True):
    """Dots in rows, the first ``filled`` of them in the strong colour, the others as rings.

    Rings show the whole to compare with. They differ from dots by more than their colour,
    so that they do in greyscale too.
    """

    count: int
    filled: int
    row: int
    pitch: float
    colour: str
    line: str

    @property
    def height(self) -> float:
        return -(-self.count // self.row) * self.pitch

    def draw(self, canvas: Page, x: float, top: float) -> None:
        size = self.pitch * 0.74
        for start in range(0, self.count, self.row):
            here = min(self.row, self.count - start)
            full = max(0, min(here, self.filled - start))
            middle = top - (start // self.row + 0.5) * self.pitch
            left = x + self.pitch / 2
            marks.dots(canvas, (left, middle), full, self.pitch, size, self.colour)
            begin = (left + full * self.pitch, middle)
            marks.rings(canvas, begin, here - full, self.pitch, size * 0.9, self.line)


class Anchor(Data, frozen=True):
    """A place that links inside the document lead to."""

    name: str
    height: float = 0.0

    def draw(self, canvas: Page, x: float, top: float) -> None:
        canvas.place(self.name, x, top)


class Atom(Data, frozen=True):
    """A piece that no panel splits.

    ``before`` is the space above it, in points, unless it stands at a panel's top;
    ``stretch`` is its part in what room is left over; ``split`` is the price of ending
    a panel after it. ``section`` is the place of its section in the story.
    ``larger`` are pieces that may stand in the piece's place, each higher than the one
    before: the one is taken that fills the panel.
    """

    piece: Piece
    before: float = 0.0
    stretch: float = 0.0
    split: float = NEVER
    section: int = 0
    larger: tuple[Piece, ...] = ()

    def under(self, path: Path) -> Atom:
        """The same, told under a path."""
        larger = tuple(Under(piece, path) for piece in self.larger)
        return replace(self, piece=Under(self.piece, path), larger=larger)


def stack(atoms: Iterable[Atom]) -> Group:
    """Atoms below one another as one piece."""
    down = 0.0
    parts: list[Placed] = []
    for atom in atoms:
        down += atom.before if parts else 0.0
        parts.append(Placed(atom.piece, 0.0, down))
        down += atom.piece.height
    return Group(down, tuple(parts))
