"""Logos that will not be seen well on white paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.document.blocks import Artwork, PartnerLogos
from handouts.document.walk import walk
from handouts.layout.leaflet import Leaflet
from handouts.layout.logo_visibility import is_faint
from handouts.pdf.drawing.previews import draw_preview
from handouts.sources.findings import Finding, Place

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_FILLED = 0.45
"""The least share of a logo's area that is within the box around what is seen of it."""

_LIGHTEST = 246
"""A pixel lighter than this, of 255, is paper or as good as paper."""


def find_logo_faults(leaflet: Leaflet) -> list[Finding]:
    """Warnings about the clinic's logo and its partners', each at its file."""
    logos = {logo.name: logo for logo in _list_logos(leaflet)}
    return [finding for logo in logos.values() for finding in _find_faults(logo)]


def _list_logos(leaflet: Leaflet) -> Iterator[Artwork]:
    story = leaflet.story
    if story.cover.logo:
        yield story.cover.logo
    for section in story.sections:
        for block in walk(section.blocks):
            if isinstance(block, PartnerLogos):
                yield from (logo.artwork for logo in block.logos)


def _find_faults(logo: Artwork) -> Iterator[Finding]:
    try:
        preview = draw_preview(logo.kind, logo.content).convert("L")
    except (OSError, ValueError):  # whether it can be drawn at all is told elsewhere
        return
    if is_faint(logo):
        message = "The logo is white or nearly so: it can hardly be seen on paper."
        hint = "Use the logo for white paper: in the clinic's colours, or in black."
        yield Finding("faint-logo", Place(logo.name), message, hint, severity="warning")
        return
    filled = _measure_filled(preview)
    if filled < _LEAST_FILLED:
        message = (
            f"The logo takes only {filled:.0%} of its picture: the rest is an empty margin, which "
            "makes it small on paper."
        )
        hint = "Crop the picture to the logo, and export it again."
        yield Finding("picture-margins", Place(logo.name), message, hint, severity="warning")


def _measure_filled(preview: Image) -> float:
    """The share of a picture that is within the box around what is seen."""
    box = preview.point([255 * (grey < _LIGHTEST) for grey in range(256)]).getbbox()
    if not box:
        return 0.0
    left, top, right, bottom = box
    return (right - left) * (bottom - top) / (preview.width * preview.height)
