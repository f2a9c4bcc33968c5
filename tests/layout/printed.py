"""What stands where on the pages of a PDF: each element of its tree, panel by panel."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from handouts.layout.formats import Panel
from tests.structure import list_children, list_marks

Extent = tuple[float, float]
"""How far from its panel's top something begins and ends, in points."""


class PrintedElement(NamedTuple):
    """An element of the tree, with its children, and where its content stands on each panel."""

    role: str
    children: tuple[PrintedElement, ...]
    extents: dict[int, Extent]

    @property
    def height(self) -> float:
        """The height that it takes, on all panels together, in points."""
        return sum(bottom - top for top, bottom in self.extents.values())

    def find(self, *roles: str) -> Iterator[PrintedElement]:
        """All elements below it that have one of the roles."""
        for child in self.children:
            if child.role in roles:
                yield child
            yield from child.find(*roles)


def read_printed(pdf: bytes, panels: Sequence[Panel]) -> PrintedElement:
    """The tree of a PDF with where its elements stand among panels."""
    boxes = _read_boxes(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return _read_element(file, file.Root.StructTreeRoot.K, boxes, panels)


def _read_element(
    file: pikepdf.Pdf,
    element: pikepdf.Object,
    boxes: dict[tuple[int, int], list[tuple[float, ...]]],
    panels: Sequence[Panel],
) -> PrintedElement:
    children = tuple(_read_element(file, child, boxes, panels) for child in list_children(element))
    found: dict[int, list[Extent]] = defaultdict(list)
    for mark in list_marks(file, element):
        for left, bottom, right, top in boxes.get(mark, ()):
            place = _find_panel(mark[0], (left + right) / 2, (top + bottom) / 2, panels)
            if place is not None:
                found[place].append((panels[place].top - top, panels[place].top - bottom))
    for child in children:
        for place, extent in child.extents.items():
            found[place].append(extent)
    extents = {
        place: (min(top for top, _ in each), max(bottom for _, bottom in each))
        for place, each in found.items()
    }
    return PrintedElement(str(element.S)[1:], children, extents)


def _find_panel(page: int, x: float, y: float, panels: Sequence[Panel]) -> int | None:
    for place, panel in enumerate(panels):
        across = panel.left - 4 <= x <= panel.left + panel.width + 4
        if panel.page == page and across and panel.top - panel.height - 4 <= y <= panel.top + 4:
            return place
    return None


def _read_boxes(pdf: bytes) -> dict[tuple[int, int], list[tuple[float, ...]]]:
    """The boxes of what is drawn in each marked sequence: left, bottom, right, top."""
    found: dict[tuple[int, int], list[tuple[float, ...]]] = defaultdict(list)
    with pypdfium2.PdfDocument(pdf) as file:
        for number, page in enumerate(file):
            for each in page.get_objects(max_depth=1):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(each)
                if mark >= 0:
                    found[number, mark].append(each.get_bounds())
    return found
