"""Groups: the shape of a mapping, with the names it may hold, and the record read from one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import field

from handouts.data import Data
from handouts.spec.nodes import Mapping, Node, Scalar
from handouts.spec.problems import nearest, quoted
from handouts.spec.reading import Reading, kind
from handouts.spec.shapes import Json, Shape


class Key(Data, frozen=True):
    """One name of a group: the shape of what belongs to it, and what it is for."""

    shape: Shape
    about: str
    required: bool = False
    example: str = ""
    called: tuple[str, ...] = ()
    """What people may call it instead, for the sake of a suggestion."""


class Record(Data, frozen=True):
    """What was read from a mapping: right values by name, in the file's order, and their nodes."""

    node: Mapping
    values: dict[str, Any]
    nodes: dict[str, Node]

    def __contains__(self, name: str) -> bool:
        """Whether the name stands in the file, be its value right or wrong."""
        return name in self.nodes

    def get(self, name: str, otherwise: Any = None) -> Any:
        """The value of a name, or ``otherwise`` where it is not given or was wrong."""
        return self.values.get(name, otherwise)


class Group(Data, frozen=True):
    """A mapping of names. ``name`` is what messages and the schema call it: "a handout".

    ``others`` is the shape of what belongs to any further name, where there may be any;
    it is given the name too, by ``stranger``, which may refuse it.
    """

    name: str
    keys: dict[str, Key]
    others: Shape | None = None
    stranger: Callable[[Scalar, Node, Reading], bool] | None = None
    also: Json = field(default_factory=dict)

    def read(self, node: Node, name: str, reading: Reading) -> Record | None:
        if not isinstance(node, Mapping):
            names = ", ".join(f"{known}: ..." for known in list(self.keys)[:3])
            where = f"Under {quoted(name)}" if name else "Here"
            message = f"{where} {self.name} is due, not {kind(node)}."
            reading.wrong(node, message, f"Write it with names and colons: {names}")
            return None
        record = Record(node, {}, {})
        for key, value in self._pairs(node, reading):
            self._take(key, value, record, reading)
        for missing in self._missing(record):
            example = self.keys[missing].example
            mend = f"Add it, for example: {missing}: {example}" if example else "Add it."
            reading.wrong(node, f"{_capital(self.name)} needs {quoted(missing)}.", mend)
        return record

    def _pairs(self, node: Mapping, reading: Reading) -> Iterator[tuple[Scalar, Node]]:
        """Names and what belongs to them, without those that cannot be or stand twice."""
        lines: dict[str, int] = {}
        for key, value in node.items:
            if not isinstance(key, Scalar) or key.empty:
                message = "A name must stand before the colon."
                reading.wrong(key, message, "If this is a text, put it in quotes.")
            elif key.text == "<<" and not key.style:
                reading.wrong(key, "Merging by '<<' is not known here.", "Write the lines out.")
            elif key.text in lines:
                message = f"{quoted(key.text)} stands twice, first on line {lines[key.text]}."
                reading.wrong(key, message, "Keep one of the two.")
            else:
                lines[key.text] = reading.source.line(key.offset)
                yield key, value

    def _take(self, key: Scalar, value: Node, record: Record, reading: Reading) -> None:
        known = self.keys.get(key.text)
        if not known and not self._stranger(key, value, reading):
            return
        record.nodes[key.text] = value
        shape = known.shape if known else self.others
        read = shape.read(value, key.text, reading) if shape else None
        if read is not None:
            record.values[key.text] = read

    def _stranger(self, key: Scalar, value: Node, reading: Reading) -> bool:
        if self.stranger:
            return self.stranger(key, value, reading)
        near = self.meant(key.text)
        mend = f"Did you mean {quoted(near)}?" if near else f"It may hold {', '.join(self.keys)}."
        reading.wrong(key, f"{quoted(key.text)} is not known in {self.name}.", mend)
        return False

    def meant(self, name: str, likeness: float = 0.67) -> str | None:
        """The known name that was probably meant by one that is not known."""
        called = {other: known for known, key in self.keys.items() for other in key.called}
        found = nearest(name, [*self.keys, *called], likeness)
        return called.get(found, found) if found else None

    def _missing(self, record: Record) -> Iterator[str]:
        """Names that must be there, but for those that are there misspelt."""
        misspelt = self.misspelt(record)
        for name, key in self.keys.items():
            if key.required and name not in record and name not in misspelt:
                yield name

    def misspelt(self, record: Record) -> set[str]:
        """The known names that were probably meant by names that were not taken."""
        written = {key.text for key, _ in record.node.items if isinstance(key, Scalar)}
        strange = sorted(written - set(self.keys) - set(record.nodes))[:50]
        return {near for near in map(self.meant, strange) if near}

    def schema(self, shared: dict[str, Json]) -> Json:
        """A reference to the group's own schema, which is put among the shared ones."""
        title = self.name.partition(" ")[2]
        name = title.replace(" ", "-")
        if name not in shared:
            shared[name] = {}
            shared[name] = self.body(shared, title)
        return {"$ref": f"#/$defs/{name}"}

    def body(self, shared: dict[str, Json], title: str) -> Json:
        """The group's own schema."""
        return {
            "title": _capital(title),
            "type": "object",
            "properties": {name: _told(key, shared) for name, key in self.keys.items()},
            "required": [name for name, key in self.keys.items() if key.required],
            "additionalProperties": self.others.schema(shared) if self.others else False,
            **self.also,
        }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _told(key: Key, shared: dict[str, Json]) -> Json:
    told = {**key.shape.schema(shared), "description": key.about}
    return {**told, "examples": [key.example]} if key.example else told
