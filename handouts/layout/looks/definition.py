"""The definition of a brand's look: where its colours stand, and what marks headings and boxes."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data

Heads = Literal["plain", "band", "rule"]
"""Headings as they are, on a band of colour, or below a short thick rule."""

Callouts = Literal["tint", "bar", "card"]
"""Boxes on a tint, on a tint with a bar at the left, or in a frame with round corners."""

Covers = Literal["white", "field"]
"""The title on white, or on a field of colour that reaches down to the foot of the cover."""


class BrandLook(Data, frozen=True):
    """What a clinic's handouts look like besides its colours, font and logo.

    A cover without a picture has a field in every look: it is never white. With ``has_icons`` the
    headings of known sections have an icon.
    """

    name: str
    about: str
    heads: Heads = "plain"
    callouts: Callouts = "tint"
    covers: Covers = "white"
    has_icons: bool = False
