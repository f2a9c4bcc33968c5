"""Make PDFs, and report whatever is wrong with the user's files as a SpecError."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handouts import layout
from handouts.document.choices import Ink, Paper
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.render_errors import LayoutFunction, report_errors
from handouts.sources.findings import Place

if TYPE_CHECKING:
    from handouts.pdf.volumes.volume import BinaryOutput, Volume


def render_handout(
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person | None = None,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
    press: bool = False,
) -> bytes:
    """The PDF of a spec, personalized if there is a person.

    Raises SpecError if the files or the person's values do not allow it. A problem with a
    value is at the place of its field, from ``places``, and does not repeat the value.
    """

    def render_pdf() -> bytes:
        return layout.render_spec(
            spec, format=format, paper=paper, person=person, ink=ink, press=press
        )

    return report_errors(render_pdf, spec, person, places, _bind_layout(spec, format, paper, ink))


def start_volume(out: BinaryOutput, spec: Spec, *, format: str) -> Volume:
    """Start one PDF for the leaflets of many people, written to ``out`` as they are added.

    All leaflets in it flip on the same edge in the printer, the edge for ``format``.
    """
    return layout.open_volume(out, spec, format=format)


def add_person(
    volume: Volume,
    title: str,
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
) -> None:
    """Add a person's leaflet to a volume, with a bookmark of this title.

    Raises SpecError as ``render_handout`` does.
    """

    def add_pages() -> None:
        layout.add_to_volume(
            volume, title, spec, format=format, paper=paper, person=person, ink=ink
        )

    report_errors(add_pages, spec, person, places, _bind_layout(spec, format, paper, ink))


def check_handout(
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person | None = None,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
) -> None:
    """Raise SpecError as ``render_handout`` would, except for pictures, which are not drawn."""
    lay_out = _bind_layout(spec, format, paper, ink)

    def lay_out_person() -> object:
        return lay_out(person)

    report_errors(lay_out_person, spec, person, places, lay_out)


def _bind_layout(spec: Spec, format: str, paper: Paper | None, ink: Ink) -> LayoutFunction:
    """A function that lays the spec out for any person. It raises SpecError."""

    def lay_out(person: Person | None) -> object:
        return layout.lay_out_spec(spec, format=format, paper=paper, person=person, ink=ink)

    return lay_out
