"""Lines for the patient's own notes, where a text is too short for its panels."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from handouts.document.handout import Section
from handouts.document.text import plain
from handouts.document.units import mm
from handouts.layout.bands import lay_out_heading
from handouts.layout.form_fields import WRITING_PITCH, FillIn
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

ABOVE_FOOT = mm(2.5)
"""The space below the last line, which would else look doubled by the rule of a page's foot."""

HEADINGS = ("notes", "own_questions")
"""The labels above the lines of the first panels that have no text."""

_SECTION = Role("Sect", address=("notes",))


def add_notes(leaflet: Leaflet) -> Leaflet:
    """The leaflet with lines to write on, where its panels have no text; they are read last.

    Panels without any text have a heading each, as many as there are.
    """
    panels: list[FilledPanel] = []
    headings = list(HEADINGS)
    has_any = False
    for number, filled in enumerate(leaflet.panels):
        lines: tuple[PlacedAtom, ...] = ()
        if filled.fullness <= 1 - NOTES_WHITE:
            heading = "" if filled.atoms else "".join(headings[:1])
            lines = _place_lines(filled, leaflet, number, heading, not has_any)
            headings = headings[1:] if lines and heading else headings
        panels.append(replace(filled, notes=lines) if lines else filled)
        has_any = has_any or bool(lines)
    if not has_any:
        return leaflet
    notes = Section(NOTES, leaflet.look.words.labels["notes"], ())
    story = replace(leaflet.story, sections=(*leaflet.story.sections, notes))
    return replace(leaflet, story=story, panels=tuple(panels))


def _place_lines(
    filled: FilledPanel, leaflet: Leaflet, number: int, heading: str, is_first: bool
) -> tuple[PlacedAtom, ...]:
    """The lines of a panel, below its text if it has any, with their places on it.

    Those below a text have a label, those on a panel of their own a ``heading`` if there is one.
    None where there is room for too few.
    """
    look, panel, place = leaflet.look, filled.panel, len(leaflet.story.sections)
    at = look, panel.width, place, number
    above: tuple[PlacedAtom, ...] = ()
    if heading:
        above = ((_lay_out_heading(*at, heading, is_first), 0.0),)
    top = above[0][0].piece.height if above else filled.text_height
    has_foot = leaflet.sheet.foot_panels or panel.role == "back"
    room = panel.height - top - (ABOVE_FOOT if has_foot else 0.0)
    gap = look.step * SECTION_GAP if filled.atoms else 0.0
    if filled.atoms and room - gap < LEAST_LINES * WRITING_PITCH:
        gap = max(look.step * LEAST_GAP, room - LEAST_LINES * WRITING_PITCH)
    count = int((room - gap) / WRITING_PITCH + 1e-6)
    if count < LEAST_LINES:
        return ()
    top += gap
    lay_out = (
        partial(_lay_out_labelled, *at, is_first) if filled.atoms else partial(_lay_out_lines, *at)
    )
    return (*above, (lay_out(count), top))


@memoized(64)
def _lay_out_heading(
    look: Look, width: float, section: int, number: int, label: str, is_first: bool
) -> Atom:
    """The heading above the lines on the panel of a ``number``; the first label is one heading."""

    def lay_out(measure: float, colour: str) -> Piece:
        """Typeset the heading to a width."""
        is_heading = is_first or label != HEADINGS[0]
        return _typeset_title(look, look.make_heading_style(colour), measure, label, is_heading)

    return Atom(lay_out_heading(lay_out, look, width), section=section)


def _typeset_title(
    look: Look, style: TextStyle, width: float, label: str, is_heading: bool
) -> Piece:
    """The words above or before lines, which are a heading once for those who listen."""
    title = look.words.labels[label]
    words = typeset_lines(plain(title), style, width)
    if is_heading:
        return Tagged(Bookmarked(words, title), Role("H2", _SECTION))
    return Tagged(words, Role("P", _SECTION))


@memoized(64)
def _lay_out_labelled(
    look: Look, width: float, section: int, number: int, is_first: bool, count: int
) -> Atom:
    """So many lines below a text, the first of them behind its label."""
    style = replace(look.caption_style, strong=True)
    label = _typeset_title(look, style, width, HEADINGS[0], is_first)
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
    return FillIn("text", width, count * WRITING_PITCH, count, colour, words["notes"])


def _tag_lines(lines: Piece, look: Look) -> Tagged:
    words = look.words.labels
    field = Role("Form", Role("P", _SECTION), alt=words["lines"], field="tv", about=words["notes"])
    return Tagged(lines, field)
