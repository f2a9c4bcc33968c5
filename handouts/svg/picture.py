"""A picture as it is drawn: paths with their paint, in groups.

The origin is its lower left corner. Its longer side is ``SIZE`` units, whatever the file's own
units were, so that two decimals are exact enough at any size on paper.
"""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.svg.geometry import IDENTITY, Matrix

SIZE = 1000.0

MaskKind = Literal["luminance", "alpha"]
ProblemKind = Literal["bad-picture", "picture-size", "too-complex", "unsupported-drawing"]


class SvgProblem(Data, frozen=True):
    """Why an SVG cannot be drawn: what is wrong from ``start`` to ``end`` in its text."""

    kind: ProblemKind
    start: int
    end: int
    message: str
    hint: str


class GradientStop(Data, frozen=True):
    """A colour, as ``#rrggbb``, at a share of a gradient's way."""

    offset: float
    colour: str
    opacity: float = 1.0


class Gradient(Data, frozen=True):
    """A gradient along a line (x, y, x, y) or between circles (x, y, r, x, y, r).

    ``matrix`` leads from its own units to the picture's.
    """

    points: tuple[float, ...]
    matrix: Matrix
    stops: tuple[GradientStop, ...]

    @property
    def is_solid(self) -> bool:
        """Whether nothing shows through it."""
        return all(stop.opacity >= 1 for stop in self.stops)


class Paint(Data, frozen=True):
    """A colour as ``#rrggbb``, or a gradient in its place."""

    colour: str
    opacity: float = 1.0
    gradient: Gradient | None = None


class Stroke(Data, frozen=True):
    """A line along a path; widths and dashes are in the units of the path."""

    paint: Paint
    width: float
    cap: int = 0
    join: int = 0
    miter: float = 4.0
    dashes: tuple[float, ...] = ()
    dash_start: float = 0.0


class Outline(Data, frozen=True):
    """A path as PDF operators (ISO 32000-1, table 59)."""

    operators: str
    even_odd: bool = False


class VectorPath(Data, frozen=True, tag="path"):
    """A path that is filled, stroked or both; ``matrix`` leads from its units to the picture's."""

    outline: Outline
    fill: Paint | None = None
    stroke: Stroke | None = None
    matrix: Matrix = IDENTITY
    stroke_first: bool = False


class VectorGroup(Data, frozen=True, tag="group"):
    """Parts drawn as one: within all ``clips``, through a mask, with an opacity.

    Where the mask is white the parts are seen, where it is black or empty they are not; with
    ``mask_by`` "alpha" they are seen wherever it draws, in any colour. ``blend`` is how they are
    mixed with what is below them, as CSS calls it.
    """

    parts: tuple[VectorPart, ...]
    opacity: float = 1.0
    clips: tuple[Outline, ...] = ()
    mask: VectorGroup | None = None
    mask_by: MaskKind = "luminance"
    blend: str = ""


VectorPart = VectorPath | VectorGroup


class SimplePicture(Data, frozen=True):
    """An SVG, simplified.

    ``reasons`` say what in it cannot be drawn as vectors, so that all of it must become pixels:
    then ``clean`` is the SVG that can safely be turned into them, and ``parts`` is empty. With
    ``problems`` it cannot be drawn at all.
    """

    width: float = 0.0
    height: float = 0.0
    parts: tuple[VectorPart, ...] = ()
    reasons: tuple[str, ...] = ()
    clean: str = ""
    problems: tuple[SvgProblem, ...] = ()
