"""``handouts areas``: list the parts of the body that a leaflet can name and mark."""

from __future__ import annotations

import click

from handouts.cli.report import print_json


@click.command(
    "areas",
    short_help="List the areas of the body that are understood.",
    help="""\b
    Examples:
      handouts areas
      handouts areas trap
      handouts areas "upper trap" --json

    List the areas of the body that --set areas, a person's file and a table's column may name:
    the area, and the other words for it. With WORD, only those that it is part of, or those
    that are spelled most like it.
    """,
)
@click.argument("word", default="")
@click.option("--json", "as_json", is_flag=True, help="Print the areas as JSON, for a script.")
@click.pass_context
def command(context: click.Context, word: str, as_json: bool) -> None:
    """List the areas on stdout; exit with 1 if none is like the word."""
    from handouts.people.areas import find_parts

    parts = find_parts(word)
    if as_json:
        print_json(
            [
                {"area": part.name, "words": list(part.synonyms), "sided": part.sided}
                for part in parts
            ]
        )
    for part in () if as_json else parts:
        click.echo(part.name + (f": {', '.join(part.synonyms)}" if part.synonyms else ""))
    if not parts:
        click.echo("No area is like this word. 'handouts areas' lists them all.", err=True)
        context.exit(1)
