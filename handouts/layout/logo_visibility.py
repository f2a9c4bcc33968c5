"""Whether a logo can be seen on white paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.blocks import Artwork
from handouts.memo import memoized
from handouts.pdf.drawing.previews import draw_preview

if TYPE_CHECKING:
    from PIL.Image import Image

FAINT = 1.6
"""The contrast with white below which a shape is hardly seen (WCAG 2.2 asks for 3:1)."""

_LEAST_SEEN = 0.002
"""The least share of a logo's area that has more contrast; less is a speck or a thin outline."""


@memoized(16)
def is_faint(logo: Artwork) -> bool:
    """Whether a logo is white or nearly so; False for one that cannot be drawn at all."""
    try:
        preview = draw_preview(logo.kind, logo.content).convert("L")
    except (OSError, ValueError):
        return False
    return _measure_share(preview, _grey_of_contrast(FAINT)) < _LEAST_SEEN


def _measure_share(preview: Image, darker_than: float) -> float:
    """The share of a picture's pixels that are darker than a grey of 255."""
    histogram = preview.histogram()
    dark = sum(count for grey, count in enumerate(histogram) if grey < darker_than)
    return dark / (preview.width * preview.height)


def _grey_of_contrast(contrast: float) -> float:
    """The grey, of 255, that has a contrast with white (WCAG 2.2)."""
    luminance = 1.05 / contrast - 0.05
    return float(255 * (1.055 * luminance ** (1 / 2.4) - 0.055))
