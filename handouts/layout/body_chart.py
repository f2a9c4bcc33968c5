"""The body chart: the body from the front and from the back, with regions marked on it.

The figures are data (see ``body/README.md``): closed polygons of whole numbers, y upward. An
outline's are from the lower left corner. A region's are those of the left half of the body, x
outward from its middle; the right half is its mirror image. Left and right are those of
the person, so the front view shows the left side on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from handouts.data import Data
from handouts.document.blocks import BodyChart
from handouts.document.body import BODY_PARTS
from handouts.document.text import plain
from handouts.layout.look import Look
from handouts.layout.pieces import Figure, PieceGroup, Placed
from handouts.layout.roles import Role
from handouts.layout.typesetting import typeset_lines
from handouts.memo import memoized
from handouts.pdf.drawing.form_xobjects import use_form
from handouts.pdf.objects import format_rgb

if TYPE_CHECKING:
    from handouts.document.person import Area
    from handouts.pdf.backend import Surface

View = Literal["front", "back"]
Polygon = tuple[int, ...]
"""The x and y of each corner in turn."""

OUTLINE_WEIGHT = 6
"""The weight of an outline in the figures' units; a body is about 1,200 units high."""

SHADED_REGIONS = {
    "front": ("hair", "knee", "pectoralis-major"),
    "back": ("buttock", "hair", "trapezius"),
}
"""Regions that distinguish front and back at a glance; more would only waste ink."""

SIDES = ("left", "right")

FIGURE_HEIGHTS = (8.0, 9.5, 11.0, 12.5)
"""The heights of the chart's figures, in body sizes: the smallest, then those it may grow to."""

LARGE_PRINT_SKIPS = 2
"""How many of these heights large print leaves out as too small."""

HEAD_SHARE = 0.35
"""The free space to the left of the head, as a share of a figure's width."""

CAPTION_SHARE = 0.3
"""The width of a caption beside the figures, as a share of the full width."""


class Outlines(Data, frozen=True):
    """One view of the body: its outline, and the regions of its left half by name."""

    width: int
    height: int
    outline: tuple[Polygon, ...]
    regions: Mapping[str, tuple[Polygon, ...]]


@cache
def load_figures() -> Mapping[str, Outlines]:
    """Load both views of the body, by name."""
    content = (Path(__file__).parent / "body" / "body.json").read_bytes()
    return msgspec.json.decode(content, type=dict[str, Outlines])


class BodyFigure(Data, frozen=True):
    """A view of the body, ``height`` points high, with the treated areas marked on it.

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
        figure = load_figures()[self.view]
        return self.height * figure.width / figure.height

    def draw(self, canvas: Surface, x: float, top: float) -> None:
        """Draw the body and its marks."""
        figure = load_figures()[self.view]
        scale = self.height / figure.height
        place = f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {top - self.height:.2f} cm 1 j"
        contents = [_body_operators(self.view, self.line, self.fill, self.shade)]
        contents += filter(
            None, (_mark_operators(self.view, area, self.mark) for area in self.areas)
        )
        forms = [use_form(canvas, each, figure.width, figure.height) for each in contents]
        canvas.add_operators(f"{place} {' '.join(forms)} Q")


@lru_cache(maxsize=64)
def _body_operators(view: View, line: str, fill: str, shade: str) -> str:
    """The PDF operators that draw the body itself."""
    shaded = (
        each
        for name in SHADED_REGIONS[view]
        for side in SIDES
        for each in _place_polygons(view, name, side)
    )
    return (
        f"{format_rgb(fill)} rg {format_rgb(line)} RG {OUTLINE_WEIGHT} w "
        f"{_path_operators(load_figures()[view].outline)} B "
        f"{format_rgb(shade)} rg {_path_operators(shaded)} f"
    )


@lru_cache(maxsize=512)
def _mark_operators(view: View, area: Area, colour: str) -> str:
    """The PDF operators that mark an area; empty if the view does not show it."""
    path = _path_operators(find_polygons(view, area))
    return (
        f"{format_rgb(colour)} rg {format_rgb(colour)} RG {OUTLINE_WEIGHT} w {path} B"
        if path
        else ""
    )


def find_polygons(view: View, area: Area) -> Iterator[Polygon]:
    """Find the polygons of an area on one view; none if the view does not show it."""
    names: tuple[str, ...] = getattr(BODY_PARTS[area.part], view)
    for name in names:
        for side in SIDES:
            if area.side in ("", "both", side):
                yield from _place_polygons(view, name, side)


def _place_polygons(view: View, name: str, side: str) -> Iterator[Polygon]:
    """Place a region's polygons on a view, on one side of the body."""
    figure = load_figures()[view]
    sign = 1 if (view == "front") == (side == "left") else -1
    for polygon in figure.regions[name]:
        # All run the same way round, so that overlapping ones do not cancel out.
        corners = [*zip(polygon[::2], polygon[1::2])][::sign]
        yield tuple(each for x, y in corners for each in (figure.width // 2 + sign * x, y))


def _path_operators(polygons: Iterable[Polygon]) -> str:
    return " ".join(map(_closed_path, polygons))


def _closed_path(polygon: Polygon) -> str:
    points = [f"{x} {y}" for x, y in zip(polygon[::2], polygon[1::2], strict=True)]
    return f"{points[0]} m {' l '.join(points[1:])} l h"


# --- the text around it ------------------------------------------------------------------


def lay_out_charts(chart: BodyChart, look: Look, width: float, parent: Role) -> Iterator[Figure]:
    """Lay out a chart at its smallest height, then at each larger one that fits a width."""
    named = (chart.front, chart.back, chart.left, chart.right, chart.caption)
    role = Role("Figure", parent, alt=chart.alt)
    frames = _lay_out_frames(*named, look, width)
    return (_build_chart(chart, frame, role) for frame in frames)


def _build_chart(chart: BodyChart, frame: _ChartFrame, role: Role) -> Figure:
    """Build a chart: both views of the body side by side, with their names below."""
    bodies = (
        Placed(BodyFigure("front", chart.areas, frame.tall, *frame.colours), frame.first),
        Placed(BodyFigure("back", chart.areas, frame.tall, *frame.colours), frame.second),
    )
    return Figure(PieceGroup(frame.height, (*bodies, *frame.labels)), role, frame.width)


class _ChartFrame(NamedTuple):
    """The chart without its bodies: its size, where each body begins, the labels around them.

    ``tall`` is the height of the bodies in points, and ``colours`` are theirs.
    """

    width: float
    height: float
    first: float
    second: float
    labels: tuple[Placed, ...]
    tall: float
    colours: tuple[str, str, str, str]


@memoized(64)
def _lay_out_frames(
    front: str, back: str, left: str, right: str, caption: str, look: Look, width: float
) -> tuple[_ChartFrame, ...]:
    """Lay out the labels at the smallest figure height and at each larger one that fits."""
    heights = FIGURE_HEIGHTS[LARGE_PRINT_SKIPS:] if look.scale.large else FIGURE_HEIGHTS
    named = (_add_view_names(front, back, left, right, look, tall) for tall in heights)
    frames = [_add_caption(one, caption, look, width) if caption else one for one in named]
    return (frames[0], *(one for one in frames[1:] if one.width <= width))


def _add_caption(bare: _ChartFrame, caption: str, look: Look, width: float) -> _ChartFrame:
    """Add a caption to the left of the figures."""
    label = typeset_lines(
        plain(caption), replace(look.caption_style, strong=True), width * CAPTION_SHARE
    )
    start = max(label.setting.width + look.size, (width - bare.width) / 2)
    labels = (Placed(label), *(replace(one, x=one.x + start) for one in bare.labels))
    return _ChartFrame(
        max(width, start + bare.width),
        max(label.height, bare.height),
        start + bare.first,
        start + bare.second,
        labels,
        bare.tall,
        bare.colours,
    )


def _add_view_names(
    front: str, back: str, left: str, right: str, look: Look, tall: float
) -> _ChartFrame:
    """Add the names of the views below the figures, and those of the sides by the heads.

    ``tall`` is the figures' height in body sizes. "Left" is in the middle, where the left
    arms of both figures meet.
    """
    colours = look.shade("main"), look.shade("tint"), look.shading_colour, look.shade("accent")
    body = BodyFigure("front", (), round(look.size * tall, 2), *colours)
    style = replace(look.small_style, align="centre")
    lefts, rights = (
        typeset_lines(plain(side), look.small_style, body.width) for side in (left, right)
    )
    margin = max(0.0, rights.setting.width - body.width * HEAD_SHARE)
    second = margin + body.width + look.size * 0.5
    width = second + body.width + margin
    labels = (
        Placed(rights),
        Placed(lefts, (width - lefts.setting.width) / 2),
        Placed(rights, width - rights.setting.width),
        Placed(typeset_lines(plain(front), style, body.width), margin, body.height),
        Placed(typeset_lines(plain(back), style, body.width), second, body.height),
    )
    height = body.height + style.leading
    return _ChartFrame(width, height, margin, second, labels, body.height, colours)
