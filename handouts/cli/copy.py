"""``handouts copy``: copy handouts of the built-in library into a clinic's own."""

from __future__ import annotations

from pathlib import Path

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


def complete_name(context: click.Context, parameter: click.Parameter, start: str) -> list[str]:
    """Return the names of built-in handouts that begin with what was typed."""
    from handouts.building.scaffold import list_built_in_names

    return [name for name in list_built_in_names() if name.startswith(start)]


def validate_names(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the names if each is that of a built-in handout, else raise BadParameter."""
    from handouts.building.scaffold import list_built_in_names

    choice = WordChoice(list_built_in_names())
    return tuple(choice.convert(name, parameter, context) for name in value)


@click.command(
    "copy",
    no_args_is_help=True,
    short_help="Copy handouts of the built-in library into yours.",
    help="""\b
    Examples:
      handouts copy low-back-pain
      handouts copy first-visit neck-exercises --library clinic

    Copy handouts of the built-in library, with their pictures, for you to change and to
    print under your name. A handout that you have already is never overwritten; a picture
    that you have already is kept, and the handout shows it.

    They go into the folder given with --library, else the one named in HANDOUTS_LIBRARY,
    else the current one.
    """,
)
@click.argument(
    "names",
    metavar="NAME...",
    nargs=-1,
    required=True,
    callback=validate_names,
    shell_complete=complete_name,
)
@options.library_option
def command(names: tuple[str, ...], library: Path | None) -> None:
    """Write the files and print their paths."""
    from handouts.building.scaffold import copy_handouts

    start_writing()
    for path in copy_handouts(names, library, record_event):
        print_path(path)
    where = ("--library", library) if library else ()
    print_note(f"Next: {format_command('handouts', 'check', *where)}")
