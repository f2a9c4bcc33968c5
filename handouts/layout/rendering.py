"""From an edition of a spec to its sheets, its PDF, and what a screen reader reads in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.compose.compose import compose_model_story, compose_story
from handouts.document.choices import Standard
from handouts.document.edition import FOR_ALL, Edition
from handouts.document.handout import Spec
from handouts.document.identity import combine_identities
from handouts.document.papers import PAPERS
from handouts.document.person import Person
from handouts.layout.attached_files import list_attached_files
from handouts.layout.drawing import (
    describe_file,
    draw_leaflet,
    draw_pages,
    read_leaflet,
)
from handouts.layout.formats import FORMATS
from handouts.layout.leaflet import Leaflet, lay_out_story
from handouts.layout.notes_panel import fill_white
from handouts.layout.overflow import build_overflow_error
from handouts.layout.page_heights import shorten_pages
from handouts.layout.press import Press
from handouts.layout.single_pages import separate_pages

if TYPE_CHECKING:
    from handouts.pdf.volumes.volume import BinaryOutput, Volume


def lay_out_spec(spec: Spec, edition: Edition = FOR_ALL) -> Leaflet:
    """Lay an edition of a spec out on sheets.

    Raises SpecError if the text is too long, and KeyError for an unknown format.
    """
    kind, paper = FORMATS[edition.format], edition.paper or spec.brand.paper
    story = compose_story(spec, edition.person)
    model = compose_model_story(spec, edition.person) if edition.person is not None else None
    leaflet = lay_out_story(story, spec.brand, kind, paper, model, edition.ink)
    if leaflet is None:
        raise build_overflow_error(story, spec, kind, paper)
    if not kind.printing.on_paper:
        return shorten_pages(leaflet)
    own = spec.handout.note_lines
    return fill_white(leaflet, note_lines=spec.brand.note_lines if own is None else own)


def render_spec(spec: Spec, edition: Edition = FOR_ALL) -> bytes:
    """Render an edition of a spec as a PDF. The same values give the same bytes.

    Raises SpecError if the text is too long, and KeyError for an unknown format.
    """
    leaflet = lay_out_spec(spec, edition)
    if not edition.imposition:
        leaflet = separate_pages(leaflet)
    bleed = PAPERS[edition.paper or spec.brand.paper].bleed
    press = Press(bleed, edition.press) if edition.press else None
    attached = list_attached_files([spec], edition.standard)
    return draw_leaflet(leaflet, press=press, attached=attached)


def open_volume(
    out: BinaryOutput,
    spec: Spec,
    *,
    format: str,
    others: Iterable[Spec] = (),
    standard: Standard = "ua-1",
) -> Volume:
    """Open one PDF for the leaflets of many people, written to ``out`` as they are added.

    It has the spec's title and author, and says if one of the ``others`` in it is a draft. All
    leaflets in it flip on the same edge in the printer, the edge for ``format``. It conforms to the
    standard, which must be that of their editions. Raises KeyError for an unknown format.
    """
    from handouts.pdf.volumes.volume import Volume  # late: most commands make no volume

    story, specs = compose_story(spec), (spec, *others)
    identity = combine_identities(compose_story(each).identity for each in specs)
    about = describe_file(replace(story, identity=identity), FORMATS[format].printing.duplex)
    attached = list_attached_files(specs[1:] or specs, standard)
    return Volume(out, replace(about, sources=attached))


def add_to_volume(volume: Volume, title: str, spec: Spec, edition: Edition = FOR_ALL) -> range:
    """Add a leaflet to a volume, with a bookmark; returns the numbers of its pages there.

    Raises what ``render_spec`` raises.
    """
    attached = list_attached_files([spec], edition.standard)
    leaflet = lay_out_spec(spec, edition)
    return volume.add_document(draw_pages(leaflet, volume=volume, attached=attached), title)


def read_accessible_lines(
    spec: Spec, person: Person | None = None, *, format: str = "screen"
) -> list[str]:
    """Return what a screen reader reads in the spec's PDF: a line for each element, indented.

    The format for a screen holds a text of any length. Raises SpecError if another does not.
    """
    leaflet = lay_out_spec(spec, Edition(format, person=person))
    return list(read_leaflet(leaflet).accessible_lines())
