"""How a section or part stands on panels: kept together, or beginning a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from handouts.document.blocks import Block, Flow
from handouts.document.text import Address
from handouts.reading.group import Key, Record
from handouts.reading.scalar_shapes import Choice, Flag

FLOW_KEYS: Mapping[str, Key] = {
    "keep": Key(
        Choice(("together",)), "Keeps it on one panel or page, wherever one holds it.", False
    ),
    "new_panel": Key(Flag(), "Whether it begins a new panel or page on paper."),
}
"""What a section, or an item of ``parts``, may say of panels."""


def is_kept(record: Record) -> bool:
    """Whether a section or part is to be kept together."""
    return bool(record.get("keep") == "together")


def set_flow(record: Record, blocks: Sequence[Block], address: Address) -> Sequence[Block]:
    """The blocks of a part, which has an address, with what its record says of panels."""
    together, new_panel = is_kept(record), bool(record.get("new_panel"))
    if not (together or new_panel):
        return blocks
    return [
        replace(block, flow=Flow(together, new_panel and not place, address))
        for place, block in enumerate(blocks)
    ]
