"""Groups: the shape of a mapping, with the names it may contain, and the record read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import field

from handouts.data import Data
from handouts.reading.context import Reading
from handouts.reading.shapes import Json, Shape
from handouts.sources.findings import find_nearest, quote_text
from handouts.sources.nodes import Mapping, Node, Scalar, describe_node, list_names


class Key(Data, frozen=True):
    """One name of a group: the shape of its value, and what it is for."""

    shape: Shape[object]
    description: str
    required: bool = False
    example: str = ""
    synonyms: tuple[str, ...] = ()
    """What people may write instead; the name is then suggested."""


class Record(Data, frozen=True):
    """The result of reading a mapping: its valid values and all nodes by name, in file order."""

    node: Mapping
    values: dict[str, Any]
    nodes: dict[str, Node]

    def __contains__(self, name: str) -> bool:
        """Whether the name is in the file, even if its value is wrong."""
        return name in self.nodes

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name, or ``default`` if it is missing or was wrong."""
        return self.values.get(name, default)


class Group(Data, frozen=True):
    """A mapping of names. ``name`` is what messages and the schema call it: "a handout".

    If other names are allowed too, ``other_shape`` is the shape of their values.
    ``accept_other`` is called with each of them, its value and the whole mapping, and may refuse
    it, with a finding. ``repeat_hint`` is for a name that is there twice.
    """

    name: str
    keys: dict[str, Key]
    other_shape: Shape[object] | None = None
    accept_other: Callable[[Scalar, Node, Mapping, Reading], bool] | None = None
    schema_extra: Json = field(default_factory=dict)
    repeat_hint: str = "Keep one of the two."

    def read(self, node: Node, name: str, reading: Reading) -> Record | None:
        """The record, or None if the node is not a mapping; missing names add findings."""
        if not isinstance(node, Mapping):
            names = ", ".join(f"{known}: ..." for known in list(self.keys)[:3])
            where = f"In {quote_text(name)}, this" if name else "This"
            message = f"{where} should be {self.name}, not {describe_node(node)}."
            reading.report("wrong-type", node, message, f"Write it as 'name: value' lines: {names}")
            return None
        record = Record(node, {}, {})
        for key, value in self._valid_pairs(node, reading):
            self._read_value(key, value, record, reading)
        for missing in self._missing_keys(record):
            example = self.keys[missing].example
            hint = f"Add it, for example: {missing}: {example}" if example else "Add it."
            message = f"{_capitalize_first(self.name)} needs {quote_text(missing)}."
            reading.report_missing(node, message, hint)
        return record

    def _valid_pairs(self, node: Mapping, reading: Reading) -> Iterator[tuple[Scalar, Node]]:
        """Names and their values, without invalid and repeated names, which add findings."""
        lines: dict[str, int] = {}
        for key, value in node.items:
            if not isinstance(key, Scalar) or key.is_empty:
                message = "There must be a name before the colon."
                reading.report("missing-name", key, message, "If this is text, put it in quotes.")
            elif key.text == "<<" and not key.style:
                reading.report(
                    "unsupported-yaml",
                    key,
                    "Merging with '<<' is not supported.",
                    "Write the lines out.",
                )
            elif key.text in lines:
                message = f"{quote_text(key.text)} is used twice, first on line {lines[key.text]}."
                reading.report("duplicate-name", key, message, self.repeat_hint)
            else:
                lines[key.text] = reading.source.line_of(key.offset)
                yield key, value

    def _read_value(self, key: Scalar, value: Node, record: Record, reading: Reading) -> None:
        """Read one value into the record, unless its name is refused."""
        known = self.keys.get(key.text)
        if not known and not self._accepts_name(key, value, record, reading):
            return
        record.nodes[key.text] = value
        shape = known.shape if known else self.other_shape
        with reading.inside(key.text, value, key):
            read = shape.read(value, key.text, reading) if shape else None
        if read is not None:
            record.values[key.text] = read

    def _accepts_name(self, key: Scalar, value: Node, record: Record, reading: Reading) -> bool:
        """Whether a name outside ``keys`` is accepted; a refused one adds a finding."""
        if isinstance(value, Scalar) and value.is_empty and value.offset == key.end:
            if key is record.node.items[0][0]:
                message = f"{quote_text(key.text)} has no colon between a name and its text."
                hint = "In braces, write {name: text}, with a space after the colon."
                reading.report("wrong-form", key, message, hint)
                return False
            message = f"The comma in front of {quote_text(key.text)} separates it from its text."
            hint = "In braces, put a text that contains a comma in quotes."
            reading.report("unquoted-text", key, message, hint)
            return False
        if self.accept_other:
            return self.accept_other(key, value, record.node, reading)
        near = self.suggest_key(key.text)
        other = f"Did you mean {quote_text(near)}?" if near else ""
        hint = other or f"It can have {', '.join(self.keys)}."
        reading.report(
            "unknown-name", key, f"{quote_text(key.text)} is not part of {self.name}.", hint
        )
        return False

    def suggest_key(self, name: str, similarity: float = 0.67) -> str | None:
        """The known name that an unknown one is probably a misspelling of, or None."""
        synonyms = {other: known for known, key in self.keys.items() for other in key.synonyms}
        match = find_nearest(name, [*self.keys, *synonyms], similarity)
        return synonyms.get(match, match) if match else None

    def _missing_keys(self, record: Record) -> Iterator[str]:
        """The required names that are neither there nor probably misspelt."""
        misspelt = self.misspelt_keys(record)
        for name, key in self.keys.items():
            if key.required and name not in record and name not in misspelt:
                yield name

    def misspelt_keys(self, record: Record) -> set[str]:
        """The known names that the refused names are probably misspellings of."""
        written = set(list_names(record.node))
        unknown = sorted(written - set(self.keys) - set(record.nodes))[:50]
        return {near for near in map(self.suggest_key, unknown) if near}

    def schema(self, shared: dict[str, Json]) -> Json:
        """A reference to the group's schema, which is added to ``shared``."""
        title = self.name.partition(" ")[2]
        name = title.replace(" ", "-")
        if name not in shared:
            shared[name] = {}
            shared[name] = self.object_schema(shared, title)
        return {"$ref": f"#/$defs/{name}"}

    def object_schema(self, shared: dict[str, Json], title: str) -> Json:
        """The group's schema itself, under a title."""
        return {
            "title": _capitalize_first(title),
            "type": "object",
            "properties": {name: _key_schema(key, shared) for name, key in self.keys.items()},
            "required": [name for name, key in self.keys.items() if key.required],
            "additionalProperties": self.other_shape.schema(shared) if self.other_shape else False,
            **self.schema_extra,
        }


def _capitalize_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _key_schema(key: Key, shared: dict[str, Json]) -> Json:
    """The schema of one name's value, with its description and example."""
    key_schema = {**key.shape.schema(shared), "description": key.description}
    return {**key_schema, "examples": [key.example]} if key.example else key_schema
