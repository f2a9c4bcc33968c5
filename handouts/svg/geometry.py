"""Affine transforms, paths as cubic curves, and the boxes around them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import chain

Matrix = tuple[float, float, float, float, float, float]
"""x' = a x + c y + e, y' = b x + d y + f."""

Segment = tuple[str, tuple[float, ...]]
"""A step of a path: M or L with a point, C with three points, Z with none."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_TRANSFORM = re.compile(r"([a-zA-Z]+)\s*\(([^()]*)\)")
_COUNTS = {
    "translate": (1, 2),
    "scale": (1, 2),
    "rotate": (1, 3),
    "matrix": (6,),
    "skewx": (1,),
    "skewy": (1,),
}


def read_numbers(text: str) -> list[float]:
    """All numbers in a text."""
    return [float(number) for number in re.findall(NUMBER, text)]


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that applies ``inner`` first."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, l = inner  # noqa: E741
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * l + e,
        b * k + d * l + f,
    )


def measure_area(matrix: Matrix) -> float:
    """How much larger a transform makes areas; 0 for one that flattens."""
    a, b, c, d, *_ = matrix
    return abs(a * d - b * c)


def invert(matrix: Matrix) -> Matrix:
    """The transform back. Raises ZeroDivisionError for one that flattens."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    back = d / area, -b / area, -c / area, a / area
    return (*back, (c * f - d * e) / area, (b * e - a * f) / area)


def is_similar(matrix: Matrix) -> bool:
    """Whether a transform keeps circles round."""
    a, b, c, d, *_ = matrix
    size = max(map(abs, (a, b, c, d)))
    turned = abs(a - d) + abs(b + c), abs(a + d) + abs(b - c)
    return min(turned) <= 1e-4 * size


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point, transformed."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def read_transform(text: str) -> Matrix | None:
    """The transform in an attribute or a style; None where it cannot be understood."""
    result, rest = IDENTITY, _TRANSFORM.sub("", text)
    if rest.strip(" \t\r\n,") not in ("", "none"):
        return None
    for name, inside in _TRANSFORM.findall(text):
        matrix = _read_step(name.lower(), inside)
        if matrix is None:
            return None
        result = multiply(result, matrix)
    return result


def _read_step(name: str, inside: str) -> Matrix | None:
    numbers = read_numbers(inside)
    left_over = re.sub(NUMBER, "", inside).replace("px", "").replace("deg", "")
    if left_over.strip(" \t\r\n,") or len(numbers) not in _COUNTS.get(name, ()):
        return None
    match name, numbers:
        case "translate", (x, *y):
            return (1, 0, 0, 1, x, y[0] if y else 0)
        case "scale", (x, *y):
            return (x, 0, 0, y[0] if y else x, 0, 0)
        case "rotate", (angle, *middle):
            return _rotate(math.radians(angle), *middle)
        case "skewx", (angle,):
            return (1, 0, math.tan(math.radians(angle)), 1, 0, 0)
        case "skewy", (angle,):
            return (1, math.tan(math.radians(angle)), 0, 1, 0, 0)
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)


def _rotate(angle: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cosine, sine = math.cos(angle), math.sin(angle)
    turned = (cosine, sine, -sine, cosine, 0.0, 0.0)
    return multiply(multiply((1, 0, 0, 1, x, y), turned), (1, 0, 0, 1, -x, -y))


def transform_path(path: Iterable[Segment], matrix: Matrix) -> Iterator[Segment]:
    """Yield a path's segments, transformed."""
    a, b, c, d, e, f = matrix
    for step, points in path:
        places = zip(points[::2], points[1::2], strict=True)
        # As in ``apply``, which would take twice the time for the points of a picture.
        pairs = [(a * x + c * y + e, b * x + d * y + f) for x, y in places]
        yield step, tuple(chain.from_iterable(pairs))


def measure_path(path: Iterable[Segment]) -> Box | None:
    """The box around a path; None for a path without points."""
    across: list[float] = []
    down: list[float] = []
    x = y = 0.0
    for step, points in path:
        if step == "C":
            across += _find_extremes((x, *points[::2]))
            down += _find_extremes((y, *points[1::2]))
        across += points[-2:-1]
        down += points[-1:]
        x, y = points[-2:] if points else (x, y)
    return (min(across), min(down), max(across), max(down)) if across else None


def _find_extremes(values: tuple[float, ...]) -> list[float]:
    """Where a cubic curve turns, in one of its coordinates."""
    p, q, r, s = values
    if min(p, s) <= min(q, r) and max(q, r) <= max(p, s):
        return []
    a, b, c = 3 * (s - 3 * r + 3 * q - p), 6 * (r - 2 * q + p), 3 * (q - p)
    root = b * b - 4 * a * c
    if abs(a) < 1e-12:
        times = [-c / b] if b else []
    else:
        times = [(-b + sign * math.sqrt(root)) / (2 * a) for sign in (1, -1)] if root >= 0 else []
    return [
        p * (1 - t) ** 3 + 3 * q * t * (1 - t) ** 2 + 3 * r * t * t * (1 - t) + s * t**3
        for t in times
        if 0 < t < 1
    ]


def drop_flat(path: list[Segment]) -> list[Segment]:
    """A path without the subpaths that are lines, and so have nothing to fill."""
    subpaths: list[list[Segment]] = []
    for segment in path:
        if segment[0] == "M" or not subpaths:
            subpaths.append([])
        subpaths[-1].append(segment)
    return [segment for each in subpaths if not _is_flat(each) for segment in each]


def _is_flat(subpath: list[Segment]) -> bool:
    """Whether all points of a subpath lie on one line."""
    values = [value for _, points in subpath for value in points]
    across, down = values[::2], values[1::2]
    x, y = across[0], down[0]
    away = [(right - x, low - y) for right, low in zip(across, down, strict=True)]
    far_x, far_y = max(away, key=lambda each: abs(each[0]) + abs(each[1]))
    size = far_x * far_x + far_y * far_y
    return all(abs(far_x * low - far_y * right) <= 1e-9 * size for right, low in away)


def join_boxes(boxes: Iterable[Box | None]) -> Box | None:
    """The box around boxes; None where there is none."""
    known = [box for box in boxes if box]
    if not known:
        return None
    lefts, tops, rights, bottoms = zip(*known, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
