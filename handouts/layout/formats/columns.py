"""Pages that follow one another, each with columns over a foot, the first under a masthead."""

from __future__ import annotations

from handouts.layout.formats.shapes import Panel, Sheet

COLUMNS = ("left", "right")


def paged(
    size: tuple[float, float],
    pages: int,
    margin: float,
    *,
    gutter: float | None = None,
    chapters: bool = False,
) -> Sheet:
    """Pages of a size, all lengths in points, in two columns where there is a ``gutter``.

    With ``chapters`` each page is one of its own.
    """
    width, height = size
    column = width - 2 * margin if gutter is None else (width - 2 * margin - gutter) / 2
    lefts = [margin] if gutter is None else [margin, margin + column + gutter]
    top, room = height - margin, height - 2 * margin
    panels = [Panel("masthead", 0, margin, top, width - 2 * margin, room, "masthead")]
    for page in range(pages):
        for name, left in zip(COLUMNS, lefts, strict=False):
            name = f"page {page + 1}" + (f" {name}" if len(lefts) > 1 else "")
            chapter = page if chapters else 0
            panels.append(Panel(name, page, left, top, column, room, "text", chapter))
        name, wide = f"foot of page {page + 1}", width - 2 * margin
        panels.append(Panel(name, page, margin, top, wide, room, "foot", number=page + 1))
    return Sheet(width, height, tuple(panels))
