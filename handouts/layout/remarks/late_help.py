"""Whether a long text says when to get help on the pages that a reader opens first."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document.handout import Spec
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import words_of
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "late-help"

LONG_TEXT = 1_000
"""A text of so many words is not read from end to end."""

KEY = "get_help"


def find_late_help(spec: Spec, leaflet: Leaflet) -> Iterator[Finding]:
    """A note if the box that says when to get help is not on the first spread of a long text."""
    keys = [section.key for section in leaflet.story.sections]
    if KEY not in keys or _count_words(leaflet) < LONG_TEXT:
        return
    place = keys.index(KEY)
    at = next(
        panel.panel
        for panel in leaflet.panels
        if any(each.section == place for each in panel.atoms)
    )
    spreads = list(dict.fromkeys(panel.panel.spread for panel in leaflet.panels))
    opened_first = spreads[: leaflet.kind.opened_first]
    if at.spread in opened_first or not leaflet.kind.printing.on_paper:
        return
    message = (
        f"In {leaflet.kind.name} this is on {at.name}, which is not what a reader opens first."
    )
    hint = "Move it up in the file, before what can wait."
    yield spec.make_finding(RULE, ("handout", KEY), message, hint, severity="note")


def _count_words(leaflet: Leaflet) -> int:
    return sum(
        len(words_of(atom.piece).split()) for panel in leaflet.panels for atom in panel.atoms
    )
