"""``handouts new``: write a handout to start from."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from handouts.cli import options
from handouts.cli.choice import WordChoice
from handouts.cli.report import (
    format_command,
    print_note,
    print_path,
    record_event,
    start_writing,
)
from handouts.document.choices import DEFAULT_KIND, KindName


def validate_name(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return the name if it is safe in every file system and shell, else raise BadParameter."""
    from handouts.building.scaffold import check_name

    if error := check_name(value):
        raise click.BadParameter(error)
    return value


@click.command(
    "new",
    no_args_is_help=True,
    short_help="Start a handout of your own.",
    help="""\b
    Examples:
      handouts new back-pain
      handouts new first-visit --kind visit
      handouts new back-pain --kind condition --library clinic

    Write NAME.en.yaml, a short handout with every part explained, for you to replace with
    your own words. It is a draft and passes `handouts check`. An existing file is never
    overwritten. It is about a treatment, unless --kind names another kind of handout;
    `handouts kinds` lists them.

    It goes into the folder given with --library, else the one named in HANDOUTS_LIBRARY,
    else the current one.
    """,
)
@click.argument("name", callback=validate_name)
@click.option(
    "--kind",
    type=WordChoice(get_args(KindName)),
    default=DEFAULT_KIND,
    show_default=True,
    help="The kind of handout; see handouts kinds.",
)
@options.library_option
def command(name: str, kind: KindName, library: Path | None) -> None:
    """Write the starter handout and print its path."""
    from handouts.building.scaffold import create_handout

    start_writing()
    path = create_handout(name, library, record_event, kind=kind)
    print_path(path)
    print_note(f"Put in your own words, then: {format_command('handouts', 'build', path)}")
