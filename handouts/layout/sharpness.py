"""Pictures that have too few pixels for the size at which a leaflet shows them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from handouts.layout.drawing import list_pieces
from handouts.layout.graphics import Illustration
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import Piece, list_inner_pieces
from handouts.pdf.drawing.pictures import measure_picture
from handouts.sources.findings import Finding, Place

MIN_DPI = 150
"""Below so many pixels an inch, a reader sees steps and blurred edges on paper."""


def find_coarse_pictures(leaflet: Leaflet) -> list[Finding]:
    """Warnings about pictures with fewer pixels an inch than ``MIN_DPI``, one for each file."""
    coarsest: dict[str, tuple[float, Illustration]] = {}
    for drawn in _find_illustrations(list_pieces(leaflet)):
        if drawn.art.kind == "pixels":
            dpi = _measure_columns(drawn) / (drawn.width / 72)
            if dpi < min(MIN_DPI, coarsest.get(drawn.art.name, (MIN_DPI,))[0]):
                coarsest[drawn.art.name] = dpi, drawn
    return [_explain(dpi, drawn) for dpi, drawn in coarsest.values()]


def _find_illustrations(pieces: Iterable[Piece]) -> Iterator[Illustration]:
    for piece in pieces:
        if isinstance(piece, Illustration):
            yield piece
        yield from _find_illustrations(list_inner_pieces(piece))


def _measure_columns(drawn: Illustration) -> float:
    return measure_picture(drawn.art.name, drawn.art.kind, drawn.art.content)[0]


def _explain(dpi: float, drawn: Illustration) -> Finding:
    wide = drawn.width / 72 * 25.4
    message = (
        f"The picture has too few pixels: {_measure_columns(drawn):,.0f} across {wide:.0f} mm are "
        f"{dpi:.0f} dpi, and it will look blurred."
    )
    hint = f"Use one that is {math.ceil(drawn.width / 72 * MIN_DPI):,} pixels wide or more."
    return Finding("coarse-picture", Place(drawn.art.name), message, hint, severity="warning")
