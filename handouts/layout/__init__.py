"""A Story becomes placed blocks on sheets: the formats, the fitting, the folding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.layout.leaflet import Leaflet
    from handouts.spec.models import Paper, Spec


def laid_out(spec: Spec, *, format: str = "trifold", paper: Paper | None = None) -> Leaflet:
    """A spec laid out on sheets, by default on the brand's paper.

    Raises SpecError where the text is too long, and KeyError for an unknown format.
    """
    from handouts.compose.compose import compose
    from handouts.layout.formats import FORMATS
    from handouts.layout.leaflet import lay_out

    kind, sheets = FORMATS[format], paper or spec.brand.paper
    story = compose(spec)
    leaflet = lay_out(story, spec.brand, kind, sheets)
    if leaflet is None:
        from handouts.layout.toolong import too_long

        raise too_long(story, spec, kind, sheets)
    return leaflet


def render(spec: Spec, *, format: str = "trifold", paper: Paper | None = None) -> bytes:
    """The PDF of a spec. The same spec gives the same bytes.

    Raises SpecError where the text is too long, and KeyError for an unknown format.
    """
    from handouts.layout.drawing import draw

    return draw(laid_out(spec, format=format, paper=paper))


def told(spec: Spec) -> list[str]:
    """What a screen reader says of the spec's PDF, an element a line, indented as they nest."""
    from handouts.compose.compose import compose
    from handouts.layout.telling import telling

    return list(telling(compose(spec)).lines())
