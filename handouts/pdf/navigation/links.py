"""Links and their destinations, as annotations that a screen reader can follow.

Each link is one annotation, even over several lines (ISO 32000-1, 12.5.6.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.objects import Rectangle
from handouts.pdf.tags.structure import Element, StructureError
from handouts.pdf.tags.tree import PageReferences


class FileReferences(NamedTuple):
    """The references of a file's pages; in PDF/UA-2 those of its structure elements too."""

    pages: PageReferences
    elements: Mapping[Element, str] | None = None


class Destination(Data, frozen=True):
    """A point of a page, in points; pages are counted from 1. It belongs to an element."""

    page: int
    x: float
    top: float
    element: Element | None = None

    def format(self, references: FileReferences) -> str:
        """The entry of a link or a bookmark that leads here.

        In PDF/UA-2 it is an action that leads to the element (ISO 14289-2, 8.8), or to the point
        of the page where a program does not know such destinations. Raises StructureError then if
        there is no element, or if it is not in the tree.
        """
        place = self._format_array(references.pages(self.page))
        if references.elements is None:
            return f"/Dest{place}"
        element = references.elements.get(self.element) if self.element else None
        if element is None:
            raise StructureError(f"a destination on page {self.page} has no element")
        return format_action(place, self._format_array(element))

    def _format_array(self, target: str) -> str:
        return _format_point(target, self.x, self.top)


@lru_cache(maxsize=512)
def _format_point(target: str, x: float, top: float) -> str:
    """The destination array (12.3.2.2); the reader's zoom stays unchanged.

    All files on a base have most of them.
    """
    return f"[{target}/XYZ {objects.format_number(x)} {objects.format_number(top)} null]"


def format_action(place: str, element_place: str) -> str:
    """The action that leads to a place of an element, or else of a page (ISO 32000-2, 12.6.4.2)."""
    return f"/A<</S/GoTo/D{place}/SD{element_place}>>"


class PageLink(Data, frozen=True, eq=False):
    """A link of one page: its element, its target, its description and the boxes of its parts."""

    element: Element | None
    target: str
    contents: str
    boxes: list[Rectangle]


class Annotation(Data, frozen=True, eq=False):
    """The annotation of a link. ``key`` is its key in the structure's parent tree."""

    link: PageLink
    destinations: Mapping[str, Destination]
    key: int | None = None

    @property
    def is_resolved(self) -> bool:
        """Whether its destination is known."""
        return not self.link.target.startswith("#") or self.link.target[1:] in self.destinations

    def resolve_with(self, destinations: Mapping[str, Destination]) -> Annotation:
        """The same annotation, with destinations that were named later."""
        return Annotation(self.link, destinations, self.key)

    def format(self, references: FileReferences) -> bytes:
        """The annotation's dictionary. Raises StructureError if its destination is not known."""
        link = self.link
        parent = "" if self.key is None else f"/StructParent {self.key}"
        dictionary = (
            f"<</Type/Annot/Subtype/Link/Rect{objects.format_numbers(_enclose_boxes(link.boxes))}"
            f"/QuadPoints{_format_quads(link.boxes)}"
            f"/Border[0 0 0]/F 4/Contents{objects.format_string(link.contents)}{parent}"
            f"{self._format_target(references)}>>"
        )
        return dictionary.encode("ascii")

    def _format_target(self, references: FileReferences) -> str:
        target = self.link.target
        if not target.startswith("#"):
            return f"/A<</S/URI/URI{objects.format_string(encode_address(target))}>>"
        if not self.is_resolved:
            raise StructureError(f"a link leads to {target}, which is nowhere")
        return self.destinations[target[1:]].format(references)


def encode_address(target: str) -> str:
    """Encode a web address in ASCII, as PDF requires (RFC 3987, 3.1)."""
    return quote(target, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")


def _enclose_boxes(boxes: Sequence[Rectangle]) -> Rectangle:
    lefts, bottoms, rights, tops = zip(*boxes)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _format_quads(boxes: Sequence[Rectangle]) -> str:
    """Corners in the order readers expect: upper left, upper right, lower left, lower right."""
    corners: list[float] = []
    for left, bottom, right, top in boxes:
        corners += (left, top, right, top, left, bottom, right, bottom)
    return objects.format_numbers(corners)
