"""The base of all blocks, and how a block stands on panels."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.text import Address


class Flow(Data, frozen=True):
    """What the author asks for about panels, for each block of a part.

    ``is_together`` keeps the block on one panel with those of the same part; with ``new_panel``, it
    begins a panel. ``address`` is that of the part.
    """

    is_together: bool = False
    new_panel: bool = False
    address: Address = ()

    def holds(self, following: Flow) -> bool:
        """Whether the next block is to be on the same panel."""
        return self.is_together and following.is_together and self.address == following.address


FREE = Flow()


class Block(Data, frozen=True, kw_only=True):
    """One block of a section.

    What it prints in words is held in values of type Text, however deep inside it. So its
    citations and fields are resolved, its letters checked and its texts translated without a
    line of code for this kind of block: see `handouts.document.walk`.
    """

    flow: Flow = FREE
