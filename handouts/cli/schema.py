"""``handouts schema``: what a file may hold, as JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import output as outputs
from handouts.cli.report import writing, written, wrote
from handouts.cli.starting import KINDS, Kind, schema_text


@click.command(
    "schema",
    short_help="Print the JSON Schema of handouts or brands.",
    help="""\b
    Examples:
      handouts schema
      handouts schema brand -o brand.schema.json

    Print what a handout's file, or a brand's, may hold, as JSON Schema. Editors that know
    YAML complete and check a file by the schema named in its first line.
    """,
)
@click.argument("kind", type=click.Choice(KINDS), default="handout")
@outputs.option(default=outputs.STDOUT, help="Where to write it; stdout where it is not given.")
def command(kind: Kind, output: str) -> None:
    """Print or write the schema."""
    from handouts.files import write_whole

    if output == outputs.STDOUT:
        click.echo(schema_text(kind), nl=False)
        return
    writing()
    path = Path(output)
    outputs.keep(path, map(_begin, KINDS), "a schema of ours")
    write_whole(path, schema_text(kind).encode())
    wrote(path)
    written(path)


def _begin(kind: Kind) -> bytes:
    """How a schema begins: up to its title, which no one else's has."""
    whole = schema_text(kind)
    return whole[: whole.index("\n", whole.index('"title"'))].encode()
