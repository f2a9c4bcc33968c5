"""A field of colour with the clinic's name, for a panel that a short text leaves blank."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.story import Cover, Story
from handouts.document.text import plain
from handouts.layout.cover import FIELD_PADDING, LOGO_HEIGHT
from handouts.layout.formats import Panel
from handouts.layout.look import Look
from handouts.layout.pieces import Artifact, Atom, CalloutBox, PieceGroup, Placed, stack_atoms
from handouts.layout.typesetting import fit_artwork, typeset_lines
from handouts.memo import memoized


def lay_out_field(story: Story, panel: Panel, look: Look) -> Atom:
    """A field as high as a panel, with the clinic's logo and name in its middle.

    It only decorates, and is not heard; in black and white it is a frame.
    """
    return _lay_out_field(story.cover, panel, look, len(story.sections))


@memoized(64)
def _lay_out_field(front: Cover, panel: Panel, look: Look, section: int) -> Atom:
    padding = round(look.size * FIELD_PADDING, 2)
    width, height = panel.width - 2 * padding, panel.height - 2 * padding
    style = replace(look.make_title_style(look.size * 1.2), align="centre")
    parts: list[Atom] = []
    if front.logo:
        logo = fit_artwork(front.logo, width / 2, LOGO_HEIGHT)
        placed = Placed(logo, (width - logo.width) / 2)
        parts.append(Atom(PieceGroup(logo.height, (placed,))))
    if not (front.logo and front.logo_holds_name):
        parts.append(Atom(typeset_lines(plain(front.clinic), style, width), before=look.step * 2))
    group = stack_atoms(parts)
    inner = PieceGroup(height, (Placed(group, 0.0, (height - group.height) / 2),))
    fill, line = ("", look.shade("ink")) if look.mono else (look.shade("tint"), "")
    return Atom(CalloutBox(Artifact(inner), panel.width, padding, fill, line), section=section)
