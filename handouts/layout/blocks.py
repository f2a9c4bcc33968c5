"""Blocks become atoms: how each block of a story looks at one size and width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch

from msgspec.structs import replace

from handouts.compose import story
from handouts.compose.runs import Run, Text, plain, words
from handouts.layout.formats import mm
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Anchor,
    Atom,
    Code,
    Disc,
    Dots,
    Drawn,
    Figure,
    Furniture,
    Group,
    Lines,
    Piece,
    Placed,
    Rule,
    Tickbox,
    Told,
    Under,
    stack,
)
from handouts.pdf.codes import BORDER, modules
from handouts.pdf.pictures import size as picture_size
from handouts.spec.models import Artwork
from handouts.text.setting import typeset
from handouts.text.style import TextStyle

IN_TEXT, IN_LIST = 8.0, 5.0
"""The price of ending a panel inside a paragraph, and between the items of a list."""

RING = 1.2
"""The weight of the line of a ring that stands for a disc."""

MEASURE = 33.0
"""Sizes that make a line of 70 letters at most, where small print runs across a wide column."""


def lines(text: Text, style: TextStyle, width: float) -> Lines:
    """A text set whole."""
    setting = typeset(text, style, width)
    return Lines(setting, 0, len(setting), style.leading)


@singledispatch
def atoms(block: story.Block, look: Look, width: float) -> tuple[Atom, ...]:
    """What a block is made of, ``width`` points wide, the space before its first part included."""
    raise TypeError(f"no look for {type(block).__name__}")


def running(text: Text, style: TextStyle, width: float, before: float) -> tuple[Atom, ...]:
    """A paragraph, cut where a panel may end in it."""
    setting = typeset(text, style, width)
    cuts = [0, *setting.breaks(), len(setting)]
    parts = [
        Atom(Told(Lines(setting, first, last, style.leading), ()), split=IN_TEXT)
        for first, last in zip(cuts, cuts[1:], strict=False)
    ]
    parts[0] = replace(parts[0], before=before, stretch=1.0)
    parts[-1] = replace(parts[-1], split=0.0)
    return tuple(parts)


def _listed(pieces: Iterable[Piece], first: float, gap: float) -> tuple[Atom, ...]:
    """The items of a list. The first two stay together, and the last two."""
    items = list(pieces)
    made = [Atom(piece, before=gap, stretch=0.6, split=IN_LIST) for piece in items]
    made[0] = replace(made[0], before=first, stretch=1.0)
    if len(made) > 1:
        made[0], made[-2] = (
            replace(made[0], split=float("inf")),
            replace(made[-2], split=float("inf")),
        )
    made[-1] = replace(made[-1], split=0.0)
    return tuple(made)


def _hung(number: int, mark: Piece, down: float, indent: float, body: Piece) -> Under:
    """An item of a list, counted from 0: a body with a mark hung to its left."""
    height = max(body.height, down + mark.height)
    parts = (Placed(Told(mark, ("mark",)), 0.0, down), Placed(body, indent))
    return Under(Group(height, parts), (number,))


def _number_indent(count: int, style: TextStyle) -> float:
    """Room for the widest number of a list of so many items, with its stop and a gap."""
    widest = typeset(plain("0" * len(str(count)) + "."), style, 1e6).width
    return round(widest + style.size * 0.45, 2)


def _body(text: Text, style: TextStyle, width: float) -> Told:
    """The text of an item."""
    return Told(lines(text, style, width), ("body",))


def _middle(height: float, style: TextStyle) -> float:
    """How far down a mark stands whose middle is that of the first line."""
    return (style.leading - height) / 2


@atoms.register
def _(block: story.Lead, look: Look, width: float) -> tuple[Atom, ...]:
    return running(block.text, look.lead, width, look.step)


@atoms.register
def _(block: story.Paragraph, look: Look, width: float) -> tuple[Atom, ...]:
    made = running(block.text, look.body, width, look.step)
    if _announces(block.text):
        made = tuple(replace(atom, split=float("inf")) for atom in made)
    return made


def _announces(text: Text) -> bool:
    """Whether a text ends in a colon, so that what follows belongs to it.

    A citation may stand behind the colon.
    """
    said = words(tuple(run for run in text if not run.raised)).rstrip()
    return (said.rpartition("[")[0].rstrip() if said.endswith("]") else said).endswith(":")


@atoms.register
def _(block: story.Bullets, look: Look, width: float) -> tuple[Atom, ...]:
    style, size = look.body, look.size * 0.36
    indent = _number_indent(len(block.items), style) if block.numbered else look.size * 1.05
    pieces = []
    for number, item in enumerate(block.items):
        body = _body(item, style, width - indent)
        if block.numbered:
            mark = lines(plain(f"{number + 1}."), look.body, indent)
            pieces.append(_hung(number, mark, 0.0, indent, body))
        else:
            dot = Disc(size, look.accent)
            pieces.append(_hung(number, dot, _middle(size, style), indent, body))
    return _listed(pieces, look.step * 0.6, look.step * 0.4)


@atoms.register
def _(block: story.Checklist, look: Look, width: float) -> tuple[Atom, ...]:
    style, indent, size = look.body, look.size * 1.6, look.size * 0.95
    box = Tickbox(size, look.main)
    pieces = [
        _hung(number, box, _middle(size, style), indent, _body(item, style, width - indent))
        for number, item in enumerate(block.items)
    ]
    return _listed(pieces, look.step, look.step * 0.7)


@atoms.register
def _(block: story.Steps, look: Look, width: float) -> tuple[Atom, ...]:
    style, size = look.body, look.size * 1.75
    indent = size + look.size * 0.6
    pieces = []
    for number, item in enumerate(block.items):
        parts = [Atom(Told(lines(_strong(item.do), style, width - indent), ("do",)))]
        if item.how:
            parts.append(Atom(Told(lines(item.how, style, width - indent), ("how",))))
        numeral = _numeral(number + 1, size, look)
        pieces.append(_hung(number, numeral, 0.0, indent, Under(stack(parts), ("body",))))
    return _listed(pieces, look.step, look.step * 0.9)


def _numeral(number: int, size: float, look: Look) -> Group:
    """A number in a disc, or in a ring where ink is spared."""
    ring, colour = (RING, look.ink) if look.mono else (0.0, "#ffffff")
    style = replace(look.title(look.size * 0.95, colour), align="centre")
    set_number = lines(plain(str(number)), style, size)
    down = (size - style.leading) / 2
    return Group(size, (Placed(Disc(size, look.main, ring)), Placed(set_number, 0.0, down)))


def _strong(text: Text) -> Text:
    return tuple(replace(run, strong=True) for run in text)


@atoms.register
def _(block: story.Timeline, look: Look, width: float) -> tuple[Atom, ...]:
    style, indent, size = look.body, look.size * 1.3, look.size * 0.62
    whens = [_strong(moment.when) for moment in block.moments]
    column = min(0.45 * width, max(typeset(when, style, width).width for when in whens) + look.size)
    rows = []
    for number, moment in enumerate(block.moments):
        label = lines(whens[number], style, column - look.size * 0.5)
        when = Told(label, (number, "body", "when"))
        feel_width = width - indent - column
        feel = Told(lines(moment.feel, style, feel_width), (number, "body", "feel"))
        parts = (Placed(when, indent), Placed(feel, indent + column))
        rows.append(Group(max(when.height, feel.height), parts))
    return (Atom(_rail(rows, size, look), before=look.step, stretch=1.0, split=0.0),)


def _rail(rows: Sequence[Group], size: float, look: Look) -> Group:
    """Rows beside a line with a dot for each, the first the strongest."""
    gap, down, parts = look.step * 0.7, 0.0, []
    offset = _middle(size, look.body)
    length = sum(row.height + gap for row in rows[:-1])
    parts.append(Placed(Rule(0.0, look.main, 1.2, length), size / 2, offset + size / 2))
    for place, row in enumerate(rows):
        colour = look.accent if place == 0 else look.main
        dot = Disc(size, colour, RING if look.mono and place else 0.0)
        parts += [Placed(dot, 0.0, down + offset), Placed(row, 0.0, down)]
        down += row.height + gap
    return Group(down - gap, tuple(parts))


@atoms.register
def _(block: story.Risks, look: Look, width: float) -> tuple[Atom, ...]:
    pieces = [Under(_risk(item, look, width), (number,)) for number, item in enumerate(block.items)]
    return _listed(pieces, look.step, look.step * 1.2)


def _risk(item: story.Risk, look: Look, width: float) -> Group:
    told = _body(item.told, look.body, width)
    if item.out_of > 100:
        return Group(told.height, (Placed(told),))
    row, widest = min(item.out_of, 50), max(6.0, look.size * 0.5)
    dots = Furniture(
        Dots(item.out_of, item.count, row, min(width / row, widest), look.accent, look.ring)
    )
    down = told.height + look.step * 0.3
    return Group(down + dots.height, (Placed(told), Placed(dots, 0.0, down)))


@atoms.register
def _(block: story.Picture, look: Look, width: float) -> tuple[Atom, ...]:
    drawn = fitted(block.artwork, width, look.picture)
    figure = Figure(drawn, ("picture",), drawn.width)
    left = 0.0 if look.scale.large else (width - drawn.width) / 2
    shown = [Atom(Group(drawn.height, (Placed(figure, left),)))]
    if block.caption:
        style = replace(look.caption, align="start" if look.scale.large else "centre")
        caption = Told(lines(block.caption, style, width), ("caption",))
        shown.append(Atom(caption, before=look.step * 0.5))
    return (Atom(stack(shown), before=look.step, stretch=1.0, split=2.0),)


def fitted(artwork: Artwork, width: float, tallest: float) -> Drawn:
    """A picture as large as a width and a height allow."""
    wide, high = picture_size(artwork.name, artwork.kind, artwork.content)
    scale = min(width / wide, tallest / high)
    return Drawn(artwork, wide * scale, high * scale)


@atoms.register
def _(block: story.Contact, look: Look, width: float) -> tuple[Atom, ...]:
    if not block.qr:
        told = stack(
            Atom(Told(lines(line, look.body, width), (number,)))
            for number, line in enumerate(block.lines)
        )
        return (Atom(told, before=look.step, stretch=1.0, split=0.0),)
    size = max(mm(30), look.size * 6.2)
    # The code's quiet zone is white on white: its modules align with text and margin.
    quiet = size * BORDER / modules(block.qr)
    code = Figure(Code(block.qr, size, look.ink), ("code",), size)
    foot = size - 2 * quiet
    parts, down = [Placed(code, width - size + quiet, -quiet)], 0.0
    for number, line in enumerate(block.lines):
        measure = width - size if down < foot else width
        told_line = Told(lines(line, look.body, measure), (number,))
        parts.append(Placed(told_line, 0.0, down))
        down += told_line.height + look.step * 0.3
    height = max(foot, down - look.step * 0.3)
    return (Atom(Group(height, tuple(parts)), before=look.step, stretch=1.0, split=0.0),)


@atoms.register
def _(block: story.References, look: Look, width: float) -> tuple[Atom, ...]:
    style = look.small
    width = min(width, style.size * MEASURE)
    indent = _number_indent(len(block.items), style)
    pieces = []
    for number, item in enumerate(block.items):
        about = block.back.format(number + 1)
        back = Run(f"{number + 1}.", link=f"#citation-{number + 1}", about=about)
        mark = lines((back,), style, indent)
        entry = _hung(number, mark, 0.0, indent, _body(item, style, width - indent))
        anchor = Placed(Anchor(f"reference-{number + 1}"))
        pieces.append(Group(entry.height, (anchor, Placed(entry))))
    return _listed(pieces, 2.0, 1.0)
