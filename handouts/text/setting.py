"""Typesetting: a text, a style and a width become lines that can draw themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from handouts.compose.runs import Run
from handouts.pdf.glyphs import draw
from handouts.pdf.links import address
from handouts.pdf.structure import Element
from handouts.text.lines import Line, Link, line
from handouts.text.parting import hyphenated, squeezed
from handouts.text.style import TextStyle, metrics
from handouts.text.tagged import Teller, put_plain
from handouts.text.units import Face, Material, material
from handouts.text.wrap import wrap

# Raised text: smaller, but never under 7 pt where the text itself is not.
_RAISED_SIZE = 0.65
_RAISED_LEAST = 7.0


@dataclass(frozen=True, eq=False)
class Setting:
    """A text set to a measure (the width given, in points). Never changes.

    Knows its height at once; its ``lines`` are made when they are first asked for.
    """

    style: TextStyle
    measure: float
    material: Material
    ends: tuple[int, ...]

    def __len__(self) -> int:
        """The number of lines."""
        return len(self.ends)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines from top to bottom."""
        leading, first = self.style.leading, self.first_baseline
        starts = (0, *self.ends[:-1])
        return tuple(
            line(self.material, start, end, self.style, self.measure, -first - number * leading)
            for number, (start, end) in enumerate(zip(starts, self.ends))
        )

    @property
    def height(self) -> float:
        """The lines times the leading, in points."""
        return len(self.ends) * self.style.leading

    @property
    def width(self) -> float:
        """The width of the widest line, in points; lines of whole words are not made for it."""
        boxes = self.material.boxes
        if not all(box.whole for box in boxes):
            return max((one.width for one in self.lines), default=0.0)
        spans = zip((0, *self.ends), self.ends)
        lines = (boxes[start:end] for start, end in spans)
        widths = (sum(box.width + box.space for box in line) - line[-1].space for line in lines)
        return max(widths, default=0.0) * self.style.size

    @property
    def least_width(self) -> float:
        """The measure in points below which words would be parted."""
        return max((box.width for box in self.material.boxes), default=0.0) * self.style.size

    @cached_property
    def first_baseline(self) -> float:
        """How far the first baseline is below the top, in points."""
        return first_baseline(self.style)

    def breaks(self, orphans: int = 2, widows: int = 2) -> tuple[int, ...]:
        """The numbers of lines before which the text may be split between panels.

        At least so many lines stay before (``orphans``) and after (``widows``) a split.
        """
        return tuple(range(max(1, orphans), len(self.ends) - max(1, widows) + 1))

    def text_between(self, first: int, last: int) -> tuple[Run, ...]:
        """The text of lines ``first`` up to ``last``."""
        starts = (0, *self.ends)
        return self.material.text_between(starts[first], starts[last])

    def draw(
        self,
        canvas: Any,
        x: float,
        top: float,
        first: int = 0,
        last: int | None = None,
        element: Element | None = None,
    ) -> None:
        """Draw lines ``first`` up to ``last`` on a ReportLab canvas, y upward, in points.

        The top of line ``first`` is at ``top``. Links become annotations: web addresses,
        or ``#name`` for a place that the document must have (``canvas.bookmarkPage``). On a
        canvas with a structure the lines belong to the element, by default its scope's; in
        furniture no link leads anywhere.
        """
        shown = self.lines[first:last]
        shift = top + first * self.style.leading
        scope = element or getattr(canvas, "scope", None)
        if scope:
            if not put_plain(canvas, scope, shown, first, x, shift):
                teller = Teller(canvas, scope, first, self.material.backward)
                teller.draw(shown, x, top, shift, self.style.leading)
            return
        draw(canvas, x, shift, (one.row for one in shown))
        if getattr(canvas, "structure", None):
            return
        for number, one in enumerate(shown):
            bottom = top - (number + 1) * self.style.leading
            for link in one.links:
                _annotate(canvas, link, x, bottom, bottom + self.style.leading)


def first_baseline(style: TextStyle) -> float:
    """How far below the top of its lines a style's first baseline is, in points."""
    heights = metrics(style)
    return (style.leading + heights.ascent - heights.descent) / 2


@lru_cache(maxsize=1_024)
def typeset(text: tuple[Run, ...], style: TextStyle, width: float) -> Setting:
    """Set a text to a width in points.

    No line is wider, unless it is a single letter. Raises ``MissingGlyphs``.
    """
    whole = _material(text, _face(style))
    measure = width / style.size
    ends = wrap(whole.boxes, measure, style.balance)
    if style.hyphenate or any(box.width > measure for box in whole.boxes):
        whole, ends = hyphenated(whole, ends, measure, style.balance)
    if any(box.width > measure for box in whole.boxes):
        whole = squeezed(whole, measure)
        ends = wrap(whole.boxes, measure, style.balance)
    return Setting(style, width, whole, tuple(ends))


def extent(text: tuple[Run, ...], style: TextStyle) -> tuple[float, float]:
    """How wide a text is on one line, and its widest word, in points. Raises ``MissingGlyphs``."""
    boxes = _material(text, _face(style)).boxes
    whole = sum(box.width + box.space for box in boxes)
    return whole * style.size, max((box.width for box in boxes), default=0.0) * style.size


_material = lru_cache(maxsize=512)(material)


def _face(style: TextStyle) -> Face:
    raised = min(1.0, max(_RAISED_SIZE, _RAISED_LEAST / style.size))
    return Face(style.family, style.strong, style.language, raised)


def _annotate(canvas: Any, link: Link, x: float, bottom: float, top: float) -> None:
    box = (x + link.left, bottom, x + link.right, top)
    if link.target.startswith("#"):
        canvas.linkRect("", link.target[1:], box, relative=1, thickness=0)
    else:
        canvas.linkURL(address(link.target), box, relative=1, thickness=0)
