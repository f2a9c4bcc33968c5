"""The logical structure: what a document says and in which order, whatever its looks.

A tree of elements is built in reading order before anything is drawn (ISO 32000-1, 14.7).
Drawing hooks pieces of pages and annotations to the elements. Where the order of drawing
is not that of reading, each piece says its place by an ``order``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from handouts.data import Data

Attribute = str | int | float | Sequence[float] | Sequence[str]
"""A name, a number, or an array of numbers or of identities."""

Place = tuple[Any, int]
"""Where content stands in its element: the order given, then the order of drawing."""

# Elements that stand in a table even where they are empty.
_CELLS = ("TD", "TH")


class StructureError(Exception):
    """The tree is not one that a document may have: a fault of the program, not of a user."""


class Piece(Data, frozen=True):
    """Content of an element: a marked sequence of a page.

    ``page`` counts from 1, ``mark`` numbers the sequence on it.
    """

    place: Place
    page: int
    mark: int


class Mount(NamedTuple):
    """An annotation of an element, by its reference, on a page."""

    page: int
    reference: str


@dataclass(eq=False, slots=True)
class Element:
    """A node of the tree.

    ``role`` is a standard structure type (ISO 32000-1, 14.8.4) or a name that the structure's
    ``roles`` map to one. ``alt`` describes what cannot be read, ``actual`` is read in place
    of the content, ``language`` is a BCP 47 tag where it differs from the parent's.
    ``identity`` is a name that no other element has. ``attributes`` are by owner and key:
    ``{"List": {"ListNumbering": "Decimal"}}``.

    Among its parent's content an element stands where its own first content does, though
    never before one added earlier. With an ``order`` it stands by that alone, as content
    does: this is for elements that are added while drawing, in any order.
    """

    role: str
    alt: str = field(default="", kw_only=True)
    actual: str = field(default="", kw_only=True)
    language: str = field(default="", kw_only=True)
    title: str = field(default="", kw_only=True)
    identity: str = field(default="", kw_only=True)
    attributes: dict[str, dict[str, Attribute]] = field(default_factory=dict, kw_only=True)
    children: list[Element] = field(default_factory=list, kw_only=True)
    order: Any = field(default=None, kw_only=True)
    pieces: list[Piece] = field(default_factory=list, init=False, repr=False)
    mounts: list[Mount] = field(default_factory=list, init=False, repr=False)

    def add(self, child: Element) -> Element:
        """Add a child after those that are there; returns the child."""
        self.children.append(child)
        return child

    def set(self, owner: str, key: str, value: Attribute) -> None:
        """Set one attribute."""
        self.attributes.setdefault(owner, {})[key] = value

    def walk(self) -> Iterator[Element]:
        """The element and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def speaks(self) -> bool:
        """Whether it has words of its own to say in place of what is drawn."""
        return bool(self.alt or self.actual)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that was drawn, so that it is left out."""
        if self.pieces or self.mounts or self.role in _CELLS:
            return False
        return all(child.is_empty for child in self.children)

    @property
    def first(self) -> Place | None:
        """Where it stands by its order or earliest content; None where it has neither."""
        places = [piece.place for piece in self.pieces]
        places += [place for child in self.children if (place := child.first) is not None]
        earliest = min(places, default=None)
        if self.order is None:
            return earliest
        return self.order, earliest[1] if earliest else 0

    def kids(self) -> list[Kid]:
        """Children and content in reading order, annotations last; no child that is empty.

        Children without an order keep their order among themselves.
        """
        if not self.children:
            return [*sorted(self.pieces, key=_place), *self.mounts]
        children = [child for child in self.children if child.pieces or not child.is_empty]
        ordered = any(child.order is not None for child in children)
        if self.pieces or ordered:
            return [*_merged(self.pieces, children), *self.mounts]
        return [*children, *self.mounts]


Kid = Element | Piece | Mount


def _place(piece: Piece) -> Place:
    return piece.place


def _merged(pieces: Iterable[Piece], children: Iterable[Element]) -> list[Element | Piece]:
    """By place; but no child without an order before one that was added before it."""
    placed: list[tuple[Place, Element | Piece]] = [(piece.place, piece) for piece in pieces]
    leading: list[Element | Piece] = []
    latest: Place | None = None
    for child in children:
        place = child.first
        if child.order is None:
            place = latest = max((one for one in (place, latest) if one), default=None)
        if place:
            placed.append((place, child))
        else:
            leading.append(child)
    return leading + [kid for _, kid in sorted(placed, key=lambda pair: pair[0])]


class Begun(NamedTuple):
    """What of a tree is written already, so that other trees can go on from it.

    ``top`` is the number that the root's own object is to have, ``references`` are those of the
    elements. For each page ``marks`` counts its sequences and ``keys`` is its place in
    ``hung``: the entries of the parent tree, a page's without their brackets. Where a file has
    many trees, ``first`` is the key of the first entry, and what stands before ``identities``
    is the ``prefix``.
    """

    top: int
    references: Mapping[Element, str]
    marks: Mapping[int, int]
    keys: Mapping[int, int]
    hung: tuple[str, ...]
    identities: tuple[tuple[bytes, str], ...]
    first: int = 0
    prefix: str = ""


class Structure:
    """The tree of one document, and what was drawn for it.

    ``roles`` map own names to standard structure types. A structure serves one canvas. One that
    goes on from a tree ``begun`` has a root of its own, with elements of that tree below it.
    """

    def __init__(
        self, root: Element, roles: Mapping[str, str] | None = None, begun: Begun | None = None
    ) -> None:
        self.root = root
        self.roles = dict(roles or {})
        self.begun = begun or Begun(0, {}, {}, {}, (), ())
        self.drawn = 0
        self.pages: dict[int, list[Element]] = {}
        self.keys = dict(self.begun.keys)
        self._next = self.begun.first + len(self.begun.hung)
        # Elements of annotations by their keys, which follow those of the tree begun.
        self.annotated: dict[int, Element] = {}

    def mark(self, element: Element, page: int, order: Any) -> int:
        """The number of a new marked sequence on a page; pages are counted from 1."""
        marks = self.pages.get(page)
        if marks is None:
            marks = self.pages[page] = []
            if page not in self.keys:
                self.keys[page] = self._key()
        number = self.begun.marks.get(page, 0) + len(marks)
        marks.append(element)
        self.drawn += 1
        element.pieces.append(Piece((order, self.drawn), page, number))
        return number

    def annotate(self, element: Element, page: int, reference: str) -> int:
        """The key of an annotation, given by its reference, that belongs to the element."""
        element.mounts.append(Mount(page, reference))
        key = self._key()
        self.annotated[key] = element
        return key

    def _key(self) -> int:
        self._next += 1
        return self._next - 1
