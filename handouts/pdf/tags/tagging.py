"""Marked content: everything drawn on a page belongs to an element or is an artifact.

Content drawn within a scope belongs to the scope's element. Content outside all scopes is an
artifact, unless it is text: that is an error, so that no tag is forgotten. Graphics have no
text: they belong to an element only if it has a text that is read instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal

from handouts.pdf import objects
from handouts.pdf.backend.canvas import ReportLabCanvas
from handouts.pdf.colours import RGB, ColourSpace
from handouts.pdf.objects import Rectangle
from handouts.pdf.tags.structure import Element, ReadingOrder, Structure, StructureError

Furniture = Literal["Footer", "Header", "Pagination", "Layout", "Page", "Background"]
"""What an artifact is (ISO 32000-1, 14.8.2.2.2, and ISO 14289-1, 7.8).

Footer and Header are what runs along the edges of pages, Pagination is what is repeated on another
page, Page is for production aids, such as crop marks.
"""

_SUBTYPES = {kind: f"Pagination/Subtype/{kind}" for kind in ("Footer", "Header")}


def _open_artifact(kind: Furniture) -> str:
    return f"/Artifact<</Type/{_SUBTYPES.get(kind, kind)}>>BDC"


_ARTIFACT = _open_artifact("Layout")

# Operators that draw text, and those that draw anything else (ISO 32000-1, table 51).
_SHOW_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_PAINT = frozenset("f F f* B B* b b* S s sh Do EI".split())


class UntaggedInk(StructureError):
    """Text or graphics were drawn neither for an element nor as an artifact."""


class Scope:
    """A context in which content belongs to the element, or is furniture if that is None.

    Entering it raises UntaggedInk if text was drawn before outside all scopes.
    """

    __slots__ = ("canvas", "element", "opening", "order")

    def __init__(
        self, canvas: TaggedCanvas, element: Element | None, order: ReadingOrder, opening: str
    ) -> None:
        self.canvas = canvas
        self.element = element
        self.order = order
        self.opening = opening

    def __enter__(self) -> None:
        self.canvas.open_scope(self)

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        self.canvas.close_scope(failed=kind is not None)


class TaggedCanvas(ReportLabCanvas):
    """A canvas that, if it has a structure, marks what is drawn on it."""

    def __init__(
        self,
        size: tuple[float, float],
        language: str,
        structure: Structure | None,
        colours: ColourSpace = RGB,
    ) -> None:
        super().__init__(size, language, colours)
        self.structure = structure
        self._scopes: list[Scope] = []
        self._closed = 0
        # The number of operators at the end of an artifact that can be continued: one of Layout.
        self._artifact_end = 0
        self._forms = 0
        # The names of forms that contain text.
        self._text_forms: set[str] = set()

    @property
    def scope(self) -> Element | None:
        """The element that text is marked for; None if text is drawn without marks.

        It is None in furniture, in a form, outside all scopes and without a structure.
        """
        if self.structure is None or self._forms or not self._scopes:
            return None
        return self._scopes[-1].element

    def tagged(self, element: Element, order: ReadingOrder = 0) -> Scope:
        """A scope whose content belongs to the element.

        The content of an element is read by its ``order``, then as drawn. A scope within
        another interrupts the outer one. Without a structure nothing is marked.
        """
        return Scope(self, element, order, "")

    def artifact(self, kind: Furniture = "Layout") -> Scope:
        """A scope whose content, including text, is furniture and is not read.

        Artifacts of layout that directly follow one another are written as one. Within another
        artifact, such a scope changes nothing.
        """
        return Scope(self, None, 0, _open_artifact(kind))

    def open_scope(self, scope: Scope) -> None:
        """Mark what was drawn before the scope, and let further content belong to it."""
        outer = self._scopes[-1] if self._scopes else None
        if scope.opening == _ARTIFACT and outer and outer.opening:
            self._scopes.append(outer)
            return
        self._mark_pending()
        if scope.opening != _ARTIFACT:
            self._artifact_end = 0
        self._scopes.append(scope)

    def close_scope(self, failed: bool = False) -> None:
        """Mark what was drawn in the innermost scope, and return to the scope around it.

        After an exception, nothing is marked.
        """
        scope = self._scopes[-1]
        goes_on = scope in self._scopes[-2:-1]
        if not (failed or goes_on):
            self._mark_pending()
            if scope.opening != _ARTIFACT:
                self._artifact_end = 0
        self._scopes.pop()

    def figure(self, element: Element, box: Rectangle, order: ReadingOrder = 0) -> Scope:
        """A scope whose content is a picture within the box (left, bottom, right, top).

        Raises StructureError if the element has no alternative text.
        """
        if not element.has_alternative:
            raise StructureError(f"a {element.role} without alternative text")
        element.set_attribute("Layout", "BBox", self.absolute_box(box))
        return Scope(self, element, order, "")

    def mark(self, element: Element, order: ReadingOrder = 0) -> str:
        """The operator that opens a marked sequence for the element; ``EMC`` closes it.

        For callers that mark their operators themselves and pass them to ``put``. Raises
        StructureError without a structure and within a form.
        """
        if self.structure is None or self._forms:
            raise StructureError("nothing can be marked here")
        number = self.structure.add_sequence(element, self.getPageNumber(), order)
        return f"{objects.format_name(element.role)}<</MCID {number}>>BDC"

    def put_marked(self, element: Element, order: ReadingOrder, code: str) -> None:
        """Draw operators as one marked sequence of the element. Raises as ``mark`` does."""
        opening = self.mark(element, order)
        operators = self.operators
        if self._closed != len(operators):
            self._mark_pending()
        operators.append(f"{opening} {code} EMC")
        self._closed = len(operators)

    def put(self, code: str) -> None:
        """Draw operators that include their marks. Raises UntaggedInk if they do not."""
        if self.structure and not self._forms and "BDC" not in code:
            raise UntaggedInk(f"no marked content in: {code[:200]}")
        self._mark_pending()
        operators = self.operators
        operators.append(code)
        self._closed = len(operators)

    def check_text(self, code: str) -> None:
        """Raise UntaggedInk if ReportLab's own text is drawn outside all scopes."""
        if self.structure and not self._scopes and not self._forms:
            raise UntaggedInk(f"untagged: {code}")

    def beginForm(self, name: str, *box: float) -> None:
        """Begin a form. It belongs to the scope it is used in, so nothing inside is marked."""
        self._mark_pending()
        self._artifact_end = 0
        super().beginForm(name, *box)
        self._forms += 1

    def endForm(self, **attributes: object) -> None:
        """End a form, and record whether it contains text."""
        if any(self._classify_content(part) == "text" for part in self.operators):
            self._text_forms.add(f"/{self.form_name}")
        super().endForm(**attributes)
        self._forms -= 1
        self._closed = len(self.operators)

    def showPage(self) -> None:
        """Close the page; an open scope continues on the next page."""
        self._mark_pending()
        super().showPage()
        self._closed = self._artifact_end = 0

    def take_page(self) -> str:
        """End the page as ``showPage`` does, without adding it to the document."""
        self._mark_pending()
        stream = super().take_page()
        self._closed = self._artifact_end = 0
        return stream

    def _mark_pending(self) -> None:
        """Mark everything drawn since the last mark."""
        code = self.operators
        if self._closed == len(code):
            return  # the usual case
        if self.structure and not self._forms:
            drawn = code[self._closed :]
            kinds = [*map(self._classify_content, drawn)]
            marked = [*self._add_marks(drawn, kinds)]
            if marked[0] == _ARTIFACT and self._artifact_end == self._closed > 0:
                code[-len(drawn) - 1 :] = marked[1:]
            else:
                code[-len(drawn) :] = marked
            self._artifact_end = len(code) if self._ends_in_artifact(kinds) else 0
        self._closed = len(code)

    def _ends_in_artifact(self, kinds: list[str]) -> bool:
        """Whether what was marked ends with an artifact of layout."""
        scope = self._scopes[-1] if self._scopes else None
        if scope is None:
            return False
        if scope.opening == _ARTIFACT:
            return any(kinds)
        element = scope.element
        return bool(element and not element.has_alternative and kinds[-1] == "graphics")

    def _add_marks(self, drawn: list[str], kinds: list[str]) -> Iterable[str]:
        """The operators between marks; ``kinds`` has the kind of content of each."""
        scope = self._scopes[-1] if self._scopes else None
        if not any(kinds):
            return drawn
        if scope is None:
            raise UntaggedInk(f"untagged: {' '.join(drawn)[:200]}")
        element = scope.element
        if element is None:
            return (scope.opening, *drawn, "EMC")
        if element.has_alternative or "graphics" not in kinds:
            return (self.mark(element, scope.order), *drawn, "EMC")
        return self._split_graphics(element, scope.order, zip(drawn, kinds))

    def _split_graphics(
        self, element: Element, order: ReadingOrder, drawn: Iterable[tuple[str, str]]
    ) -> Iterator[str]:
        """Mark text for the element, and graphics, which have no text, as artifacts."""
        for kind, parts in groupby(drawn, key=lambda pair: pair[1]):
            if kind:
                yield self.mark(element, order) if kind == "text" else _ARTIFACT
            yield from (part for part, _ in parts)
            if kind:
                yield "EMC"

    def _classify_content(self, code: str) -> str:
        """What operators draw: text, graphics or, as an empty string, nothing."""
        if self._text_forms and not self._text_forms.isdisjoint(code.split()):
            return "text"
        return _classify_operators(code)


@lru_cache(maxsize=256)
def _classify_operators(code: str) -> str:
    """What operators draw, not counting forms: text, graphics or nothing."""
    operators = code.split()
    if not _SHOW_TEXT.isdisjoint(operators):
        return "text"
    return "" if _PAINT.isdisjoint(operators) else "graphics"
