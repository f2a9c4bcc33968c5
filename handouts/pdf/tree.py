"""The logical structure as PDF objects (ISO 32000-1, 14.7.2), written as ready bytes.

ReportLab takes long over many small objects; these take next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

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


class Branch(NamedTuple):
    """A tree of several in a file: its objects by number, its entries of the parent tree and
    how many, and the names of its elements, with their references."""

    objects: dict[int, bytes]
    entries: str
    keys: int
    names: list[tuple[bytes, str]]


def begin(structure: Structure, top: int, first: int, pages: Pages) -> tuple[list[bytes], Begun]:
    """Write all below the root, which is to be object ``top``: elements numbered from ``first``.

    ``pages`` gives the reference of a page. Raises StructureError where content hangs on an
    element outside the tree or was drawn for another document, and where an identity is
    used twice.
    """
    tree = _Tree(structure, structure.begun, (0, top), first, pages)
    return tree.below(), tree.begun()


def again(
    structure: Structure, begun: Begun, first: int, pages: Pages, mounts: Mapping[str, str]
) -> tuple[list[bytes], Begun]:
    """Write for another file what ``begin`` wrote.

    Of ``begun`` the top, the first key and the prefix count. ``mounts`` gives the references
    that annotations have there by those that they had.
    """
    before = structure.begun._replace(first=begun.first, prefix=begun.prefix)
    tree = _Tree(structure, before, (0, begun.top), first, pages, mounts)
    return tree.below(), tree.begun()


def finish(structure: Structure, own: int, first: int, pages: Pages) -> dict[int, bytes]:
    """Write the rest of a tree that was begun, by the numbers of its objects.

    The structure's own object is numbered ``own``, new elements from ``first``. Raises as
    ``begin`` does.
    """
    top = structure.begun.top
    tree = _Tree(structure, structure.begun, (own, top), first, pages)
    below = dict(enumerate(tree.below(), first))
    parents = f"<</Nums[{tree.entries()}]>>"
    count = structure.begun.first + len(tree.hung)
    names = tree.names()
    named = f"<</Names[{listed(names)}]>>" if names else ""
    whole = root(top, structure.roles, parents, count, named)
    return {own: whole, top: tree.top()} | below


def branch(structure: Structure, parent: int, first: int, pages: Pages, shown: Element) -> Branch:
    """Write the rest of a tree that was begun, below the element numbered ``parent``.

    Its root is written as the element ``shown``. Raises as ``begin`` does.
    """
    tree = _Tree(structure, structure.begun, (parent, structure.begun.top), first, pages)
    below = dict(enumerate(tree.below(), first))
    found = {structure.begun.top: tree.top(shown)} | below
    return Branch(found, tree.entries(), len(tree.hung), tree.names())


def root(top: int, roles: Mapping[str, str], parents: str, count: int, names: str) -> bytes:
    """The structure's own object, with the parent tree, how many keys it has, and the name tree."""
    mapped = "".join(objects.name(own) + objects.name(to) for own, to in roles.items())
    text = (
        f"<</Type/StructTreeRoot/K {top} 0 R"
        + (f"/RoleMap<<{mapped}>>" if mapped else "")
        + f"/ParentTree{parents}/ParentTreeNextKey {count}"
        + (f"/IDTree{names}" if names else "")
        + ">>"
    )
    return text.encode("ascii")


class _Tree:
    """The tree as objects, numbered in reading order, parents first."""

    def __init__(
        self,
        structure: Structure,
        before: Begun,
        roots: tuple[int, int],
        first: int,
        pages: Pages,
        mounts: Mapping[str, str] | None = None,
    ) -> None:
        """``roots`` are the numbers of the structure's own object and of the topmost element."""
        self.pages = cache(pages)
        self.mounts = mounts or {}
        self.structure = structure
        self.before = before
        self.next = first
        self.references = dict(self.before.references)
        self.parents: dict[Element, int] = {}
        self.kids: dict[Element, list[Kid]] = {}
        own, self.number = roots
        self._number(structure.root, self.number, own)
        self.hung = self._hung()

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
        drawn = (len(self._new(element)) for element in self.parents if element.pieces)
        if self.structure.drawn != sum(drawn):
            raise StructureError("content was drawn for elements of another document")

    def _new(self, element: Element) -> list[Piece]:
        """What was drawn for an element since the tree was begun; its root is drawn for before."""
        marks = self.before.marks
        return [piece for piece in element.pieces if piece.mark >= marks.get(piece.page, 0)]

    def below(self) -> list[bytes]:
        """The new elements below the root, in the order of their numbers."""
        texts = [*map(self._element, self.parents)][1:]
        return [text.encode("ascii") for text in texts]

    def top(self, shown: Element | None = None) -> bytes:
        """The root of the elements, written as another if one is given."""
        return self._element(self.structure.root, shown).encode("ascii")

    def begun(self) -> Begun:
        """All that is written so far."""
        marks = {page: len(hung) for page, hung in self.structure.pages.items()}
        below = {element: self.references[element] for element in [*self.parents][1:]}
        first = self.before.first
        keys = {page: first + place for page, place in self._places().items()}
        named, prefix = tuple(self._identities()), self.before.prefix
        return Begun(self.number, below, marks, keys, tuple(self.hung), named, first, prefix)

    def entries(self) -> str:
        """The entries of the parent tree, each after its key."""
        pages = set(self._places().values())
        hung = [f"[{each}]" if place in pages else each for place, each in enumerate(self.hung)]
        return " ".join(f"{key} {each}" for key, each in enumerate(hung, self.before.first))

    def _places(self) -> dict[int, int]:
        """Where the entries of pages stand among all."""
        first = self.structure.begun.first
        return {page: key - first for page, key in self.structure.keys.items()}

    def _hung(self) -> list[str]:
        """The entries of the parent tree by their keys: those begun, gone on with, and new ones."""
        places, first = self._places(), self.structure.begun.first
        new = {places[page]: marks for page, marks in self.structure.pages.items()}
        hung = list(self.before.hung)
        hung += [""] * (len(new.keys() - range(len(hung))) + len(self.structure.annotated))
        for place, elements in new.items():
            hung[place] = " ".join(filter(None, (hung[place], *map(self._reference, elements))))
        for key, element in self.structure.annotated.items():
            hung[key - first] = self._reference(element)
        self._check()
        return hung

    def _reference(self, element: Element) -> str:
        reference = self.references.get(element)
        if reference is None:
            raise StructureError(f"drawn for {element.role}, which is not in the tree")
        return reference

    def _identities(self) -> Iterable[tuple[bytes, str]]:
        """The names of all elements, in their order, with the references."""
        yield from self.before.identities
        for element in [*self.parents][0 if self.before.top else 1 :]:
            if element.identity:
                name = self.before.prefix + element.identity
                yield name.encode("utf-8"), self._reference(element)

    def names(self) -> list[tuple[bytes, str]]:
        """The names of all elements, sorted, with the references."""
        named = sorted(self._identities())
        if len({identity for identity, _ in named}) < len(named):
            raise StructureError("an identity is used twice")
        return named

    def _element(self, element: Element, shown: Element | None = None) -> str:
        """An element, which may say of itself what another does."""
        says, prefix = shown or element, self.before.prefix
        identity = f"/ID{_identity(prefix + says.identity)}" if says.identity else ""
        return (
            f"<</S{objects.name(says.role)}/P {self.parents[element]} 0 R{_texts(says)}"
            f"{identity}{_attributes(says, prefix)}{self._kids(self.kids[element])}>>"
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
            reference = self.mounts.get(kid.reference, kid.reference)
            return f"<</Type/OBJR/Obj {reference}{where}>>"
        return f"<</Type/MCR{where}/MCID {kid.mark}>>" if where else str(kid.mark)


def listed(names: Iterable[tuple[bytes, str]]) -> str:
    """The entries of a name tree."""
    return " ".join(f"<{name.hex()}> {reference}" for name, reference in names)


def _texts(element: Element) -> str:
    if not (element.alt or element.actual or element.title or element.language):
        return ""
    texts = {"Alt": element.alt, "ActualText": element.actual, "T": element.title}
    texts["Lang"] = element.language
    return "".join(f"/{key}{objects.string(text)}" for key, text in texts.items() if text)


def _attributes(element: Element, prefix: str) -> str:
    if not element.attributes:
        return ""
    owned = [
        f"<</O{objects.name(owner)}{_pairs(pairs, prefix)}>>"
        for owner, pairs in sorted(element.attributes.items())
        if pairs
    ]
    if len(owned) < 2:
        return f"/A{owned[0]}" if owned else ""
    return f"/A[{' '.join(owned)}]"


def _pairs(pairs: Mapping[str, Attribute], prefix: str) -> str:
    return "".join(_attribute(key, value, prefix) for key, value in sorted(pairs.items()))


def _attribute(key: str, value: Attribute, prefix: str) -> str:
    if isinstance(value, str):
        shown = objects.string(value) if key in _TEXTS else objects.name(value)
    elif isinstance(value, (int, float)):
        shown = f" {objects.number(value)}"
    else:
        shown = f"[{' '.join(_member(each, prefix) for each in value)}]"
    return f"{objects.name(key)}{shown}"


def _member(value: str | float, prefix: str) -> str:
    return _identity(prefix + value) if isinstance(value, str) else objects.number(value)


def _identity(text: str) -> str:
    """An element's name as a byte string."""
    return f"<{text.encode('utf-8').hex()}>"
