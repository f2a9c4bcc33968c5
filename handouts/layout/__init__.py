"""A Story becomes placed blocks on sheets: the formats, the fitting, the folding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.layout.leaflet import Leaflet
    from handouts.pdf.volume import Out, Volume
    from handouts.spec.colours import Ink
    from handouts.spec.models import Paper, Person, Spec


def laid_out(
    spec: Spec,
    *,
    format: str = "trifold",
    paper: Paper | None = None,
    person: Person | None = None,
    ink: Ink = "colour",
) -> Leaflet:
    """A spec laid out on sheets, by default on the brand's paper, for a person if there is one.

    Raises SpecError where the text is too long, and KeyError for an unknown format.
    """
    from handouts.compose.compose import by_hand, compose
    from handouts.layout.formats import FORMATS
    from handouts.layout.leaflet import lay_out

    kind, sheets = FORMATS[format], paper or spec.brand.paper
    story = compose(spec, person)
    model = by_hand(spec) if person is not None else None
    leaflet = lay_out(story, spec.brand, kind, sheets, model, ink)
    if leaflet is None:
        from handouts.layout.toolong import too_long

        raise too_long(story, spec, kind, sheets)
    return leaflet


def render(
    spec: Spec,
    *,
    format: str = "trifold",
    paper: Paper | None = None,
    person: Person | None = None,
    ink: Ink = "colour",
    press: bool = False,
) -> bytes:
    """The PDF of a spec, for a person if there is one. The same values give the same bytes.

    With ``press`` it is for a print shop. Raises SpecError where the text is too long, and
    KeyError for an unknown format.
    """
    from handouts.layout.drawing import draw
    from handouts.layout.press import PRESSES

    leaflet = laid_out(spec, format=format, paper=paper, person=person, ink=ink)
    return draw(leaflet, press=PRESSES[paper or spec.brand.paper] if press else None)


def volume(out: Out, spec: Spec, *, format: str = "trifold") -> Volume:
    """One file for leaflets of many people, which speaks of itself as the spec does.

    A printer flips all of it on the edge of the format. Raises KeyError for an unknown one.
    """
    from handouts.compose.compose import compose
    from handouts.layout.drawing import about
    from handouts.layout.formats import FORMATS
    from handouts.pdf.volume import Volume

    return Volume(out, about(compose(spec), FORMATS[format].sides))


def add(
    volume: Volume,
    title: str,
    spec: Spec,
    *,
    format: str = "trifold",
    paper: Paper | None = None,
    person: Person | None = None,
    ink: Ink = "colour",
) -> None:
    """Add to a volume, with a bookmark, what ``render`` would make a file of.

    Raises as that does.
    """
    from handouts.layout.drawing import drawn

    leaflet = laid_out(spec, format=format, paper=paper, person=person, ink=ink)
    volume.add(drawn(leaflet, volume=volume), title)


def told(spec: Spec, person: Person | None = None) -> list[str]:
    """What a screen reader says of the spec's PDF, an element a line, indented as they nest."""
    from handouts.compose.compose import compose
    from handouts.layout.telling import telling

    return list(telling(compose(spec, person)).lines())
