"""Which function lays out which kind of block, and how the block stands in its section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from handouts.data import Data
from handouts.document.blocks import Block
from handouts.layout.look import Look
from handouts.layout.pieces import Atom
from handouts.layout.roles import Role

_Block = TypeVar("_Block", bound=Block)
LayOut = Callable[[_Block, Look, float, Role], tuple[Atom, ...]]


class BlockLayout(Data, frozen=True):
    """How one kind of block is laid out.

    ``price_before`` is the least price of ending a panel before it, if something of its section
    stands there. ``close_to_heading`` sets a block that begins its section close to the heading.
    One that ``recurs`` may be the same for many people.
    """

    lay_out: LayOut[Any]
    price_before: float = 0.0
    close_to_heading: bool = False
    recurs: bool = True


_LAYOUTS: dict[type[Block], BlockLayout] = {}


def lays_out(
    kind: type[_Block],
    *,
    price_before: float = 0.0,
    close_to_heading: bool = False,
    recurs: bool = True,
) -> Callable[[LayOut[_Block]], LayOut[_Block]]:
    """Make a function the layout of one kind of block; see `BlockLayout`."""

    def register(lay_out: LayOut[_Block]) -> LayOut[_Block]:
        """Note the function, and return it as it is."""
        _LAYOUTS[kind] = BlockLayout(lay_out, price_before, close_to_heading, recurs)
        return lay_out

    return register


def find_layout(kind: type[Block]) -> BlockLayout:
    """How blocks of a kind are laid out. Raises TypeError for one that has no layout."""
    try:
        return _LAYOUTS[kind]
    except KeyError:
        raise TypeError(f"no layout for {kind.__name__}") from None


def lay_out_block(block: Block, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    """Lay out a block ``width`` points wide; the space before it is part of its first atom.

    Its roles are inside ``parent``, that of its section.
    """
    return find_layout(type(block)).lay_out(block, look, width, parent)
