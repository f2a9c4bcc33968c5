"""Trees of a file that grow from left to right: of pages, of keys and of bookmarks.

Each node is written as soon as it is full, so that little of a long one is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from handouts.pdf import objects

_FULL = 64

New = Callable[[], int]
"""Gives the number of a new object."""

Put = Callable[[int, str], int]
"""Has an object written under its number, and gives that back."""


class Pages:
    """The page tree (ISO 32000-1, 7.7.3): a root, nodes of some pages, pages.

    ``node`` is the number of the node that the next pages have as their parent.
    """

    def __init__(self, root: int, new: New, put: Put) -> None:
        self.node = 0
        self._root, self._new, self._put = root, new, put
        self._kids: list[int] = []
        self._nodes: list[int] = []
        self._count = 0

    def begin(self) -> None:
        """Have a node for the next pages."""
        self.node = self.node or self._new()

    def add(self, pages: Sequence[int], size: tuple[float, float]) -> None:
        """Add a document's pages, and an empty one where its last sheet has but one."""
        self._kids += pages
        if len(pages) % 2:
            box = objects.numbers((0, 0, *size))
            page = f"<</Type/Page/Parent {self.node} 0 R/MediaBox{box}/Resources<<>>>>"
            self._kids.append(self._put(self._new(), page))
        if len(self._kids) >= _FULL:
            self._close()

    def end(self) -> None:
        """Write the root."""
        if self._kids:
            self._close()
        entries = f"/Count {self._count}/Kids{_array(self._nodes)}"
        self._put(self._root, f"<</Type/Pages{entries}>>")

    def _close(self) -> None:
        entries = f"/Parent {self._root} 0 R/Count {len(self._kids)}/Kids{_array(self._kids)}"
        self._nodes.append(self._put(self.node, f"<</Type/Pages{entries}>>"))
        self._count += len(self._kids)
        self._kids, self.node = [], 0


class _Node(NamedTuple):
    """A node of a tree of keys, with the first and the last of them."""

    low: str
    high: str
    number: int


class Keys:
    """A number tree or a name tree (7.9.6, 7.9.7), whose leaves come in the order of their keys.

    ``kind`` is the entry of a leaf: Nums or Names.
    """

    def __init__(self, kind: str, put: Callable[[str], int]) -> None:
        self._kind, self._put = kind, put
        # Nodes that have no parent yet; those of a later list are higher, and further left.
        self._levels: list[list[_Node]] = [[]]

    def add(self, low: str, high: str, entries: str) -> None:
        """Add a leaf: its entries, and the first and the last of their keys."""
        self._hang(0, self._node(low, high, f"/{self._kind}[{entries}]"))

    def end(self) -> str:
        """The root; empty where there is no leaf."""
        rest: list[_Node] = []
        for nodes in self._levels:
            rest = nodes + ([self._above(rest)] if rest else [])
        return f"<</Kids{_array([node.number for node in rest])}>>" if rest else ""

    def _hang(self, level: int, node: _Node) -> None:
        if level == len(self._levels):
            self._levels.append([])
        nodes = self._levels[level]
        nodes.append(node)
        if len(nodes) == _FULL:
            self._levels[level] = []
            self._hang(level + 1, self._above(nodes))

    def _above(self, nodes: list[_Node]) -> _Node:
        kids = _array([node.number for node in nodes])
        return self._node(nodes[0].low, nodes[-1].high, f"/Kids{kids}")

    def _node(self, low: str, high: str, entries: str) -> _Node:
        return _Node(low, high, self._put(f"<</Limits[{low} {high}]{entries}>>"))


class Marks:
    """Bookmarks of one level (12.3.3). Each is written when the next one is known."""

    def __init__(self, new: New, put: Put) -> None:
        self._new, self._put = new, put
        self._root = self._first = self._last = self._count = 0
        self._open = ""

    def add(self, title: str, page: int, top: float) -> None:
        """Add one that leads to the top of a page, given by its number."""
        self._root = self._root or self._new()
        number = self._new()
        before = self._close(f"/Next {number} 0 R")
        self._first, self._last = self._first or number, number
        self._count += 1
        self._open = (
            f"<</Title{objects.string(objects.sayable(title))}/Parent {self._root} 0 R{before}"
            f"/Dest[{page} 0 R/XYZ 0 {objects.number(top)} null]"
        )

    def end(self) -> int:
        """Write the root; its number."""
        self._close("")
        ends = f"/First {self._first} 0 R/Last {self._last} 0 R/Count {self._count}"
        return self._put(self._root, f"<</Type/Outlines{ends}>>")

    def _close(self, after: str) -> str:
        """Write the last one, with how it refers to the next; how that refers to it."""
        if not self._last:
            return ""
        self._put(self._last, f"{self._open}{after}>>")
        return f"/Prev {self._last} 0 R"


def _array(numbers: Sequence[int]) -> str:
    return f"[{' '.join([f'{number} 0 R' for number in numbers])}]"
