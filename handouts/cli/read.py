"""``handouts read``: print what a screen reader says for a leaflet."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import options, person_options
from handouts.cli.notes import EventNotes


@click.command(
    "read",
    no_args_is_help=True,
    short_help="Print what a screen reader says.",
    help="""\b
    Examples:
      handouts read dry-needling
      handouts read clinic/back-pain.en.yaml
      handouts read dry-needling --set first_name=Sam --set areas="trapezius left"
      handouts read dry-needling --format trifold

    Print what a screen reader says for a leaflet, in reading order: headings, text, lists
    and descriptions of pictures, each after the name of its element in the PDF. With --set
    or --person, as in `handouts build`, it is that person's leaflet. The order of a format is
    that of its tags; a program that reads page by page follows it only in screen and
    large-print, whose pages are not folded.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
@options.library_option
@options.brand_option
@options.language_option
@options.format_option(
    options.FORMATS, "The layout that is read; see handouts formats.", default="screen"
)
@person_options.add_options
def command(
    handout: str,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    format: str,
    settings: person_options.Settings,
    person: str | None,
    by_hand: bool,
) -> None:
    """Print the leaflet's structure tree, one element per line."""
    from handouts.building.read import read_leaflet

    notes = EventNotes()
    request = person_options.build_request(
        handout, library, brand, language, settings, person, by_hand
    )
    for line in read_leaflet(request, notes, format=format):
        click.echo(line)
    notes.print_notes()
