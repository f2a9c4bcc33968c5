"""What a screen reader reads in a handout."""

from __future__ import annotations

from functools import partial

from handouts.building.selection import HandoutRequest, select_handout
from handouts.events import Reporter, ignore_event
from handouts.language.support import require_language
from handouts.layout.rendering import read_accessible_lines
from handouts.render_errors import report_errors


def read_leaflet(
    request: HandoutRequest, report: Reporter = ignore_event, *, format: str = "screen"
) -> list[str]:
    """What a screen reader reads in a leaflet of a format: a line per element, indented by nesting.

    Reports NoPersonData or AreasUnmarked. Raises SpecError, also if the program has no words in
    the handout's language, and if the format has no room for the text.
    """
    selection = select_handout(request)
    require_language(selection.spec.handout)
    spec, person = selection.spec, selection.person
    read = partial(read_accessible_lines, spec, format=format)
    lines = report_errors(partial(read, person), spec, person, {}, read)
    selection.report_notes(report)
    return lines
