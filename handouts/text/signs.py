"""Signs that stand for what is drawn, such as a box to tick: to be copied and searched, not seen.

A drawn bullet is no text: without a sign, lists come out of a copied page as bare lines.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache

from msgspec.structs import replace

from handouts.document.text import Run
from handouts.pdf.drawing.text_rows import TextSurface, draw_rows
from handouts.pdf.fonts.glyphs import GlyphRow
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle

BULLET, RING, BOX, TICK, CROSS = "\u2022", "\u25e6", "\u2610", "\u2713", "\u2717"


def draw_sign(canvas: TextSurface, sign: str, style: TextStyle, x: float, top: float) -> None:
    """Add a sign to what is drawn, on a line of a style below ``top``, in points.

    It is neither filled nor stroked (ISO 32000-1, 9.3.6, mode 3).
    """
    canvas.add_operators("q 3 Tr")
    draw_rows(canvas, x, top, (_shape_sign(sign, style),))
    canvas.add_operators("Q")


@lru_cache(maxsize=256)
def _shape_sign(sign: str, style: TextStyle) -> GlyphRow:
    """A sign as the glyph of a bullet, which every font has, with another text."""
    row = typeset_text((Run(BULLET),), style, 1e6).lines[0].row
    stretches = (
        replace(each, glyphs=dataclasses.replace(each.glyphs, texts=(sign,), text=sign))
        for each in row.stretches
    )
    return GlyphRow(row.x, row.y, tuple(stretches))
