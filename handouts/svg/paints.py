"""The paint of an element: a colour, or a gradient with all that it takes from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.svg.colours import BLACK, Colour, read_colour, read_share
from handouts.svg.context import DrawingContext
from handouts.svg.elements import AS_PNG, SvgElement, list_children
from handouts.svg.geometry import (
    Matrix,
    Segment,
    measure_area,
    measure_path,
    multiply,
    read_transform,
)
from handouts.svg.lengths import read_length
from handouts.svg.picture import Gradient, GradientStop, Paint
from handouts.svg.styles import Style

_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)[\"']?\s*\)\s*(.*)", re.DOTALL)
_LONGEST_CHAIN = 20
_MOST_STOPS = 200
_LINE = (("x1", "0%"), ("y1", "0%"), ("x2", "100%"), ("y2", "0%"))


class PaintReader:
    """Reads paints in a file."""

    def __init__(self, context: DrawingContext) -> None:
        self.context = context

    def read_paint(
        self, element: SvgElement, style: Style, name: str, path: list[Segment], matrix: Matrix
    ) -> Paint | None:
        """The paint of a path's "fill" or "stroke"; None for none."""
        value = style.get(name, "black" if name == "fill" else "none")
        opacity = read_share(style.get(f"{name}-opacity"))
        match = _URL.match(value)
        if match:
            server = self.context.file.find(match[1])
            paint = self._serve(server, path, matrix) if server is not None else None
            value = match[2] or "none"
            if paint or server is not None and value == "none":
                return _fade(paint, opacity)
        if value in ("none", ""):
            return None
        if value in ("context-fill", "context-stroke"):
            self.context.reasons.append("markers")
            return None
        colour = self._read_colour(element, style, name, value)
        return _fade(Paint(colour.name, colour.opacity), opacity)

    def _read_colour(self, element: SvgElement, style: Style, name: str, value: str) -> Colour:
        if value.lower() == "currentcolor":
            name, value = "color", style.get("color", "black")
        colour = BLACK if value.lower() == "currentcolor" else read_colour(value)
        if colour is None:
            message = f"'{name}' may not be '{value[:40]}' in a picture: this colour is not known."
            hint = f"Use a colour such as '#0b5563' or 'teal', or 'none'. {AS_PNG}"
            self.context.file.report("unsupported-drawing", message, hint, element, name)
        return colour or BLACK

    def _serve(self, server: SvgElement, path: list[Segment], matrix: Matrix) -> Paint | None:
        match server.tag:
            case "linearGradient" | "radialGradient":
                return self._read_gradient(server, path, matrix)
            case "pattern":
                self.context.reasons.append("a pattern")
            case _:
                message = f"The element '{server.tag}' is not allowed in a picture."
                hint = f"Fill the shape with a colour or a plain gradient. {AS_PNG}"
                self.context.file.report("unsupported-drawing", message, hint, server)
        return None

    def _read_gradient(
        self, server: SvgElement, path: list[Segment], matrix: Matrix
    ) -> Paint | None:
        chain = list(self._follow(server))
        stops = self._read_stops(chain)
        if not stops:
            return None
        if len(stops) == 1:
            return Paint(stops[0].colour, stops[0].opacity)
        values: dict[str, str] = {}
        for each in reversed(chain):
            values.update(each.attrib)
        in_box = values.get("gradientUnits", "objectBoundingBox") != "userSpaceOnUse"
        if in_box:
            box = measure_path(path)
            if not box or box[0] == box[2] or box[1] == box[3]:
                return None
            inside = (box[2] - box[0], 0.0, 0.0, box[3] - box[1], box[0], box[1])
            matrix = multiply(matrix, inside)
        if values.get("spreadMethod", "pad") != "pad":
            self.context.reasons.append("a gradient that repeats")
        own = read_transform(values.get("gradientTransform", ""))
        size = (1.0, 1.0) if in_box else self.context.viewport
        points = _read_points(server.tag, values, size)
        if own is None or not points or measure_area(multiply(matrix, own)) < 1e-12:
            return Paint(stops[-1].colour, stops[-1].opacity)
        return Paint("", 1.0, Gradient(points, multiply(matrix, own), stops))

    def _follow(self, server: SvgElement) -> Iterator[SvgElement]:
        """Yield a gradient, and those that it takes what it lacks from."""
        each: SvgElement | None = server
        for _ in range(_LONGEST_CHAIN):
            if each is None or not each.tag.endswith("Gradient"):
                return
            yield each
            each = self.context.file.find(each.attrib.get("href", ""))

    def _read_stops(self, chain: list[SvgElement]) -> tuple[GradientStop, ...]:
        """The stops of the first gradient that has any, each no earlier than the one before."""
        stops: list[GradientStop] = []
        for gradient in chain:
            for each in list_children(gradient):
                if each.tag == "stop":
                    before = stops[-1].offset if stops else 0.0
                    stops.append(self._read_stop(each, before))
            if stops:
                break
        if len(stops) > _MOST_STOPS:
            self.context.reasons.append("a gradient of very many colours")
        return tuple(stops)

    def _read_stop(self, element: SvgElement, before: float) -> GradientStop:
        style = self.context.style_of(element)
        value = style.get("stop-color", "black")
        colour = self._read_colour(element, style, "stop-color", value)
        opacity = colour.opacity * read_share(style.get("stop-opacity"))
        offset = read_share(element.attrib.get("offset"), 0.0)
        return GradientStop(max(before, offset), colour.name, opacity)


def _read_points(
    tag: str, values: dict[str, str], size: tuple[float, float]
) -> tuple[float, ...] | None:
    """The line or the two circles of a gradient; None where all of it is its last colour."""
    width, height = size
    diagonal = ((width**2 + height**2) / 2) ** 0.5
    if tag == "linearGradient":
        line = tuple(
            read_length(values.get(name, usual), height if name[0] == "y" else width)
            for name, usual in _LINE
        )
        return line if line[:2] != line[2:] else None
    x = read_length(values.get("cx", "50%"), width)
    y = read_length(values.get("cy", "50%"), height)
    r = read_length(values.get("r", "50%"), diagonal)
    if r <= 0:
        return None
    fx = read_length(values.get("fx"), width, default=x)
    fy = read_length(values.get("fy"), height, default=y)
    fr = read_length(values.get("fr"), diagonal)
    away = ((fx - x) ** 2 + (fy - y) ** 2) ** 0.5
    if away > r * 0.999:  # SVG 1.1, 13.2.3: at the edge of the circle at most
        fx, fy = x + (fx - x) * r * 0.999 / away, y + (fy - y) * r * 0.999 / away
    return fx, fy, min(max(fr, 0.0), r * 0.999), x, y, r


def _fade(paint: Paint | None, opacity: float) -> Paint | None:
    """A paint with an opacity of its own; None for one that is not seen."""
    if paint is None:
        return None
    opacity *= paint.opacity
    return Paint(paint.colour, opacity, paint.gradient) if opacity > 0 else None
