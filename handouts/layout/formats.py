"""The formats: what sheets a leaflet is printed on, and where its panels lie.

Geometry in points from the lower left corner of the page. The sizes of a tri-fold are
those printers use: the panel that folds in is 3 mm (1/16 in) narrower than the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from handouts.data import Data
from handouts.spec.models import Paper

Role = Literal["cover", "text", "back"]


def mm(length: float) -> float:
    """Millimetres as points."""
    return length * 72 / 25.4


def inch(length: float) -> float:
    """Inches as points."""
    return length * 72.0


EDGE, FOLD = mm(10), mm(6)
"""How near text may come to the paper's edge and to a fold."""


class Panel(Data, frozen=True):
    """Where one panel's text may stand: ``page`` from 0, ``left`` and ``top`` in points.

    ``chapter`` tells panels that open as one from those that stand alone: text runs on
    from panel to panel within a chapter, and a new chapter begins with a new section.
    """

    name: str
    page: int
    left: float
    top: float
    width: float
    height: float
    role: Role = "text"
    chapter: int = 0


class Sheet(Data, frozen=True):
    """A page size in points, and its panels in reading order."""

    width: float
    height: float
    panels: tuple[Panel, ...]
    folds: Mapping[int, tuple[float, ...]]


class Format(Data, frozen=True):
    """A format by name: what it is for, the sheet for each paper, the body sizes it may take."""

    name: str
    purpose: str
    sheets: Mapping[Paper, Sheet]
    smallest: float
    largest: float


def _trifold(width: float, height: float, narrow: float) -> Sheet:
    """A tri-fold: outside flap, back, cover; inside left, middle, right."""
    wide = (width - narrow) / 2
    outside, inside = (narrow, wide, wide), (wide, wide, narrow)
    column = min(narrow - EDGE - FOLD, wide - 2 * FOLD)
    order = [
        ("cover", 0, 2, "cover", 0),
        ("flap", 0, 0, "text", 1),
        ("inside left", 1, 0, "text", 2),
        ("inside middle", 1, 1, "text", 2),
        ("inside right", 1, 2, "text", 2),
        ("back", 0, 1, "back", 3),
    ]
    panels = []
    for name, page, place, role, chapter in order:
        widths = (outside, inside)[page]
        left = sum(widths[:place]) + _margin(place, widths[place], column)
        panels.append(
            Panel(name, page, left, height - EDGE, column, height - 2 * EDGE, role, chapter)  # type: ignore[arg-type]
        )
    folds = {0: (narrow, narrow + wide), 1: (wide, 2 * wide)}
    return Sheet(width, height, tuple(panels), folds)


def _margin(place: int, width: float, column: float) -> float:
    """What lies left of a column: an outer panel leaves the spare room by the fold."""
    spare = width - column
    return {0: EDGE, 1: spare / 2, 2: spare - EDGE}[place]


FORMATS: Mapping[str, Format] = {
    "trifold": Format(
        name="trifold",
        purpose="one sheet folded in three, to hand out",
        sheets={
            "a4": _trifold(mm(297), mm(210), mm(97)),
            "letter": _trifold(inch(11), inch(8.5), inch(3.625)),
        },
        smallest=12.0,
        largest=15.0,
    ),
}
