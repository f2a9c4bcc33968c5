"""Advice that a person may be given."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text

ADVICE_KEY = r"[a-z][a-z0-9_\-]{0,39}"
"""A regular expression: the key by which a person's advice is chosen."""


class Advice(Block, frozen=True):
    """Advice that a person may be given, by the key that chooses it, in the order of the file."""

    items: tuple[tuple[str, Text], ...]
