"""Advice that a person may be given: its shape in a file, and how a handout's is found."""

from __future__ import annotations

import re
from collections.abc import Mapping as ReadOnly

from handouts.data import Data
from handouts.spec.models import Advice, Handout, Inlines
from handouts.spec.nodes import Mapping, Node, Scalar
from handouts.spec.problems import quoted
from handouts.spec.reading import Reading, kind
from handouts.spec.shapes import Json, Shape

KEY = r"[a-z][a-z0-9_\-]{0,39}"
_MOST = 30


class AdviceShape(Data, frozen=True):
    """A mapping of simple names to lines of text; read as pairs, in the file's order."""

    line: Shape

    def read(self, node: Node, name: str, reading: Reading) -> list[tuple[str, Inlines]] | None:
        """The pairs that are right, or None where it is no mapping or an empty one."""
        if not isinstance(node, Mapping):
            message = f"{quoted(name)} must be names with a text each, not {kind(node)}."
            reading.wrong(node, message, "Write each on a line of its own: heat: Use a warm pack.")
            return None
        if not 1 <= len(node.items) <= _MOST:
            message = f"{quoted(name)} must hold 1 to {_MOST} names, not {len(node.items):,}."
            reading.wrong(node, message)
            return None
        lines: dict[str, int] = {}
        pairs = [(_key(key, lines, reading), value) for key, value in node.items]
        read = [(key, self.line.read(value, key, reading)) for key, value in pairs if key]
        return [(key, value) for key, value in read if value is not None]

    def schema(self, shared: dict[str, Json]) -> Json:
        """Any simple names, a line each."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^({KEY})$"},
            "additionalProperties": self.line.schema(shared),
            "minProperties": 1,
            "maxProperties": _MOST,
        }


def _key(node: Node, lines: dict[str, int], reading: Reading) -> str:
    """A name that advice is chosen by; empty where it cannot be one. ``lines`` is filled."""
    if not isinstance(node, Scalar) or node.empty:
        message = "A name must stand before the colon."
        reading.wrong(node, message, "If this is a text, put it in quotes.")
    elif not re.fullmatch(KEY, node.text):
        message = f"{quoted(node.text)} cannot be the name of an advice."
        reading.wrong(node, message, "Use small letters, figures and hyphens: warm-pack.")
    elif node.text in lines:
        message = f"{quoted(node.text)} stands twice, first on line {lines[node.text]}."
        reading.wrong(node, message, "Keep one of the two.")
    else:
        lines[node.text] = reading.source.line(node.offset)
        return node.text
    return ""


def advice_of(handout: Handout) -> ReadOnly[str, Inlines]:
    """The advice of a handout's section ``personal``, by the key that chooses it."""
    return {
        key: line
        for section in handout.sections
        if section.key == "personal"
        for part in section.parts
        if isinstance(part, Advice)
        for key, line in part.items
    }
