"""Lay a story out on sheets: formats, type sizes, pagination, imposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.document.choices import Ink, Paper
    from handouts.document.handout import Spec
    from handouts.document.person import Person
    from handouts.layout.leaflet import Leaflet
    from handouts.pdf.volumes.volume import BinaryOutput, Volume


def lay_out_spec(
    spec: Spec,
    *,
    format: str = "trifold",
    paper: Paper | None = None,
    person: Person | None = None,
    ink: Ink = "colour",
) -> Leaflet:
    """Lay a spec out on sheets, for a person if given; the default paper is the brand's.

    Raises SpecError if the text is too long, and KeyError for an unknown format.
    """
    from handouts.compose.compose import compose_blank_story, compose_story
    from handouts.layout.formats import FORMATS
    from handouts.layout.leaflet import lay_out_story

    kind, sheets = FORMATS[format], paper or spec.brand.paper
    story = compose_story(spec, person)
    model = compose_blank_story(spec) if person is not None else None
    leaflet = lay_out_story(story, spec.brand, kind, sheets, model, ink)
    if leaflet is None:
        from handouts.layout.overflow import build_overflow_error

        raise build_overflow_error(story, spec, kind, sheets)
    return leaflet


def render_spec(
    spec: Spec,
    *,
    format: str = "trifold",
    paper: Paper | None = None,
    person: Person | None = None,
    ink: Ink = "colour",
    press: bool = False,
) -> bytes:
    """Render a spec as a PDF, for a person if given. The same values give the same bytes.

    With ``press`` the PDF is for a print shop. Raises SpecError if the text is too long, and
    KeyError for an unknown format.
    """
    from handouts.document.papers import PAPERS
    from handouts.layout.drawing import draw_leaflet
    from handouts.layout.press import Press

    leaflet = lay_out_spec(spec, format=format, paper=paper, person=person, ink=ink)
    bleed = PAPERS[paper or spec.brand.paper].bleed
    return draw_leaflet(leaflet, press=Press(bleed) if press else None)


def open_volume(out: BinaryOutput, spec: Spec, *, format: str = "trifold") -> Volume:
    """Open one file for the leaflets of many people, with the spec's title and author.

    Its duplex setting is the format's. Raises KeyError for an unknown format.
    """
    from handouts.compose.compose import compose_story
    from handouts.layout.drawing import describe_file
    from handouts.layout.formats import FORMATS
    from handouts.pdf.volumes.volume import Volume

    return Volume(out, describe_file(compose_story(spec), FORMATS[format].sides))


def add_to_volume(
    volume: Volume,
    title: str,
    spec: Spec,
    *,
    format: str = "trifold",
    paper: Paper | None = None,
    person: Person | None = None,
    ink: Ink = "colour",
) -> None:
    """Add a leaflet to a volume, with a bookmark.

    The arguments and the errors raised are those of ``render_spec``.
    """
    from handouts.layout.drawing import draw_pages

    leaflet = lay_out_spec(spec, format=format, paper=paper, person=person, ink=ink)
    volume.add_document(draw_pages(leaflet, volume=volume), title)


def read_accessible_lines(spec: Spec, person: Person | None = None) -> list[str]:
    """Return what a screen reader reads in the spec's PDF: a line for each element, indented.

    It is read off the edition for a screen, which holds a text of any length.
    """
    from handouts.layout.drawing import read_leaflet

    leaflet = lay_out_spec(spec, format="screen", person=person)
    return list(read_leaflet(leaflet).accessible_lines())
