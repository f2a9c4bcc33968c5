"""A panel for the patient's own notes, where a text is too short for all panels."""

from __future__ import annotations

from handouts.document.text import plain
from handouts.layout.bands import lay_out_heading
from handouts.layout.form_fields import WRITING_PITCH, FillIn
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Piece, Tagged
from handouts.layout.roles import Role
from handouts.layout.typesetting import typeset_lines
from handouts.memo import memoized


@memoized(64)
def lay_out_notes(
    look: Look, section: int, width: float, *heights: float
) -> tuple[tuple[Atom, ...], ...]:
    """Lay out ruled lines that fill panels of a width and of these heights, in points.

    They have the place of their section in the story. The first panel has a heading.
    """
    role = Role("Sect", address=("notes",))
    first, *others = heights
    return (
        _lay_out_panel(look, width, first, role, section, has_heading=True),
        *(_lay_out_panel(look, width, each, role, section, has_heading=False) for each in others),
    )


def _lay_out_panel(
    look: Look, width: float, height: float, role: Role, section: int, *, has_heading: bool
) -> tuple[Atom, ...]:
    words = look.words.labels
    atoms: list[Atom] = []
    if has_heading:
        text, title = plain(words["notes"]), Role("H2", role)

        def lay_out(measure: float, colour: str) -> Tagged:
            """Typeset the heading to a width."""
            style = look.make_heading_style(colour)
            return Tagged(typeset_lines(text, style, measure), title)

        heading = lay_out_heading(lay_out, look, width)
        atoms.append(Atom(heading, section=section))
        height -= heading.height
    count = int(height / WRITING_PITCH)
    colour, label = look.shade("quiet"), words["notes"]
    lines: Piece = FillIn("text", width, count * WRITING_PITCH, count, colour, label)
    paragraph = Role("P", role, actual=words["lines"])
    return (*atoms, Atom(Tagged(lines, paragraph), split=0.0, section=section))
