"""``handouts read``: what a screen reader says of a leaflet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options, patient

if TYPE_CHECKING:
    from handouts.spec.models import Spec


@click.command(
    "read",
    no_args_is_help=True,
    short_help="Print what a screen reader says.",
    help="""\b
    Examples:
      handouts read dry-needling
      handouts read clinic/back-pain.en.yaml
      handouts read dry-needling --set first_name=Sam --set areas="trapezius left"

    Print what a screen reader says of a leaflet, in its order: headings, texts, lists
    and what its pictures show, each behind the name of its element in the PDF. For one
    person, with --set or --person as in `handouts build`, it is that person's leaflet.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.Handout())
@options.library
@options.brand
@options.language
@patient.options
def command(
    handout: str,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    settings: patient.Settings,
    person: str | None,
    by_hand: bool,
) -> None:
    """Print the story's tree, an element a line."""
    import handouts
    from handouts.making import told

    def find(tongue: str | None) -> Spec:
        return handouts.load(handout, library=library, brand=brand, language=tongue)

    asked = patient.ask(find, language, settings, person, by_hand)
    for line in told(asked.spec, asked.person):
        click.echo(line)
    asked.tell()
