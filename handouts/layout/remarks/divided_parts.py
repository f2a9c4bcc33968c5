"""What was to be kept together, but is higher than any panel of a format."""

from __future__ import annotations

from handouts.document.handout import Spec
from handouts.layout.fit.adaptation import find_wishes
from handouts.layout.leaflet import Leaflet
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "not-kept-together"


def find_divided_parts(spec: Spec, leaflet: Leaflet) -> list[Finding]:
    """Notes about what is not kept together in a leaflet, as no panel of its format holds it."""
    printed = {section.key: section for section in leaflet.story.sections}
    message = f"This is not kept together: it is higher than a panel of {leaflet.kind.name}."
    hint = "Shorten it, or use another format."
    return [
        spec.make_finding(RULE, address, message, hint, severity="note")
        for section in spec.handout.sections
        if section.key in printed
        for address, is_new_panel in find_wishes(section)
        if not is_new_panel and (address, False) not in find_wishes(printed[section.key])
    ]
