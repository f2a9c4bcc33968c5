"""Pieces that run to the edge of the paper, which only a print shop can print.

A piece wrapped in ``Bleeding`` stays as it is in office printing. For a print shop it fills the
panel to the fold, or the paper to its edge and over the bleed, on the sides that it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from msgspec.structs import replace

from handouts.data import Data
from handouts.layout.edges import Side
from handouts.layout.pieces import Decoration, Figure, Piece, Wrapper
from handouts.pdf.drawing import shapes

if TYPE_CHECKING:
    from handouts.layout.page import Page


ACROSS: frozenset[Side] = frozenset({"left", "right"})
"""From fold to fold, or to the edges of the paper."""


FIELD_RADIUS, FIELD_LINE = 6.0, 1.5
"""The radius of a field's corners, and the weight of its outline, in points."""


@runtime_checkable
class Resizable(Piece, Protocol):
    """A piece that can fill a box of another size."""

    def fill_box(self, width: float, height: float) -> Piece | None:
        """The same piece for a width and a height in points; None if that would spoil it."""


class Bleeding(Wrapper, frozen=True):
    """A piece, ``width`` points wide, that runs to the edges of its panel on ``sides``.

    What it wraps must be `Resizable`, perhaps as a figure or a decoration.
    """

    width: float
    sides: frozenset[Side]

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the piece; for a print shop, as large as the box up to the edges."""
        if canvas.edges:
            box = (x, top - self.height, x + self.width, top)
            left, bottom, right, upper = canvas.edges.extend_box(box, self.sides)
            filling = _fill_box(self.piece, right - left, upper - bottom)
            if filling:
                filling.draw(canvas, left, upper)
                return
        self.piece.draw(canvas, x, top)


def _fill_box(piece: Piece, width: float, height: float) -> Piece | None:
    """A piece for a box of a width and a height; None if it cannot fill it."""
    if isinstance(piece, Figure | Decoration):
        inner = _fill_box(piece.piece, width, height)
        return inner and replace(piece, piece=inner, width=width)
    if not isinstance(piece, Resizable):
        raise TypeError(f"a {type(piece).__name__} cannot bleed")
    return piece.fill_box(width, height)


class Ground(Data, frozen=True):
    """A rectangle of one colour, ``#rrggbb``; sizes are in points."""

    width: float
    height: float
    colour: str

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the rectangle."""
        shapes.draw_ground(canvas, (x, top - self.height, x + self.width, top), self.colour)

    def fill_box(self, width: float, height: float) -> Ground:
        """The same colour on a rectangle of another size."""
        return replace(self, width=width, height=height)


class ColourField(Data, frozen=True):
    """A rectangle with round corners: filled, or only outlined; sizes are in points."""

    width: float
    height: float
    fill: str
    line: str

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw the rectangle."""
        inset = FIELD_LINE / 2 if self.line else 0.0
        box = (x + inset, top - self.height + inset, x + self.width - inset, top - inset)
        shapes.draw_panel(canvas, box, FIELD_RADIUS, self.fill, self.line, FIELD_LINE)

    def fill_box(self, width: float, height: float) -> Ground | None:
        """A ground of its colour up to the edges; None if it is only outlined."""
        return Ground(width, height, self.fill) if self.fill else None
