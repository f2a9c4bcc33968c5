"""What a leaflet tears: sections, short lists and tables that go on in another panel."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document.handout import Spec
from handouts.layout.leaflet import FilledPanel, Leaflet
from handouts.layout.prices import TEAR
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "torn-section"


def find_torn_sections(leaflet: Leaflet) -> dict[str, bool]:
    """The key of each section that is torn, and whether a panel would hold all of it.

    Else it is higher than a panel, and torn where it should not be: inside a short list or table,
    away from a picture, or so that its parts are not seen together.
    """
    torn: dict[str, bool] = {}
    filled = [each for each in leaflet.panels if each.atoms]
    for before, after in zip(filled, filled[1:], strict=False):
        section = leaflet.story.sections[before.atoms[-1].section]
        is_whole = section.key in leaflet.whole
        if _goes_on(before, after) and (is_whole or _is_torn_between(before, after)):
            torn[section.key] = is_whole
    return torn


def find_torn_parts(spec: Spec, leaflet: Leaflet) -> Iterator[Finding]:
    """Notes about what is torn in a leaflet, as it fits in no other way."""
    name = leaflet.kind.name
    for key, is_whole in find_torn_sections(leaflet).items():
        message = (
            f"This section goes on in another panel of {name}, though one panel would hold it."
            if is_whole
            else f"A short list, a table or a picture of this section is torn apart in {name}."
        )
        hint = (
            "The text fits in no other way. Shorten this section or one before it, or use another "
            "format."
        )
        yield spec.make_finding(RULE, ("handout", key), message, hint, severity="note")


def _goes_on(before: FilledPanel, after: FilledPanel) -> bool:
    """Whether a section goes on in the next panel, without having asked for that."""
    last, first = before.atoms[-1], after.atoms[0]
    return last.section == first.section and not first.new_panel


def _is_torn_between(before: FilledPanel, after: FilledPanel) -> bool:
    return before.atoms[-1].split >= TEAR or before.panel.chapter != after.panel.chapter
