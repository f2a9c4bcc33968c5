"""Too long: by how much, where the length is, and what would hold it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec.structs import replace

from handouts.compose.personal import PERSONAL
from handouts.compose.runs import words
from handouts.compose.story import Section, Story
from handouts.layout.fit import Room, deal, height_of, overflow
from handouts.layout.formats import FORMATS, Format, Sheet
from handouts.layout.leaflet import lay_out, room_in, sections_at, text_panels, too_tall
from handouts.layout.look import Look, close, look_of
from handouts.layout.pieces import Atom, Group
from handouts.spec.models import Paper, Spec
from handouts.spec.problems import Place, Problem, SpecError
from handouts.spec.source import shown

LONGEST = 3


def too_long(story: Story, spec: Spec, kind: Format, paper: Paper) -> SpecError:
    """The error for a story that a format does not hold at its smallest size."""
    look = close(look_of(spec.brand, story.language, kind.smallest))
    place = Place(shown(spec.handout.path))
    if too_tall(story, kind.sheets[paper], look):
        return SpecError([Problem(place, *_cover_too_long(paper))])
    panels = text_panels(kind.sheets[paper])
    line = look.body.leading
    boxes = _boxes_too_high(story, kind.sheets[paper], look)
    if boxes:
        return SpecError(Problem(place, *told) for told in boxes)
    own = _own_too_long(story, spec, kind, paper, look)
    if own:
        return SpecError([Problem(place, *own)])
    made = sections_at(story, kind.sheets[paper], look)
    rooms = [Room(room_in(panel, story, look), False) for panel in panels]
    over = max(1, ceil(overflow(made, rooms) / line))
    heights = [
        (height_of(atoms), section) for atoms, section in zip(made, story.sections, strict=True)
    ]
    message = (
        f"The text is about {over} line{'s' if over > 1 else ''} too long for {kind.name} on "
        f"{PAPERS[paper]}, at {kind.smallest:g} pt, the smallest size."
    )
    mend = f"Longest: {_longest(heights, line)}. {_holder(story, spec, kind, paper)}"
    return SpecError([Problem(place, message, mend)])


def _own_too_long(
    story: Story, spec: Spec, kind: Format, paper: Paper, look: Look
) -> tuple[str, str] | None:
    """What is said where all but the personal panel would fit."""
    rest = tuple(section for section in story.sections if section.key != PERSONAL)
    if len(rest) == len(story.sections):
        return None
    if not lay_out(replace(story, sections=rest), spec.brand, kind, paper):
        return None
    over = _lines_over(story, kind.sheets[paper], look)
    message = (
        f"The personal panel is about {over} line{'s' if over > 1 else ''} too long for "
        f"{kind.name} on {PAPERS[paper]}, at {look.size:g} pt, the smallest size."
    )
    return message, "Shorten the notes, or choose fewer areas and less advice."


def _lines_over(story: Story, sheet: Sheet, look: Look) -> int:
    """How many lines less would let the personal panel fit."""
    made: list[Sequence[Atom]] = [*sections_at(story, sheet, look)]
    place = [section.key for section in story.sections].index(PERSONAL)
    height, line = height_of(made[place]), look.body.leading
    rooms = [Room(room_in(panel, story, look), False) for panel in text_panels(sheet)]
    most = ceil(height / line)
    for over in range(1, most):
        shorter = Group(height - over * line, ())
        made[place] = [replace(made[place][0], piece=shorter)]
        if deal(made, rooms):
            return over
    return most


def _boxes_too_high(story: Story, sheet: Sheet, look: Look) -> list[tuple[str, str]]:
    """What is said of sections with a part that no panel holds, whatever else there is."""
    tallest = max(panel.height for panel in text_panels(sheet))
    line, found = look.body.leading, []
    for section, atoms in zip(story.sections, sections_at(story, sheet, look), strict=True):
        height = max(atom.piece.height for atom in atoms)
        if height > tallest:
            found.append(
                (
                    f"The box '{words(section.heading) or section.key}' is {ceil(height / line)} "
                    f"lines high at {look.size:g} pt, and a panel holds {int(tallest / line)}.",
                    "Shorten it, or make a part of it a section of its own.",
                )
            )
    return found


def _cover_too_long(paper: Paper) -> tuple[str, str]:
    return (
        f"The title and what stands with it are too long for the cover on {PAPERS[paper]}.",
        "Shorten the title, the subtitle, the clinic's name or its tagline.",
    )


PAPERS = {"a4": "A4", "letter": "US Letter"}


def _longest(heights: list[tuple[float, Section]], line: float) -> str:
    ranked = sorted(heights, key=lambda pair: -pair[0])[:LONGEST]
    return ", ".join(
        f"'{words(section.heading) or section.key}' ({ceil(height / line)} lines)"
        for height, section in ranked
    )


def _holder(story: Story, spec: Spec, kind: Format, paper: Paper) -> str:
    """What holds it, tried out; else how to go on."""
    for other in FORMATS.values():
        for size in other.sheets:
            if (other.name, size) == (kind.name, paper):
                continue
            if lay_out(story, spec.brand, other, size):
                return f"It fits {other.name} on {PAPERS[size]}."
    return "Shorten these, or leave a section out."
