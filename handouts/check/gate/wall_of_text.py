"""Text needs breaks where the eye can rest and find its place again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from math import ceil

from handouts.check.explanations import rule_severity
from handouts.document.blocks import Block, Paragraph
from handouts.document.choices import Format
from handouts.document.handout import Handout, Section, Spec
from handouts.document.walk import walk
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "wall-of-text"

MOST_LINES = 12
"""The most lines of running text in a row."""

LETTERS_IN_LINE: Mapping[Format, int] = {
    "trifold": 34,
    "booklet": 52,
    "sheet": 42,
    "flyer": 54,
    "large-print": 63,
    "screen": 40,
}
"""The letters and spaces in a full line of each format, as the shipped handout has them."""

_FULL_TRIFOLD = 3500
"""The letters of running text above which a handout for no format in particular is no tri-fold."""


def check_spec(spec: Spec) -> Iterator[Finding]:
    """Find paragraphs that follow one another for more than twelve lines."""
    format = _choose_format(spec.handout)
    for section in spec.handout.sections:
        for run in _find_runs(section):
            lines = sum(_count_lines(each, format) for each in run)
            if lines > MOST_LINES:
                yield spec.make_finding(
                    RULE,
                    run[0].text.address,
                    f"About {lines} lines of text follow one another without a break.",
                    "Begin a line with '## ' for a sub-heading, make a list of a part of it, "
                    "or add a picture.",
                    severity=rule_severity(RULE),
                )


def _choose_format(handout: Handout) -> Format:
    """The usual format of a handout; if it does not say, a tri-fold, or a sheet for much text."""
    if handout.formats:
        return handout.formats[0]  # type: ignore[return-value]  # checked when it was read
    paragraphs = (each for each in walk(handout.sections) if isinstance(each, Paragraph))
    letters = sum(len(each.text.words) for each in paragraphs)
    return "trifold" if letters <= _FULL_TRIFOLD else "sheet"


def _find_runs(section: Section) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs that follow one another, also inside items and beside pictures."""
    for owner in walk(section):
        for name in owner.__struct_fields__:
            value = getattr(owner, name)
            if isinstance(value, tuple) and any(isinstance(each, Block) for each in value):
                for is_text, run in groupby(value, lambda each: isinstance(each, Paragraph)):
                    if is_text:
                        yield list(run)


def _count_lines(paragraph: Paragraph, format: Format) -> int:
    return ceil(len(paragraph.text.words) / LETTERS_IN_LINE[format])
