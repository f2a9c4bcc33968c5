"""Rows of glyphs on a page that has fonts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from handouts.pdf.fonts.embedding import DocumentFonts
from handouts.pdf.fonts.glyphs import GlyphRow, format_operators, format_points


class TextSurface(Protocol):
    """What text is drawn on: it takes operators, and glyphs of fonts."""

    fonts: DocumentFonts

    def add_operators(self, code: str) -> None:
        """Draw with operators."""


def draw_rows(canvas: TextSurface, x: float, y: float, rows: Iterable[GlyphRow]) -> None:
    """Draw rows of glyphs, positioned relative to (x, y).

    Embeds the glyphs; the graphics state is left unchanged.
    """
    parts: list[str] = []
    pen_x = pen_y = 0.0
    for row in rows:
        step = f"{format_points(x + row.x - pen_x)} {format_points(y + row.y - pen_y)} Td"
        pen_x, pen_y = x + row.x, y + row.y
        codes = canvas.fonts.embed_row(row)
        parts += [step, format_operators(row.stretches, codes) if codes else row.code]
    if parts:
        canvas.add_operators(f"q BT {' '.join(parts)} ET Q")
