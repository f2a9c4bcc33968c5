"""The page that pieces draw on: a canvas that knows the element of each role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from handouts.layout.edges import PageEdges
from handouts.layout.roles import Role, RoleError
from handouts.pdf.canvas import Canvas
from handouts.pdf.files.base import Base
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.navigation.form_fields import FieldShape
from handouts.pdf.objects import Rectangle
from handouts.pdf.tags.structure import Element, ReadingOrder, Structure, WrittenTree

REFERENCE_PREFIX, CITATION_PREFIX = "#reference-", "citation-"


LEAST_TARGET = 18.0
"""The least width of a citation on a screen in points: 24 px (WCAG 2.2, 2.5.8)."""


def _widen_target(box: Rectangle) -> Rectangle:
    """A box as wide as a finger can hit; its height is that of a line."""
    left, bottom, right, top = box
    more = max(0.0, LEAST_TARGET - (right - left)) / 2
    return left - more, bottom, right + more, top


class Tags(Protocol):
    """What a page needs of a structure tree."""

    @property
    def elements(self) -> Mapping[Role, Element]:
        """The element of each role."""

    def make_structure(self, begun: WrittenTree | None) -> Structure:
        """The structure of one canvas, which may continue a tree that was begun."""


class Page(Canvas):
    """A tagged canvas.

    ``reading_order`` says when what is being drawn is read; ``mono`` turns pictures grey. A page
    that ``is_fillable`` has fields to fill in on a screen, in place of lines for a pen. ``edges``
    are those of the current page for a print shop, to which pieces may bleed.
    """

    mono = False
    is_fillable = False
    is_copy = False
    edges: PageEdges | None = None

    def __init__(
        self,
        size: tuple[float, float],
        about: DocumentInfo,
        tree: Tags,
        *,
        base: Base | None = None,
        letters: str = "",
    ) -> None:
        begun = base.written_tree if base else None
        super().__init__(size, about, tree.make_structure(begun), base=base, letters=letters)
        self.elements = tree.elements
        self.reading_order: tuple[int, int] = (0, 0)
        self._first_citations: dict[str, tuple[int, int]] = {}

    def element_of(self, role: Role) -> Element | None:
        """The element of a role; None on a page without tags and in a copy.

        Raises RoleError if it has none.
        """
        if self.is_copy:
            return None
        element = self.elements.get(role)
        if element is None:
            raise RoleError(f"a {role.tag} that is not in the structure tree")
        return element

    @contextmanager
    def copy(self) -> Iterator[None]:
        """A context in which what was drawn before is drawn again, for those who see it.

        It is an artifact: it is not read twice, and nothing leads to it.
        """
        self.is_copy = True
        try:
            with self.artifact("Layout"):
                yield
        finally:
            self.is_copy = False

    def name_destination(
        self, name: str, x: float, top: float, element: Element | None = None
    ) -> None:
        """Name a point of this page, as any canvas does, but not in a copy."""
        if not self.is_copy:
            super().name_destination(name, x, top, element)

    def add_bookmark(
        self, title: str, level: int, x: float, top: float, order: ReadingOrder = 0
    ) -> None:
        """Add a heading to the outline, as any canvas does, but not in a copy."""
        if not self.is_copy:
            super().add_bookmark(title, level, x, top, order)

    def add_field(self, shape: FieldShape) -> None:
        """Add a field to the element of the current scope.

        Its words for those who see only paper are taken from it: the field speaks for itself.
        """
        element = self.scope
        if element:
            element.alt = ""
            element.attributes.pop("PrintField", None)
        self.add_widget(element, shape)

    def link(
        self,
        element: Element | None,
        target: str,
        boxes: Iterable[Rectangle],
        contents: str,
    ) -> None:
        """Add a link, as any canvas does; also name the place of a reference's first citation.

        The reference links back to that place. If the base has such a place, it is kept, so
        that shared content links to the same place in every leaflet.
        """
        boxes = list(boxes)
        if target.startswith(REFERENCE_PREFIX):
            boxes = [_widen_target(box) for box in boxes] if self.is_fillable else boxes
            name = CITATION_PREFIX + target.removeprefix(REFERENCE_PREFIX)
            self._anchor_citation(name, boxes[0], element)
        super().link(element, target, boxes, contents)

    def _anchor_citation(self, name: str, box: Rectangle, element: Element | None) -> None:
        if self.base and name in self.base.destinations:
            return
        first = self._first_citations.get(name)
        if first is None or self.reading_order < first:
            self._first_citations[name] = self.reading_order
            self.name_destination(name, box[0], box[3], element)
