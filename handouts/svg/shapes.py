"""The path of an element that is a shape, and the outline that it draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.svg.elements import AS_PNG, SvgElement, SvgFile
from handouts.svg.geometry import Segment, read_numbers
from handouts.svg.lengths import read_length
from handouts.svg.paths import (
    DamagedPath,
    make_ellipse,
    make_polygon,
    make_rectangle,
    read_path,
)
from handouts.svg.picture import Outline

SHAPES = frozenset("path rect circle ellipse line polyline polygon".split())
_LETTERS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_STEPS = {letter: step for step, letter in _LETTERS.items()}


def read_shape(file: SvgFile, element: SvgElement, width: float, height: float) -> list[Segment]:
    """The path of a shape in a viewport of this size, in user units; empty if it draws nothing."""

    def length(name: str, whole: float) -> float:
        return read_length(element.attrib.get(name), whole)

    diagonal = ((width**2 + height**2) / 2) ** 0.5
    match element.tag:
        case "path":
            return _read_path(file, element)
        case "rect":
            size = length("width", width), length("height", height)
            radii = _read_radii(element, width, height)
            corner = length("x", width), length("y", height)
            return make_rectangle(*corner, *size, *radii) if min(size) > 0 else []
        case "circle" | "ellipse":
            radius = length("r", diagonal)
            radii = (radius, radius)
            if element.tag == "ellipse":
                radii = _read_radii(element, width, height)
            middle = length("cx", width), length("cy", height)
            return make_ellipse(*middle, *radii) if min(radii) > 0 else []
        case "line":
            start = length("x1", width), length("y1", height)
            end = length("x2", width), length("y2", height)
            return make_polygon((start, end), is_closed=False)
    numbers = read_numbers(element.attrib.get("points", ""))
    points = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    return make_polygon(points, is_closed=element.tag == "polygon") if len(points) > 1 else []


def _read_radii(element: SvgElement, width: float, height: float) -> tuple[float, float]:
    """The two radii; one that is missing is as large as the other."""
    radii = [
        read_length(element.attrib.get(name), whole, default=-1.0)
        for name, whole in (("rx", width), ("ry", height))
    ]
    first, second = (max(0.0, other) if own < 0 else own for own, other in (radii, radii[::-1]))
    return first, second


def _read_path(file: SvgFile, element: SvgElement) -> list[Segment]:
    try:
        return read_path(element.attrib.get("d", ""))
    except DamagedPath:
        message = "A shape of the picture is damaged: its path ends in the middle."
        hint = f"Open the picture in the drawing program, and export it again. {AS_PNG}"
        file.report("bad-picture", message, hint, element, "d")
        return []


def draw_outline(path: Sequence[Segment], *, even_odd: bool = False) -> Outline:
    """A path as operators."""
    words: list[str] = []
    for step, points in path:
        words += map(format_unit, points)
        words.append(_LETTERS[step])
    return Outline(" ".join(words), even_odd)


def read_outline(outline: Outline) -> Iterator[Segment]:
    """Yield the segments of an outline."""
    numbers: list[float] = []
    for token in outline.operators.split():
        if token in _STEPS:
            yield _STEPS[token], tuple(numbers)
            numbers = []
        else:
            numbers.append(float(token))


def format_unit(value: float) -> str:
    """A number to two decimals, without trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
