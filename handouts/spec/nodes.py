"""YAML's nodes: what a file holds and where each thing stands in it.

They are made from PyYAML's events and not by its composer, which resolves types and
recurses: here text stays text, and depth, aliases, tags and documents have their bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handouts.spec.faults import fault
from handouts.spec.problems import Place, Problem, SpecError
from handouts.spec.source import Source

_T = TypeVar("_T")
_DEEPEST = 50
_MOST_NODES = 20_000
# Where PyYAML's two parsers differ on what is right: tabs, and remarks close behind a bar.
_UNSURE = re.compile(r"\t|[|>][-+0-9]*#")


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A text. ``style`` is its mark in the file: ``|``, ``>``, a quote, or none if plain."""

    offset: int
    text: str
    style: str = ""

    @property
    def empty(self) -> bool:
        """Nothing at all was written."""
        return not self.text and not self.style


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list; ``flow`` where it was written in square brackets."""

    offset: int
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Names and what belongs to them; ``flow`` where it was written in braces."""

    offset: int
    flow: bool
    items: list[tuple[Node, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


def compose(source: Source, make: Callable[[Node], _T]) -> _T:
    """What ``make`` makes of the one node that a file holds.

    Raises SpecError where the file is not sound YAML, or ``make`` does. PyYAML's two
    parsers agree on what is right, with few exceptions, but word and place what is wrong
    differently. So a file is read by the fast one, and where there is anything wrong with
    it once more by the other: people are always told the same.
    """
    import yaml

    quick = quick_loader()
    if quick and not _UNSURE.search(source.text):
        with suppress(SpecError, yaml.YAMLError):
            return make(_Composer(source).compose(quick))
    try:
        root = _Composer(source).compose(yaml.SafeLoader)
    except SpecError:
        raise
    except Exception as error:  # PyYAML lets its own slips through, as on "\U00110000"
        raise SpecError([fault(error, source)]) from None
    return make(root)


def quick_loader() -> Any:
    """PyYAML's C loader, or None where it was built without."""
    import yaml

    return getattr(yaml, "CSafeLoader", None)


class _Composer:
    """Builds the nodes of one file, one event after the other."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Node | None] = []
        self.anchors: dict[str, Node] = {}
        self.sizes: dict[Node, int] = {}
        self.count = 0
        self.root: Node | None = None

    def compose(self, loader: Any) -> Node:
        import yaml

        for event in yaml.parse(self.source.text, loader):
            self.take(event)
        if self.root is None or (isinstance(self.root, Scalar) and self.root.empty):
            place = Place(self.source.file)
            raise SpecError([Problem(place, "The file is empty.", "Write in it, or delete it.")])
        return self.root

    def take(self, event: Any) -> None:
        offset = self.source.offset(event.start_mark.line, event.start_mark.column)
        kind = type(event).__name__
        if kind == "DocumentStartEvent" and self.root is not None:
            raise self.wrong(
                offset, "A second document begins here.", "Keep one handout a file: delete '---'."
            )
        if kind == "AliasEvent":
            self.add(self.known(event.anchor, offset))
        elif kind == "ScalarEvent":
            self.checked(event, offset)
            self.put(Scalar(self.begin(offset, event), event.value, event.style or ""), event)
        elif kind in {"SequenceStartEvent", "MappingStartEvent"}:
            self.checked(event, offset)
            made = Sequence if kind[0] == "S" else Mapping
            self.begun(made(offset, bool(event.flow_style)), event)
        elif kind in {"SequenceEndEvent", "MappingEndEvent"}:
            self.ended()

    def begin(self, offset: int, event: Any) -> int:
        """Where a text itself begins, after its anchor."""
        if not event.anchor:
            return offset
        rest = self.source.text[offset + 1 + len(event.anchor) :]
        return offset + 1 + len(event.anchor) + len(rest) - len(rest.lstrip())

    def checked(self, event: Any, offset: int) -> None:
        if event.tag is not None:
            raise self.wrong(
                offset, "A tag (a word that begins with '!') has no place here.", "Delete it."
            )
        self.counted(1, offset)

    def counted(self, more: int, offset: int) -> None:
        self.count += more
        if self.count > _MOST_NODES:
            raise self.wrong(
                offset,
                "The file holds far too much: aliases (*name) count each time.",
                "Write less, and do without aliases.",
            )

    def put(self, node: Node, event: Any) -> None:
        if event.anchor:
            self.anchors[event.anchor] = node
            self.sizes[node] = 1
        self.add(node)

    def begun(self, node: Sequence | Mapping, event: Any) -> None:
        self.put(node, event)
        self.sizes[node] = -self.count  # its size once it has ended; until then, below nothing
        if len(self.open) == _DEEPEST:
            raise self.wrong(
                node.offset, "Lists and mappings are nested too deeply.", "Use fewer levels."
            )
        self.open.append(node)
        self.keys.append(None)

    def ended(self) -> None:
        node = self.open.pop()
        self.keys.pop()
        self.sizes[node] += self.count + 1

    def known(self, anchor: str, offset: int) -> Node:
        node = self.anchors.get(anchor)
        if node is None:
            raise self.wrong(
                offset,
                "A text may not begin with '*' unless it is in quotes.",
                "Put the whole text in quotes.",
            )
        if node in self.open:
            raise self.wrong(offset, f"The alias '*{anchor}' holds itself.", "Write it out.")
        self.counted(self.sizes[node], offset)
        return node

    def add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            parent.items.append((self.keys[-1], node))
            self.keys[-1] = None

    def wrong(self, offset: int, message: str, mend: str) -> SpecError:
        return SpecError([self.source.problem(offset, message, mend)])
