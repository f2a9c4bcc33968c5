"""Consecutive pages with columns above a foot; the first page has a masthead at the top."""

from __future__ import annotations

from handouts.layout.formats.definition import Panel, Sheet

COLUMN_NAMES = ("left", "right")


def make_paged_sheet(
    size: tuple[float, float],
    pages: int,
    margin: float,
    *,
    gutter: float | None = None,
    chapters: bool = False,
) -> Sheet:
    """Make a sheet of pages of a size, in two columns if there is a ``gutter``; all in points.

    With ``chapters``, each page is a chapter.
    """
    width, height = size
    column = width - 2 * margin if gutter is None else (width - 2 * margin - gutter) / 2
    lefts = [margin] if gutter is None else [margin, margin + column + gutter]
    top, room = height - margin, height - 2 * margin
    panels = [Panel("masthead", 0, margin, top, width - 2 * margin, room, "masthead")]
    for page in range(pages):
        for name, left in zip(COLUMN_NAMES, lefts, strict=False):
            name = f"page {page + 1}" + (f" {name}" if len(lefts) > 1 else "")
            chapter = page if chapters else 0
            panels.append(Panel(name, page, left, top, column, room, "text", chapter, spread=page))
        name, wide = f"foot of page {page + 1}", width - 2 * margin
        panels.append(Panel(name, page, margin, top, wide, room, "foot", number=page + 1))
    return Sheet(width, height, tuple(panels))
