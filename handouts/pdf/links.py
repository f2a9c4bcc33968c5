"""Links and the places they lead to, as annotations that a screen reader can follow.

One annotation for a link, however many lines it runs over (ISO 32000-1, 12.5.6.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from handouts.pdf import objects
from handouts.pdf.structure import Element, StructureError
from handouts.pdf.tagging import Box


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a page, in points; pages are counted from 1."""

    page: int
    x: float
    top: float

    def destination(self, document: Any) -> str:
        """The place as a destination (12.3.2.2) that keeps the reader's zoom."""
        x, top = objects.number(self.x), objects.number(self.top)
        return f"[{page_reference(document, self.page)}/XYZ {x} {top} null]"


def page_reference(document: Any, page: int) -> str:
    """How to refer to a page, counted from 1."""
    return f"{document.idToObjectNumberAndVersion[f'Page{page}'][0]} 0 R"


@dataclass(eq=False, slots=True)
class Link:
    """A link as it is gathered on a page: the boxes of its parts, and its element."""

    element: Element | None
    target: str
    contents: str
    boxes: list[Box] = field(default_factory=list)


class Annotation(PDFObject):  # type: ignore[misc]
    """The annotation of a link. ``key`` is its place among the structure's parents."""

    __RefOnly__ = 1

    def __init__(self, link: Link, places: Mapping[str, Place], key: int | None = None) -> None:
        self.link = link
        self.places = places
        self.key = key

    @property
    def leads(self) -> bool:
        """Whether the place that it leads to is known."""
        return not self.link.target.startswith("#") or self.link.target[1:] in self.places

    def led(self, places: Mapping[str, Place]) -> Annotation:
        """The same annotation, with places that were named later."""
        return Annotation(self.link, places, self.key)

    def format(self, document: Any) -> bytes:
        """The annotation's dictionary. Raises StructureError where the place is not known."""
        link = self.link
        parent = "" if self.key is None else f"/StructParent {self.key}"
        whole = (
            f"<</Type/Annot/Subtype/Link/Rect{objects.numbers(_around(link.boxes))}"
            f"/QuadPoints{_quads(link.boxes)}"
            f"/Border[0 0 0]/F 4/Contents{objects.string(link.contents)}{parent}"
            f"{self._action(document)}>>"
        )
        return whole.encode("ascii")

    def _action(self, document: Any) -> str:
        target = self.link.target
        if not target.startswith("#"):
            return f"/A<</S/URI/URI{objects.string(address(target))}>>"
        if not self.leads:
            raise StructureError(f"a link leads to {target}, which is nowhere")
        return f"/Dest{self.places[target[1:]].destination(document)}"


def address(target: str) -> str:
    """An address as a PDF may hold it, in ASCII (RFC 3987, 3.1)."""
    from urllib.parse import quote

    return quote(target, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _quads(boxes: Sequence[Box]) -> str:
    """Corners as readers take them: upper left, upper right, lower left, lower right."""
    corners: list[float] = []
    for left, bottom, right, top in boxes:
        corners += (left, top, right, top, left, bottom, right, bottom)
    return objects.numbers(corners)
