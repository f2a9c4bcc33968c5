"""Too long: by how much, where the length is, and what would hold it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec.structs import replace

from handouts.compose.personal import PERSONAL
from handouts.compose.runs import words
from handouts.compose.story import Section, Story
from handouts.layout.dealing import Room
from handouts.layout.fit import deal, height_of, overflow
from handouts.layout.formats import FORMATS, PAPERS, Format, Sheet
from handouts.layout.leaflet import lay_out, sections_at, told_by
from handouts.layout.look import Look, close, look_of
from handouts.layout.pieces import Atom, Group
from handouts.layout.standing import text_panels, too_tall
from handouts.spec.models import Paper, Spec
from handouts.spec.problems import Place, Problem, SpecError
from handouts.spec.source import shown

LONGEST = 3


class TooLong(SpecError):
    """A story that a format does not hold; ``held`` is a sentence that names one which does."""

    held = ""


def too_long(story: Story, spec: Spec, kind: Format, paper: Paper) -> TooLong:
    """The error for a story that a format does not hold at its smallest size."""
    held = _held_by(story, spec, kind, paper)
    error = TooLong(_problems(story, spec, kind, paper, held))
    error.held = held
    return error


def _problems(story: Story, spec: Spec, kind: Format, paper: Paper, held: str) -> list[Problem]:
    """What is too long of it, and by how much."""
    told = told_by(story, kind)
    sheet, smallest = _last(kind, paper)
    look = look_of(spec.brand, story.language, smallest, kind.scale)
    if not kind.scale.large:
        look = close(look)
    place = Place(shown(spec.handout.path))
    if too_tall(told, sheet, look):
        return [Problem(place, *_cover_too_long(kind, paper))]
    panels = text_panels(told, sheet, look)
    made = sections_at(told, sheet, look)
    line = look.body.leading
    tallest = max(panel.height for panel in panels)
    boxes = _boxes_too_high(told, made, f"a panel of {kind.name}", tallest, look)
    if boxes:
        return [Problem(place, *told) for told in boxes]
    own = _own_too_long(story, spec, kind, paper, look)
    if own:
        shorter = "Shorten the notes, or choose fewer areas and less advice."
        mend = f"{held} Or: {shorter[0].lower()}{shorter[1:]}" if held else shorter
        return [Problem(place, own, mend)]
    over = max(1, ceil(overflow(made, [Room(panel.height, False) for panel in panels]) / line))
    heights = [
        (height_of(atoms), section) for atoms, section in zip(made, story.sections, strict=True)
    ]
    message = (
        f"The text is about {over} line{'s' if over > 1 else ''} too long for {kind.name} on "
        f"{NAMES[paper]}, at {look.size:g} pt, the smallest size."
    )
    shorter = held or "Shorten these, or leave a section out."
    return [Problem(place, message, f"Longest: {_longest(heights, line)}. {shorter}")]


def _own_too_long(story: Story, spec: Spec, kind: Format, paper: Paper, look: Look) -> str:
    """What is said where all but the personal panel would fit."""
    rest = tuple(section for section in story.sections if section.key != PERSONAL)
    if len(rest) == len(story.sections):
        return ""
    if not lay_out(replace(story, sections=rest), spec.brand, kind, paper):
        return ""
    over = _lines_over(told_by(story, kind), _last(kind, paper)[0], look)
    return (
        f"The personal panel is about {over} line{'s' if over > 1 else ''} too long for "
        f"{kind.name} on {NAMES[paper]}, at {look.size:g} pt, the smallest size."
    )


def _lines_over(story: Story, sheet: Sheet, look: Look) -> int:
    """How many lines less would let the personal panel fit."""
    made: list[Sequence[Atom]] = [*sections_at(story, sheet, look)]
    place = [section.key for section in story.sections].index(PERSONAL)
    height, line = height_of(made[place]), look.body.leading
    rooms = [Room(panel.height, False) for panel in text_panels(story, sheet, look)]
    most = ceil(height / line)
    for over in range(1, most):
        shorter = Group(height - over * line, ())
        made[place] = [replace(made[place][0], piece=shorter)]
        if deal(made, rooms):
            return over
    return most


def _last(kind: Format, paper: Paper) -> tuple[Sheet, float]:
    """The sheet that holds most, and the smallest size on it."""
    *_, plan = kind.plans(paper)
    return plan.sheet, plan.smallest


def _boxes_too_high(
    story: Story, made: Sequence[Sequence[Atom]], panel: str, tallest: float, look: Look
) -> list[tuple[str, str]]:
    """What is said of sections with a part that no panel holds, whatever else there is."""
    line, found = look.body.leading, []
    for section, atoms in zip(story.sections, made, strict=True):
        height = max(atom.piece.height for atom in atoms)
        if height > tallest:
            found.append(
                (
                    f"The box '{words(section.heading) or section.key}' is {ceil(height / line)} "
                    f"lines high at {look.size:g} pt, and {panel} holds {int(tallest / line)}.",
                    "Shorten it, or make a part of it a section of its own.",
                )
            )
    return found


def _cover_too_long(kind: Format, paper: Paper) -> tuple[str, str]:
    return (
        f"The title and what stands with it are too long for the front of {kind.name} on "
        f"{NAMES[paper]}.",
        "Shorten the title, the subtitle, the clinic's name or its tagline.",
    )


NAMES = {"a4": "A4", "letter": "US Letter"}


def _longest(heights: list[tuple[float, Section]], line: float) -> str:
    ranked = sorted(heights, key=lambda pair: -pair[0])[:LONGEST]
    return ", ".join(
        f"'{words(section.heading) or section.key}' ({ceil(height / line)} lines)"
        for height, section in ranked
    )


def _held_by(story: Story, spec: Spec, kind: Format, paper: Paper) -> str:
    """What holds it, tried out: the same paper first; empty where nothing does."""
    for other in FORMATS.values():
        for size in (paper, *PAPERS):
            if (other.name, size) == (kind.name, paper):
                continue
            if lay_out(story, spec.brand, other, size):
                return f"It fits {other.name} on {NAMES[size]}."
    return ""
