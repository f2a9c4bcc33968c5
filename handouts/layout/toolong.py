"""Too long: by how much, where the length is, and what would hold it."""

from __future__ import annotations

from math import ceil

from handouts.compose.runs import words
from handouts.compose.story import Section, Story
from handouts.layout.fit import height_of
from handouts.layout.formats import FORMATS, Format
from handouts.layout.leaflet import lay_out, room_in, text_panels, too_tall
from handouts.layout.look import look_of
from handouts.layout.sections import shaped
from handouts.spec.models import Paper, Spec
from handouts.spec.problems import Place, Problem, SpecError

LONGEST = 3


def too_long(story: Story, spec: Spec, kind: Format, paper: Paper) -> SpecError:
    """The error for a story that a format does not hold at its smallest size."""
    look = look_of(spec.brand, story.language, kind.smallest)
    place = Place(str(spec.handout.path))
    if too_tall(story, kind.sheets[paper], look):
        return SpecError([Problem(place, *_cover_too_long(paper))])
    panels = text_panels(kind.sheets[paper])
    line = look.body.leading
    heights = [
        (height_of(shaped(section, place, look, panels[0].width)), section)
        for place, section in enumerate(story.sections)
    ]
    needed = sum(height for height, _ in heights)
    room = sum(room_in(panel, story, look) for panel in panels)
    over = max(1, ceil((needed - room) / line))
    message = (
        f"The text is about {over} line{'s' if over > 1 else ''} too long for {kind.name} on "
        f"{PAPERS[paper]}, at {kind.smallest:g} pt, the smallest size."
    )
    mend = f"Longest: {_longest(heights, line)}. {_holder(story, spec, kind, paper)}"
    return SpecError([Problem(place, message, mend)])


def _cover_too_long(paper: Paper) -> tuple[str, str]:
    return (
        f"The title and what stands with it are too long for the cover on {PAPERS[paper]}.",
        "Shorten the title, the subtitle, the clinic's name or its tagline.",
    )


PAPERS = {"a4": "A4", "letter": "Letter"}


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
