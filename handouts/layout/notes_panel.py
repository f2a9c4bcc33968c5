"""Lines for the patient's own notes, where a text is too short for its panels."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.handout import Section
from handouts.document.text import plain
from handouts.layout.bands import lay_out_heading
from handouts.layout.form_fields import WRITING_PITCH, FillIn
from handouts.layout.leaflet import FilledPanel, Leaflet, PlacedAtom
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Bookmarked, Piece, Tagged
from handouts.layout.prices import NOTES_WHITE
from handouts.layout.roles import Role
from handouts.layout.sections import SECTION_GAP
from handouts.layout.typesetting import typeset_lines
from handouts.memo import memoized

NOTES = "lines for notes"
"""The key of the section of lines for the patient's own notes: no section in a file can have it."""

LEAST_LINES = 2
"""The fewest lines below a text."""

_SECTION = Role("Sect", address=("notes",))


def add_notes(leaflet: Leaflet) -> Leaflet:
    """The leaflet with lines to write on, where its panels have no text; they are read last."""
    panels: list[FilledPanel] = []
    has_any = goes_on = False
    for number, filled in enumerate(leaflet.panels):
        lines: tuple[PlacedAtom, ...] = ()
        if filled.fullness <= 1 - NOTES_WHITE:
            is_bare = goes_on and not filled.atoms
            lines = _place_lines(filled, leaflet, number, is_bare, not has_any)
        panels.append(replace(filled, notes=lines) if lines else filled)
        has_any, goes_on = has_any or bool(lines), bool(lines) and not filled.atoms
    if not has_any:
        return leaflet
    notes = Section(NOTES, leaflet.look.words.labels["notes"], ())
    story = replace(leaflet.story, sections=(*leaflet.story.sections, notes))
    return replace(leaflet, story=story, panels=tuple(panels))


def _place_lines(
    filled: FilledPanel, leaflet: Leaflet, number: int, goes_on: bool, is_first: bool
) -> tuple[PlacedAtom, ...]:
    """The lines of a panel, below its text if it has any, with their places on it.

    The first lines, and those below a text, have a heading, unless they go on from the panel
    before. None where there is room for too few.
    """
    look, panel, place = leaflet.look, filled.panel, len(leaflet.story.sections)
    top = filled.text_height + look.step * SECTION_GAP if filled.atoms else 0.0
    is_small = bool(filled.atoms)
    at = look, panel.width, place, number
    heading = None if goes_on else _lay_out_heading(*at, is_first, is_small)
    below = top + (heading.piece.height if heading else 0.0)
    count = int((panel.height - below) / WRITING_PITCH)
    if count < LEAST_LINES:
        return ()
    lines = _lay_out_lines(*at, count)
    return ((heading, top), (lines, below)) if heading else ((lines, below),)


@memoized(64)
def _lay_out_heading(
    look: Look, width: float, section: int, number: int, is_first: bool, is_small: bool
) -> Atom:
    """The heading above the lines on the panel of a ``number``, small below a text.

    All lines are one section, so that only the first is a heading for those who listen.
    """

    def lay_out(measure: float, colour: str) -> Piece:
        """Typeset the heading to a width."""
        style = look.make_heading_style(colour)
        if is_small:
            style = replace(look.caption_style, strong=True)
        title = look.words.labels["notes"]
        words = typeset_lines(plain(title), style, measure)
        if is_first:
            return Tagged(Bookmarked(words, title), Role("H2", _SECTION))
        return Tagged(words, Role("P", _SECTION))

    heading = lay_out(width, "") if is_small else lay_out_heading(lay_out, look, width)
    return Atom(heading, section=section)


@memoized(64)
def _lay_out_lines(look: Look, width: float, section: int, number: int, count: int) -> Atom:
    """So many lines to write on, on the panel of a ``number``."""
    words = look.words.labels
    height, colour = count * WRITING_PITCH, look.shade("quiet")
    lines: Piece = FillIn("text", width, height, count, colour, words["notes"])
    paragraph = Role("P", _SECTION)
    field = Role("Form", paragraph, alt=words["lines"], field="tv", about=words["notes"])
    return Atom(Tagged(lines, field), split=0.0, section=section)
