"""Marks: the few shapes a page is made of beside text and pictures.

All take points, y upward, and colours as ``#rrggbb``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

CURVE = 0.5523


@lru_cache(maxsize=256)
def rgb(colour: str) -> str:
    """A colour as three operands, each to three decimals."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def panel(
    canvas: Any,
    box: tuple[float, float, float, float],
    radius: float,
    fill: str = "",
    line: str = "",
    weight: float = 1.0,
    dash: float = 0.0,
) -> None:
    """A rectangle (left, bottom, right, top) with round corners, filled or lined or both.

    The line is of dashes and gaps, ``dash`` points long each, where that is given.
    """
    colours = (f"{rgb(fill)} rg " if fill else "") + (
        f"{rgb(line)} RG {weight:.2f} w " if line else ""
    )
    colours += f"[{dash:.2f}] 0 d " if dash else ""
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(fill), bool(line)]
    canvas._code.append(f"q {colours}{_round(box, radius)} {paint} Q")


def _round(box: tuple[float, float, float, float], radius: float) -> str:
    left, bottom, right, top = box
    r, k = radius, radius * (1 - CURVE)
    return (
        f"{left + r:.2f} {bottom:.2f} m {right - r:.2f} {bottom:.2f} l "
        f"{right - k:.2f} {bottom:.2f} {right:.2f} {bottom + k:.2f} {right:.2f} {bottom + r:.2f} c "
        f"{right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
        f"{left + r:.2f} {top:.2f} l "
        f"{left + k:.2f} {top:.2f} {left:.2f} {top - k:.2f} {left:.2f} {top - r:.2f} c "
        f"{left:.2f} {bottom + r:.2f} l "
        f"{left:.2f} {bottom + k:.2f} {left + k:.2f} {bottom:.2f} {left + r:.2f} {bottom:.2f} c h"
    )


def rule(
    canvas: Any,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    weight: float,
    dash: float = 0.0,
) -> None:
    """A straight line with round ends; of dashes ``dash`` points long, where that is given."""
    dashes = f"[{dash:.2f}] 0 d " if dash else ""
    canvas._code.append(
        f"q {rgb(colour)} RG {weight:.2f} w 1 J {dashes}"
        f"{start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l S Q"
    )


def dots(
    canvas: Any, start: tuple[float, float], count: int, pitch: float, size: float, colour: str
) -> None:
    """A row of ``count`` round dots, the first with its middle at ``start``.

    One dashed line with dashes of no length and round ends: a stroke, however many dots.
    """
    if count < 1:
        return
    x, y = start
    canvas._code.append(
        f"q {rgb(colour)} RG {size:.2f} w 1 J [0 {pitch:.3f}] 0 d "
        f"{x:.2f} {y:.2f} m {x + pitch * (count - 0.5):.2f} {y:.2f} l S Q"
    )


def rings(
    canvas: Any, start: tuple[float, float], count: int, pitch: float, size: float, colour: str
) -> None:
    """A row of round rings, white inside, with a line of a seventh of their size."""
    dots(canvas, start, count, pitch, size, colour)
    dots(canvas, start, count, pitch, size * 5 / 7, "#ffffff")


def disc(canvas: Any, middle: tuple[float, float], size: float, colour: str) -> None:
    """A filled circle, ``size`` points across."""
    dots(canvas, middle, 1, size, size, colour)
