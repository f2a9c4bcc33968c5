"""``handouts new``: a handout to start from."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from handouts.cli import options
from handouts.cli.report import note, typed, writing, written

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def named(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """The name, if it is plain enough for every file system and shell."""
    if _NAME.fullmatch(value) and len(value) <= 60:
        return value
    plain = "-".join(re.findall("[a-z0-9]+", value.lower()))[:60].strip("-")
    mend = f" Try: {plain}" if plain else ""
    raise click.BadParameter(f"Use small letters, digits and single hyphens.{mend}")


@click.command(
    "new",
    no_args_is_help=True,
    short_help="Start a handout of your own.",
    help="""\b
    Examples:
      handouts new back-pain
      handouts new back-pain --library clinic

    Write NAME.en.yaml, a short handout with every part explained, to put your own words
    into. It is a draft, passes `handouts check`, and is written over nothing.

    It goes into the folder given with --library, else the one named in HANDOUTS_LIBRARY,
    else the current one.
    """,
)
@click.argument("name", callback=named)
@options.library
def command(name: str, library: Path | None) -> None:
    """Write the starting handout; print its path."""
    from handouts.cli.starting import handout_text, write_new

    writing()
    folder = library or Path(os.environ.get("HANDOUTS_LIBRARY") or ".")
    file = {f"{name}.en.yaml": handout_text(name).encode()}
    (path,) = write_new(folder, file, "Choose another name.")
    written(path)
    note(f"Put in your own words, then: {typed('handouts', 'build', path)}")
