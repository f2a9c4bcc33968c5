"""The few shapes that a page has besides text and pictures.

All functions take points, y upward, and colours as ``#rrggbb``.
"""

from __future__ import annotations

from collections.abc import Sequence

from handouts.pdf.backend import Surface
from handouts.pdf.objects import Rectangle, format_rgb

CIRCLE_CURVE = 0.5523


def draw_ground(canvas: Surface, box: Rectangle, colour: str) -> None:
    """Draw a rectangle (left, bottom, right, top) of one colour, which stays the colour to fill."""
    left, bottom, right, top = box
    place = f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f}"
    canvas.add_operators(f"{format_rgb(colour)} rg {place} re f")


def draw_panel(
    canvas: Surface,
    box: Rectangle,
    radius: float,
    fill: str = "",
    line: str = "",
    weight: float = 1.0,
    dash: float = 0.0,
) -> None:
    """Draw a rectangle (left, bottom, right, top) with round corners: filled, outlined or both.

    If ``dash`` is not 0, the outline consists of dashes and gaps, each ``dash`` points long.
    """
    colours = (f"{format_rgb(fill)} rg " if fill else "") + (
        f"{format_rgb(line)} RG {weight:.2f} w " if line else ""
    )
    colours += f"[{dash:.2f}] 0 d " if dash else ""
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(fill), bool(line)]
    canvas.add_operators(f"q {colours}{_round_corners(box, radius)} {paint} Q")


def _round_corners(box: Rectangle, radius: float) -> str:
    left, bottom, right, top = box
    r, k = radius, radius * (1 - CIRCLE_CURVE)
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


def draw_rule(
    canvas: Surface,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    weight: float,
    dash: float = 0.0,
) -> None:
    """Draw a straight line with round ends; if ``dash`` is not 0, of dashes of that length."""
    canvas.add_operators(_format_rule(start, end, f"{format_rgb(colour)} RG", weight, dash))


def _format_rule(
    start: tuple[float, float], end: tuple[float, float], stroke: str, weight: float, dash: float
) -> str:
    dashes = f"[{dash:.2f}] 0 d " if dash else ""
    return (
        f"q {stroke} {weight:.2f} w 1 J {dashes}"
        f"{start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l S Q"
    )


def draw_mark(
    canvas: Surface,
    start: tuple[float, float],
    end: tuple[float, float],
    weight: float,
    dash: float = 0.0,
) -> None:
    """Draw a rule of a printer's mark: black, and with all inks of a press, on each of its plates.

    If ``dash`` is not 0, it consists of dashes of that length.
    """
    canvas.add_operators(_format_rule(start, end, canvas.colours.registration, weight, dash))


def draw_line(
    canvas: Surface, points: Sequence[tuple[float, float]], colour: str, weight: float
) -> None:
    """Draw a line through points, with round ends and corners."""
    path = " ".join(
        f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points)
    )
    canvas.add_operators(f"q {format_rgb(colour)} RG {weight:.2f} w 1 J 1 j {path} S Q")


def draw_dots(
    canvas: Surface, start: tuple[float, float], count: int, pitch: float, size: float, colour: str
) -> None:
    """Draw a row of ``count`` round dots, the first one centred at ``start``.

    All dots are one stroke: a dashed line with round ends, whose dashes have hardly any length.
    With none at all, PDFium (Chrome) would draw each a tenth of a point too far along.
    """
    if count < 1:
        return
    x, y = start
    canvas.add_operators(
        f"q {format_rgb(colour)} RG {size:.2f} w 1 J [0.01 {pitch - 0.01:.3f}] 0 d "
        f"{x:.2f} {y:.2f} m {x + pitch * (count - 0.5):.2f} {y:.2f} l S Q"
    )


def draw_rings(
    canvas: Surface, start: tuple[float, float], count: int, pitch: float, size: float, colour: str
) -> None:
    """Draw a row of rings, white inside; the line is a seventh of their size."""
    draw_dots(canvas, start, count, pitch, size, colour)
    draw_dots(canvas, start, count, pitch, size * 5 / 7, "#ffffff")


def draw_half_dots(
    canvas: Surface, start: tuple[float, float], count: int, pitch: float, size: float, colour: str
) -> None:
    """Draw a row of rings whose left half is filled."""
    if count < 1:
        return
    draw_rings(canvas, start, count, pitch, size, colour)
    radius, y = size * 3 / 7, start[1]
    curve, top, bottom = radius * CIRCLE_CURVE, y + radius, y - radius
    halves = (
        f"{x:.2f} {top:.2f} m "
        f"{x - curve:.2f} {top:.2f} {x - radius:.2f} {y + curve:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - curve:.2f} {x - curve:.2f} {bottom:.2f} {x:.2f} {bottom:.2f} c"
        for x in (start[0] + pitch * place for place in range(count))
    )
    canvas.add_operators(f"q {format_rgb(colour)} rg {' h '.join(halves)} h f Q")


def draw_disc(canvas: Surface, middle: tuple[float, float], size: float, colour: str) -> None:
    """Draw a filled circle, ``size`` points in diameter."""
    draw_dots(canvas, middle, 1, size, size, colour)
