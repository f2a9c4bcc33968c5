"""Trees written from left to right while a file is built: pages, keys and bookmarks.

Each node is written as soon as it is full, so that little of a large tree is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from handouts.pdf import objects
from handouts.pdf.navigation.links import format_action

_NODE_SIZE = 64

NewNumber = Callable[[], int]
"""Returns the number of a new object."""

PutObject = Callable[[int, str], int]
"""Writes an object under a number, and returns the number."""


class PageTree:
    """The page tree (ISO 32000-1, 7.7.3): a root, intermediate nodes, pages.

    ``node`` is the object number of the node that is the parent of the next pages.
    """

    def __init__(self, root: int, new: NewNumber, put: PutObject) -> None:
        self.node = 0
        self._root, self._new, self._put = root, new, put
        self._kids: list[int] = []
        self._nodes: list[int] = []
        self._count = 0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._count + len(self._kids)

    def open_node(self) -> None:
        """Make sure that there is a node for the next pages."""
        self.node = self.node or self._new()

    def add_pages(self, pages: Sequence[int], size: tuple[float, float]) -> None:
        """Add a document's pages, and an empty page if their number is odd.

        The size of the empty page is in points.
        """
        self._kids += pages
        if len(pages) % 2:
            box = objects.format_numbers((0, 0, *size))
            page = f"<</Type/Page/Parent {self.node} 0 R/MediaBox{box}/Resources<<>>>>"
            self._kids.append(self._put(self._new(), page))
        if len(self._kids) >= _NODE_SIZE:
            self._write_node()

    def write_root(self) -> None:
        """Write the last node and the root."""
        if self._kids:
            self._write_node()
        entries = f"/Count {self._count}/Kids{_format_references(self._nodes)}"
        self._put(self._root, f"<</Type/Pages{entries}>>")

    def _write_node(self) -> None:
        entries = (
            f"/Parent {self._root} 0 R/Count {len(self._kids)}/Kids{_format_references(self._kids)}"
        )
        self._nodes.append(self._put(self.node, f"<</Type/Pages{entries}>>"))
        self._count += len(self._kids)
        self._kids, self.node = [], 0


class _KeyNode(NamedTuple):
    """A node of a tree of keys, with its first and its last key."""

    low: str
    high: str
    number: int


class KeyTree:
    """A number tree or a name tree (7.9.6, 7.9.7). Leaves are added in the order of their keys.

    ``kind`` is the entry of a leaf: Nums or Names.
    """

    def __init__(self, kind: str, put: Callable[[str], int]) -> None:
        self._kind, self._put = kind, put
        # Nodes that have no parent yet; nodes of a later list are higher and further left.
        self._levels: list[list[_KeyNode]] = [[]]

    def add_leaf(self, low: str, high: str, entries: str) -> None:
        """Add a leaf: its entries, and the first and the last of their keys."""
        self._attach_node(0, self._write_node(low, high, f"/{self._kind}[{entries}]"))

    def finish_root(self) -> str:
        """The dictionary of the root; empty if there is no leaf."""
        remaining: list[_KeyNode] = []
        for nodes in self._levels:
            remaining = nodes + ([self._write_parent(remaining)] if remaining else [])
        return (
            f"<</Kids{_format_references([node.number for node in remaining])}>>"
            if remaining
            else ""
        )

    def _attach_node(self, level: int, node: _KeyNode) -> None:
        if level == len(self._levels):
            self._levels.append([])
        nodes = self._levels[level]
        nodes.append(node)
        if len(nodes) == _NODE_SIZE:
            self._levels[level] = []
            self._attach_node(level + 1, self._write_parent(nodes))

    def _write_parent(self, nodes: list[_KeyNode]) -> _KeyNode:
        kids = _format_references([node.number for node in nodes])
        return self._write_node(nodes[0].low, nodes[-1].high, f"/Kids{kids}")

    def _write_node(self, low: str, high: str, entries: str) -> _KeyNode:
        return _KeyNode(low, high, self._put(f"<</Limits[{low} {high}]{entries}>>"))


class BookmarkList:
    """Bookmarks of one level (12.3.3). Each is written when the next one is known."""

    def __init__(self, new: NewNumber, put: PutObject) -> None:
        self._new, self._put = new, put
        self._root = self._first = self._last = self._count = 0
        self._open = ""

    def add_bookmark(self, title: str, page: int, top: float, element: int | None) -> None:
        """Add a bookmark that leads to ``top`` on the page with this object number.

        With the number of an element it leads there, as PDF/UA-2 asks.
        """
        point = f" 0 R/XYZ 0 {objects.format_number(top)} null]"
        place, element_place = f"[{page}{point}", f"[{element}{point}"
        target = f"/Dest{place}" if element is None else format_action(place, element_place)
        self._root = self._root or self._new()
        number = self._new()
        before = self._write_last(f"/Next {number} 0 R")
        self._first, self._last = self._first or number, number
        self._count += 1
        self._open = (
            f"<</Title{objects.format_string(objects.clean_text(title))}/Parent {self._root} "
            f"0 R{before}{target}"
        )

    def write_root(self) -> int:
        """Write the last bookmark and the root; return the root's number."""
        self._write_last("")
        ends = f"/First {self._first} 0 R/Last {self._last} 0 R/Count {self._count}"
        return self._put(self._root, f"<</Type/Outlines{ends}>>")

    def _write_last(self, after: str) -> str:
        """Write the last bookmark, with its reference to the next; return the reference back."""
        if not self._last:
            return ""
        self._put(self._last, f"{self._open}{after}>>")
        return f"/Prev {self._last} 0 R"


def _format_references(numbers: Sequence[int]) -> str:
    return f"[{' '.join([f'{number} 0 R' for number in numbers])}]"
