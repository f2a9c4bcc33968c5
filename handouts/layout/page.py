"""The page that pieces draw on: a canvas that knows what is being told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext

from handouts.layout.pieces import Path
from handouts.layout.telling import Telling
from handouts.pdf.canvas import About, Canvas
from handouts.pdf.structure import Element
from handouts.pdf.tagging import Box

REFERENCE, CITATION = "#reference-", "citation-"


class Page(Canvas):
    """A tagged canvas. ``at`` is the path of what is being drawn."""

    def __init__(self, size: tuple[float, float], about: About, telling: Telling) -> None:
        super().__init__(size, about, telling.structure())
        self.elements = telling.elements
        self.at: Path = ()
        self._first: dict[str, tuple[tuple[bool, str | int], ...]] = {}

    @contextmanager
    def telling(self, path: Path, order: int = 0) -> Iterator[None]:
        """What is drawn inside says the element at the path, which goes on from ``at``."""
        before, self.at = self.at, self.at + path
        try:
            element = self.elements.get(self.at)
            with self.tagged(element, order) if element else nullcontext():
                yield
        finally:
            self.at = before

    def link(
        self,
        element: Element | None,
        target: str,
        boxes: Iterable[Box],
        contents: str,
    ) -> None:
        """As in any canvas; the first citation of a reference is a place that it leads back to."""
        boxes = list(boxes)
        if target.startswith(REFERENCE):
            self._cited(CITATION + target.removeprefix(REFERENCE), boxes[0])
        super().link(element, target, boxes, contents)

    def _cited(self, name: str, box: Box) -> None:
        at = tuple((isinstance(part, str), part) for part in self.at)
        if at < self._first.get(name, ((True, "~"),)):
            self._first[name] = at
            self.place(name, box[0], box[3])

    @contextmanager
    def showing(self, path: Path, box: Box) -> Iterator[None]:
        """What is drawn inside is the figure at the path, or decoration where there is none."""
        element = self.elements.get(self.at + path)
        with self.figure(element, box) if element else self.artifact():
            yield
