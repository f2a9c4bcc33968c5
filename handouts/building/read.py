"""Read a handout aloud: what a screen reader says for it."""

from __future__ import annotations

from handouts import layout
from handouts.building.selection import HandoutRequest, select_handout
from handouts.events import Reporter, ignore_event
from handouts.language.support import require_language


def read_leaflet(request: HandoutRequest, report: Reporter = ignore_event) -> list[str]:
    """What a screen reader says for a leaflet: a line per element, indented by nesting.

    Reports NoPersonData or AreasUnmarked. Raises SpecError, also if the program has no words in
    the handout's language.
    """
    selection = select_handout(request)
    require_language(selection.spec.handout)
    lines = layout.read_accessible_lines(selection.spec, selection.person)
    selection.report_notes(report)
    return lines
