"""Text needs breaks where the eye can rest and find its place again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from handouts.document.blocks import Block, Paragraph
from handouts.document.handout import Section, Spec
from handouts.document.text import Address
from handouts.document.walk import walk
from handouts.layout.drawing import list_pieces
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import Tagged, TextLines, list_roles
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "wall-of-text"

MOST_LINES = 12
"""The most lines of running text in a row."""


def find_walls_of_text(spec: Spec, leaflet: Leaflet) -> Iterator[Finding]:
    """Notes about paragraphs that follow one another for more than twelve lines in a leaflet."""
    printed = _count_lines(leaflet)
    for section in leaflet.story.sections:
        for run in _find_runs(section):
            lines = sum(printed.get(each.text.address, 0) for each in run)
            if lines > MOST_LINES:
                yield spec.make_finding(
                    RULE,
                    run[0].text.address,
                    f"In {leaflet.kind.name} {lines} lines of text follow one another without a "
                    "break.",
                    "Begin a line with '## ' for a sub-heading, make a list of a part of it, "
                    "or add a picture.",
                    severity="note",
                )


def _count_lines(leaflet: Leaflet) -> Mapping[Address, int]:
    """How many lines each text of a leaflet has."""
    return {
        role.address: len(piece.piece.setting)
        for drawn in list_pieces(leaflet)
        for role, piece in list_roles(drawn)
        if isinstance(piece, Tagged) and isinstance(piece.piece, TextLines)
    }


def _find_runs(section: Section) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs that follow one another, also inside items and beside pictures."""
    for owner in walk(section):
        for name in owner.__struct_fields__:
            value = getattr(owner, name)
            if isinstance(value, tuple) and any(isinstance(each, Block) for each in value):
                for is_text, run in groupby(value, lambda each: isinstance(each, Paragraph)):
                    if is_text:
                        yield list(run)
