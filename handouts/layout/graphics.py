"""Pieces without words: pictures, QR codes, discs, boxes to tick, rules, rows of dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.data import Data
from handouts.pdf.drawing import qr, shapes
from handouts.pdf.drawing.pictures import load_picture

if TYPE_CHECKING:
    from handouts.document.blocks import Artwork
    from handouts.layout.page import Page
    from handouts.pdf.backend import Surface

LEAST_SEEN = 2 / 3
"""The share of a picture that must be seen where it is cropped to fill a box."""

RING_WEIGHT = 1.2
"""The line weight, in points, of a ring drawn in place of a disc."""


class Illustration(Data, frozen=True):
    """A picture, ``width`` points wide. One that is a logo has no marks, such as arrows."""

    art: Artwork
    width: float
    height: float
    is_logo: bool = False

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the picture; on a page in black and white in grey, with its marks in black."""
        image = load_picture(self.art.name, self.art.kind, self.art.content)
        if canvas.mono:
            image = image.make_grey(has_marks=not self.is_logo)
        image.draw(canvas, x, top, self.width)

    def fill_box(self, width: float, height: float) -> CroppedPicture | None:
        """The picture as large as it must be to fill a box; None if too little would be seen."""
        filling = CroppedPicture(self.art, width, height, self.height / self.width)
        return filling if filling.share_seen >= LEAST_SEEN else None


class CroppedPicture(Data, frozen=True):
    """The middle of a picture, which fills a box of a width and a height in points.

    ``ratio`` is that of the picture's own height to its width.
    """

    art: Artwork
    width: float
    height: float
    ratio: float

    @property
    def full_width(self) -> float:
        """The width of the complete picture, in points."""
        return max(self.width, self.height / self.ratio)

    @property
    def share_seen(self) -> float:
        """The share of the picture that is in the box."""
        return self.width * self.height / (self.full_width**2 * self.ratio)

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the picture, clipped to the box, in grey on a page in black and white."""
        full = Illustration(self.art, self.full_width, self.full_width * self.ratio)
        left, above = (full.width - self.width) / 2, (full.height - self.height) / 2
        box = f"{x:.2f} {top - self.height:.2f} {self.width:.2f} {self.height:.2f}"
        canvas.add_operators(f"q {box} re W n")
        full.draw(canvas, x - left, top + above)
        canvas.add_operators("Q")


class QrCode(Data, frozen=True):
    """A QR code, ``height`` points wide and high."""

    address: str
    height: float
    colour: str

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the code."""
        qr.draw_qr(canvas, self.address, x, top, self.height, self.colour)


class Gap(Data, frozen=True):
    """Nothing, ``height`` points high."""

    height: float

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw nothing."""


class Disc(Data, frozen=True):
    """A filled circle, or a ring with a line of ``line`` points if that is not 0."""

    height: float
    colour: str
    line: float = 0.0

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the circle or ring."""
        middle = (x + self.height / 2, top - self.height / 2)
        shapes.draw_disc(canvas, middle, self.height, self.colour)
        if self.line:
            shapes.draw_disc(canvas, middle, self.height - 2 * self.line, "#ffffff")


Point = tuple[float, float]


class Sign(Data, frozen=True):
    """A sign of thick strokes, ``height`` points wide and high.

    Each stroke leads through points that are shares of the size, from the upper left corner.
    """

    height: float
    colour: str
    strokes: tuple[tuple[Point, ...], ...]

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the strokes."""
        size = self.height
        for stroke in self.strokes:
            points = [(x + right * size, top - down * size) for right, down in stroke]
            shapes.draw_line(canvas, points, self.colour, size / 6)


_MARK = ((0.125, 0.56), (0.874, 0.875))
"""From where to where the strokes of an exclamation mark are, as shares of its height."""


class AlarmSign(Data, frozen=True):
    """An exclamation mark, ``mark`` points high, in a disc of a colour."""

    height: float
    colour: str
    mark: float

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw disc and mark, which is no text: the words beside it say what it means."""
        Disc(self.height, self.colour).draw(canvas, x, top)
        middle, down = x + self.height / 2, top - (self.height - self.mark) / 2
        for start, end in _MARK:
            stroke = [(middle, down - start * self.mark), (middle, down - end * self.mark)]
            shapes.draw_line(canvas, stroke, "#ffffff", self.mark / 4)


class Rule(Data, frozen=True):
    """A horizontal line ``length`` points long; vertical if it has a ``height``."""

    length: float
    colour: str
    weight: float = 0.75
    height: float = 0.0

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the line."""
        end = (x + self.length, top - self.height)
        shapes.draw_rule(canvas, (x, top), end, self.colour, self.weight)


_SHARE, _RING = 0.8, 0.9
"""The width of a dot as a share of the pitch, and that of a ring as a share of a dot's."""

LEAST_PITCH = 4 / (_SHARE * _RING)
"""The pitch at which the smallest sign is 4 points wide: a finger can count no smaller ones."""

_ROWS = 50, 20, 10, 5, 2, 1


class Dots(Data, frozen=True):
    """Dots in rows: the first ``filled`` in the strong colour, then ``halves``, the rest as rings.

    The left half of each of the ``halves`` is filled. The rings show the total to compare with.
    The three differ by more than colour, so that they are distinct in greyscale too. After each
    ten there is a gap, so that they can be counted.
    """

    count: int
    filled: int
    halves: int
    row: int
    pitch: float
    colour: str
    line: str

    @property
    def width(self) -> float:
        """The width of the longest row, in points."""
        in_row = min(self.count, self.row)
        return in_row * self.pitch + (in_row - 1) // 10 * self._gap

    @property
    def height(self) -> float:
        """The height of all rows, in points."""
        return -(-self.count // self.row) * self.pitch + self._find_drop(self.count - 1)

    def draw(self, canvas: Surface, x: float, top: float) -> None:
        """Draw dots and rings ten by ten."""
        step = min(self.row, 10)
        for start in range(0, self.count, step):
            line, place = divmod(start, self.row)
            left = x + (place + 0.5) * self.pitch + place // 10 * self._gap
            middle = top - (line + 0.5) * self.pitch - self._find_drop(start)
            self._draw_signs(canvas, (left, middle), start, min(start + step, self.count))

    @property
    def _gap(self) -> float:
        return self.pitch * 0.6

    def _find_drop(self, number: int) -> float:
        """How far the gaps between tens move a sign down, where a row holds less than ten."""
        return number // 10 * self._gap if self.row < 10 else 0.0

    def _draw_signs(self, canvas: Surface, first: Point, start: int, end: int) -> None:
        """Draw the signs from number ``start`` to ``end`` beside one another."""
        full = max(start, min(end, self.filled))
        half = max(full, min(end, self.filled + self.halves))
        size, (x, y) = self.pitch * _SHARE, first
        after_full, after_half = (x + (place - start) * self.pitch for place in (full, half))
        shapes.draw_dots(canvas, first, full - start, self.pitch, size, self.colour)
        shapes.draw_half_dots(canvas, (after_full, y), half - full, self.pitch, size, self.colour)
        shapes.draw_rings(canvas, (after_half, y), end - half, self.pitch, size * _RING, self.line)


def fit_dots(
    counts: tuple[int, int, int],
    width: float,
    least: float,
    widest: float,
    colours: tuple[str, str],
    longest: int = _ROWS[0],
) -> Dots:
    """Arrange dots in the longest rows that a width in points holds, of fifty, twenty or ten.

    ``counts`` are all dots, those that are filled, and those that are half filled. The pitch is
    ``widest`` where there is room, and at least ``least``, both in points. No row is longer than
    ``longest``. ``colours`` are those of dots and of rings.
    """
    for row in _ROWS[_ROWS.index(longest) :]:
        dots = Dots(*counts, row, 1.0, *colours)
        pitch = min(width / dots.width, widest)
        if pitch >= least:
            break
    return replace(dots, pitch=max(pitch, LEAST_PITCH))
