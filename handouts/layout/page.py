"""The page that pieces draw on: a canvas that knows the path of the element being drawn."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.layout.structure_tree import StructureTree, TagPath
from handouts.pdf.canvas import Canvas
from handouts.pdf.files.base import Base
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.objects import Rectangle
from handouts.pdf.tags.structure import Element

REFERENCE_PREFIX, CITATION_PREFIX = "#reference-", "citation-"


class Page(Canvas):
    """A tagged canvas.

    ``tag_path`` is the path of what is being drawn; ``mono`` turns pictures grey.
    """

    mono = False

    def __init__(
        self,
        size: tuple[float, float],
        about: DocumentInfo,
        tree: StructureTree,
        *,
        base: Base | None = None,
        letters: str = "",
    ) -> None:
        begun = base.written_tree if base else None
        super().__init__(size, about, tree.make_structure(begun), base=base, letters=letters)
        self.elements = tree.elements
        self.tag_path: TagPath = ()
        self._first_citations: dict[str, tuple[tuple[bool, str | int], ...]] = {}

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
            self._anchor_citation(CITATION_PREFIX + target.removeprefix(REFERENCE_PREFIX), boxes[0])
        super().link(element, target, boxes, contents)

    def _anchor_citation(self, name: str, box: Rectangle) -> None:
        if self.base and name in self.base.destinations:
            return
        at = tuple((isinstance(part, str), part) for part in self.tag_path)
        if at < self._first_citations.get(name, ((True, "~"),)):
            self._first_citations[name] = at
            self.name_destination(name, box[0], box[3])
