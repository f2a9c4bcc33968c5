"""Elliptical arcs as cubic curves (SVG 1.1, F.6)."""

from __future__ import annotations

import math
from collections.abc import Iterator

Pair = tuple[float, float]


def divide_arc(
    start: Pair, end: Pair, rx: float, ry: float, turn: float, large: bool, sweep: bool
) -> Iterator[tuple[float, ...]]:
    """Yield the curves of an arc, each of at most a right angle."""
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cosine * half_x + sine * half_y, -sine * half_x + cosine * half_y
    scale = max(1.0, math.hypot(x / rx, y / ry))
    rx, ry = rx * scale, ry * scale
    over = (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2
    factor = math.sqrt(max(0.0, over / ((rx * y) ** 2 + (ry * x) ** 2)))
    factor = -factor if large == sweep else factor
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    begin = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep_angle = math.atan2((-y - cy) / ry, (-x - cx) / rx) - begin
    sweep_angle %= math.tau
    if not sweep:
        sweep_angle -= math.tau
    middle_x = cosine * cx - sine * cy + (start[0] + end[0]) / 2
    middle_y = sine * cx + cosine * cy + (start[1] + end[1]) / 2
    count = max(1, math.ceil(abs(sweep_angle) / (math.pi / 2) - 1e-9))
    step = sweep_angle / count
    reach = 4 / 3 * math.tan(step / 4)
    for number in range(count):
        a, b = begin + number * step, begin + (number + 1) * step
        points = (
            (math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
            (math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
            (math.cos(b), math.sin(b)),
        )
        yield tuple(
            each
            for u, v in points
            for each in (
                middle_x + cosine * rx * u - sine * ry * v,
                middle_y + sine * rx * u + cosine * ry * v,
            )
        )
