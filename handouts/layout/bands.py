"""Heads: headings and titles on bands of the brand's main colour, or below a short rule."""

from __future__ import annotations

from collections.abc import Callable

from handouts.layout.graphics import Rule
from handouts.layout.look import Look
from handouts.layout.pieces import CalloutBox, Decoration, Piece, PieceGroup, Placed

_PADDING = 0.3
"""The padding of a heading's band, in body sizes."""

_AFTER_BAR = 0.45
"""How much further from a bar than from an edge the words of a heading begin, in body sizes."""

TITLE_PADDING = 0.8
"""The padding of the title's band, in body sizes."""

RULE_LENGTH, RULE_WEIGHT, RULE_GAP = 2.0, 0.22, 0.35
"""The length and weight of the short rule above a heading, and the gap below it, in body sizes."""

LayOutHead = Callable[[float, str], Piece]
"""Makes a piece for a width, in points, with type of a colour; its usual colour if that is empty"""


def lay_out_heading(lay_out: LayOutHead, look: Look, width: float) -> Piece:
    """A heading that ``lay_out`` makes, with what marks headings in a look."""
    if look.style.heads == "band":
        return lay_out_on_band(lay_out, look, width)
    if look.is_light:
        return _put_on_tint(lay_out, look, width)
    return (
        _put_below_rule(lay_out(width, ""), look)
        if look.style.heads == "rule"
        else lay_out(width, "")
    )


def _put_on_tint(lay_out: LayOutHead, look: Look, width: float) -> CalloutBox:
    """A heading on a tint behind a bar of the brand's colour, which is too light for the type.

    A band as strong as the title's, above each section, would outshout the boxes that warn.
    """
    padding, indent = round(look.size * _PADDING, 2), round(look.size * _AFTER_BAR, 2)
    words = lay_out(width - 2 * padding - indent, "")
    inner = PieceGroup(words.height, (Placed(words, indent),))
    if look.mono:
        return CalloutBox(inner, width, padding)
    return CalloutBox(inner, width, padding, look.shade("tint"), radius=3.0, bar=look.shade("band"))


def lay_out_on_band(
    lay_out: LayOutHead, look: Look, width: float, padding: float = _PADDING
) -> Piece:
    """A piece that ``lay_out`` makes, on a band as wide as it if the look has any.

    ``padding`` is in body sizes. In black and white the band is not drawn, but takes the same room,
    so that nothing moves.
    """
    if not look.has_bands:
        return lay_out(width, "")
    padding = round(look.size * padding, 2)
    fill, colour = look.ground_colours
    inner = lay_out(width - 2 * padding, colour)
    return CalloutBox(inner, width, padding, fill, radius=3.0)


def _put_below_rule(heading: Piece, look: Look) -> PieceGroup:
    """A heading with a short thick rule above it."""
    weight = round(look.size * RULE_WEIGHT, 2)
    down = weight + round(look.size * RULE_GAP, 2)
    # The rule's ends are round, and it is drawn on its middle.
    rule = Rule(look.size * RULE_LENGTH, look.shade("accent"), weight)
    parts = (Placed(Decoration(rule), weight / 2, weight / 2), Placed(heading, 0.0, down))
    return PieceGroup(down + heading.height, parts)
