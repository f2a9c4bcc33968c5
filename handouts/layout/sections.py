"""Sections become atoms: a heading and its blocks, or a callout in a box."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.compose.runs import plain, words
from handouts.compose.story import Contact, Facts, Lead, Paragraph, Section
from handouts.layout import personal  # noqa: F401
from handouts.layout.blocks import atoms, lines
from handouts.layout.look import Look
from handouts.layout.pieces import (
    NEVER,
    Atom,
    Bookmarked,
    Box,
    Disc,
    Furniture,
    Group,
    Piece,
    Placed,
    Told,
    stack,
)
from handouts.remembering import remembered

IN_SECTION, BEFORE_CONTACT = 4.0, 40.0
"""The price of ending a panel between two blocks of a section, and before the contact."""

IN_PERSONAL = 80.0
"""The same in the personal panel, which is one thing, to be seen at a glance."""


def shaped(section: Section, place: int, look: Look, width: float) -> tuple[Atom, ...]:
    """A section's atoms in reading order, each told at its path below ``place``.

    Remembered by what it says, its look and its width; what is one person's, not for long.
    """
    shape = _own if section.personal else _common
    return shape(section, place, look, width)


def _shaped(section: Section, place: int, look: Look, width: float) -> tuple[Atom, ...]:
    if section.is_callout:
        made: tuple[Atom, ...] = (_callout(section, look, width),)
    else:
        made = _headed(section, look, width)
    return tuple(replace(atom.under((place,)), section=place) for atom in made)


_common, _own = remembered(1024)(_shaped), remembered(16)(_shaped)


def _told(atom: Atom, number: int) -> Atom:
    """An atom of a block, told below the block's number in its section."""
    return atom.under((number,))


def _heading(section: Section, piece: Piece) -> Told:
    return Told(Bookmarked(piece, words(section.heading)), ("heading",))


def _headed(section: Section, look: Look, width: float) -> tuple[Atom, ...]:
    made: list[Atom] = []
    if section.heading:
        small = look.title(look.small.size * 1.16)
        style = small if section.tone == "small" else look.heading
        made.append(Atom(_heading(section, lines(section.heading, style, width))))
    for number, block in enumerate(section.blocks):
        parts = [_told(atom, number) for atom in atoms(block, look, width)]
        if parts[-1].split < NEVER:
            parts[-1] = replace(parts[-1], split=max(parts[-1].split, IN_SECTION))
        if made and isinstance(block, Contact):
            made[-1] = replace(made[-1], split=max(made[-1].split, BEFORE_CONTACT))
        made += parts
    if any(isinstance(block, Facts) for block in section.blocks):
        made = [replace(atom, split=max(atom.split, IN_PERSONAL)) for atom in made]
    made[0] = replace(made[0], before=look.step * 2.1, stretch=3.0)
    made[-1] = replace(made[-1], split=0.0)
    if section.heading and len(made) > 1:
        close = isinstance(section.blocks[0], (Lead, Paragraph))
        before = look.step * 0.45 if close else made[1].before
        made[1] = replace(made[1], before=before, stretch=0.2)
    return tuple(made)


def _callout(section: Section, look: Look, width: float) -> Atom:
    padding = round(look.size * 0.85, 2)
    inner = width - 2 * padding
    colour = look.main if section.tone == "note" else look.accent
    style = replace(look.label, colour=colour)
    if section.tone == "help":
        head: Piece = _alarm(section, look, inner)
    else:
        head = _heading(section, lines(section.heading, style, inner))
    parts = [Atom(head)]
    for number, block in enumerate(section.blocks):
        parts += [_told(atom, number) for atom in atoms(block, look, inner)]
    if len(parts) > 1:
        parts[1] = replace(parts[1], before=look.step * 0.5)
    box = _box(section.tone, stack(parts), width, padding, look)
    return Atom(box, before=look.step * 2.2, stretch=3.0, split=0.0)


def _box(tone: str, inner: Group, width: float, padding: float, look: Look) -> Box:
    """The box of a callout: told by its ground, or by its frame where no ground is drawn."""
    if look.mono:
        weight, dash = {"note": (0.75, 0.0), "caveat": (1.2, 4.5), "help": (2.5, 0.0)}[tone]
        return Box(inner, width, padding, "", look.ink, weight, dash)
    fill, line = {
        "note": (look.tint, ""),
        "caveat": (look.warm, ""),
        "help": ("", look.accent),
    }[tone]
    return Box(inner, width, padding, fill, line)


def _alarm(section: Section, look: Look, width: float) -> Group:
    """A heading behind a disc with an exclamation mark."""
    style = replace(look.label, colour=look.accent)
    size = style.leading
    indent = size + look.size * 0.5
    heading = _heading(section, lines(section.heading, style, width - indent))
    mark = replace(look.title(look.size, "#ffffff"), align="centre")
    sign = lines(plain("!"), mark, size)
    parts = (
        Placed(Disc(size, look.accent)),
        Placed(Furniture(sign), 0.0, (size - mark.leading) / 2),
        Placed(heading, indent),
    )
    return Group(max(size, heading.height), parts)
