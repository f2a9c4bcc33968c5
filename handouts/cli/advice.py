"""``handouts advice``: list the advice that can be chosen for one person."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import options
from handouts.cli.report import print_json, print_note


@click.command(
    "advice",
    no_args_is_help=True,
    short_help="List a handout's advice to choose from.",
    help="""\b
    Examples:
      handouts advice dry-needling
      handouts advice dry-needling --language en
      handouts advice dry-needling --json

    List the advice that --set advice, a person's file and a table's column may choose: the
    name of each, and what is printed.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
@options.library_option
@options.brand_option
@options.language_option
@click.option("--json", "as_json", is_flag=True, help="Print the advice as JSON, for a script.")
def command(
    handout: str, library: Path | None, brand: Path | None, language: str | None, as_json: bool
) -> None:
    """List the advice on stdout."""
    from handouts.building.selection import HandoutRequest, list_advice

    advice = list_advice(HandoutRequest(handout, library, brand, language))
    if as_json:
        print_json(advice)
        return
    width = max(map(len, advice), default=0)
    for name, text in advice.items():
        click.echo(f"{name:{width}}  {text}")
    if not advice:
        print_note("This handout has no advice to choose from.")
