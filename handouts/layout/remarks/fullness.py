"""How full a leaflet is, and which format suits a text that is too short for its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handouts.document.handout import Spec
from handouts.layout.formats import FORMATS
from handouts.layout.leaflet import Leaflet
from handouts.layout.remarks.torn_parts import find_torn_sections
from handouts.sources.findings import Finding, SpecError
from handouts.sources.rules import Rule

RULE: Rule = "short-text"

MIN_FULLNESS = 0.55
"""A format of which the text fills less than this share is too large for it."""


def measure_fullness(leaflet: Leaflet) -> float:
    """The share of the panels' height that is filled, from 0 to 1; lines for notes do not count."""
    filled = sum(panel.text_height for panel in leaflet.panels)
    return filled / sum(panel.panel.height for panel in leaflet.panels)


def find_short_text(
    spec: Spec, leaflet: Leaflet, lay_out: Callable[[str], Leaflet]
) -> Iterator[Finding]:
    """A note if the text is too short for its format, with the name of one that suits it.

    ``lay_out`` lays it out in the format of a name. It raises SpecError if that does not hold it.
    """
    name, fullness = leaflet.kind.name, measure_fullness(leaflet)
    if fullness >= MIN_FULLNESS or not leaflet.kind.printing.on_paper:
        return
    message = f"The text fills {fullness:.0%} of {name}: it is short for this format."
    better = _find_suitable_format(name, lay_out)
    hint = "Add what patients ask about, or pictures."
    if better and spec.handout.formats:
        hint = f"It suits {better}. To say so, put it first in the line 'formats'."
    elif better:
        hint = f"It suits {better}. To say so, add a line 'formats: [{better}]'."
    yield spec.make_finding(RULE, ("handout",), message, hint, severity="note")


def _find_suitable_format(name: str, lay_out: Callable[[str], Leaflet]) -> str:
    """The format on paper that the text fills most, if it fills it well and tears nothing there.

    Else empty. One where the text fits only if it is set close does not suit it either.
    """
    found = {}
    for other, kind in FORMATS.items():
        if other == name or not kind.printing.on_paper or kind.scale.large:
            continue
        try:
            leaflet = lay_out(other)
        except SpecError:
            continue
        if not (leaflet.look.close or find_torn_sections(leaflet)):
            found[other] = measure_fullness(leaflet)
    best = max(found, key=lambda each: found[each], default="")
    return best if best and found[best] >= MIN_FULLNESS else ""
