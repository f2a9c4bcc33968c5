"""Pictures of too few pixels for their size in a leaflet, and drawings that become pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from handouts.document.blocks import Artwork
from handouts.layout.drawing import list_pieces
from handouts.layout.graphics import Illustration
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import Piece, list_inner_pieces
from handouts.layout.typesetting import MIN_DPI, measure_dpi
from handouts.pdf.drawing.photos import PRINT_DPI
from handouts.pdf.drawing.pictures import find_pixel_reasons, measure_picture
from handouts.sources.findings import Finding, Place


def find_coarse_pictures(leaflet: Leaflet) -> list[Finding]:
    """Warnings about pictures with fewer pixels an inch than ``MIN_DPI``, one for each file."""
    coarsest: dict[str, tuple[float, Illustration]] = {}
    for drawn in _find_illustrations(list_pieces(leaflet)):
        dpi = measure_dpi(drawn)
        if dpi < min(MIN_DPI, coarsest.get(drawn.art.name, (MIN_DPI,))[0]):
            coarsest[drawn.art.name] = dpi, drawn
    return [_explain(dpi, drawn) for dpi, drawn in coarsest.values()]


def find_drawings_as_pixels(leaflet: Leaflet) -> list[Finding]:
    """Notes about drawings that are printed as pixels, one for each file."""
    drawn = {
        each.art.name: each.art
        for each in _find_illustrations(list_pieces(leaflet))
        if each.art.kind == "svg"
    }
    return [_explain_pixels(art, reasons) for art in drawn.values() if (reasons := _reasons(art))]


def _reasons(art: Artwork) -> tuple[str, ...]:
    return find_pixel_reasons(art.name, art.kind, art.content)


def _explain_pixels(art: Artwork, reasons: tuple[str, ...]) -> Finding:
    message = f"The picture is printed as pixels, {PRINT_DPI} dpi, because it has {reasons[0]}."
    if len(reasons) > 1:
        message = f"{message[:-1]}, and {', and '.join(reasons[1:])}."
    hint = "It looks the same. To print it as sharp shapes, remove that, and export it again."
    return Finding("picture-as-pixels", Place(art.name), message, hint, severity="note")


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
