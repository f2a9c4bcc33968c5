"""Lay out sections as atoms: a heading and its blocks, or a callout in a box."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handouts.document.blocks import FREE, Block, Flow, Picture, Subheading
from handouts.document.colours import BOXES, WHITE, Box, Tone
from handouts.document.handout import Section
from handouts.layout.bands import lay_out_heading
from handouts.layout.blocks.dispatch import find_layout, lay_out_block
from handouts.layout.blocks.guidance import pair_guidance
from handouts.layout.graphics import AlarmSign
from handouts.layout.look import Look, colour_links
from handouts.layout.pieces import (
    Atom,
    Bookmarked,
    CalloutBox,
    Decoration,
    Piece,
    PieceGroup,
    Placed,
    Tagged,
    stack_atoms,
)
from handouts.layout.prices import AFTER_START, IN_SECTION, NEVER
from handouts.layout.roles import Role
from handouts.layout.section_icons import measure_icon, put_icon_beside
from handouts.layout.typesetting import typeset_lines
from handouts.memo import memoized
from handouts.text.style import TextStyle

SHORT_START = 2.2
"""The most lines below a heading that look cut off if a panel ends after them."""

SECTION_GAP = 2.2
"""The space above a section, in steps of the look."""


def lay_out_section(section: Section, place: int, look: Look, width: float) -> tuple[Atom, ...]:
    """Lay out a section as atoms in reading order; ``place`` is its index in the story.

    Memoized by content, look and width; for personal sections, only the last few.
    """
    shape = _build_personal if section.personal else _build_shared
    return shape(section, place, look, width)


def _build_section(section: Section, place: int, look: Look, width: float) -> tuple[Atom, ...]:
    role = (_share_role if section.personal else _make_role)(section.key, section.is_callout)
    if section.is_callout:
        section_atoms: tuple[Atom, ...] = (_lay_out_callout(section, look, width, role),)
    else:
        section_atoms = _lay_out_headed(section, look, width, role)
    if section.keep:
        *inner, last = section_atoms
        section_atoms = (*(replace(atom, split=NEVER) for atom in inner), last)
    if section.new_panel:
        section_atoms = (replace(section_atoms[0], new_panel=True), *section_atoms[1:])
    return tuple([replace(atom, section=place) for atom in section_atoms])


_build_shared, _build_personal = memoized(1024)(_build_section), memoized(16)(_build_section)


def _make_role(key: str, is_callout: bool) -> Role:
    """The role of a section."""
    return Role("Callout" if is_callout else "Sect", address=("handout", key))


# A personal section has the same role for everyone, so that blocks in it are laid out once for all
# people who have them; no leaflet has two sections of one key.
_share_role = memoized(64)(_make_role)
_lay_out_recurring = memoized(512)(lay_out_block)


def _tag_heading(section: Section, piece: Piece, parent: Role) -> Tagged:
    role = Role("H2", parent, address=section.heading_text.address)
    return Tagged(Bookmarked(piece, section.heading), role)


def _lay_out_heading(
    key: str, title: str, tone: Tone, look: Look, width: float, role: Role
) -> Piece:
    """Lay out the heading of a section, of which it takes no more than it needs."""
    section = Section(key, title, (), tone)
    small = tone == "small"
    style = look.make_title_style(look.small_style.size * 1.16) if small else look.heading_style

    def lay_out(measure: float, colour: str) -> Piece:
        """Typeset the heading to a width."""
        coloured = replace(style, colour=colour) if colour else style
        lines = typeset_lines(section.heading_text, coloured, measure - measure_icon(section, look))
        return put_icon_beside(section, _tag_heading(section, lines, role), look)

    return lay_out(width, "") if small else lay_out_heading(lay_out, look, width)


# The heading of a personal section is the same for everyone, like the role of the section.
_share_heading = memoized(64)(_lay_out_heading)


def _lay_out_headed(section: Section, look: Look, width: float, role: Role) -> tuple[Atom, ...]:
    section_atoms: list[Atom] = []
    if section.heading:
        lay_out_head = _share_heading if section.personal else _lay_out_heading
        bare = section.key, section.heading, section.tone
        section_atoms.append(Atom(lay_out_head(*bare, look, width, role)))
    blocks = section.blocks if section.heading else tuple(map(_raise_heading, section.blocks))
    blocks = tuple(pair_guidance(blocks))
    layouts = [find_layout(type(block)) for block in blocks]
    flows = (*(block.flow for block in blocks[1:]), FREE)
    for block, layout, following in zip(blocks, layouts, flows, strict=True):
        lay_out = _lay_out_recurring if section.personal and layout.recurs else lay_out_block
        *parts, last = _keep_together(block, following, lay_out(block, look, width, role))
        if section_atoms and block.flow.new_panel and block is blocks[0]:
            section_atoms[0] = replace(section_atoms[0], new_panel=True)
        elif block.flow.new_panel:
            parts, last = _begin_panel(parts, last)
        if section_atoms and layout.price_before:
            section_atoms[-1] = _raise_price(section_atoms[-1], layout.price_before)
        section_atoms += [*parts, last if last.split >= NEVER else _raise_price(last, IN_SECTION)]
    if section.heading or section.tone != "small":
        section_atoms[0] = replace(section_atoms[0], before=look.step * SECTION_GAP)
    section_atoms[-1] = replace(section_atoms[-1], split=0.0)
    if section.heading and len(section_atoms) > 2:
        section_atoms[1] = _hold_start(section_atoms[1], look)
    if section.heading and len(section_atoms) > 1:
        close = layouts[0].close_to_heading
        before = look.step * 0.45 if close else section_atoms[1].before
        section_atoms[1] = replace(section_atoms[1], before=before)
    return tuple(section_atoms)


def _keep_together(block: Block, following: Flow, atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """The atoms of a block, which stay together, and with the next block, if it is to be so."""
    if not block.flow.is_together:  # the usual case: it holds no other block either
        return atoms
    *parts, last = atoms
    parts = [replace(atom, split=NEVER) for atom in parts]
    return (*parts, replace(last, split=NEVER) if block.flow.holds(following) else last)


def _begin_panel(parts: list[Atom], last: Atom) -> tuple[list[Atom], Atom]:
    """The atoms of a block of which the first begins a panel."""
    first, *others = (
        replace(atom, new_panel=not place) for place, atom in enumerate((*parts, last))
    )
    return ([first, *others[:-1]], others[-1]) if others else ([], first)


def _raise_heading(block: Block) -> Block:
    """A sub-heading of a section without a heading is one level up, so that none is skipped."""
    if isinstance(block, Picture):
        return replace(block, beside=tuple(map(_raise_heading, block.beside)))
    return replace(block, level=2) if isinstance(block, Subheading) else block


def _hold_start(first: Atom, look: Look) -> Atom:
    """What follows a heading: one or two lines alone should not be parted from the rest."""
    if first.split >= NEVER or first.piece.height > SHORT_START * look.body_style.leading:
        return first
    return _raise_price(first, AFTER_START)


def _raise_price(atom: Atom, least: float) -> Atom:
    """The atom, with at least a price of ending a panel behind it."""
    return replace(atom, split=least) if atom.split < least else atom


def _lay_out_callout(section: Section, look: Look, width: float, role: Role) -> Atom:
    box = BOXES[section.tone]
    padding = round(look.size * 0.85, 2)
    inner = width - 2 * padding
    style = replace(look.label_style, colour=look.shade(box.heading))
    if box.has_alarm and look.style.heads == "band" and not look.mono:
        head: Piece = _lay_out_alarm_band(section, look, inner, role)
    elif box.has_alarm:
        head = _lay_out_alarm(section, style, look, inner, role)
    else:
        head = _tag_heading(section, typeset_lines(section.heading_text, style, inner), role)
    parts = [Atom(head)]
    inside = colour_links(look, box.heading) if box.has_alarm else look
    for block in section.blocks:
        parts += lay_out_block(block, inside, inner, role)
    if len(parts) > 1:
        parts[1] = replace(parts[1], before=look.step * 0.65)
    callout = _frame_callout(box, stack_atoms(parts), width, padding, look)
    return Atom(callout, before=look.step * SECTION_GAP, split=0.0)


def _frame_callout(
    box: Box, inner: PieceGroup, width: float, padding: float, look: Look
) -> CalloutBox:
    """Put a callout in its box, marked by a background, or by a frame in black and white."""
    if look.mono:
        ink, dash = look.shade("ink"), box.mono_dash
        return CalloutBox(inner, width, padding, "", ink, box.mono_weight, dash)
    fill, line = (look.shade(name) if name else "" for name in (box.fill, box.line))
    if look.style.callouts == "bar":
        return CalloutBox(
            inner, width, padding, fill, line, radius=2.0, bar=look.shade(box.heading)
        )
    if look.style.callouts == "card":
        return CalloutBox(inner, width, padding, fill, line or look.shade("pale"), 1.0, radius=10.0)
    return CalloutBox(inner, width, padding, fill, line)


def _lay_out_alarm_band(section: Section, look: Look, width: float, role: Role) -> CalloutBox:
    """Lay out a heading on a band of red, where those of sections are on bands, too."""
    padding = round(look.size * 0.4, 2)
    style = replace(look.label_style, colour=WHITE)
    lines = typeset_lines(section.heading_text, style, width - 2 * padding)
    heading = _tag_heading(section, lines, role)
    return CalloutBox(heading, width, padding, look.shade("alarm"), radius=3.0)


def _lay_out_alarm(
    section: Section, style: TextStyle, look: Look, width: float, role: Role
) -> PieceGroup:
    """Lay out a heading after a disc with an exclamation mark."""
    size = style.leading
    indent = size + look.size * 0.5
    lines = typeset_lines(section.heading_text, style, width - indent)
    heading = _tag_heading(section, lines, role)
    sign = Decoration(AlarmSign(size, style.colour, look.size * 0.7))
    parts = (Placed(sign), Placed(heading, indent))
    return PieceGroup(max(size, heading.height), parts)
