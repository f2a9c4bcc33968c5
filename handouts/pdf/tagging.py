"""Marked content: each stroke and letter on a page belongs to an element or to none.

What is drawn within a scope is hooked to the scope's element; what is drawn outside of all
is an artifact, unless it is text, which is an error: a forgotten tag must be loud. Graphics
say nothing: they belong to an element only where it has words to say in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from reportlab.pdfgen.canvas import Canvas

from handouts.pdf import objects
from handouts.pdf.structure import Element, Structure, StructureError

_ARTIFACT = "/Artifact BMC"

Furniture = Literal["Pagination", "Layout", "Page", "Background"]
"""Page is for what helps to make it, such as marks where it is cut (ISO 32000-1, 14.8.2.2.2)."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

# Operators that show text, and those that show anything (ISO 32000-1, table 51).
_SHOW_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_PAINT = frozenset("f F f* B B* b b* S s sh Do EI".split())


class UntaggedText(StructureError):
    """Text was drawn for no element and not as furniture."""


class Scope:
    """While it is entered, what is drawn is for the element, or furniture where there is none.

    Raises UntaggedText where text was drawn before it for nobody.
    """

    __slots__ = ("canvas", "element", "opening", "order")

    def __init__(self, canvas: Tagging, element: Element | None, order: Any, opening: str) -> None:
        self.canvas = canvas
        self.element = element
        self.order = order
        self.opening = opening

    def __enter__(self) -> None:
        self.canvas._close()
        self.canvas._scopes.append(self)

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is None:
            self.canvas._close()
        self.canvas._scopes.pop()


class Tagging(Canvas):  # type: ignore[misc]
    """A ReportLab canvas that marks what is drawn on it, where it has a structure."""

    structure: Structure | None = None

    def _begin(self, structure: Structure | None) -> None:
        """Start to mark what is drawn."""
        self.structure = structure
        self._scopes: list[Scope] = []
        self._closed = 0
        self._forms = 0
        # What shows text: operators, and the names of forms that have text in them.
        self._telling: set[str] = set()

    @property
    def scope(self) -> Element | None:
        """The element that text is marked for: None where text is drawn without marks.

        So it is in furniture, in a form, outside of all and without a structure.
        """
        if self.structure is None or self._forms or not self._scopes:
            return None
        return self._scopes[-1].element

    def tagged(self, element: Element, order: Any = 0) -> Scope:
        """What is drawn inside belongs to the element, at a place among its content.

        Content of an element is read by its ``order``, then as drawn. A scope within another
        stops the outer one meanwhile. Without a structure nothing is marked.
        """
        return Scope(self, element, order, "")

    def artifact(self, kind: Furniture | None = None) -> Scope:
        """What is drawn inside is furniture, text too, and is not read."""
        return Scope(self, None, 0, f"/Artifact<</Type/{kind}>>BDC" if kind else _ARTIFACT)

    def figure(self, element: Element, box: Box, order: Any = 0) -> Scope:
        """What is drawn inside is a picture within the box (left, bottom, right, top).

        Raises StructureError where the element says nothing in the picture's place.
        """
        if not element.speaks:
            raise StructureError(f"a {element.role} without alternative text")
        element.set("Layout", "BBox", self.absolute(box))
        return Scope(self, element, order, "")

    def mark(self, element: Element, order: Any = 0) -> str:
        """The operator that opens a marked sequence for the element; ``EMC`` closes it.

        For who marks his operators himself and hands them to ``put``.
        """
        if self.structure is None or self._forms:
            raise StructureError("nothing can be marked here")
        number = self.structure.mark(element, self.getPageNumber(), order)
        return f"{objects.name(element.role)}<</MCID {number}>>BDC"

    def put(self, code: str) -> None:
        """Draw operators that carry their own marks."""
        if self.structure and not self._forms and "BDC" not in code:
            raise UntaggedText(f"no marks in: {code[:200]}")
        self._close()
        self._code.append(code)
        self._closed = len(self._code)

    def absolute(self, box: Box) -> Box:
        """A box of the present user space on the page."""
        if self._currentMatrix == (1, 0, 0, 1, 0, 0):
            return box
        left, bottom, right, top = box
        corners = [self.absolutePosition(x, y) for x in (left, right) for y in (bottom, top)]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(up), max(across), max(up)

    def drawText(self, text: Any) -> None:
        """All of ReportLab's own text comes this way."""
        if self.structure and not self._scopes and not self._forms:
            raise UntaggedText(f"untagged: {text.getCode()}")
        super().drawText(text)

    def beginForm(self, *place: Any, **more: Any) -> None:
        """A form belongs to what it is shown in, so that nothing is marked inside."""
        self._close()
        super().beginForm(*place, **more)
        self._forms += 1

    def endForm(self, **attributes: Any) -> None:
        name = self._doc.getXObjectName(self._formData[0])
        if any(self._shown(part) == "text" for part in self._code):
            self._telling.add(f"/{name}")
        super().endForm(**attributes)
        self._forms -= 1
        self._closed = len(self._code)

    def showPage(self) -> None:
        """Close the page; a scope that is open goes on on the next."""
        self._close()
        super().showPage()
        self._closed = 0

    def _close(self) -> None:
        """Mark what was drawn since the last mark."""
        if self._closed == len(self._code):
            return  # the usual case
        if self.structure and not self._forms:
            drawn = self._code[self._closed :]
            self._code[self._closed :] = self._marked(drawn, [*map(self._shown, drawn)])
        self._closed = len(self._code)

    def _marked(self, drawn: list[str], shown: list[str]) -> Iterable[str]:
        """The operators between marks; ``shown`` says of each what it shows."""
        scope = self._scopes[-1] if self._scopes else None
        if not any(shown):
            return drawn
        if scope is None:
            if "text" in shown:
                raise UntaggedText(f"untagged: {' '.join(drawn)[:200]}")
            return (_ARTIFACT, *drawn, "EMC")
        element = scope.element
        if element is None:
            return (scope.opening, *drawn, "EMC")
        if element.speaks or "graphics" not in shown:
            return (self.mark(element, scope.order), *drawn, "EMC")
        return self._told_apart(element, scope.order, zip(drawn, shown))

    def _told_apart(
        self, element: Element, order: Any, drawn: Iterable[tuple[str, str]]
    ) -> Iterator[str]:
        """Text for the element, and graphics, which say nothing in it, as artifacts."""
        for what, parts in groupby(drawn, key=lambda pair: pair[1]):
            if what:
                yield self.mark(element, order) if what == "text" else _ARTIFACT
            yield from (part for part, _ in parts)
            if what:
                yield "EMC"

    def _shown(self, code: str) -> str:
        """What operators show: text, graphics or nothing."""
        if self._telling and not self._telling.isdisjoint(code.split()):
            return "text"
        return _kind(code)


@lru_cache(maxsize=256)
def _kind(code: str) -> str:
    """What operators show by themselves: text, graphics or nothing."""
    operators = code.split()
    if not _SHOW_TEXT.isdisjoint(operators):
        return "text"
    return "" if _PAINT.isdisjoint(operators) else "graphics"
