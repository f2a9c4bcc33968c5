"""Each kind of block has a layout, or is another block by the time it is laid out."""

from __future__ import annotations

import pytest

from handouts.document import blocks
from handouts.document.blocks import Advice, Block
from handouts.layout.blocks.dispatch import find_layout

KINDS = [each for each in vars(blocks).values() if isinstance(each, type) and each is not Block]


@pytest.mark.parametrize("kind", [each for each in KINDS if issubclass(each, Block)])
def test_each_block_has_a_layout(kind: type[Block]) -> None:
    """But for advice, of which composing chooses some."""
    if kind is Advice:
        with pytest.raises(TypeError, match="no layout for Advice"):
            find_layout(kind)
    else:
        find_layout(kind)
