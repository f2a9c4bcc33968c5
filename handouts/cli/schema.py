"""``handouts schema``: print what a file may contain, as JSON Schema, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli import output as outputs
from handouts.cli.choice import WordChoice
from handouts.cli.report import print_path, record_event, start_writing

if TYPE_CHECKING:
    from handouts.building.scaffold import SchemaKind

KINDS = ("handout", "brand")


@click.command(
    "schema",
    short_help="Print the JSON Schema of handouts or brands.",
    help="""\b
    Examples:
      handouts schema
      handouts schema brand -o brand.schema.json

    Print what a handout's file, or a brand's, may contain, as JSON Schema. Editors with
    YAML support use the schema named in a file's first line to complete and check it.
    """,
)
@click.argument("kind", type=WordChoice(KINDS), default="handout")
@outputs.output_option(default=outputs.STDOUT, help="The file to write; by default stdout.")
def command(kind: SchemaKind, output: str) -> None:
    """Print or write the schema."""
    from handouts.building.scaffold import schema_text, write_schema

    if output == outputs.STDOUT:
        click.echo(schema_text(kind), nl=False)
        return
    start_writing()
    path = outputs.name_file(output, f"{kind}.schema.json")
    write_schema(kind, path, record_event)
    print_path(path)
