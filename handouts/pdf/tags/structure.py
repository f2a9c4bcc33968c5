"""The logical structure of a document: its content in reading order, whatever its layout.

A tree of elements is built in reading order before anything is drawn (ISO 32000-1, 14.7).
Drawing attaches marked sequences of pages and annotations to the elements. If something is
not drawn in reading order, its ``order`` gives its position.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import field

from handouts.data import Data

Attribute = str | int | float | Sequence[float] | Sequence[str]
"""A name, a number, or an array of numbers or of identities."""

ReadingOrder = int | str | tuple["ReadingOrder", ...]
"""What content is sorted by; all orders within one element must be comparable."""

ReadingPosition = tuple[ReadingOrder, int]
"""The position of content in its element: by its ``order``, then by the order of drawing."""

# Elements that stay in a table even if they are empty.
_CELLS = ("TD", "TH")


class StructureError(Exception):
    """The structure or its use is invalid: an error of the program, not of a user."""


class MarkedSequence(Data, frozen=True):
    """Content of an element: a marked-content sequence of a page.

    ``page`` counts from 1, ``mark`` is the number of the sequence on it.
    """

    position: ReadingPosition
    page: int
    mark: int


class ObjectReference(NamedTuple):
    """An annotation that belongs to an element: its page and its reference."""

    page: int
    reference: str


class Element(msgspec.Struct, eq=False):
    """A node of the tree.

    ``role`` is a standard structure type (ISO 32000-1, 14.8.4) or a name that the structure's
    ``roles`` map to one. ``alt`` describes what cannot be read, ``actual`` is read instead
    of the content, ``language`` is a BCP 47 tag if it differs from the parent's.
    ``expansion`` is what an abbreviation stands for.
    ``identity`` is a name that no other element has. ``attributes`` are by owner and key:
    ``{"List": {"ListNumbering": "Decimal"}}``.

    It is a Struct, which takes a quarter of the time to make that a dataclass takes.

    Among its parent's content an element takes the position of its first content, though
    never before an element that was added earlier. An ``order`` alone decides its position,
    as it does for content: this is for elements that are added while drawing, in any order.
    """

    role: str
    alt: str = ""
    actual: str = ""
    language: str = ""
    title: str = ""
    expansion: str = ""
    identity: str = ""
    attributes: dict[str, dict[str, Attribute]] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    order: ReadingOrder | None = None
    sequences: list[MarkedSequence] = field(default_factory=list)
    annotations: list[ObjectReference] = field(default_factory=list)

    def add(self, child: Element) -> Element:
        """Add a child after the existing ones; return the child."""
        self.children.append(child)
        return child

    def set_attribute(self, owner: str, key: str, value: Attribute) -> None:
        """Set one attribute."""
        self.attributes.setdefault(owner, {})[key] = value

    def walk(self) -> Iterator[Element]:
        """The element and all elements below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def has_alternative(self) -> bool:
        """Whether it has a text that is read instead of what is drawn."""
        return bool(self.alt or self.actual)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn for it or its children, so that it is left out."""
        if self.sequences or self.annotations or self.role in _CELLS:
            return False
        for child in self.children:  # the usual case, asked of each element of each file
            if child.sequences:
                return False
        return all(child.is_empty for child in self.children)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say of it besides its role and its content."""
        return not (
            self.attributes
            or self.alt
            or self.actual
            or self.language
            or self.title
            or self.expansion
            or self.identity
        )

    @property
    def has_texts(self) -> bool:
        """Whether it has a text of its own: alternative, replacement, title and the like."""
        return bool(self.alt or self.actual or self.title or self.expansion or self.language)

    @property
    def reading_position(self) -> ReadingPosition | None:
        """Its position, from its order or its earliest content; None if it has neither."""
        places = [piece.position for piece in self.sequences]
        places += [
            place for child in self.children if (place := child.reading_position) is not None
        ]
        earliest = min(places, default=None)
        if self.order is None:
            return earliest
        return self.order, earliest[1] if earliest else 0

    def ordered_content(self) -> Sequence[MarkedSequence | ObjectReference]:
        """Content in reading order, then annotations, of an element without children."""
        drawn = self.sequences
        if len(drawn) > 1:
            drawn = sorted(drawn, key=_position)
        return [*drawn, *self.annotations] if self.annotations else drawn

    def ordered_kids(self, written: Container[Element] = ()) -> Sequence[Kid]:
        """Children and content in reading order, then annotations; empty children are left out.

        Children without an ``order`` keep their sequence. Those that are ``written`` have content.
        """
        if not self.children:
            return self.ordered_content()
        children = [
            child
            for child in self.children
            if child in written or child.sequences or not child.is_empty
        ]
        ordered = [child for child in children if child.order is not None]
        if self.sequences or ordered:
            return [*_merge_kids(self.sequences, children), *self.annotations]
        return [*children, *self.annotations]


Kid = Element | MarkedSequence | ObjectReference


def _position(piece: MarkedSequence) -> ReadingPosition:
    return piece.position


def _merge_kids(
    pieces: Iterable[MarkedSequence], children: Iterable[Element]
) -> list[Element | MarkedSequence]:
    """Sort by position, but no child without an ``order`` before one that was added earlier."""
    placed: list[tuple[ReadingPosition, Element | MarkedSequence]] = [
        (piece.position, piece) for piece in pieces
    ]
    leading: list[Element | MarkedSequence] = []
    latest: ReadingPosition | None = None
    for child in children:
        place = child.reading_position
        if child.order is None:
            place = latest = max((one for one in (place, latest) if one), default=None)
        if place:
            placed.append((place, child))
        else:
            leading.append(child)
    return leading + [kid for _, kid in sorted(placed, key=lambda pair: pair[0])]


class WrittenTree(Data, frozen=True):
    """The part of a tree that is already written, so that other trees can continue it.

    ``top`` is the object number of the topmost element, ``references`` are those of the other
    elements. For each page, ``marks`` counts its marked sequences and ``keys`` is its key in
    the parent tree. ``parent_values`` are the values of the parent tree, a page's without its
    brackets. If a file has many trees, ``first`` is the key of the first value, and
    ``identities`` start with the ``prefix``. ``namespaces`` is the object number of the first
    namespace; 0 in a file before PDF 2.0, which has none.
    """

    top: int
    references: Mapping[Element, str]
    marks: Mapping[int, int]
    keys: Mapping[int, int]
    parent_values: tuple[str, ...]
    identities: tuple[tuple[bytes, str], ...]
    first: int = 0
    prefix: str = ""
    namespaces: int = 0


class Structure:
    """The tree of one document, and the content drawn for it.

    ``roles`` map custom names to standard structure types. A structure belongs to one canvas.
    A structure that continues a ``written_tree`` has a new root, with elements of that tree
    below it.
    """

    def __init__(
        self,
        root: Element,
        roles: Mapping[str, str] | None = None,
        written_tree: WrittenTree | None = None,
    ) -> None:
        self.root = root
        self.roles = dict(roles or {})
        self.written_tree = written_tree or WrittenTree(0, {}, {}, {}, (), ())
        self.drawn = 0
        self.pages: dict[int, list[Element]] = {}
        self.keys = dict(self.written_tree.keys)
        self._next = self.written_tree.first + len(self.written_tree.parent_values)
        # Elements of annotations by key; these keys follow those of the written tree.
        self.annotated: dict[int, Element] = {}

    def add_sequence(self, element: Element, page: int, order: ReadingOrder) -> int:
        """Add a marked sequence to an element; return its number on the page.

        Pages are counted from 1.
        """
        marks = self.pages.get(page)
        if marks is None:
            marks = self.pages[page] = []
            if page not in self.keys:
                self.keys[page] = self._next_key()
        number = self.written_tree.marks.get(page, 0) + len(marks)
        marks.append(element)
        self.drawn += 1
        element.sequences.append(MarkedSequence((order, self.drawn), page, number))
        return number

    def add_annotation(self, element: Element, page: int, reference: str) -> int:
        """Add an annotation, by its reference, to an element; return its key."""
        element.annotations.append(ObjectReference(page, reference))
        key = self._next_key()
        self.annotated[key] = element
        return key

    def _next_key(self) -> int:
        self._next += 1
        return self._next - 1
