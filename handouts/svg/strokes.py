"""The stroke of an element: how wide, with which ends, corners and dashes."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from handouts.svg.geometry import Matrix, measure_area
from handouts.svg.lengths import read_length
from handouts.svg.picture import Paint, Stroke
from handouts.svg.styles import Style

_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")
_MITER = 4.0


def read_stroke(
    style: Style, diagonal: float, read_paint: Callable[[], Paint | None]
) -> Stroke | None:
    """A style's stroke in user units; None without one. Percentages are of ``diagonal``."""
    if style.get("stroke", "none") == "none":
        return None
    width = read_length(style.get("stroke-width"), diagonal, default=1.0)
    paint = read_paint()
    if not paint or width <= 0:
        return None
    return Stroke(
        paint,
        width,
        _index(_CAPS, style.get("stroke-linecap")),
        _index(_JOINS, style.get("stroke-linejoin")),
        max(1.0, read_length(style.get("stroke-miterlimit"), 0.0, default=_MITER)),
        _read_dashes(style.get("stroke-dasharray", "none"), diagonal),
        read_length(style.get("stroke-dashoffset"), diagonal),
    )


def _read_dashes(text: str, diagonal: float) -> tuple[float, ...]:
    """Dashes and gaps in turn; empty for a line without, and for lengths that make no sense."""
    dashes = tuple(
        read_length(each, diagonal, default=-1.0) for each in text.replace(",", " ").split()
    )
    if not dashes or min(dashes) < 0 or max(dashes) == 0:
        return ()
    return dashes * 2 if len(dashes) % 2 else dashes


def _index(names: tuple[str, ...], name: str | None) -> int:
    return names.index(name) if name in names else 0


def scale_stroke(stroke: Stroke | None, matrix: Matrix) -> Stroke | None:
    """A stroke in the units to which a transform leads."""
    if not stroke:
        return None
    scale = measure_area(matrix) ** 0.5
    return replace(
        stroke,
        width=stroke.width * scale,
        dashes=tuple(each * scale for each in stroke.dashes),
        dash_start=stroke.dash_start * scale,
    )
