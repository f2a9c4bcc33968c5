"""``handouts new``: write a handout to start from."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from handouts.cli import options
from handouts.cli.report import format_command, print_note, print_path, start_writing

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def validate_name(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return the name if it is safe in every file system and shell, else raise BadParameter."""
    if _NAME.fullmatch(value) and len(value) <= 60:
        return value
    plain = "-".join(re.findall("[a-z0-9]+", value.lower()))[:60].strip("-")
    hint = f" Try: {plain}" if plain else ""
    raise click.BadParameter(f"Use lowercase letters, digits and single hyphens.{hint}")


@click.command(
    "new",
    no_args_is_help=True,
    short_help="Start a handout of your own.",
    help="""\b
    Examples:
      handouts new back-pain
      handouts new back-pain --library clinic

    Write NAME.en.yaml, a short handout with every part explained, for you to replace with
    your own words. It is a draft and passes `handouts check`. An existing file is never
    overwritten.

    It goes into the folder given with --library, else the one named in HANDOUTS_LIBRARY,
    else the current one.
    """,
)
@click.argument("name", callback=validate_name)
@options.library_option
def command(name: str, library: Path | None) -> None:
    """Write the starter handout and print its path."""
    from handouts.cli.scaffold import handout_text, write_new_files

    start_writing()
    folder = library or Path(os.environ.get("HANDOUTS_LIBRARY") or ".")
    file = {f"{name}.en.yaml": handout_text(name).encode()}
    (path,) = write_new_files(folder, file, "Choose another name.")
    print_path(path)
    print_note(f"Put in your own words, then: {format_command('handouts', 'build', path)}")
