"""Shapes: one description of what a file may contain, for its reader and its JSON Schema.

A shape reads a node into a value, adds a finding for each problem, and returns its JSON Schema.
A value that is wrong is read as None; the findings say why, and it is not used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

from msgspec import field

from handouts.data import Data
from handouts.reading.context import Reading
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Mapping, Node, Scalar, Sequence, describe_node

Json = dict[str, object]
Value = TypeVar("Value")
Other = TypeVar("Other")
Read = TypeVar("Read", covariant=True)


class Shape(Protocol[Read]):
    """What one node may contain."""

    def read(self, node: Node, name: str, reading: Reading) -> Read | None:
        """The node's value, or None if it is wrong. ``name`` is what messages call it."""

    def schema(self, shared: dict[str, Json]) -> Json:
        """The JSON Schema; parts that are used often are added to ``shared`` by name."""


class Items(Data, Generic[Value], frozen=True):
    """A list of ``min_items`` to ``max_items`` items of one shape.

    Where it may have none, a name with nothing behind it is such a list.
    """

    shape: Shape[Value]
    max_items: int = 50
    min_items: int = 1

    def read(
        self, node: Node, name: str, reading: Reading
    ) -> list[tuple[Node, Value | None]] | None:
        """Each item's node and value (None if that is wrong); None if this is not such a list."""
        if not self.min_items and isinstance(node, Scalar) and node.is_empty:
            return []
        if not isinstance(node, Sequence):
            message = f"{quote_text(name)} must be a list, not {describe_node(node)}."
            reading.report(
                "wrong-type", node, message, "Put each item on its own line, after '- '."
            )
            return None
        if not self.min_items <= len(node.items) <= self.max_items:
            message = (
                f"{quote_text(name)} must have {self.min_items} to {self.max_items} items, not "
                f"{len(node.items):,}."
            )
            hint = "" if node.items else "Add one, or delete the line."
            reading.report("wrong-count", node, message, hint)
            return None
        return [
            (item, self._read_item(place, item, name, reading))
            for place, item in enumerate(node.items)
        ]

    def _read_item(self, place: int, item: Node, name: str, reading: Reading) -> Value | None:
        with reading.inside(place, item):
            return self.shape.read(item, name, reading)

    def schema(self, shared: dict[str, Json]) -> Json:
        """An array of the items' shape."""
        items = self.shape.schema(shared)
        types: object = "array" if self.min_items else ["array", "null"]
        return {
            "type": types,
            "items": items,
            "minItems": self.min_items,
            "maxItems": self.max_items,
        }


class Converted(Data, Generic[Value, Other], frozen=True):
    """A shape whose value ``convert`` checks or turns into something else."""

    shape: Shape[Value]
    convert: Callable[[Value, Node, Reading], Other | None]
    schema_extra: Json = field(default_factory=dict)

    def read(self, node: Node, name: str, reading: Reading) -> Other | None:
        """The result of ``convert`` for the shape's value, or None if that is wrong."""
        value = self.shape.read(node, name, reading)
        return None if value is None else self.convert(value, node, reading)

    def schema(self, shared: dict[str, Json]) -> Json:
        """The shape's schema, with ``schema_extra`` on top."""
        return {**self.shape.schema(shared), **self.schema_extra}


class TextOrGroup(Data, Generic[Value, Other], frozen=True):
    """Either a text or a group."""

    text: Shape[Value]
    group: Shape[Other]

    def read(self, node: Node, name: str, reading: Reading) -> Value | Other | None:
        """The value of the group if the node is a mapping, else that of the text."""
        if isinstance(node, Mapping) and not starts_with_field(node):
            return self.group.read(node, name, reading)
        return self.text.read(node, name, reading)

    def schema(self, shared: dict[str, Json]) -> Json:
        """Either of the two schemas."""
        return {"anyOf": [self.text.schema(shared), self.group.schema(shared)]}


def starts_with_field(node: Mapping) -> bool:
    """Whether a mapping is intended as text: it starts with a mapping, as in ``{{areas}} hurt``."""
    return bool(node.items) and not isinstance(node.items[0][0], Scalar)


def valid_values(items: list[tuple[Node, Value | None]] | None) -> Iterator[Value]:
    """The values of a list's items, without those that were wrong."""
    return (value for _, value in items or () if value is not None)
