"""``handouts read``: what a screen reader says of a leaflet."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import options


@click.command(
    "read",
    no_args_is_help=True,
    short_help="Print what a screen reader says.",
    help="""\b
    Examples:
      handouts read dry-needling
      handouts read clinic/back-pain.en.yaml

    Print what a screen reader says of a leaflet, in its order: headings, texts, lists
    and what its pictures show, each behind the name of its element in the PDF.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.Handout())
@options.library
@options.brand
@options.language
def command(handout: str, library: Path | None, brand: Path | None, language: str | None) -> None:
    """Print the story's tree, an element a line."""
    import handouts
    from handouts.making import told

    spec = handouts.load(handout, library=library, brand=brand, language=language)
    for line in told(spec):
        click.echo(line)
