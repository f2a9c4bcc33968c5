"""Gradients as shading patterns (ISO 32000-1, 8.7.4)."""

from __future__ import annotations

from collections.abc import Callable

from handouts.pdf import objects
from handouts.svg.geometry import Matrix
from handouts.svg.picture import Gradient, GradientStop

_SAME = 1e-5


def format_pattern(gradient: Gradient, shading: str) -> str:
    """The pattern of a gradient, in the units of the picture."""
    return f"<</PatternType 2/Matrix[{_format_exactly(gradient.matrix)}]/Shading{shading}>>"


def format_shading(gradient: Gradient, recolour: Callable[[str], str] | None) -> str:
    """The shading of a gradient's colours; without ``recolour``, of its opacity as greys."""
    space = "DeviceRGB" if recolour else "DeviceGray"
    kind = 2 if len(gradient.points) == 4 else 3
    function = _format_function(gradient.stops, recolour)
    return (
        f"<</ShadingType {kind}/ColorSpace/{space}/Coords[{_format_exactly(gradient.points)}]"
        f"/Extend[true true]/Function{function}>>"
    )


def _format_function(stops: tuple[GradientStop, ...], recolour: Callable[[str], str] | None) -> str:
    """The colour at each share of the way, between stops that do not coincide."""
    first, last = stops[0], stops[-1]
    way = [(0.0, first), *((stop.offset, stop) for stop in stops), (1.0, last)]
    spans = [
        (start, end, _format_span(before, after, recolour))
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


def _format_span(
    start: GradientStop, end: GradientStop, recolour: Callable[[str], str] | None
) -> str:
    colours = (_format_colour(stop, recolour) for stop in (start, end))
    return "<</FunctionType 2/Domain[0 1]/N 1/C0[{}]/C1[{}]>>".format(*colours)


def _format_colour(stop: GradientStop, recolour: Callable[[str], str] | None) -> str:
    return objects.format_rgb(recolour(stop.colour)) if recolour else f"{stop.opacity:.4f}"


def _format_exactly(values: Matrix | tuple[float, ...]) -> str:
    """Numbers as exact as a reader keeps them, never with an exponent."""
    return " ".join(f"{value:.6f}".rstrip("0").rstrip(".") or "0" for value in values)
