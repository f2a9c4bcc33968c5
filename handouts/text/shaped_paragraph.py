"""Shape a paragraph into parts between breaks, independent of its size and line width.

All widths are in ems, so that the same shaped paragraph serves any size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby

import msgspec
from msgspec.structs import replace

from handouts.document.text import Run
from handouts.text.bidi import compute_levels
from handouts.text.breaks import BreakKind, find_breaks
from handouts.text.clean import clean_runs
from handouts.text.coverage import split_by_font
from handouts.text.glyph_text import TO_PLAIN_SPACES
from handouts.text.shaped_parts import (
    SPACE,
    Face,
    ShapedUnit,
    UnbreakablePart,
    shape_parts,
    shape_unit,
)
from handouts.text.style import is_rtl
from handouts.text.unbroken import bind_runs
from handouts.text.wrap import WrapBox


class ShapedParagraph(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A paragraph ready for line breaking: its text, runs, and parts in reading order."""

    text: str
    runs: tuple[Run, ...]
    face: Face
    parts: tuple[UnbreakablePart, ...]
    rtl: bool

    @cached_property
    def boxes(self) -> tuple[WrapBox, ...]:
        """The parts as boxes for line breaking."""
        return tuple([part.box for part in self.parts])

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The place in the text where each part begins, and the end of the text."""
        return tuple(accumulate((part.length for part in self.parts), initial=0))

    def text_between(self, first: int, last: int) -> tuple[Run, ...]:
        """The runs of the parts ``first`` up to ``last``."""
        return tuple(_cut_runs(self.runs, self.starts[first], self.starts[last]))


def shape_paragraph(text: tuple[Run, ...], face: Face) -> ShapedParagraph:
    """Shape a text, divided at its breaks. Raises ``MissingGlyphs``."""
    runs = bind_runs(clean_runs(text))
    if any([run.link for run in runs]):
        runs = tuple(_name_links(runs))
    plain_text = "".join([run.text for run in runs])
    return _build_paragraph(plain_text, runs, face, find_breaks(plain_text))


def _name_links(runs: tuple[Run, ...]) -> Iterator[Run]:
    """Runs whose links are described by all their words, if not by others.

    A link may be on several lines, in several runs; its name holds what is seen (WCAG 2.5.3).
    """
    for (link, about), group in groupby(runs, key=lambda run: (run.link, run.about)):
        linked = list(group)
        if link and not about:
            words = "".join(run.text for run in linked).translate(TO_PLAIN_SPACES)
            linked = [replace(run, about=words) for run in linked]
        yield from linked


def add_breaks(
    paragraph: ShapedParagraph, more: Sequence[tuple[int, BreakKind]]
) -> ShapedParagraph:
    """The paragraph with more places where a line may end."""
    places = dict(more) | dict(find_breaks(paragraph.text))
    return _build_paragraph(paragraph.text, paragraph.runs, paragraph.face, sorted(places.items()))


def rejoin_words(
    paragraph: ShapedParagraph, units: list[ShapedUnit], start: int, measure: float
) -> list[ShapedUnit]:
    """Shape the words of a line again across breaks that were not used.

    The units follow one another from a place in the text on. This restores ligatures and kerning.
    If the result is wider than the measure (in ems), the units are returned unchanged.
    """
    text, face = paragraph.text, paragraph.face
    run_starts = {0, *accumulate(len(run.text) for run in paragraph.runs)}
    joined: list[ShapedUnit] = []
    for one in units:
        end = start + one.length
        if joined and start not in run_starts and _belong_together(joined[-1], one, text, start):
            first = start - joined.pop().length
            one = shape_unit(text, one.look, one.glyphs.font, one.level, first, end, face)
        joined.append(one)
        start = end
    fits = sum(one.width for one in joined) <= measure + 1e-6
    return joined if fits else units


def _build_paragraph(
    text: str, runs: tuple[Run, ...], face: Face, places: Sequence[tuple[int, BreakKind]]
) -> ShapedParagraph:
    rtl = _is_right_to_left(runs, face.language)
    spans = split_by_font(runs, face.family, face.strong)
    parts = shape_parts(text, spans, face, compute_levels(text, rtl), places)
    return ShapedParagraph(text, runs, face, tuple(parts), rtl)


def _is_right_to_left(runs: tuple[Run, ...], language: str) -> bool:
    """Whether a paragraph is: one whose words are all of such a language, or else the text's."""
    languages = {run.language for run in runs if run.language}
    if not languages:
        return is_rtl(language)
    spoken = {run.language or language for run in runs if any(map(str.isalpha, run.text))}
    directions = {is_rtl(each) for each in spoken or {language}}
    return directions.pop() if len(directions) == 1 else is_rtl(language)


def _belong_together(left: ShapedUnit, right: ShapedUnit, text: str, place: int) -> bool:
    """Whether two units that meet at a place in the text are of one word."""
    return (
        right.length > 0
        and left.level == right.level
        and left.glyphs.font is right.glyphs.font
        and not SPACE.match(text[place - 1])
        and not SPACE.match(text[place])
    )


def _cut_runs(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    for run in runs:
        text = run.text[max(0, start) : max(0, end)]
        if text:
            yield replace(run, text=text)
        start, end = start - len(run.text), end - len(run.text)
