"""``--encoding ask``: let the user choose how a table's letters are read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from handouts.sources.findings import escape_hidden
from handouts.tables.letters.encodings import Encoding
from handouts.tables.table import list_table_encodings


def ask_encoding(table: str) -> Encoding | None:
    """Return the encoding that the user chooses; None where the table leaves no doubt.

    The words of one row are shown, those beyond A to Z, and only on a terminal. Raises UsageError
    without one, and SpecError if the table cannot be read.
    """
    if table == "-" or not (sys.stdin.isatty() and sys.stderr.isatty()):
        message = "--encoding ask needs a terminal and a file. Name the encoding: --encoding cp1250"
        raise click.UsageError(message)
    choices = list_table_encodings(Path(table))
    if not choices:
        return None
    click.echo("Which letters are right? These are words of one row.", err=True)
    for number, choice in enumerate(choices, 1):
        words = escape_hidden("  ".join(choice.words))
        click.echo(f"  {number}  {words}   {choice.encoding.described}", err=True)
    none = len(choices) + 1
    click.echo(f"  {none}  none of them", err=True)
    number = click.prompt("Number", type=click.IntRange(1, none), err=True)
    if number == none:
        message = "None of these encodings is right. Export the table again as CSV (UTF-8) or XLSX."
        raise click.UsageError(message)
    return choices[number - 1].encoding
