"""One item of a section's ``parts``: a text, or a mapping that holds one part."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence

from handouts.data import Data
from handouts.document.blocks import Block
from handouts.document.text import Address
from handouts.reading.context import Reading
from handouts.reading.group import Record
from handouts.reading.markdown import TextParts
from handouts.reading.parts.flow import set_flow
from handouts.reading.parts.part import Part
from handouts.reading.scalar_shapes import Prose
from handouts.reading.shapes import Json, starts_with_field
from handouts.sources.findings import find_nearest, quote_text
from handouts.sources.nodes import Mapping, Node, Scalar


class PartItem(Data, frozen=True):
    """A text in Markdown, or a mapping of one part's key and what belongs to it."""

    parts: ReadOnly[str, Part]

    def read(self, node: Node, name: str, reading: Reading) -> Record | TextParts | None:
        """The text or the record of the part; None if it is wrong."""
        if not isinstance(node, Mapping) or starts_with_field(node):
            return Prose().read(node, name, reading)
        keys = [key for key, _ in node.items if isinstance(key, Scalar) and key.text in self.parts]
        if len({key.text for key in keys}) != 1:
            self._report_wrong_keys(node, keys, reading)
            return None
        part = self.parts[keys[0].text]
        record = part.group.read(node, name, reading)
        if record is not None and part.key in record:
            part.check(record, reading)
        return record

    def _report_wrong_keys(self, node: Mapping, keys: list[Scalar], reading: Reading) -> None:
        """Add a finding: a mapping has no part's key, or those of several."""
        if keys:
            first = keys[0].text
            second = next(key for key in keys if key.text != first)
            message = f"An item of 'parts' is one part, but this is {quote_text(first)} and "
            hint = f"Begin a new item: '- {second.text}: ...'."
            reading.report("wrong-form", second, f"{message}{quote_text(second.text)}.", hint)
            return
        written = [key for key, _ in node.items if isinstance(key, Scalar)]
        near = {key.text: find_nearest(key.text, self.parts) for key in written}
        at = next((key for key in written if near[key.text]), written[0] if written else node)
        if not isinstance(at, Scalar):
            reading.report("wrong-form", node, "This is not a part.", self._choices)
        elif near[at.text]:
            hint = f"Did you mean {quote_text(near[at.text] or '')}?"
            reading.report("unknown-name", at, f"{quote_text(at.text)} is not a part.", hint)
        else:
            hint = f"If this is text, put it in quotes. {self._choices}"
            reading.report("unknown-name", at, f"{quote_text(at.text)} is not a part.", hint)

    @property
    def _choices(self) -> str:
        names = ", ".join(key for key in self.parts if key != "text")
        return f"A part is a text, or one of {names}."

    def schema(self, shared: dict[str, Json]) -> Json:
        """A text, or one of the parts."""
        shared["part"] = {}
        refs: list[Json] = []
        for key, part in self.parts.items():
            shared[f"{key}-part"] = part.group.object_schema(shared, part.title)
            refs.append({"$ref": f"#/$defs/{key}-part"})
        shared["part"] = {"anyOf": [Prose().schema(shared), *refs]}
        return {"$ref": "#/$defs/part"}


def build_part_item(
    value: Record | TextParts, parts: ReadOnly[str, Part], address: Address
) -> Sequence[Block]:
    """The blocks of a valid item, which has an address."""
    if not isinstance(value, Record):
        return value
    key = next(name for name in value.values if name in parts)
    return set_flow(value, parts[key].build(value, address), address)
