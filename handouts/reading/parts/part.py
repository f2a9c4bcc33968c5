"""What is known of a kind of part: its shape, what it is for, and the blocks made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handouts.data import Data
from handouts.document.blocks import Block
from handouts.document.text import Address
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.parts.flow import FLOW_KEYS
from handouts.reading.shapes import Shape


def _accept_all(record: Record, reading: Reading) -> None:
    """Add no finding."""


class Part(Data, frozen=True):
    """A kind of part. It is written under its ``key``: ``picture: knee``.

    ``name`` is what messages and the schema call it: "a picture". ``belongings`` are the further
    keys that say more about it, such as a picture's ``alt``; each stands beside its key.
    ``check`` adds a finding for whatever is wrong between them. ``build`` makes the blocks, from
    the mapping that holds the part and the address of that mapping.
    """

    key: str
    name: str
    about: str
    shape: Shape[object]
    build: Callable[[Record, Address], Sequence[Block]]
    belongings: Mapping[str, Key] = {}
    check: Callable[[Record, Reading], None] = _accept_all

    @property
    def title(self) -> str:
        """The name without its article."""
        return self.name.partition(" ")[2] or self.name

    @property
    def keys(self) -> dict[str, Key]:
        """The keys of the part in a mapping that may hold other parts too."""
        return {self.key: Key(self.shape, self.about), **self.belongings}

    @property
    def group(self) -> Group:
        """The mapping that holds this part alone."""
        return Group(
            self.name, {self.key: Key(self.shape, self.about, True), **self.belongings, **FLOW_KEYS}
        )
