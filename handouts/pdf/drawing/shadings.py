"""Gradients as shading patterns (ISO 32000-1, 8.7.4)."""

from __future__ import annotations

from collections.abc import Callable

from handouts.pdf.colours import ColourSpace
from handouts.svg.geometry import Matrix
from handouts.svg.picture import Gradient, GradientStop

Recolour = Callable[[str], str]
"""A colour ``#rrggbb`` as it is printed."""

_FormatStop = Callable[[GradientStop], str]

_SAME = 1e-5


def format_pattern(gradient: Gradient, shading: str) -> str:
    """The pattern of a gradient, in the units of the picture."""
    return f"<</PatternType 2/Matrix[{_format_exactly(gradient.matrix)}]/Shading{shading}>>"


def format_shading(gradient: Gradient, recolour: Recolour, space: ColourSpace) -> str:
    """The shading of a gradient's colours in a colour space."""
    return _format_shading(
        gradient, space.name, lambda stop: space.format_components(recolour(stop.colour))
    )


def format_veil(gradient: Gradient) -> str:
    """The shading of a gradient's opacity, as greys."""
    return _format_shading(gradient, "DeviceGray", lambda stop: f"{stop.opacity:.4f}")


def _format_shading(gradient: Gradient, space: str, colour: _FormatStop) -> str:
    kind = 2 if len(gradient.points) == 4 else 3
    function = _format_function(gradient.stops, colour)
    return (
        f"<</ShadingType {kind}/ColorSpace/{space}/Coords[{_format_exactly(gradient.points)}]"
        f"/Extend[true true]/Function{function}>>"
    )


def _format_function(stops: tuple[GradientStop, ...], colour: _FormatStop) -> str:
    """The colour at each share of the way, between stops that do not coincide."""
    first, last = stops[0], stops[-1]
    way = [(0.0, first), *((stop.offset, stop) for stop in stops), (1.0, last)]
    spans = [
        (start, end, _format_span(before, after, colour))
        for (start, before), (end, after) in zip(way, way[1:], strict=False)
        if end - start > _SAME
    ]
    if len(spans) == 1:
        return spans[0][2]
    functions = "".join(span for _, _, span in spans)
    bounds = _format_exactly(tuple(start for start, _, _ in spans[1:]))
    return (
        f"<</FunctionType 3/Domain[0 1]/Functions[{functions}]/Bounds[{bounds}]"
        f"/Encode[{' '.join(['0 1'] * len(spans))}]>>"
    )


def _format_span(start: GradientStop, end: GradientStop, colour: _FormatStop) -> str:
    return f"<</FunctionType 2/Domain[0 1]/N 1/C0[{colour(start)}]/C1[{colour(end)}]>>"


def _format_exactly(values: Matrix | tuple[float, ...]) -> str:
    """Numbers as exact as a reader keeps them, never with an exponent."""
    return " ".join(f"{value:.6f}".rstrip("0").rstrip(".") or "0" for value in values)
