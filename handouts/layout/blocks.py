"""Lay out blocks as atoms: how each block of a story looks at one size and width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch

from msgspec.structs import replace

from handouts.document.blocks import (
    Block,
    Checklist,
    Lead,
    Paragraph,
    Picture,
    ReferenceList,
    Risk,
    Risks,
    SmallPrint,
    Steps,
    TextList,
    Timeline,
)
from handouts.document.text import Run, Text, plain
from handouts.layout.graphics import Disc, Dots, Rule, Tickbox
from handouts.layout.look import Look
from handouts.layout.pieces import (
    NEVER,
    Anchor,
    Artifact,
    Atom,
    Decoration,
    Piece,
    PieceGroup,
    Placed,
    Tagged,
    TextLines,
    stack_atoms,
)
from handouts.layout.roles import Numbering, Role
from handouts.layout.typesetting import fit_artwork, tag_lines, tag_picture, typeset_lines
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle

IN_TEXT, IN_LIST = 8.0, 5.0
"""The price of ending a panel inside a paragraph, and between the items of a list."""

RING_WEIGHT = 1.2
"""The line weight, in points, of a ring drawn in place of a disc."""

LINE_SIZES = 33.0
"""The greatest width of small print in type sizes: lines of at most 70 letters."""


@singledispatch
def lay_out_block(block: Block, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    """Lay out a block ``width`` points wide; the space before it is part of its first atom.

    Its roles are inside ``parent``, that of its section.
    """
    raise TypeError(f"no layout for {type(block).__name__}")


def lay_out_paragraph(
    text: Text, style: TextStyle, width: float, before: float, parent: Role
) -> tuple[Atom, ...]:
    """Lay out a paragraph, split into atoms where a panel may end."""
    setting = typeset_text(text.runs, style, width)
    cuts = [0, *setting.list_split_points(), len(setting)]
    role = Role("P", parent, address=text.address)
    parts = [
        Atom(Tagged(TextLines(setting, first, last, style.leading), role), split=IN_TEXT)
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
            replace(list_atoms[0], split=NEVER),
            replace(list_atoms[-2], split=NEVER),
        )
    list_atoms[-1] = replace(list_atoms[-1], split=0.0)
    return tuple(list_atoms)


def _hang_mark(mark: Piece, label: Role, down: float, indent: float, body: Piece) -> PieceGroup:
    """Lay out a list item: a body with its mark, tagged as its label, hanging to the left."""
    height = max(body.height, down + mark.height)
    return PieceGroup(height, (Placed(Tagged(mark, label), 0.0, down), Placed(body, indent)))


def _measure_number_indent(count: int, style: TextStyle) -> float:
    """Measure the indent for a list's widest number, with its full stop and a gap."""
    widest = typeset_text(plain("0" * len(str(count)) + ".").runs, style, 1e6).width
    return round(widest + style.size * 0.45, 2)


def _tag_body(text: Text, style: TextStyle, width: float, item: Role) -> Tagged:
    """Typeset the text of an item, tagged as its body."""
    role = Role("LBody", item, address=text.address)
    return Tagged(typeset_lines(text, style, width), role)


def _middle_offset(height: float, style: TextStyle) -> float:
    """How far down to place a mark so that it is centred on the first line."""
    return (style.leading - height) / 2


@lay_out_block.register
def _lay_out_lead(block: Lead, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    return lay_out_paragraph(block.text, look.lead_style, width, look.step, parent)


@lay_out_block.register
def _lay_out_paragraph_block(
    block: Paragraph, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    atoms = lay_out_paragraph(block.text, look.body_style, width, look.step, parent)
    if _ends_in_colon(block.text):
        atoms = tuple(replace(atom, split=NEVER) for atom in atoms)
    return atoms


def _ends_in_colon(text: Text) -> bool:
    """Whether a text ends in a colon, so that what follows belongs to it.

    A citation may follow the colon.
    """
    content = "".join(run.text for run in text.runs if not run.raised).rstrip()
    return (content.rpartition("[")[0].rstrip() if content.endswith("]") else content).endswith(":")


@lay_out_block.register
def _lay_out_text_list(block: TextList, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style, size = look.body_style, look.size * 0.36
    indent = _measure_number_indent(len(block.items), style) if block.numbered else look.size * 1.05
    role = Role("L", parent, numbering="Decimal" if block.numbered else "Disc")
    pieces = []
    for number, text in enumerate(block.items, 1):
        item = Role("LI", role, address=text.address)
        body = _tag_body(text, style, width - indent, item)
        if block.numbered:
            mark = typeset_lines(plain(f"{number}."), look.body_style, indent)
            pieces.append(_hang_mark(mark, Role("Lbl", item), 0.0, indent, body))
        else:
            dot, label = Disc(size, look.shade("accent")), Role("Lbl", item, actual="•")
            pieces.append(_hang_mark(dot, label, _middle_offset(size, style), indent, body))
    return _lay_out_list(pieces, look.step * 0.6, look.step * 0.4)


@lay_out_block.register
def _lay_out_checklist(
    block: Checklist, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    style, indent, size = look.body_style, look.size * 1.6, look.size * 0.95
    box, down, tickbox = (
        Tickbox(size, look.shade("main")),
        _middle_offset(size, style),
        look.words.labels["tickbox"],
    )
    role = Role("Checklist", parent, numbering="None")
    pieces = []
    for text in block.items:
        item = Role("LI", role, address=text.address)
        body = _tag_body(text, style, width - indent, item)
        pieces.append(_hang_mark(box, Role("Lbl", item, actual=tickbox), down, indent, body))
    return _lay_out_list(pieces, look.step, look.step * 0.7)


@lay_out_block.register
def _lay_out_steps(block: Steps, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style, size = look.body_style, look.size * 1.75
    pictured = any(step.picture for step in block.items)
    mark_width = 2 * style.leading if pictured else size
    indent = mark_width + look.size * 0.6
    numbering: Numbering = "None" if all(step.picture for step in block.items) else "Decimal"
    role = Role("L", parent, numbering=numbering)
    pieces: list[Piece] = []
    for number, step in enumerate(block.items, 1):
        item = Role("LI", role)
        body = Role("LBody", item)
        parts = [Atom(tag_lines(_make_strong(step.do), style, width - indent, body))]
        if step.how:
            parts.append(Atom(tag_lines(step.how, style, width - indent, body)))
        words = stack_atoms(parts)
        if step.picture:
            pieces.append(_put_beside(step.picture, mark_width, indent, words, body))
        else:
            numeral = _lay_out_numeral(number, size, look)
            pieces.append(_hang_mark(numeral, Role("Lbl", item), 0.0, indent, words))
    return _lay_out_list(pieces, look.step, look.step * 0.9)


def _put_beside(
    picture: Picture, size: float, indent: float, words: PieceGroup, body: Role
) -> PieceGroup:
    """Put a small picture, centred in a square, to the left of words."""
    drawn = tag_picture(picture, fit_artwork(picture.artwork, size, size), body)
    left, down = (size - drawn.width) / 2, (size - drawn.height) / 2
    height = max(size, words.height)
    middle = (height - words.height) / 2
    return PieceGroup(height, (Placed(drawn, left, down), Placed(words, indent, middle)))


def _lay_out_numeral(number: int, size: float, look: Look) -> PieceGroup:
    """Lay out a number in a disc, or in a ring where the leaflet is in black and white."""
    ring, colour = (RING_WEIGHT, look.shade("ink")) if look.mono else (0.0, "#ffffff")
    style = replace(look.make_title_style(look.size * 0.95, colour), align="centre")
    set_number = typeset_lines(plain(str(number)), style, size)
    down = (size - style.leading) / 2
    return PieceGroup(
        size, (Placed(Disc(size, look.shade("main"), ring)), Placed(set_number, 0.0, down))
    )


def _make_strong(text: Text) -> Text:
    return replace(text, inlines=tuple(replace(run, strong=True) for run in text.runs))


@lay_out_block.register
def _lay_out_timeline(block: Timeline, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    style, indent, size = look.body_style, look.size * 1.3, look.size * 0.62
    whens = [_make_strong(moment.when) for moment in block.moments]
    column = min(
        0.45 * width, max(typeset_text(when.runs, style, width).width for when in whens) + look.size
    )
    role = Role("Timeline", parent, numbering="None")
    rows = []
    for moment, label in zip(block.moments, whens, strict=True):
        body = Role("LBody", Role("LI", role))
        when = tag_lines(label, style, column - look.size * 0.5, body)
        feel = tag_lines(moment.feel, style, width - indent - column, body)
        parts = (Placed(when, indent), Placed(feel, indent + column))
        rows.append(PieceGroup(max(when.height, feel.height), parts))
    return (Atom(_lay_out_rail(rows, size, look), before=look.step, stretch=1.0, split=0.0),)


def _lay_out_rail(rows: Sequence[PieceGroup], size: float, look: Look) -> PieceGroup:
    """Lay out rows beside a vertical line, with a dot for each row; the first dot stands out."""
    gap, down, parts = look.step * 0.7, 0.0, []
    offset = _middle_offset(size, look.body_style)
    length = sum(row.height + gap for row in rows[:-1])
    rail = Decoration(Rule(0.0, look.shade("main"), 1.2, length))
    parts.append(Placed(rail, size / 2, offset + size / 2))
    for place, row in enumerate(rows):
        colour = look.shade("accent") if place == 0 else look.shade("main")
        dot = Decoration(Disc(size, colour, RING_WEIGHT if look.mono and place else 0.0))
        parts += [Placed(dot, 0.0, down + offset), Placed(row, 0.0, down)]
        down += row.height + gap
    return PieceGroup(down - gap, tuple(parts))


@lay_out_block.register
def _lay_out_risks(block: Risks, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    role = Role("L", parent, numbering="None")
    pieces = [_lay_out_risk(item, look, width, Role("LI", role)) for item in block.items]
    listed = _lay_out_list(pieces, look.step, look.step * 1.2)
    if not block.key:
        return listed
    key = Atom(tag_lines(block.key, look.caption_style, width, parent), before=look.step * 0.5)
    return (*listed[:-1], replace(listed[-1], split=NEVER), key)


def _lay_out_risk(risk: Risk, look: Look, width: float, item: Role) -> PieceGroup:
    body = _tag_body(risk.sentence, look.body_style, width, item)
    if not risk.has_dots:
        return PieceGroup(body.height, (Placed(body),))
    row, widest = min(risk.out_of, 50), max(6.0, look.size * 0.5)
    dots = Artifact(
        Dots(
            risk.out_of,
            risk.count,
            row,
            min(width / row, widest),
            look.shade("accent"),
            look.ring_colour,
        )
    )
    down = body.height + look.step * 0.3
    return PieceGroup(down + dots.height, (Placed(body), Placed(dots, 0.0, down)))


@lay_out_block.register
def _lay_out_picture_block(
    block: Picture, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    figure = tag_picture(block, fit_artwork(block.artwork, width, look.picture), parent)
    left = 0.0 if look.scale.large else (width - figure.width) / 2
    atoms = [Atom(PieceGroup(figure.height, (Placed(figure, left),)))]
    if block.caption:
        style = replace(look.caption_style, align="start" if look.scale.large else "centre")
        caption = tag_lines(block.caption, style, width, parent)
        atoms.append(Atom(caption, before=look.step * 0.5))
    return (Atom(stack_atoms(atoms), before=look.step, stretch=1.0, split=2.0),)


@lay_out_block.register
def _lay_out_small_print(
    block: SmallPrint, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    width = min(width, look.small_style.size * LINE_SIZES)
    note = tag_lines(block.text, look.small_style, width, parent)
    return (Atom(note, before=look.step, split=0.0),)


@lay_out_block.register
def _lay_out_references(
    block: ReferenceList, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    style = look.small_style
    width = min(width, style.size * LINE_SIZES)
    indent = _measure_number_indent(len(block.items), style)
    role = Role("L", parent, numbering="Decimal")
    pieces = []
    for number, text in enumerate(block.items, 1):
        item = Role("LI", role, address=text.address)
        back = Run(f"{number}.", link=f"#citation-{number}", about=block.back.format(number))
        mark = typeset_lines(Text((back,)), style, indent)
        body = _tag_body(text, style, width - indent, item)
        entry = _hang_mark(mark, Role("Lbl", item), 0.0, indent, body)
        anchor = Placed(Anchor(f"reference-{number}"))
        pieces.append(PieceGroup(entry.height, (anchor, Placed(entry))))
    return _lay_out_list(pieces, 2.0, 1.0)
