"""What a leaflet tears: sections, short lists and tables that go on in another panel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from handouts.document.handout import Spec
from handouts.layout.leaflet import FilledPanel, Leaflet
from handouts.layout.prices import TEAR
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "torn-section"


Tear = Literal["section", "part"]
"""A section that a panel would hold; a part of a higher one: a list, a table, a picture and its
words."""

_MESSAGES: Mapping[Tear, str] = {
    "section": "This section goes on in another panel of {}, though one panel would hold it.",
    "part": "A list, a table or a picture of this section is torn apart in {}.",
}


def find_torn_sections(leaflet: Leaflet) -> dict[str, Tear]:
    """The key of each section that is torn, and how."""
    torn: dict[str, Tear] = {}
    filled = [each for each in leaflet.panels if each.atoms]
    for before, after in zip(filled, filled[1:], strict=False):
        section = leaflet.story.sections[before.atoms[-1].section]
        tear = _find_tear(before, after, section.key in leaflet.whole)
        if tear:
            torn.setdefault(section.key, tear)
    return torn


def find_torn_parts(spec: Spec, leaflet: Leaflet) -> Iterator[Finding]:
    """Notes about what is torn in a leaflet, as it fits in no other way."""
    hint = (
        "The text fits in no other way. Shorten this section or one before it, or use another "
        "format."
    )
    for key, tear in find_torn_sections(leaflet).items():
        message = _MESSAGES[tear].format(leaflet.kind.name)
        yield spec.make_finding(RULE, ("handout", key), message, hint, severity="note")


def _find_tear(before: FilledPanel, after: FilledPanel, is_whole: bool) -> Tear | None:
    """How a section is torn between two panels, if it goes on without having asked for that."""
    last, first = before.atoms[-1], after.atoms[0]
    if last.section != first.section or first.new_panel:
        return None
    if is_whole:
        return "section"
    return "part" if last.split >= TEAR else None
