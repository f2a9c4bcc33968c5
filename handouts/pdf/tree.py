"""The logical structure as PDF objects (ISO 32000-1, 14.7.2), written as ready bytes.

ReportLab takes long over many small objects; these take next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from handouts.pdf import objects
from handouts.pdf.structure import Attribute, Element, Kid, Mount, Piece, Structure, StructureError

Pages = Callable[[int], str]
"""The reference of a page, counted from 1."""

# Attributes whose values are texts, not names (ISO 32000-1, 14.8.5).
_TEXTS = ("Summary", "Desc")


def written(structure: Structure, root: int, first: int, pages: Pages) -> list[bytes]:
    """The objects of the tree: its root, numbered ``root``, then elements from ``first``.

    ``pages`` gives the reference of a page. Raises StructureError where content hangs on an
    element outside the tree or was drawn for another document, and where an identity is
    used twice.
    """
    return _Tree(structure, root, first, pages).objects()


class _Tree:
    """The tree as objects, numbered in reading order, parents first."""

    def __init__(self, structure: Structure, root: int, first: int, pages: Pages) -> None:
        self.pages = cache(pages)
        self.structure = structure
        self.first = first
        self.numbers: dict[Element, int] = {}
        self.references: dict[Element, str] = {}
        self.parents: dict[Element, int] = {}
        self.kids: dict[Element, list[Kid]] = {}
        self._number(structure.root, root)

    def _number(self, element: Element, parent: int) -> None:
        if element in self.numbers:
            raise StructureError(f"{element.role} stands in the tree twice")
        number = self.numbers[element] = self.first + len(self.numbers)
        self.references[element] = f"{number} 0 R"
        self.parents[element] = parent
        self.kids[element] = element.kids()
        for kid in self.kids[element]:
            if isinstance(kid, Element):
                self._number(kid, number)

    def objects(self) -> list[bytes]:
        """The root, then the elements in the order of their numbers."""
        root = self._root()
        drawn = sum(len(hung) for hung in self.structure.parents if isinstance(hung, list))
        if drawn != sum(len(element.pieces) for element in self.numbers):
            raise StructureError("content was drawn for elements of another document")
        texts = [root, *map(self._element, self.numbers)]
        return [text.encode("ascii") for text in texts]

    def _root(self) -> str:
        structure = self.structure
        roles = "".join(objects.name(own) + objects.name(to) for own, to in structure.roles.items())
        hung = map(self._hung, structure.parents)
        parents = " ".join(f"{key} {elements}" for key, elements in enumerate(hung))
        return (
            f"<</Type/StructTreeRoot/K {self.first} 0 R"
            + (f"/RoleMap<<{roles}>>" if roles else "")
            + f"/ParentTree<</Nums[{parents}]>>/ParentTreeNextKey {len(structure.parents)}"
            + f"{self._identities()}>>"
        )

    def _hung(self, hung: list[Element] | Element) -> str:
        if isinstance(hung, Element):
            return self._reference(hung)
        return f"[{' '.join(map(self._reference, hung))}]"

    def _reference(self, element: Element) -> str:
        reference = self.references.get(element)
        if reference is None:
            raise StructureError(f"drawn for {element.role}, which is not in the tree")
        return reference

    def _identities(self) -> str:
        named = [(element.identity.encode("utf-8"), element) for element in self.numbers]
        named = sorted((pair for pair in named if pair[0]), key=lambda pair: pair[0])
        if len({identity for identity, _ in named}) < len(named):
            raise StructureError("an identity is used twice")
        pairs = " ".join(f"{_identity(one.identity)} {self._reference(one)}" for _, one in named)
        return f"/IDTree<</Names[{pairs}]>>" if pairs else ""

    def _element(self, element: Element) -> str:
        identity = f"/ID{_identity(element.identity)}" if element.identity else ""
        return (
            f"<</S{objects.name(element.role)}/P {self.parents[element]} 0 R{_texts(element)}"
            f"{identity}{_attributes(element)}{self._kids(self.kids[element])}>>"
        )

    def _kids(self, kids: list[Kid]) -> str:
        """The entries for page and kids; numbers alone are sequences of the element's page."""
        if not kids:
            return ""
        if len(kids) == 1 and isinstance(kids[0], Piece):  # the usual leaf
            return f"/Pg {self.pages(kids[0].page)}/K {kids[0].mark}"
        page = next((kid.page for kid in kids if not isinstance(kid, Element)), 0)
        shown = [self._kid(kid, page) for kid in kids]
        whole = shown[0] if len(shown) == 1 else f"[{' '.join(shown)}]"
        return f"/Pg {self.pages(page)}/K {whole}" if page else f"/K {whole}"

    def _kid(self, kid: Kid, page: int) -> str:
        if isinstance(kid, Element):
            return self._reference(kid)
        where = f"/Pg {self.pages(kid.page)}" if kid.page != page else ""
        if isinstance(kid, Mount):
            return f"<</Type/OBJR/Obj {kid.reference}{where}>>"
        return f"<</Type/MCR{where}/MCID {kid.mark}>>" if where else str(kid.mark)


def _texts(element: Element) -> str:
    if not (element.alt or element.actual or element.title or element.language):
        return ""
    texts = {"Alt": element.alt, "ActualText": element.actual, "T": element.title}
    texts["Lang"] = element.language
    return "".join(f"/{key}{objects.string(text)}" for key, text in texts.items() if text)


def _attributes(element: Element) -> str:
    if not element.attributes:
        return ""
    owned = [
        f"<</O{objects.name(owner)}{''.join(_attribute(*pair) for pair in sorted(pairs.items()))}>>"
        for owner, pairs in sorted(element.attributes.items())
        if pairs
    ]
    if len(owned) < 2:
        return f"/A{owned[0]}" if owned else ""
    return f"/A[{' '.join(owned)}]"


def _attribute(key: str, value: Attribute) -> str:
    if isinstance(value, str):
        shown = objects.string(value) if key in _TEXTS else objects.name(value)
    elif isinstance(value, (int, float)):
        shown = f" {objects.number(value)}"
    else:
        shown = f"[{' '.join(map(_member, value))}]"
    return f"{objects.name(key)}{shown}"


def _member(value: str | float) -> str:
    return _identity(value) if isinstance(value, str) else objects.number(value)


def _identity(text: str) -> str:
    """An element's name as a byte string."""
    return f"<{text.encode('utf-8').hex()}>"
