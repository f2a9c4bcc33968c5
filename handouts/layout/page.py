"""The page that pieces draw on: a canvas that knows what is being told."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.layout.telling import Path, Telling
from handouts.pdf.base import Base
from handouts.pdf.canvas import About, Canvas
from handouts.pdf.structure import Element
from handouts.pdf.tagging import Box

REFERENCE, CITATION = "#reference-", "citation-"


class Page(Canvas):
    """A tagged canvas. ``at`` is the path of what is being drawn; ``mono`` turns pictures grey."""

    mono = False

    def __init__(
        self,
        size: tuple[float, float],
        about: About,
        telling: Telling,
        *,
        base: Base | None = None,
        letters: str = "",
    ) -> None:
        begun = base.begun if base else None
        super().__init__(size, about, telling.structure(begun), base=base, letters=letters)
        self.elements = telling.elements
        self.at: Path = ()
        self._first: dict[str, tuple[tuple[bool, str | int], ...]] = {}

    def link(
        self,
        element: Element | None,
        target: str,
        boxes: Iterable[Box],
        contents: str,
    ) -> None:
        """As in any canvas; the first citation of a reference is a place that it leads back to.

        Where a base has one, its first: what is the same for all leads to the same place.
        """
        boxes = list(boxes)
        if target.startswith(REFERENCE):
            self._cited(CITATION + target.removeprefix(REFERENCE), boxes[0])
        super().link(element, target, boxes, contents)

    def _cited(self, name: str, box: Box) -> None:
        if self.base and name in self.base.places:
            return
        at = tuple((isinstance(part, str), part) for part in self.at)
        if at < self._first.get(name, ((True, "~"),)):
            self._first[name] = at
            self.place(name, box[0], box[3])
