"""Lay a story out on sheets: formats, type sizes, pagination, imposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.edition import FOR_ALL, Edition

if TYPE_CHECKING:
    from handouts.document.handout import Spec
    from handouts.document.person import Person
    from handouts.layout.leaflet import Leaflet
    from handouts.pdf.volumes.volume import BinaryOutput, Volume


def lay_out_spec(spec: Spec, edition: Edition = FOR_ALL) -> Leaflet:
    """Lay an edition of a spec out on sheets.

    Raises SpecError if the text is too long, and KeyError for an unknown format.
    """
    from handouts.compose.compose import compose_blank_story, compose_story
    from handouts.layout.formats import FORMATS
    from handouts.layout.leaflet import lay_out_story
    from handouts.layout.overflow import build_overflow_error

    kind, paper = FORMATS[edition.format], edition.paper or spec.brand.paper
    story = compose_story(spec, edition.person)
    model = compose_blank_story(spec) if edition.person is not None else None
    leaflet = lay_out_story(story, spec.brand, kind, paper, model, edition.ink)
    if leaflet is None:
        raise build_overflow_error(story, spec, kind, paper)
    return leaflet


def render_spec(spec: Spec, edition: Edition = FOR_ALL) -> bytes:
    """Render an edition of a spec as a PDF. The same values give the same bytes.

    Raises SpecError if the text is too long, and KeyError for an unknown format.
    """
    from handouts.document.papers import PAPERS
    from handouts.layout.drawing import draw_leaflet
    from handouts.layout.press import Press

    leaflet = lay_out_spec(spec, edition)
    bleed = PAPERS[edition.paper or spec.brand.paper].bleed
    return draw_leaflet(leaflet, press=Press(bleed) if edition.press else None)


def open_volume(out: BinaryOutput, spec: Spec, *, format: str = "trifold") -> Volume:
    """Open one file for the leaflets of many people, with the spec's title and author.

    Its duplex setting is the format's. Raises KeyError for an unknown format.
    """
    from handouts.compose.compose import compose_story
    from handouts.layout.drawing import describe_file
    from handouts.layout.formats import FORMATS
    from handouts.pdf.volumes.volume import Volume

    return Volume(out, describe_file(compose_story(spec), FORMATS[format].sides))


def add_to_volume(volume: Volume, title: str, spec: Spec, edition: Edition = FOR_ALL) -> None:
    """Add a leaflet to a volume, with a bookmark. Raises what ``render_spec`` raises."""
    from handouts.layout.drawing import draw_pages

    volume.add_document(draw_pages(lay_out_spec(spec, edition), volume=volume), title)


def read_accessible_lines(spec: Spec, person: Person | None = None) -> list[str]:
    """Return what a screen reader reads in the spec's PDF: a line for each element, indented.

    It is read off the edition for a screen, which holds a text of any length.
    """
    from handouts.layout.drawing import read_leaflet

    leaflet = lay_out_spec(spec, Edition("screen", person=person))
    return list(read_leaflet(leaflet).accessible_lines())
