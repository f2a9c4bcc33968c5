"""Lay out blocks as atoms: how each block of a story looks at one size and width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch

from msgspec.structs import replace

from handouts.document import story
from handouts.document.models import Artwork
from handouts.document.runs import Run, Text, plain, words
from handouts.layout.formats import mm
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Anchor,
    Artifact,
    Atom,
    Disc,
    Dots,
    Figure,
    Illustration,
    Piece,
    PieceGroup,
    Placed,
    QrCode,
    Rule,
    Scoped,
    Tagged,
    TextLines,
    Tickbox,
    stack_atoms,
)
from handouts.pdf.drawing.pictures import measure_picture as picture_size
from handouts.pdf.drawing.qr import QUIET_ZONE, count_modules
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle

IN_TEXT, IN_LIST = 8.0, 5.0
"""The price of ending a panel inside a paragraph, and between the items of a list."""

RING_WEIGHT = 1.2
"""The line weight, in points, of a ring drawn in place of a disc."""

LINE_SIZES = 33.0
"""The greatest width of small print in type sizes: lines of at most 70 letters."""


def typeset_lines(text: Text, style: TextStyle, width: float) -> TextLines:
    """Typeset a text in full, at a width in points."""
    setting = typeset_text(text, style, width)
    return TextLines(setting, 0, len(setting), style.leading)


@singledispatch
def lay_out_block(block: story.Block, look: Look, width: float) -> tuple[Atom, ...]:
    """Lay out a block ``width`` points wide; the space before it is part of its first atom."""
    raise TypeError(f"no layout for {type(block).__name__}")


def lay_out_paragraph(
    text: Text, style: TextStyle, width: float, before: float
) -> tuple[Atom, ...]:
    """Lay out a paragraph, split into atoms where a panel may end."""
    setting = typeset_text(text, style, width)
    cuts = [0, *setting.list_split_points(), len(setting)]
    parts = [
        Atom(Tagged(TextLines(setting, first, last, style.leading), ()), split=IN_TEXT)
        for first, last in zip(cuts, cuts[1:], strict=False)
    ]
    parts[0] = replace(parts[0], before=before, stretch=1.0)
    parts[-1] = replace(parts[-1], split=0.0)
    return tuple(parts)


def _lay_out_list(pieces: Iterable[Piece], first: float, gap: float) -> tuple[Atom, ...]:
    """Lay out the items of a list. The first two stay together, and so do the last two."""
    items = list(pieces)
    list_atoms = [Atom(piece, before=gap, stretch=0.6, split=IN_LIST) for piece in items]
    list_atoms[0] = replace(list_atoms[0], before=first, stretch=1.0)
    if len(list_atoms) > 1:
        list_atoms[0], list_atoms[-2] = (
            replace(list_atoms[0], split=float("inf")),
            replace(list_atoms[-2], split=float("inf")),
        )
    list_atoms[-1] = replace(list_atoms[-1], split=0.0)
    return tuple(list_atoms)


def _hang_item(number: int, mark: Piece, down: float, indent: float, body: Piece) -> Scoped:
    """Lay out a list item, numbered from 0: a body with its mark hanging to the left."""
    height = max(body.height, down + mark.height)
    parts = (Placed(Tagged(mark, ("mark",)), 0.0, down), Placed(body, indent))
    return Scoped(PieceGroup(height, parts), (number,))


def _measure_number_indent(count: int, style: TextStyle) -> float:
    """Measure the indent for a list's widest number, with its full stop and a gap."""
    widest = typeset_text(plain("0" * len(str(count)) + "."), style, 1e6).width
    return round(widest + style.size * 0.45, 2)


def _tag_item_body(text: Text, style: TextStyle, width: float) -> Tagged:
    """Typeset the text of an item, tagged as its body."""
    return Tagged(typeset_lines(text, style, width), ("body",))


def _middle_offset(height: float, style: TextStyle) -> float:
    """How far down to place a mark so that it is centred on the first line."""
    return (style.leading - height) / 2


@lay_out_block.register
def _(block: story.Lead, look: Look, width: float) -> tuple[Atom, ...]:
    return lay_out_paragraph(block.text, look.lead_style, width, look.step)


@lay_out_block.register
def _(block: story.Paragraph, look: Look, width: float) -> tuple[Atom, ...]:
    made = lay_out_paragraph(block.text, look.body_style, width, look.step)
    if _ends_in_colon(block.text):
        made = tuple(replace(atom, split=float("inf")) for atom in made)
    return made


def _ends_in_colon(text: Text) -> bool:
    """Whether a text ends in a colon, so that what follows belongs to it.

    A citation may follow the colon.
    """
    content = words(tuple(run for run in text if not run.raised)).rstrip()
    return (content.rpartition("[")[0].rstrip() if content.endswith("]") else content).endswith(":")


@lay_out_block.register
def _(block: story.Bullets, look: Look, width: float) -> tuple[Atom, ...]:
    style, size = look.body_style, look.size * 0.36
    indent = _measure_number_indent(len(block.items), style) if block.numbered else look.size * 1.05
    pieces = []
    for number, item in enumerate(block.items):
        body = _tag_item_body(item, style, width - indent)
        if block.numbered:
            mark = typeset_lines(plain(f"{number + 1}."), look.body_style, indent)
            pieces.append(_hang_item(number, mark, 0.0, indent, body))
        else:
            dot = Disc(size, look.accent)
            pieces.append(_hang_item(number, dot, _middle_offset(size, style), indent, body))
    return _lay_out_list(pieces, look.step * 0.6, look.step * 0.4)


@lay_out_block.register
def _(block: story.Checklist, look: Look, width: float) -> tuple[Atom, ...]:
    style, indent, size = look.body_style, look.size * 1.6, look.size * 0.95
    box = Tickbox(size, look.main)
    pieces = [
        _hang_item(
            number,
            box,
            _middle_offset(size, style),
            indent,
            _tag_item_body(item, style, width - indent),
        )
        for number, item in enumerate(block.items)
    ]
    return _lay_out_list(pieces, look.step, look.step * 0.7)


@lay_out_block.register
def _(block: story.Steps, look: Look, width: float) -> tuple[Atom, ...]:
    style, size = look.body_style, look.size * 1.75
    indent = size + look.size * 0.6
    pieces = []
    for number, item in enumerate(block.items):
        parts = [Atom(Tagged(typeset_lines(_make_strong(item.do), style, width - indent), ("do",)))]
        if item.how:
            parts.append(Atom(Tagged(typeset_lines(item.how, style, width - indent), ("how",))))
        numeral = _lay_out_numeral(number + 1, size, look)
        pieces.append(
            _hang_item(number, numeral, 0.0, indent, Scoped(stack_atoms(parts), ("body",)))
        )
    return _lay_out_list(pieces, look.step, look.step * 0.9)


def _lay_out_numeral(number: int, size: float, look: Look) -> PieceGroup:
    """Lay out a number in a disc, or in a ring where the leaflet is in black and white."""
    ring, colour = (RING_WEIGHT, look.ink) if look.mono else (0.0, "#ffffff")
    style = replace(look.make_title_style(look.size * 0.95, colour), align="centre")
    set_number = typeset_lines(plain(str(number)), style, size)
    down = (size - style.leading) / 2
    return PieceGroup(size, (Placed(Disc(size, look.main, ring)), Placed(set_number, 0.0, down)))


def _make_strong(text: Text) -> Text:
    return tuple(replace(run, strong=True) for run in text)


@lay_out_block.register
def _(block: story.Timeline, look: Look, width: float) -> tuple[Atom, ...]:
    style, indent, size = look.body_style, look.size * 1.3, look.size * 0.62
    whens = [_make_strong(moment.when) for moment in block.moments]
    column = min(
        0.45 * width, max(typeset_text(when, style, width).width for when in whens) + look.size
    )
    rows = []
    for number, moment in enumerate(block.moments):
        label = typeset_lines(whens[number], style, column - look.size * 0.5)
        when = Tagged(label, (number, "body", "when"))
        feel_width = width - indent - column
        feel = Tagged(typeset_lines(moment.feel, style, feel_width), (number, "body", "feel"))
        parts = (Placed(when, indent), Placed(feel, indent + column))
        rows.append(PieceGroup(max(when.height, feel.height), parts))
    return (Atom(_lay_out_rail(rows, size, look), before=look.step, stretch=1.0, split=0.0),)


def _lay_out_rail(rows: Sequence[PieceGroup], size: float, look: Look) -> PieceGroup:
    """Lay out rows beside a vertical line, with a dot for each row; the first dot stands out."""
    gap, down, parts = look.step * 0.7, 0.0, []
    offset = _middle_offset(size, look.body_style)
    length = sum(row.height + gap for row in rows[:-1])
    parts.append(Placed(Rule(0.0, look.main, 1.2, length), size / 2, offset + size / 2))
    for place, row in enumerate(rows):
        colour = look.accent if place == 0 else look.main
        dot = Disc(size, colour, RING_WEIGHT if look.mono and place else 0.0)
        parts += [Placed(dot, 0.0, down + offset), Placed(row, 0.0, down)]
        down += row.height + gap
    return PieceGroup(down - gap, tuple(parts))


@lay_out_block.register
def _(block: story.Risks, look: Look, width: float) -> tuple[Atom, ...]:
    pieces = [
        Scoped(_lay_out_risk(item, look, width), (number,))
        for number, item in enumerate(block.items)
    ]
    return _lay_out_list(pieces, look.step, look.step * 1.2)


def _lay_out_risk(item: story.Risk, look: Look, width: float) -> PieceGroup:
    body = _tag_item_body(item.sentence, look.body_style, width)
    if item.out_of > 100:
        return PieceGroup(body.height, (Placed(body),))
    row, widest = min(item.out_of, 50), max(6.0, look.size * 0.5)
    dots = Artifact(
        Dots(item.out_of, item.count, row, min(width / row, widest), look.accent, look.ring_colour)
    )
    down = body.height + look.step * 0.3
    return PieceGroup(down + dots.height, (Placed(body), Placed(dots, 0.0, down)))


@lay_out_block.register
def _(block: story.Picture, look: Look, width: float) -> tuple[Atom, ...]:
    drawn = fit_artwork(block.artwork, width, look.picture)
    figure = Figure(drawn, ("picture",), drawn.width)
    left = 0.0 if look.scale.large else (width - drawn.width) / 2
    shown = [Atom(PieceGroup(drawn.height, (Placed(figure, left),)))]
    if block.caption:
        style = replace(look.caption_style, align="start" if look.scale.large else "centre")
        caption = Tagged(typeset_lines(block.caption, style, width), ("caption",))
        shown.append(Atom(caption, before=look.step * 0.5))
    return (Atom(stack_atoms(shown), before=look.step, stretch=1.0, split=2.0),)


def fit_artwork(artwork: Artwork, width: float, tallest: float) -> Illustration:
    """Scale a picture to be as large as a width and a height, in points, allow."""
    wide, high = picture_size(artwork.name, artwork.kind, artwork.content)
    scale = min(width / wide, tallest / high)
    return Illustration(artwork, wide * scale, high * scale)


@lay_out_block.register
def _(block: story.Contact, look: Look, width: float) -> tuple[Atom, ...]:
    if not block.qr:
        told = stack_atoms(
            Atom(Tagged(typeset_lines(line, look.body_style, width), (number,)))
            for number, line in enumerate(block.lines)
        )
        return (Atom(told, before=look.step, stretch=1.0, split=0.0),)
    size = max(mm(30), look.size * 6.2)
    # The code's quiet zone is white on white: align its modules, not the zone, with the text.
    quiet = size * QUIET_ZONE / count_modules(block.qr)
    code = Figure(QrCode(block.qr, size, look.ink), ("code",), size)
    foot = size - 2 * quiet
    parts, down = [Placed(code, width - size + quiet, -quiet)], 0.0
    for number, line in enumerate(block.lines):
        measure = width - size if down < foot else width
        told_line = Tagged(typeset_lines(line, look.body_style, measure), (number,))
        parts.append(Placed(told_line, 0.0, down))
        down += told_line.height + look.step * 0.3
    height = max(foot, down - look.step * 0.3)
    return (Atom(PieceGroup(height, tuple(parts)), before=look.step, stretch=1.0, split=0.0),)


@lay_out_block.register
def _(block: story.References, look: Look, width: float) -> tuple[Atom, ...]:
    style = look.small_style
    width = min(width, style.size * LINE_SIZES)
    indent = _measure_number_indent(len(block.items), style)
    pieces = []
    for number, item in enumerate(block.items):
        about = block.back.format(number + 1)
        back = Run(f"{number + 1}.", link=f"#citation-{number + 1}", about=about)
        mark = typeset_lines((back,), style, indent)
        entry = _hang_item(number, mark, 0.0, indent, _tag_item_body(item, style, width - indent))
        anchor = Placed(Anchor(f"reference-{number + 1}"))
        pieces.append(PieceGroup(entry.height, (anchor, Placed(entry))))
    return _lay_out_list(pieces, 2.0, 1.0)
