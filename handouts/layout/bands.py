"""Bands: headings on the main colour of a brand whose main colour is too light for text."""

from __future__ import annotations

from collections.abc import Callable

from handouts.layout.look import Look
from handouts.layout.pieces import CalloutBox, Piece

_PADDING = 0.3
"""The padding of a heading's band, in body sizes."""

TITLE_PADDING = 0.8
"""The padding of the title's band, in body sizes."""


def lay_out_on_band(
    lay_out: Callable[[float], Piece], look: Look, width: float, padding: float = _PADDING
) -> Piece:
    """A piece that ``lay_out`` makes for a width, on a band as wide if the look has any.

    ``padding`` is in body sizes. In black and white the band is not drawn, but takes the same room,
    so that nothing moves.
    """
    if not look.has_bands:
        return lay_out(width)
    padding = round(look.size * padding, 2)
    inner = lay_out(width - 2 * padding)
    fill = "" if look.mono else look.shade("band")
    return CalloutBox(inner, width, padding, fill, radius=3.0)
