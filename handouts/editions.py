"""Make PDFs, and report whatever is wrong with the user's files as a SpecError."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.layout.leaflet import Leaflet
from handouts.layout.rendering import add_to_volume, lay_out_spec, render_spec
from handouts.render_errors import LayoutFunction, report_errors
from handouts.sources.findings import Finding, Place

if TYPE_CHECKING:
    from handouts.pdf.volumes.volume import Volume

NO_PLACES: Mapping[str, Place] = {}


def render_handout(spec: Spec, edition: Edition, places: Mapping[str, Place] = NO_PLACES) -> bytes:
    """The PDF of an edition of a spec.

    Raises SpecError if the files or the person's values do not allow it. A problem with a
    value is at the place of its field, from ``places``, and does not repeat the value.
    """
    render = partial(render_spec, spec, edition)
    return report_errors(render, spec, edition.person, places, _bind_layout(spec, edition))


def add_person(
    volume: Volume,
    title: str,
    spec: Spec,
    edition: Edition,
    places: Mapping[str, Place] = NO_PLACES,
) -> range:
    """Add a person's leaflet to a volume, with a bookmark of this title.

    Returns the numbers of its pages in the volume, from 1. Raises SpecError as ``render_handout``
    does.
    """
    add_pages = partial(add_to_volume, volume, title, spec, edition)
    return report_errors(add_pages, spec, edition.person, places, _bind_layout(spec, edition))


def lay_out_handout(spec: Spec, edition: Edition) -> Leaflet:
    """The edition of a spec for everyone, laid out. Raises SpecError as ``render_handout`` would,
    except for pictures, which are not drawn."""
    lay_out = _bind_layout(spec, edition)
    return report_errors(partial(lay_out_spec, spec, edition), spec, None, NO_PLACES, lay_out)


def check_handout(spec: Spec, edition: Edition, places: Mapping[str, Place] = NO_PLACES) -> None:
    """Raise SpecError as ``render_handout`` would, except for pictures, which are not drawn."""
    lay_out = _bind_layout(spec, edition)
    report_errors(partial(lay_out, edition.person), spec, edition.person, places, lay_out)


def find_remarks(spec: Spec, edition: Edition) -> list[Finding]:
    """Warnings and notes about how an edition looks, which must fit: see `handouts.layout`."""
    # Imported late: only a check needs the rules, in a dozen modules.
    from handouts.layout.remarks.remarks import list_remarks

    leaflet = lay_out_spec(spec, edition)

    def lay_out_as(format: str) -> Leaflet:
        """Lay out the same in another format."""
        return lay_out_spec(spec, replace(edition, format=format))

    return list_remarks(spec, leaflet, lay_out_as)


def _bind_layout(spec: Spec, edition: Edition) -> LayoutFunction:
    """A function that lays the spec out for any person. It raises SpecError."""

    def lay_out(person: Person | None) -> object:
        """Lay out the edition for a person."""
        return lay_out_spec(spec, replace(edition, person=person))

    return lay_out
