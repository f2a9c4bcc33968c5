"""The logical structure as PDF objects (ISO 32000-1, 14.7.2), written as ready bytes.

ReportLab takes long over many small objects; these take next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from handouts.pdf import objects
from handouts.pdf.structure import (
    Attribute,
    Begun,
    Element,
    Kid,
    Mount,
    Piece,
    Structure,
    StructureError,
)

Pages = Callable[[int], str]
"""The reference of a page, counted from 1."""

# Attributes whose values are texts, not names (ISO 32000-1, 14.8.5).
_TEXTS = ("Summary", "Desc")


def begin(structure: Structure, top: int, first: int, pages: Pages) -> tuple[list[bytes], Begun]:
    """Write all below the root, which is to be object ``top``: elements numbered from ``first``.

    ``pages`` gives the reference of a page. Raises StructureError where content hangs on an
    element outside the tree or was drawn for another document, and where an identity is
    used twice.
    """
    tree = _Tree(structure, (0, top), first, pages)
    return tree.below(), tree.begun()


def finish(structure: Structure, own: int, first: int, pages: Pages) -> dict[int, bytes]:
    """Write the rest of a tree that was begun, by the numbers of its objects.

    The structure's own object is numbered ``own``, new elements from ``first``. Raises as
    ``begin`` does.
    """
    top = structure.begun.top
    tree = _Tree(structure, (own, top), first, pages)
    below = dict(enumerate(tree.below(), first))
    return {own: tree.whole(), top: tree.top()} | below


class _Tree:
    """The tree as objects, numbered in reading order, parents first."""

    def __init__(
        self, structure: Structure, roots: tuple[int, int], first: int, pages: Pages
    ) -> None:
        """``roots`` are the numbers of the structure's own object and of the topmost element."""
        self.pages = cache(pages)
        self.structure = structure
        self.before = structure.begun
        self.next = first
        self.references = dict(self.before.references)
        self.parents: dict[Element, int] = {}
        self.kids: dict[Element, list[Kid]] = {}
        own, self.number = roots
        self._number(structure.root, self.number, own)

    def _number(self, element: Element, number: int, parent: int) -> None:
        self.references[element] = f"{number} 0 R"
        self.parents[element] = parent
        self.kids[element] = element.kids()
        for kid in self.kids[element]:
            if not isinstance(kid, Element) or kid in self.before.references:
                continue
            if kid in self.references:
                raise StructureError(f"{kid.role} stands in the tree twice")
            self.next += 1
            self._number(kid, self.next - 1, number)

    def _check(self) -> None:
        if self.structure.drawn != sum(len(self._new(element)) for element in self.parents):
            raise StructureError("content was drawn for elements of another document")

    def _new(self, element: Element) -> list[Piece]:
        """What was drawn for an element since the tree was begun; its root is drawn for before."""
        marks = self.before.marks
        return [piece for piece in element.pieces if piece.mark >= marks.get(piece.page, 0)]

    def below(self) -> list[bytes]:
        """The new elements below the root, in the order of their numbers."""
        texts = [*map(self._element, self.parents)][1:]
        return [text.encode("ascii") for text in texts]

    def top(self) -> bytes:
        """The root of the elements."""
        return self._element(self.structure.root).encode("ascii")

    def begun(self) -> Begun:
        """All that is written so far."""
        marks = {page: len(hung) for page, hung in self.structure.pages.items()}
        hung = tuple(self._hung())
        below = {element: self.references[element] for element in [*self.parents][1:]}
        return Begun(self.number, below, marks, self.structure.keys, hung, self._identities())

    def whole(self) -> bytes:
        """The structure's own object."""
        roles = "".join(
            objects.name(own) + objects.name(to) for own, to in self.structure.roles.items()
        )
        pages = set(self.structure.keys.values())
        hung = [f"[{each}]" if key in pages else each for key, each in enumerate(self._hung())]
        parents = " ".join(f"{key} {each}" for key, each in enumerate(hung))
        text = (
            f"<</Type/StructTreeRoot/K {self.number} 0 R"
            + (f"/RoleMap<<{roles}>>" if roles else "")
            + f"/ParentTree<</Nums[{parents}]>>/ParentTreeNextKey {len(hung)}"
            + f"{self._named()}>>"
        )
        return text.encode("ascii")

    def _hung(self) -> list[str]:
        """The entries of the parent tree by their keys: those begun, gone on with, and new ones."""
        new = {self.structure.keys[page]: marks for page, marks in self.structure.pages.items()}
        hung = list(self.before.hung)
        hung += [""] * (len(new.keys() - range(len(hung))) + len(self.structure.annotated))
        for key, elements in new.items():
            hung[key] = " ".join(filter(None, (hung[key], *map(self._reference, elements))))
        for key, element in self.structure.annotated.items():
            hung[key] = self._reference(element)
        self._check()
        return hung

    def _reference(self, element: Element) -> str:
        reference = self.references.get(element)
        if reference is None:
            raise StructureError(f"drawn for {element.role}, which is not in the tree")
        return reference

    def _identities(self) -> tuple[tuple[bytes, str], ...]:
        """The names of all elements, in their order, with the references."""
        below = [*self.parents][0 if self.before.top else 1 :]
        named = [(one.identity.encode("utf-8"), self._reference(one)) for one in below]
        return (*self.before.identities, *(pair for pair in named if pair[0]))

    def _named(self) -> str:
        named = sorted(self._identities())
        if len({identity for identity, _ in named}) < len(named):
            raise StructureError("an identity is used twice")
        pairs = " ".join(f"<{identity.hex()}> {reference}" for identity, reference in named)
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
