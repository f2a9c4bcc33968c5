"""The structure tree that screen readers use, read off the roles of the pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from handouts.layout.pieces import Figure, PositionedPiece, Tagged, list_roles, words_of
from handouts.layout.roles import CUSTOM_TAGS, Role
from handouts.pdf.tags.structure import Attribute, Element, Structure, WrittenTree

_WITH_PICTURES = frozenset({"Sect", "Callout", "LBody"})
"""What pictures with captions are in; lists and tables have captions of their own."""


class _Top(NamedTuple):
    """An element at the top of the tree, and where it is read."""

    position: tuple[bool, int, int]
    element: Element


_read_position = attrgetter("position")


@dataclass
class StructureTree:
    """A structure tree: its elements by role, and the pieces that are the content of each.

    Both are those of its own pieces; ``shared`` is the tree of content that many leaflets share.
    """

    root: Element
    elements: dict[Role, Element] = field(default_factory=dict)
    contents: dict[Element, list[Tagged]] = field(default_factory=dict)
    tops: list[_Top] = field(default_factory=list)
    shared: StructureTree | None = None

    def make_structure(self, begun: WrittenTree | None = None) -> Structure:
        """Make the structure for one canvas, which may continue a tree that was begun."""
        return Structure(self.root, CUSTOM_TAGS, begun)

    def accessible_lines(self) -> Iterator[str]:
        """Yield what a screen reader reads, one element per line, indented by nesting."""
        for child in self.root.children:
            yield from self._element_lines(child, 0)

    def _element_lines(self, element: Element, depth: int) -> Iterator[str]:
        content = "".join(map(words_of, self._find_content(element)))
        words = (element.actual or element.alt, content.strip())
        speech = " ".join(filter(None, words))
        yield f"{'  ' * depth}{element.role}{': ' if speech else ''}{speech}"
        for child in element.children:
            yield from self._element_lines(child, depth + 1)

    def _find_content(self, element: Element) -> Sequence[Tagged]:
        """The pieces that are the content of an element."""
        if element in self.contents or self.shared is None:
            return self.contents.get(element, ())
        return self.shared.contents.get(element, ())


def read_tree(
    pieces: Iterable[PositionedPiece],
    shared: StructureTree | None = None,
    *,
    groups_captions: bool = False,
) -> StructureTree:
    """Read the structure tree off pieces in reading order.

    With the tree of content that many leaflets share, its elements come first where they are
    read first, so that the tree is complete although only the other pieces are given. With
    ``groups_captions`` a picture and its caption are a group of their own, as PDF/UA-2 asks.
    """
    builder = _TreeBuilder()
    for each in pieces:
        for role, piece in list_roles(each.piece):
            builder.add_piece(each.section, role, piece)
    tree = builder.build(groups_captions=groups_captions)
    tops = tree.tops
    if shared:
        tree.shared = shared
        tops = sorted([*shared.tops, *tops], key=_read_position)
    tree.root.children = [top.element for top in tops]
    return tree


def _describe_field(role: Role) -> dict[str, Attribute]:
    """The attributes of what is filled in with a pen (ISO 32000-1, table 348)."""
    described: dict[str, Attribute] = {"Role": role.field}
    if role.about:
        described["Desc"] = role.about
    if role.field == "cb":
        described["checked"] = "off"
    return described


def _group_captions(elements: Iterable[Element]) -> list[Element]:
    """Group each caption with the picture before it, perhaps a link, which it is the last child of.

    A caption is that of the element it is in, whose first or last child it must be (ISO 14289-2,
    8.2.5.27). One whose picture only decorates is a paragraph.
    """
    grouped: list[Element] = []
    for each in elements:
        if each.role == "Caption" and grouped and grouped[-1].role in ("Figure", "Link"):
            each = Element("Sect", children=[grouped.pop(), each])
        elif each.role == "Caption":
            each.role = "P"
        grouped.append(each)
    return grouped


def _make_element(role: Role) -> Element:
    """The element of a role, without children."""
    element = Element(role.tag, role.alt, role.actual)
    if role.numbering:
        element.set_attribute("List", "ListNumbering", role.numbering)
    if role.field:
        element.attributes["PrintField"] = _describe_field(role)
    if role.scope:
        element.set_attribute("Table", "Scope", role.scope)
    return element


class _TreeBuilder:
    """Makes an element of each role, in the order of their pieces."""

    def __init__(self) -> None:
        self.tree = StructureTree(Element("Document"))

    def add_piece(self, section: int, role: Role, piece: Tagged | Figure) -> None:
        """Add the element of a piece, and those that contain it."""
        element = self.tree.elements.get(role)
        if element is None:
            element = self._add_element(section, role)
        if isinstance(piece, Tagged):
            self.tree.contents.setdefault(element, []).append(piece)

    def _add_element(self, section: int, role: Role) -> Element:
        """Make the element of a role, below the one that contains it."""
        elements, parent = self.tree.elements, role.parent
        element = elements[role] = _make_element(role)
        if parent is None:
            position = (role.rank >= 0, section, role.rank)
            self.tree.tops.append(_Top(position, element))
        else:
            above = elements.get(parent)
            if above is None:
                above = self._add_element(section, parent)
            above.children.append(element)
        return element

    def build(self, *, groups_captions: bool) -> StructureTree:
        """The tree; its root has no children yet."""
        if groups_captions:
            for role, element in self.tree.elements.items():
                if role.tag in _WITH_PICTURES:
                    element.children = _group_captions(element.children)
        self.tree.tops.sort(key=_read_position)
        return self.tree
