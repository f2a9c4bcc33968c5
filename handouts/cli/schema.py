"""``handouts schema``: print what a file may contain, as JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import output as outputs
from handouts.cli.report import print_path, record_written, start_writing
from handouts.cli.scaffold import SCHEMA_KINDS, SchemaKind, schema_text


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
@click.argument("kind", type=click.Choice(SCHEMA_KINDS), default="handout")
@outputs.output_option(default=outputs.STDOUT, help="The file to write; by default stdout.")
def command(kind: SchemaKind, output: str) -> None:
    """Print or write the schema."""
    from handouts.files import write_atomically

    if output == outputs.STDOUT:
        click.echo(schema_text(kind), nl=False)
        return
    start_writing()
    path = Path(output)
    outputs.protect_file(path, map(_schema_start, SCHEMA_KINDS), "a handouts schema")
    write_atomically(path, schema_text(kind).encode())
    record_written(path)
    print_path(path)


def _schema_start(kind: SchemaKind) -> bytes:
    """Return how a schema begins: up to its title, which no other schema has."""
    text = schema_text(kind)
    return text[: text.index("\n", text.index('"title"'))].encode()
