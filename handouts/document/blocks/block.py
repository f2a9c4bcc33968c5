"""The base of all blocks."""

from __future__ import annotations

from handouts.data import Data


class Block(Data, frozen=True):
    """One block of a section.

    What it prints in words is held in values of type Text, however deep inside it. So its
    citations and fields are resolved, its letters checked and its texts translated without a
    line of code for this kind of block: see `handouts.document.walk`.
    """
