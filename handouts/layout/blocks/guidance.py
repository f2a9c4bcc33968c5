"""Do and don't: a list with a tick or a cross in front of each item, and a word above it.

Where the list goes on in another panel, the word is drawn again: nobody may read "Drive" alone.
Those who listen hear it before each item.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from handouts.document.blocks import FREE, Block, Guidance
from handouts.document.text import plain
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import (
    centre_on_first_line,
    hang_mark,
    lay_out_list,
    tag_body,
)
from handouts.layout.graphics import Sign
from handouts.layout.look import Look
from handouts.layout.pieces import Artifact, Atom, Mark, PieceGroup, Placed, stack_atoms
from handouts.layout.prices import IN_SECTION, SHORT
from handouts.layout.roles import Role
from handouts.layout.typesetting import make_strong, tag_lines, typeset_lines
from handouts.text import signs

TICK = ((0.08, 0.52), (0.38, 0.82), (0.92, 0.18))
CROSS = ((0.14, 0.14), (0.86, 0.86)), ((0.86, 0.14), (0.14, 0.86))
"""The strokes of the signs, from the upper left corner, as shares of their size."""


WIDE = 24.0
"""From how many type sizes on a column holds what to do beside what not to do."""


LEAST_PART = 0.45
"""A list is beside another if it is at least so many times as high; else it would leave a hole."""


class GuidancePair(Block, frozen=True):
    """What to do and what not to do, one right after the other."""

    do: Guidance
    do_not: Guidance


def pair_guidance(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, with short lists of what to do and what not to do as pairs."""
    waiting: Guidance | None = None
    for block in blocks:
        if waiting and isinstance(block, Guidance) and _may_be_beside(block, is_warning=True):
            yield GuidancePair(do=waiting, do_not=block)
            waiting = None
            continue
        if waiting:
            yield waiting
        is_first = isinstance(block, Guidance) and _may_be_beside(block, is_warning=False)
        waiting = block if is_first else None  # type: ignore[assignment]
        if not waiting:
            yield block
    if waiting:
        yield waiting


def _may_be_beside(block: Guidance, *, is_warning: bool) -> bool:
    is_short = len(block.items) <= SHORT
    return block.is_warning is is_warning and is_short and block.flow == FREE


@lays_out(GuidancePair)
def _lay_out_pair(block: GuidancePair, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    is_wide = width >= WIDE * look.size and not look.scale.large
    beside = _lay_out_beside(block, look, width, parent) if is_wide else None
    if beside:
        return (beside,)
    do = _lay_out_guidance(block.do, look, width, parent)
    do_not = _lay_out_guidance(block.do_not, look, width, parent)
    return (*do[:-1], replace(do[-1], split=IN_SECTION), *do_not)


def _lay_out_beside(block: GuidancePair, look: Look, width: float, parent: Role) -> Atom | None:
    """Lay out both lists side by side; nothing where one is much shorter than the other."""
    gap = look.size * 1.5
    column = (width - gap) / 2
    left, right = (
        stack_atoms(_lay_out_guidance(each, look, column, parent))
        for each in (block.do, block.do_not)
    )
    shorter, longer = sorted((left.height, right.height))
    if shorter < LEAST_PART * longer:
        return None
    parts = (Placed(left), Placed(right, column + gap))
    return Atom(PieceGroup(longer, parts), before=look.step, split=0.0)


@lays_out(Guidance)
def _lay_out_guidance(block: Guidance, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style, size, indent = look.item_style, look.size * 0.9, look.size * 1.6
    name = "do_not" if block.is_warning else "do"
    word = look.words.labels[name]
    sign = (
        Mark(Sign(size, look.shade("alarm"), CROSS), signs.CROSS, style)
        if block.is_warning
        else Mark(Sign(size, look.shade("main"), (TICK,)), signs.TICK, style)
    )
    head = tag_lines(make_strong(plain(word)), style, width, parent)
    role = Role("L", parent, numbering="Disc")
    pieces = []
    for text in block.items:
        item = Role("LI", role, address=text.address)
        label = Role("Lbl", item, actual=f"{word}:")
        body = tag_body(text, style, width - indent, item)
        pieces.append(hang_mark(sign, label, centre_on_first_line(size, style), indent, body))
    first_gap = look.step * 0.4
    first, *others = lay_out_list(pieces, first_gap, look.step * 0.5)
    untagged = typeset_lines(make_strong(plain(word)), style, width)
    again = Artifact(PieceGroup(untagged.height + first_gap, (Placed(untagged),)), "Pagination")
    continued = (replace(atom, top=again) for atom in others)
    return (Atom(head, before=look.step), first, *continued)
