"""Advice to choose from for a person: names, each with a line of text."""

from __future__ import annotations

import re

from handouts.data import Data
from handouts.document.blocks import ADVICE_KEY, Advice
from handouts.document.text import Text
from handouts.reading.context import Reading
from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import ProseLine
from handouts.reading.shapes import Json, Shape
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Mapping, Node, Scalar, describe_node

_MOST = 30


class _AdviceShape(Data, frozen=True):
    """A mapping of simple names to lines of text, read as pairs in the file's order."""

    line: Shape[Text]

    def read(self, node: Node, name: str, reading: Reading) -> list[tuple[str, Text]] | None:
        """The valid pairs, or None if the node is not a mapping of 1 to 30 names."""
        if not isinstance(node, Mapping):
            message = (
                f"{quote_text(name)} must be names, each with a text, not {describe_node(node)}."
            )
            reading.report(
                "wrong-type", node, message, "Write each on its own line: heat: Use a warm pack."
            )
            return None
        if not 1 <= len(node.items) <= _MOST:
            message = f"{quote_text(name)} must hold 1 to {_MOST} names, not {len(node.items):,}."
            reading.report("wrong-count", node, message)
            return None
        lines: dict[str, int] = {}
        pairs = [(_read_key(key, lines, reading), value) for key, value in node.items]
        read = [(key, self._read_line(key, value, reading)) for key, value in pairs if key]
        return [(key, value) for key, value in read if value is not None]

    def _read_line(self, key: str, value: Node, reading: Reading) -> Text | None:
        with reading.inside(key, value):
            return self.line.read(value, key, reading)

    def schema(self, shared: dict[str, Json]) -> Json:
        """The JSON Schema of an object with simple names, each with a line of Markdown."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^({ADVICE_KEY})$"},
            "additionalProperties": self.line.schema(shared),
            "minProperties": 1,
            "maxProperties": _MOST,
        }


def _read_key(node: Node, lines: dict[str, int], reading: Reading) -> str:
    """The name of a piece of advice, or "" if it is invalid. Adds its line to ``lines``."""
    if not isinstance(node, Scalar) or node.is_empty:
        message = "There must be a name before the colon."
        reading.report("missing-name", node, message, "If this is text, put it in quotes.")
    elif not re.fullmatch(ADVICE_KEY, node.text):
        message = f"{quote_text(node.text)} cannot be the name of a piece of advice."
        reading.report(
            "wrong-form", node, message, "Use lower-case letters, digits and hyphens: warm-pack."
        )
    elif node.text in lines:
        message = f"{quote_text(node.text)} is used twice, first on line {lines[node.text]}."
        reading.report("duplicate-name", node, message, "Keep one of the two.")
    else:
        lines[node.text] = reading.source.line_of(node.offset)
        return node.text
    return ""


ADVICE = Part(
    "advice",
    "advice",
    "Advice to choose from for a person: each a name and a line of Markdown.",
    _AdviceShape(ProseLine()),
    lambda record, _: [Advice(tuple(record.get("advice")))],
)
