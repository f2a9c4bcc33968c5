"""The edges of a page for a print shop, and of the panels between its folds."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.pdf.objects import Rectangle

Side = Literal["left", "right", "top", "bottom"]


class PageEdges(Data, frozen=True):
    """The edges of one page that is trimmed to ``width`` and ``height``, in points.

    ``folds`` are their distances from the left edge. Colour that reaches the edge runs on for
    ``bleed`` points, since no cut is exact.
    """

    width: float
    height: float
    bleed: float
    folds: tuple[float, ...] = ()

    def extend_box(self, box: Rectangle, sides: frozenset[Side]) -> Rectangle:
        """A box (left, bottom, right, top), extended on these sides to the next fold or edge.

        Where that is an edge of the page, it is extended over the bleed too.
        """
        left, bottom, right, top = box
        folds = self.folds
        if "left" in sides:
            left = max((fold for fold in folds if fold <= left), default=-self.bleed)
        if "right" in sides:
            right = min((fold for fold in folds if fold >= right), default=self.width + self.bleed)
        if "bottom" in sides:
            bottom = -self.bleed
        if "top" in sides:
            top = self.height + self.bleed
        return left, bottom, right, top
