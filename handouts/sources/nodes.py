"""YAML nodes: the content of a file, each part with the offsets at which it starts and ends.

They are built from PyYAML's events rather than by its composer, which converts types and
recurses. Here text stays text; depth and size are limited; tags and second documents are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol, TypeVar

import yaml
from yaml import events

from handouts.data import Data, Record
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.rules import Rule
from handouts.sources.source import Source
from handouts.sources.swallowed_lines import find_swallowed_line
from handouts.sources.yaml_blocks import explain_yaml_errors
from handouts.sources.yaml_errors import find_wide_sign

_T = TypeVar("_T")
_ContentEvent = events.ScalarEvent | events.CollectionStartEvent

_NOTHING = ("", "~", "null", "Null", "NULL")  # YAML 1.2.2, 10.3.2
_MAX_DEPTH = 50
_MAX_NODES = 20_000
_MAX_SWALLOWED = 20

# Where PyYAML's two parsers accept different files: tabs, and comments right after a bar.
_PARSERS_DIFFER = re.compile(r"\t|[|>][-+0-9]*#")


class Scalar(Data, frozen=True, eq=False):
    """A text. ``style`` is its indicator: ``|``, ``>``, a quote, or empty for a plain text.

    ``end`` is the offset after its last character in the file, which is not white space.
    """

    offset: int
    end: int
    text: str
    style: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written, not even quotes; or YAML's own words for nothing."""
        return self.text in _NOTHING and not self.style


class Sequence(Record, eq=False):
    """A list; ``flow`` is true if it was written in square brackets.

    ``items`` and ``end``, the offset after its last item or its bracket, are complete once
    the whole list has been read.
    """

    offset: int
    flow: bool
    items: list[Node] = []
    end: int = 0


class Mapping(Record, eq=False):
    """Names and their values; ``flow`` is true if it was written in braces.

    ``items`` and ``end`` are complete once all of it has been read.
    """

    offset: int
    flow: bool
    items: list[tuple[Node, Node]] = []
    end: int = 0


Node = Scalar | Sequence | Mapping


def parse_yaml(source: Source, read_root: Callable[[Node], _T]) -> _T:
    """Parse a file and return the result of ``read_root`` for its root node.

    Raises SpecError if the file is not valid YAML or if ``read_root`` raises it. PyYAML's two
    parsers accept the same files, with few exceptions, but report errors in other words and at
    other places. So the fast parser reads the file first, and if anything is wrong, the slow
    one reads it again: the messages are always the same.
    """
    loader = find_quick_loader()
    if loader and not _PARSERS_DIFFER.search(source.text):
        with suppress(SpecError, yaml.YAMLError):
            return read_root(_NodeBuilder(source).build_root(yaml.parse(source.text, loader)))
    try:
        root = _NodeBuilder(source).build_root(yaml.parse(source.text, yaml.SafeLoader))
    except SpecError:
        raise
    except Exception as error:  # PyYAML leaks other errors, as on "\U00110000"
        raise SpecError(explain_yaml_errors(error, source)) from None
    return read_root(root)


def find_quick_loader() -> type[yaml.CSafeLoader] | None:
    """PyYAML's C loader, or None if PyYAML was built without it."""
    return getattr(yaml, "CSafeLoader", None)


class _Mark(Protocol):
    """A place in a file, as PyYAML gives it; its parser in C has a mark of another type."""

    @property
    def index(self) -> int:
        """The offset in the text."""


class _NodeBuilder:
    """Builds the nodes of one file, event by event."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open_nodes: list[Sequence | Mapping] = []
        self.keys: list[Node | None] = []
        self.anchors: dict[str, Node] = {}
        self.sizes: dict[Node, int] = {}
        self.count = 0
        self.last_end = 0
        self.root: Node | None = None
        self.swallowed: list[Finding] = []

    def build_root(self, file_events: Iterable[events.Event]) -> Node:
        """Return the root node of a file's events. Raises SpecError, or a YAMLError from PyYAML."""
        for event in file_events:
            self.take_event(event)
        if self.swallowed:
            raise SpecError(self.swallowed[:_MAX_SWALLOWED])
        if self.root is None or (isinstance(self.root, Scalar) and self.root.is_empty):
            place = Place(self.source.file)
            hint = "Add its content, or delete the file."
            raise SpecError([Finding("empty-file", place, "The file is empty.", hint)])
        return self.root

    def take_event(self, event: events.Event) -> None:
        """Add the node of one event. Raises SpecError if the event is not allowed."""
        offset = _index_of(event.start_mark)
        match event:
            case events.ScalarEvent():
                self.check_event(event, offset)
                start = self.find_text_start(offset, event.anchor or "")
                self.last_end = self.find_end(start, event)
                style = event.style or ""
                swallowed = find_swallowed_line(self.source, start, self.last_end, style)
                self.swallowed += [swallowed] if swallowed else []
                scalar = Scalar(start, self.last_end, event.value, style)
                self.add_anchored(scalar, event)
            case events.DocumentStartEvent() if self.root is not None:
                raise self.error_at(
                    "unsupported-yaml",
                    offset,
                    "A second document starts here.",
                    "Delete the '---': a file holds only one.",
                )
            case events.AliasEvent():
                self.last_end = self.find_end(offset, event)
                self.add_to_parent(self.resolve_alias(event.anchor or "", offset))
            case events.CollectionStartEvent():
                self.check_event(event, offset)
                is_list = isinstance(event, events.SequenceStartEvent)
                node_type = Sequence if is_list else Mapping
                self.open_collection(node_type(offset, bool(event.flow_style)), event)
            case events.CollectionEndEvent():
                self.close_collection(event)

    def find_end(self, start: int, event: events.Event) -> int:
        """The offset after the last character of an event that starts at ``start``."""
        end = _index_of(event.end_mark)
        if end <= start or not self.source.text[end - 1].isspace():
            return max(start, end)
        # A text after a bar ends for PyYAML only where the next name starts.
        return start + len(self.source.text[start:end].rstrip())

    def find_text_start(self, offset: int, anchor: str) -> int:
        """The offset at which a text itself starts, after its anchor."""
        if not anchor:
            return offset
        following = self.source.text[offset + 1 + len(anchor) :]
        return offset + 1 + len(anchor) + len(following) - len(following.lstrip())

    def check_event(self, event: _ContentEvent, offset: int) -> None:
        """Count the node of an event. Raises SpecError if it has a tag or is one too many."""
        if event.tag is not None:
            raise self.error_at(
                "unsupported-yaml",
                offset,
                "A tag (a word that starts with '!') is not allowed here.",
                "Delete it, or put the whole text in quotes.",
            )
        self.count_nodes(1, offset)

    def count_nodes(self, more: int, offset: int) -> None:
        """Add to the number of nodes. Raises SpecError if there are too many."""
        self.count += more
        if self.count > _MAX_NODES:
            raise self.error_at(
                "too-complex",
                offset,
                "The file has too many parts; each use of an alias (*name) counts again.",
                "Shorten the file, and avoid aliases.",
            )

    def add_anchored(self, node: Node, event: _ContentEvent) -> None:
        """Add a node, and keep it under its anchor if it has one."""
        if event.anchor:
            self.anchors[event.anchor] = node
            self.sizes[node] = 1
        self.add_to_parent(node)

    def open_collection(self, node: Sequence | Mapping, event: _ContentEvent) -> None:
        """Open a list or mapping. Raises SpecError if it is nested too deeply."""
        self.add_anchored(node, event)
        self.sizes[node] = -self.count  # its size once it is closed; negative until then
        if len(self.open_nodes) == _MAX_DEPTH:
            raise self.error_at(
                "too-complex",
                node.offset,
                "Lists and mappings are nested too deeply.",
                "Use fewer levels.",
            )
        self.open_nodes.append(node)
        self.keys.append(None)

    def close_collection(self, event: events.CollectionEndEvent) -> None:
        """Close the innermost list or mapping; record its end and its size."""
        node = self.open_nodes.pop()
        self.keys.pop()
        if node.flow:
            self.last_end = self.find_end(node.offset, event)
        node.end = max(self.last_end, node.offset)
        self.sizes[node] += self.count + 1

    def resolve_alias(self, anchor: str, offset: int) -> Node:
        """The node of an alias. Raises SpecError if it is unknown or contains itself."""
        node = self.anchors.get(anchor)
        if node is None:
            raise self.error_at(
                "unquoted-text",
                offset,
                "Text that starts with '*' must be in quotes.",
                "Put the whole text in quotes.",
            )
        if node in self.open_nodes:
            raise self.error_at(
                "unsupported-yaml",
                offset,
                f"The alias '*{anchor}' contains itself.",
                "Write it out.",
            )
        self.count_nodes(self.sizes[node], offset)
        return node

    def add_to_parent(self, node: Node) -> None:
        """Add a node to the innermost open list or mapping, or make it the root."""
        if not self.open_nodes:
            self.root = node
            return
        parent = self.open_nodes[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.keys[-1] is None:
            self.check_name(node)
            self.keys[-1] = node
        else:
            parent.items.append((self.keys[-1], node))
            self.keys[-1] = None

    def check_name(self, node: Node) -> None:
        """Raise SpecError for a name that holds a space or a colon of another script."""
        if isinstance(node, Scalar) and not node.style:
            start = self.source.text.rfind("\n", 0, node.offset) + 1
            wide = find_wide_sign(self.source.text[start : node.end])
            if wide:
                raise self.error_at("wrong-indent", start + wide[0], *wide[1:])

    def error_at(self, rule: Rule, offset: int, message: str, hint: str) -> SpecError:
        """A SpecError with one finding, at an offset of the file."""
        return SpecError([self.source.finding_at(rule, offset, message, hint)])


def _index_of(mark: _Mark | None) -> int:
    """The offset in the text of a mark."""
    assert mark, "PyYAML marks all events of a file"
    return mark.index


def describe_node(node: Node) -> str:
    """What a node is, in words that fit after "not"."""
    if isinstance(node, Scalar):
        return "nothing" if node.is_empty else "text"
    return "a list" if isinstance(node, Sequence) else "a group of 'name: value' lines"


def list_names(node: Node) -> list[str]:
    """The names in a mapping, in the file's order; none in any other node."""
    items = node.items if isinstance(node, Mapping) else ()
    return [key.text for key, _ in items if isinstance(key, Scalar)]


def find_value(node: Node, name: str) -> Node | None:
    """The value of a name in a mapping, the first if there are several; else None."""
    for key, value in node.items if isinstance(node, Mapping) else ():
        if isinstance(key, Scalar) and key.text == name:
            return value
    return None


def looks_like_text(node: Node) -> bool:
    """Whether a node in brackets or braces was probably intended as a text."""
    return isinstance(node, Sequence | Mapping) and node.flow
