"""The body chart: the body from the front and from the back, with regions marked on it.

The figures are data (see ``body/README.md``): closed polygons of whole numbers, y upward. An
outline's are from the lower left corner. A region's are those of the left half of the body, x
outward from its middle; the right half is its mirror image. Left and right are the
person's own, so that on the front view what is left stands on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from handouts.compose import story
from handouts.compose.runs import plain
from handouts.data import Data
from handouts.layout.blocks import lines
from handouts.layout.look import Look
from handouts.layout.pieces import Figure, Group, Placed
from handouts.pdf.marks import rgb
from handouts.pdf.stamps import stamp
from handouts.remembering import remembered
from handouts.spec.body import PARTS

if TYPE_CHECKING:
    from handouts.layout.page import Page
    from handouts.spec.models import Area

View = Literal["front", "back"]
Polygon = tuple[int, ...]
"""x and y of each corner in turn."""

LINE = 6
"""The weight of an outline in the figures' units, some 1,200 of which are a body's height."""

SHADED = {"front": ("hair", "knee", "pectoralis-major"), "back": ("buttock", "hair", "trapezius")}
"""Regions that tell the front from the back at a glance; more would be ink to no purpose."""

SIDES = ("left", "right")

TALL = (8.0, 9.5, 11.0, 12.5)
"""The heights of the body chart's figures, in body sizes: the least, and those it may grow to."""

LARGE = 2
"""How many of them are too small for those who read large print."""

BESIDE_HEAD = 0.35
"""The room to the left of the head, as a share of a figure's width."""

CAPTION = 0.3
"""The room that a caption has beside the figures, as a share of the width."""


class Outlines(Data, frozen=True):
    """One view of the body: all of it, and its regions by name, those of the left half."""

    width: int
    height: int
    outline: tuple[Polygon, ...]
    regions: Mapping[str, tuple[Polygon, ...]]


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
        drawn = [_drawn(self.view, self.line, self.fill, self.shade)]
        drawn += filter(None, (_marked(self.view, area, self.mark) for area in self.areas))
        stamps = [stamp(canvas, each, figure.width, figure.height) for each in drawn]
        canvas._code.append(f"{place} {' '.join(stamps)} Q")


@lru_cache(maxsize=64)
def _drawn(view: View, line: str, fill: str, shade: str) -> str:
    """The body itself, in operators."""
    shaded = (each for name in SHADED[view] for side in SIDES for each in _placed(view, name, side))
    return (
        f"{rgb(fill)} rg {rgb(line)} RG {LINE} w {_path(figures()[view].outline)} B "
        f"{rgb(shade)} rg {_path(shaded)} f"
    )


@lru_cache(maxsize=512)
def _marked(view: View, area: Area, colour: str) -> str:
    """The mark of an area, in operators; empty where the view does not show it."""
    path = _path(regions(view, area))
    return f"{rgb(colour)} rg {rgb(colour)} RG {LINE} w {path} B" if path else ""


def regions(view: View, area: Area) -> Iterator[Polygon]:
    """The polygons of an area as one view shows it; none where that view does not."""
    names: tuple[str, ...] = getattr(PARTS[area.part], view)
    for name in names:
        for side in SIDES:
            if area.side in ("", "both", side):
                yield from _placed(view, name, side)


def _placed(view: View, name: str, side: str) -> Iterator[Polygon]:
    """A region's polygons where they stand on a view, on one side of the body."""
    figure = figures()[view]
    sign = 1 if (view == "front") == (side == "left") else -1
    for polygon in figure.regions[name]:
        # All turn one way round, so that none takes away from another.
        corners = [*zip(polygon[::2], polygon[1::2])][::sign]
        yield tuple(each for x, y in corners for each in (figure.width // 2 + sign * x, y))


def _path(polygons: Iterable[Polygon]) -> str:
    return " ".join(map(_closed, polygons))


def _closed(polygon: Polygon) -> str:
    points = [f"{x} {y}" for x, y in zip(polygon[::2], polygon[1::2], strict=True)]
    return f"{points[0]} m {' l '.join(points[1:])} l h"


# --- the words around it ------------------------------------------------------------------


def charts(chart: story.BodyChart, look: Look, width: float) -> Iterator[Figure]:
    """A chart at its least height, then at the others for which a width in points has room."""
    named = (chart.front, chart.back, chart.left, chart.right, chart.caption)
    return (_chart(chart, around, look) for around in _around(*named, look, width))


def _chart(chart: story.BodyChart, around: _Around, look: Look) -> Figure:
    """Both views of the body side by side, with their names below."""
    bodies = (
        Placed(_body("front", chart.areas, look, around.tall), around.first),
        Placed(_body("back", chart.areas, look, around.tall), around.second),
    )
    return Figure(Group(around.height, (*bodies, *around.told)), ("chart",), around.width)


class _Around(NamedTuple):
    """The chart without its bodies: its size, where each begins, the words around them."""

    width: float
    height: float
    first: float
    second: float
    told: tuple[Placed, ...]
    tall: float


@remembered(64)
def _around(
    front: str, back: str, left: str, right: str, caption: str, look: Look, width: float
) -> tuple[_Around, ...]:
    """The words around the figures at each height that a width holds, or at the least."""
    heights = TALL[LARGE:] if look.scale.large else TALL
    named = (_named(front, back, left, right, look, tall) for tall in heights)
    made = [_captioned(one, caption, look, width) if caption else one for one in named]
    return (made[0], *(one for one in made[1:] if one.width <= width))


def _captioned(bare: _Around, caption: str, look: Look, width: float) -> _Around:
    """The words with a caption to the left of the figures."""
    label = lines(plain(caption), replace(look.caption, strong=True), width * CAPTION)
    start = max(label.setting.width + look.size, (width - bare.width) / 2)
    told = (Placed(label), *(replace(one, x=one.x + start) for one in bare.told))
    return _Around(
        max(width, start + bare.width),
        max(label.height, bare.height),
        start + bare.first,
        start + bare.second,
        told,
        bare.tall,
    )


def _named(front: str, back: str, left: str, right: str, look: Look, tall: float) -> _Around:
    """The names of the views below figures so many body sizes tall, of the sides by their heads.

    What is left of the person stands in the middle: the figures turn left arms together.
    """
    body = _body("front", (), look, tall)
    style = replace(look.small, align="centre")
    lefts, rights = (lines(plain(side), look.small, body.width) for side in (left, right))
    margin = max(0.0, rights.setting.width - body.width * BESIDE_HEAD)
    second = margin + body.width + look.size * 0.5
    width = second + body.width + margin
    told = (
        Placed(rights),
        Placed(lefts, (width - lefts.setting.width) / 2),
        Placed(rights, width - rights.setting.width),
        Placed(lines(plain(front), style, body.width), margin, body.height),
        Placed(lines(plain(back), style, body.width), second, body.height),
    )
    return _Around(width, body.height + style.leading, margin, second, told, tall)


def _body(view: View, areas: tuple[Area, ...], look: Look, tall: float) -> Body:
    colours = (look.main, look.tint, look.shading, look.accent)
    return Body(view, areas, round(look.size * tall, 2), *colours)
