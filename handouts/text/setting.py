"""Typesetting: turn a text, a style and a width into lines that can be drawn."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from handouts.document.text import Run
from handouts.pdf.drawing.text_rows import draw_rows
from handouts.pdf.tags.structure import Element
from handouts.text.hyphenation import has_wide_words, hyphenate_paragraph, split_wide_words
from handouts.text.lines import Line, build_line
from handouts.text.shaped_paragraph import ShapedParagraph, shape_paragraph
from handouts.text.shaped_parts import Face
from handouts.text.style import TextStyle, compute_metrics
from handouts.text.tagged_lines import (
    PreparedLines,
    TaggedLineWriter,
    link_untagged_line,
    prepare_lines,
)
from handouts.text.wrap import break_lines

if TYPE_CHECKING:
    from handouts.pdf.canvas import Canvas

# Raised text is smaller, but not under 7 pt unless the text itself is.
_RAISED_SIZE = 0.65
_RAISED_LEAST = 7.0


class Setting(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A text typeset to a measure (the available width in points). Immutable.

    Its height is known at once; its ``lines`` are built on first use.
    """

    style: TextStyle
    measure: float
    paragraph: ShapedParagraph
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
            [
                build_line(
                    self.paragraph, start, end, self.style, self.measure, -first - number * leading
                )
                for number, (start, end) in enumerate(zip(starts, self.ends))
            ]
        )

    @property
    def height(self) -> float:
        """The number of lines times the leading, in points."""
        return len(self.ends) * self.style.leading

    @cached_property
    def width(self) -> float:
        """The width of the widest line, in points; builds lines only if words may break."""
        boxes = self.paragraph.boxes
        if not all(box.ends_word for box in boxes):
            return max((one.width for one in self.lines), default=0.0)
        spans = zip((0, *self.ends), self.ends)
        lines = [boxes[start:end] for start, end in spans]
        widths = [sum([box.width + box.space for box in line]) - line[-1].space for line in lines]
        return max(widths, default=0.0) * self.style.size

    @property
    def least_width(self) -> float:
        """The measure in points below which words would be broken."""
        return max((box.width for box in self.paragraph.boxes), default=0.0) * self.style.size

    @property
    def first_baseline(self) -> float:
        """The distance from the top to the first baseline, in points."""
        return measure_first_baseline(self.style)

    def list_split_points(self, orphans: int = 2, widows: int = 2) -> tuple[int, ...]:
        """The numbers of lines before which the text may be split between panels.

        At least ``orphans`` lines stay before a split, and ``widows`` lines after it.
        """
        return tuple(range(max(1, orphans), len(self.ends) - max(1, widows) + 1))

    def text_between(self, first: int, last: int) -> tuple[Run, ...]:
        """The text of lines ``first`` up to ``last``."""
        starts = (0, *self.ends)
        return self.paragraph.text_between(starts[first], starts[last])

    def draw(
        self,
        canvas: Canvas,
        x: float,
        top: float,
        first: int = 0,
        last: int | None = None,
        element: Element | None = None,
    ) -> None:
        """Draw lines ``first`` up to ``last`` on a canvas, y upward, in points.

        The top of line ``first`` is at ``top``. Links become annotations: web addresses,
        or ``#name`` for a destination that the document must have (``name_destination``).
        On a canvas with a structure the lines belong to ``element``, by default the element
        of its scope; in artifacts links are not active.
        """
        leading = self.style.leading
        shift, scope = top + first * leading, element or canvas.scope
        if scope:
            prepared = self._prepare_lines(first, last)
            if not (prepared and prepared.draw(canvas, scope, first, x, shift)):
                writer = TaggedLineWriter(canvas, scope, first, self.paragraph.rtl)
                writer.draw(self.lines[first:last], x, top, shift, leading)
            return
        lines = self.lines[first:last]
        draw_rows(canvas, x, shift, (one.row for one in lines))
        if canvas.structure is None:
            for number, line in enumerate(lines):
                link_untagged_line(canvas, line, x, top - number * leading, leading)

    def _prepare_lines(self, first: int, last: int | None) -> PreparedLines | None:
        """Prepare lines for drawing; what was drawn once is ready. None if they are not plain."""
        known, key = self._prepared, (first, last)
        prepared = known.get(key)
        if prepared is None and key not in known:
            prepared = known[key] = prepare_lines(self.lines[first:last])
        return prepared

    @cached_property
    def _prepared(self) -> dict[tuple[int, int | None], PreparedLines | None]:
        return {}


@lru_cache(maxsize=256)
def measure_first_baseline(style: TextStyle) -> float:
    """The distance from the top of a text to its first baseline, in points, for a style."""
    heights = compute_metrics(style)
    return (style.leading + heights.ascent - heights.descent) / 2


@lru_cache(maxsize=1_024)
def typeset_text(text: tuple[Run, ...], style: TextStyle, width: float) -> Setting:
    """Typeset a text to a width in points.

    No line is wider, unless it is a single letter. Raises ``MissingGlyphs``.
    """
    paragraph = _shape_paragraph(text, _choose_face(style))
    measure = width / style.size
    ends = break_lines(paragraph.boxes, measure, style.breaking)
    if style.hyphenate:
        paragraph, ends = hyphenate_paragraph(paragraph, ends, measure, style.breaking)
    if has_wide_words(paragraph, measure):
        paragraph = split_wide_words(paragraph, measure)
        ends = break_lines(paragraph.boxes, measure, style.breaking)
    return Setting(style, width, paragraph, tuple(ends))


def measure_text(text: tuple[Run, ...], style: TextStyle) -> tuple[float, float]:
    """The width of a text on one line, and of its widest word, in points.

    Raises ``MissingGlyphs``.
    """
    boxes = _shape_paragraph(text, _choose_face(style)).boxes
    total = sum([box.width + box.space for box in boxes])
    return total * style.size, max([box.width for box in boxes], default=0.0) * style.size


_shape_paragraph = lru_cache(maxsize=512)(shape_paragraph)


def _choose_face(style: TextStyle) -> Face:
    raised = min(1.0, max(_RAISED_SIZE, _RAISED_LEAST / style.size))
    return Face(style.family, style.strong, style.language, raised, style.in_table)
