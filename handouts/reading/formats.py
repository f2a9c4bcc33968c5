"""The formats that a handout says it is for: a list, or one name."""

from __future__ import annotations

from typing import get_args

from handouts.data import Data
from handouts.document import choices
from handouts.reading.context import Reading
from handouts.reading.scalar_shapes import Choice
from handouts.reading.shapes import Items, Json, valid_values
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node, Sequence

_NAME = Choice(get_args(choices.Format))
_LIST = Items(_NAME, len(_NAME.names))


class _FormatList(Data, frozen=True):
    """Names of formats, each once, or one name by itself."""

    def read(self, node: Node, name: str, reading: Reading) -> tuple[str, ...] | None:
        """The names, or None if one of them is wrong."""
        if not isinstance(node, Sequence):
            single = _NAME.read(node, name, reading)
            return (single,) if single else None
        items = _LIST.read(node, name, reading)
        found: list[str] = []
        for item, value in items or ():
            if value in found:
                message = f"{quote_text(value)} is named twice."
                reading.report("duplicate-name", item, message, "Delete one.")
            elif value:
                found.append(value)
        is_right = items and len(list(valid_values(items))) == len(items)
        return tuple(found) if is_right else None

    def schema(self, shared: dict[str, Json]) -> Json:
        """A name, or a list of names."""
        listed = {**_LIST.schema(shared), "uniqueItems": True}
        return {"anyOf": [_NAME.schema(shared), listed]}


FORMATS = _FormatList()
