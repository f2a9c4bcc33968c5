"""Lines for the patient's own notes, where a text is too short for its panels."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from handouts.document.handout import Section
from handouts.document.text import plain
from handouts.document.units import mm
from handouts.layout.bands import lay_out_heading
from handouts.layout.blank_panel import lay_out_field
from handouts.layout.form_fields import WRITING_PITCH, FillIn, make_lines
from handouts.layout.leaflet import FilledPanel, Leaflet, PlacedAtom
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Bookmarked, Piece, PieceGroup, Placed, Tagged
from handouts.layout.prices import NOTES_WHITE
from handouts.layout.roles import Role
from handouts.layout.sections import SECTION_GAP
from handouts.layout.typesetting import typeset_lines
from handouts.memo import memoized
from handouts.text.setting import measure_text
from handouts.text.style import TextStyle

NOTES = "lines for notes"
"""The key of the section of lines for the patient's own notes: no section in a file can have it."""

LEAST_LINES = 2
"""The fewest lines below a text: one alone would look left over."""

LEAST_GAP = 1.4
"""The least gap between a text and lines in steps, where a wider one would leave room for one."""

ABOVE_FOOT, LEAST_ABOVE_FOOT = mm(2.5), mm(1.2)
"""The space below the last line, which would else look doubled by the rule of a page's foot; and
where more would leave room for one line."""

NAME = "notes"
"""The label of lines."""

_SECTION = Role("Sect", address=("notes",))


def fill_white(leaflet: Leaflet, *, note_lines: bool = True) -> Leaflet:
    """The leaflet with lines to write on, where its panels have no text; they are read last.

    Of several panels without any text, only the first has lines: the others have the clinic's name
    on a field of colour. Without ``note_lines`` all of them have, and no other panel has lines.
    """
    panels: list[FilledPanel] = []
    has_lines = has_page = False
    for number, filled in enumerate(leaflet.panels):
        below: tuple[PlacedAtom, ...] = ()
        if not filled.atoms and (has_page or not note_lines):
            below = ((lay_out_field(leaflet.story, filled.panel, leaflet.look), 0.0),)
        elif note_lines and filled.fullness <= 1 - NOTES_WHITE:
            below = _place_lines(filled, leaflet, number, not has_lines)
            has_lines, has_page = has_lines or bool(below), has_page or not filled.atoms
        panels.append(replace(filled, notes=below) if below else filled)
    if not has_lines:
        return leaflet
    notes = Section(NOTES, leaflet.look.words.labels[NAME], ())
    story = replace(leaflet.story, sections=(*leaflet.story.sections, notes))
    return replace(leaflet, story=story, panels=tuple(panels))


def _place_lines(
    filled: FilledPanel, leaflet: Leaflet, number: int, is_first: bool
) -> tuple[PlacedAtom, ...]:
    """The lines of a panel, below its text if it has any, with their places on it.

    Those below a text have a label, those on a panel of their own a heading. None where there is
    room for too few.
    """
    look, panel, place = leaflet.look, filled.panel, len(leaflet.story.sections)
    at = look, panel.width, place, number
    above: tuple[PlacedAtom, ...] = ()
    if not filled.atoms:
        above = ((_lay_out_heading(*at, is_first), 0.0),)
    top = above[0][0].piece.height if above else filled.text_height
    has_foot = bool(leaflet.sheet.foot_panels) or panel.role == "back"
    free = panel.height - top
    room, gap = free - ABOVE_FOOT * has_foot, look.step * SECTION_GAP if filled.atoms else 0.0
    if filled.atoms and room - gap < LEAST_LINES * WRITING_PITCH:  # set closer rather than left out
        room, gap = free - LEAST_ABOVE_FOOT * has_foot, look.step * LEAST_GAP
    count = int((room - gap) / WRITING_PITCH + 1e-6)
    if count < LEAST_LINES:
        return ()
    top += gap
    lay_out = (
        partial(_lay_out_labelled, *at, is_first) if filled.atoms else partial(_lay_out_lines, *at)
    )
    return (*above, (lay_out(count), top))


@memoized(64)
def _lay_out_heading(look: Look, width: float, section: int, number: int, is_first: bool) -> Atom:
    """The heading above the lines on the panel of a ``number``."""

    def lay_out(measure: float, colour: str) -> Piece:
        """Typeset the heading to a width."""
        return _typeset_title(look, look.make_heading_style(colour), measure, is_first)

    return Atom(lay_out_heading(lay_out, look, width), section=section)


def _typeset_title(look: Look, style: TextStyle, width: float, is_first: bool) -> Piece:
    """The words above or before lines, which are a heading once for those who listen."""
    title = look.words.labels[NAME]
    words = typeset_lines(plain(title), style, width)
    if is_first:
        return Tagged(Bookmarked(words, title), Role("H2", _SECTION))
    return Tagged(words, Role("P", _SECTION))


@memoized(64)
def _lay_out_labelled(
    look: Look, width: float, section: int, number: int, is_first: bool, count: int
) -> Atom:
    """So many lines below a text, the first of them behind its label."""
    style = replace(look.caption_style, strong=True)
    label = _typeset_title(look, style, width, is_first)
    indent = measure_text(plain(look.words.labels["notes"]).runs, style)[0] + look.size * 0.6
    down = WRITING_PITCH - style.leading + style.leading * 0.22
    first = _make_lines(look, width - indent, 1)
    parts = [Placed(first, indent)]
    if count > 1:
        parts.append(Placed(_make_lines(look, width, count - 1), 0.0, WRITING_PITCH))
    field = _tag_lines(PieceGroup(count * WRITING_PITCH, tuple(parts)), look)
    group = PieceGroup(field.height, (Placed(label, 0.0, down), Placed(field)))
    return Atom(group, split=0.0, section=section)


@memoized(64)
def _lay_out_lines(look: Look, width: float, section: int, number: int, count: int) -> Atom:
    """So many lines to write on, on the panel of a ``number``."""
    return Atom(_tag_lines(_make_lines(look, width, count), look), split=0.0, section=section)


def _make_lines(look: Look, width: float, count: int) -> FillIn:
    words, colour = look.words.labels, look.shade("main")
    return make_lines(count, width, colour, words["notes"])


def _tag_lines(lines: Piece, look: Look) -> Tagged:
    words = look.words.labels
    field = Role("Form", Role("P", _SECTION), alt=words["lines"], field="tv", about=words["notes"])
    return Tagged(lines, field)
