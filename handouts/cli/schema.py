"""``handouts schema``: what a file may hold, as JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.build import STDOUT
from handouts.cli.report import written
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
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=STDOUT,
    metavar="FILE",
    help="Where to write it; stdout where it is not given.",
)
def command(kind: Kind, output: Path) -> None:
    """Print or write the schema."""
    from handouts.files import write_whole

    if output == STDOUT:
        click.echo(schema_text(kind), nl=False)
        return
    write_whole(output, schema_text(kind).encode())
    written(output)
