"""Pull-outs: a sentence that stands out of a long text."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text


class PullOut(Block, frozen=True):
    """A sentence in large type between two rules."""

    text: Text
