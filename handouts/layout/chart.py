"""The body chart: the body from the front and from the back, with regions marked on it.

The outlines are data (see ``body/README.md``): closed polygons of whole numbers, y upward, from
the lower left corner of each figure. Their left and right are the person's own, so that
on the front view what is left stands on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from handouts.data import Data
from handouts.pdf.marks import rgb
from handouts.pdf.stamps import stamp
from handouts.spec.body import PARTS

if TYPE_CHECKING:
    from handouts.layout.page import Page
    from handouts.spec.models import Area

View = Literal["front", "back"]
Polygon = tuple[int, ...]
"""x and y of each corner in turn."""

LINE = 6
"""The weight of an outline in the figures' units, some 1,200 of which are a body's height."""

SHADED = {"front": ("hair", "chest", "knees"), "back": ("hair", "gluteal", "trapezius")}
"""Regions that tell the front from the back at a glance; more would be ink to no purpose."""


class Outlines(Data, frozen=True):
    """One view of the body. ``regions`` are by name and then by the person's own side."""

    width: int
    height: int
    outline: tuple[Polygon, ...]
    regions: Mapping[str, Mapping[str, tuple[Polygon, ...]]]


@cache
def figures() -> Mapping[str, Outlines]:
    """Both views of the body, by name."""
    content = (Path(__file__).parent / "body" / "body.json").read_bytes()
    return msgspec.json.decode(content, type=dict[str, Outlines])


class Body(Data, frozen=True):
    """A view of the body, ``height`` points high, with what was treated marked on it.

    ``mark`` is the colour of the marks; ``line``, ``fill`` and ``shade`` are the body's.
    """

    view: View
    areas: tuple[Area, ...]
    height: float
    line: str
    fill: str
    shade: str
    mark: str

    @property
    def width(self) -> float:
        """The width in points."""
        figure = figures()[self.view]
        return self.height * figure.width / figure.height

    def draw(self, canvas: Page, x: float, top: float) -> None:
        figure = figures()[self.view]
        scale = self.height / figure.height
        place = f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {top - self.height:.2f} cm 1 j"
        body = _drawn(self.view, self.line, self.fill, self.shade)
        drawn = stamp(canvas, body, figure.width, figure.height)
        marked = _marked(self.view, self.areas, self.mark)
        canvas._code.append(f"{place} {drawn} {marked} Q")


@lru_cache(maxsize=64)
def _drawn(view: View, line: str, fill: str, shade: str) -> str:
    """The body itself, in operators."""
    figure = figures()[view]
    shaded = (polygon for name in SHADED[view] for polygon in _all(figure.regions[name]))
    return (
        f"{rgb(fill)} rg {rgb(line)} RG {LINE} w {_path(figure.outline)} B "
        f"{rgb(shade)} rg {_path(shaded)} f"
    )


def _all(sides: Mapping[str, tuple[Polygon, ...]]) -> Iterator[Polygon]:
    return (polygon for polygons in sides.values() for polygon in polygons)


@lru_cache(maxsize=64)
def _marked(view: View, areas: tuple[Area, ...], colour: str) -> str:
    """The marks of what was treated, in operators."""
    path = _path(polygon for area in areas for polygon in regions(view, area))
    return f"{rgb(colour)} rg {rgb(colour)} RG {LINE} w {path} B" if path else ""


def regions(view: View, area: Area) -> Iterator[Polygon]:
    """The polygons of an area as one view shows it; none where that view does not."""
    part = PARTS[area.part]
    names: tuple[str, ...] = getattr(part, view)
    for name in (*names, *("hair" for each in names if each == "head")):
        for side, polygons in figures()[view].regions[name].items():
            if area.side in ("", "both", side):
                yield from polygons


def _path(polygons: Iterable[Polygon]) -> str:
    return " ".join(map(_closed, polygons))


def _closed(polygon: Polygon) -> str:
    points = [f"{x} {y}" for x, y in zip(polygon[::2], polygon[1::2], strict=True)]
    return f"{points[0]} m {' l '.join(points[1:])} l h"
