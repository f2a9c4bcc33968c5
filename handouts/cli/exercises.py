"""``handouts exercises``: list the exercises that can be chosen for one person."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import options
from handouts.cli.report import print_json, print_note


@click.command(
    "exercises",
    no_args_is_help=True,
    short_help="List a handout's exercises to choose from.",
    help="""\b
    Examples:
      handouts exercises clinic/neck-exercises.en.yaml
      handouts exercises clinic/neck-exercises.en.yaml --json

    List the exercises that --set exercises, a person's file and a table's column may choose: the
    name of each, and its dose in the handout.

    Names are separated by commas, in the order in which they are to be printed. A person's own
    dose stands behind the name: "chin tuck 2x10 hold 5s twice a day left, neck turn". What it
    leaves out stays as in the handout. Without a choice, all exercises are printed.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
@options.library_option
@options.brand_option
@options.language_option
@click.option("--json", "as_json", is_flag=True, help="Print the exercises as JSON, for a script.")
def command(
    handout: str, library: Path | None, brand: Path | None, language: str | None, as_json: bool
) -> None:
    """List the exercises on stdout."""
    from handouts.building.selection import HandoutRequest, list_exercises

    exercises = list_exercises(HandoutRequest(handout, library, brand, language))
    if as_json:
        print_json(exercises)
        return
    width = max(map(len, exercises), default=0)
    for name, dose in exercises.items():
        click.echo(f"{name:{width}}  {dose}".rstrip())
    if not exercises:
        print_note("This handout has no exercises to choose from.")
