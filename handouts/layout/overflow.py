"""Errors for texts that are too long: by how much, which parts, and which format fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from msgspec.structs import replace

from handouts.document.blocks import Exercise
from handouts.document.handout import Section, Spec
from handouts.document.papers import PAPERS, Paper
from handouts.document.section_kinds import PERSONAL
from handouts.document.story import Story
from handouts.document.walk import walk
from handouts.layout.fit.adaptation import adapt_story, find_wishes, free_story
from handouts.layout.fit.fitting import fill_panels, measure_overflow, stacked_height
from handouts.layout.fit.pagination import PanelSpace
from handouts.layout.fit.trial import lay_out_sections
from handouts.layout.formats import FORMATS, Format, Sheet
from handouts.layout.leaflet import lay_out_story
from handouts.layout.look import Look, make_look, set_close
from handouts.layout.pieces import Atom, PieceGroup, list_roles
from handouts.layout.roles import TITLE
from handouts.layout.text_area import measure_front_overflow, measure_text_panels
from handouts.sources.findings import Finding, SpecError
from handouts.sources.rules import Rule
from handouts.sources.source_map import Address

LONGEST_COUNT = 3

RULE: Rule = "text-too-long-for-format"


class TooLong(SpecError):
    """A story does not fit a format; ``alternative`` is a sentence that names one it fits."""

    alternative = ""


def build_overflow_error(story: Story, spec: Spec, kind: Format, paper: Paper) -> TooLong:
    """Build the error for a story that does not fit a format at its smallest size."""
    alternative = _find_alternative(story, spec, kind, paper)
    error = TooLong(_find_overflow(story, spec, kind, paper, alternative))
    error.alternative = alternative
    return error


def _find_overflow(
    story: Story, spec: Spec, kind: Format, paper: Paper, alternative: str
) -> list[Finding]:
    """Find what is too long, and by how much."""
    adapted = adapt_story(story, spec.brand, kind, paper)
    printed = free_story(adapted)
    sheet, smallest = _last_sheet(kind, paper)
    look = make_look(spec.brand, story.language, smallest, kind.scale)
    if not kind.scale.large:
        look = set_close(look)
    if measure_front_overflow(printed, sheet, look):
        return [spec.make_finding(RULE, TITLE.address, *_explain_long_cover(kind, paper))]
    panels = measure_text_panels(printed, sheet, look)
    section_atoms = lay_out_sections(printed, sheet, look)
    line = look.body_style.leading
    tallest = max(panel.height for panel in panels)
    tall = _TallPieces(f"a panel of {kind.name}", tallest, look, alternative)
    boxes = list(tall.report_all(printed, section_atoms))
    if boxes:
        return [spec.make_finding(RULE, *box) for box in boxes]
    wish = _find_costly_wish(adapted, story, spec, kind, paper, alternative)
    if wish:
        return [wish]
    personal_message = _personal_overflow_message(story, spec, kind, paper, look)
    if personal_message:
        shorter = "Shorten the notes, or choose fewer areas and less advice."
        hint = f"{alternative} Or: {shorter[0].lower()}{shorter[1:]}" if alternative else shorter
        return [spec.make_finding(RULE, ("handout", PERSONAL), personal_message, hint)]
    over = max(
        1,
        ceil(
            measure_overflow(section_atoms, [PanelSpace(panel.height) for panel in panels]) / line
        ),
    )
    heights = [
        (stacked_height(atoms), section)
        for atoms, section in zip(section_atoms, story.sections, strict=True)
    ]
    message = (
        f"The text is about {over} line{'s' if over > 1 else ''} too long for {kind.name} on "
        f"{PAPERS[paper].name}, at {look.size:g} pt, the smallest size."
    )
    shorter = alternative or "Shorten these, or leave a section out."
    hint = f"Longest: {_list_longest(heights, line)}. {shorter}"
    return [spec.make_finding(RULE, _longest_address(heights), message, hint)]


def _find_costly_wish(
    adapted: Story, story: Story, spec: Spec, kind: Format, paper: Paper, alternative: str
) -> Finding | None:
    """The finding if the text would fit without new panels and with parts that may be divided."""
    wishes = [wish for section in adapted.sections for wish in find_wishes(section)]
    if not wishes or not lay_out_story(free_story(story), spec.brand, kind, paper):
        return None
    panels, kept = any(new for _, new in wishes), any(not new for _, new in wishes)
    asked = " and ".join(["new panels"] * panels + ["parts kept together"] * kept)
    names = " or ".join(["'new_panel'"] * panels + ["'keep'"] * kept)
    message = (
        f"The text fits {kind.name} on {PAPERS[paper].name}, but not with the {asked} that it "
        "asks for."
    )
    hint = f"Delete {names} where it matters least. {alternative}".rstrip()
    return spec.make_finding(RULE, wishes[0][0], message, hint)


def _personal_overflow_message(
    story: Story, spec: Spec, kind: Format, paper: Paper, look: Look
) -> str:
    """The message if everything but the personal panel would fit, else empty."""
    common = tuple(section for section in story.sections if section.key != PERSONAL)
    if len(common) == len(story.sections):
        return ""
    if not lay_out_story(replace(story, sections=common), spec.brand, kind, paper):
        return ""
    over = _count_excess_lines(
        adapt_story(story, spec.brand, kind, paper), _last_sheet(kind, paper)[0], look
    )
    return (
        f"The personal panel is about {over} line{'s' if over > 1 else ''} too long for "
        f"{kind.name} on {PAPERS[paper].name}, at {look.size:g} pt, the smallest size."
    )


def _count_excess_lines(story: Story, sheet: Sheet, look: Look) -> int:
    """Count by how many lines the personal panel must be shorter to fit."""
    section_atoms: list[Sequence[Atom]] = [*lay_out_sections(story, sheet, look)]
    place = [section.key for section in story.sections].index(PERSONAL)
    height, line = stacked_height(section_atoms[place]), look.body_style.leading
    spaces = [PanelSpace(panel.height) for panel in measure_text_panels(story, sheet, look)]
    all_lines = ceil(height / line)
    for over in range(1, all_lines):
        shorter = PieceGroup(height - over * line, ())
        section_atoms[place] = [replace(section_atoms[place][0], piece=shorter)]
        if fill_panels(section_atoms, spaces):
            return over
    return all_lines


def _last_sheet(kind: Format, paper: Paper) -> tuple[Sheet, float]:
    """The sheet that holds the most, and the smallest body size on it."""
    *_, plan = kind.iter_plans(paper)
    return plan.sheet, plan.smallest


class _TallPieces(NamedTuple):
    """Reports what is never split and higher than any panel; the tallest panel is in points."""

    panel: str
    tallest: float
    look: Look
    alternative: str

    def report_all(
        self, story: Story, section_atoms: Sequence[Sequence[Atom]]
    ) -> Iterator[tuple[Address, str, str]]:
        """The address, message and hint of each exercise that is too high, or else each section."""
        for section, atoms in zip(story.sections, section_atoms, strict=True):
            tall = [atom for atom in atoms if atom.piece.height > self.tallest]
            if not tall:
                continue
            names = (
                {}
                if section.is_callout
                else {
                    each.address: each.name.words
                    for each in walk(section.blocks)
                    if isinstance(each, Exercise)
                }
            )
            exercises = {_find_item(atom): atom for atom in tall}
            if exercises.keys() <= names.keys():
                hint = "Shorten it, or make it two exercises."
                for address, atom in exercises.items():
                    yield self._report(f"exercise '{names[address]}'", atom, address, hint)
            else:
                highest = max(tall, key=lambda atom: atom.piece.height)
                hint = "Shorten it, or move part of it into a separate section."
                what = f"box '{section.heading or section.key}'"
                yield self._report(what, highest, ("handout", section.key), hint)

    def _report(self, what: str, atom: Atom, at: Address, hint: str) -> tuple[Address, str, str]:
        line = self.look.body_style.leading
        message = (
            f"The {what} is {ceil(atom.piece.height / line)} lines high at {self.look.size:g} pt, "
            f"and {self.panel} holds {int(self.tallest / line)}."
        )
        return at, message, f"{hint} {self.alternative}".strip()


def _find_item(atom: Atom) -> Address:
    """The address of the first item of a list in an atom; empty if there is none."""
    for role, _ in list_roles(atom.piece):
        if role.parent and role.parent.tag == "LI":
            return role.parent.address
    return ()


def _explain_long_cover(kind: Format, paper: Paper) -> tuple[str, str]:
    return (
        f"The title and the text with it are too long for the front of {kind.name} on "
        f"{PAPERS[paper].name}.",
        "Shorten the title, the subtitle, the clinic's name or its tagline.",
    )


def _longest_address(heights: list[tuple[float, Section]]) -> Address:
    """The address of the longest section that the handout's author wrote."""
    written = [pair for pair in heights if pair[1].tone != "small"]
    _, longest = max(written or heights, key=lambda pair: pair[0])
    return ("handout", longest.key)


def _list_longest(heights: list[tuple[float, Section]], line: float) -> str:
    ranked = sorted(heights, key=lambda pair: -pair[0])[:LONGEST_COUNT]
    return ", ".join(
        f"'{section.heading or section.key}' ({ceil(height / line)} lines)"
        for height, section in ranked
    )


def _find_alternative(story: Story, spec: Spec, kind: Format, paper: Paper) -> str:
    """Try other formats and papers, and name the first that fits; empty if none does."""
    for other in FORMATS.values():
        for size in (paper, *PAPERS):
            if (other.name, size) == (kind.name, paper):
                continue
            if lay_out_story(story, spec.brand, other, size):
                return f"It fits {other.name} on {PAPERS[size].name}."
    return ""
