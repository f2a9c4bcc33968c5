"""``handouts find``: find a person's row again, and the leaflet that was made for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import options, table_options
from handouts.cli.person_options import parse_settings
from handouts.cli.report import format_count, print_json, print_note
from handouts.files import format_path

if TYPE_CHECKING:
    from handouts.batch.find import FoundRows


@click.command(
    "find",
    no_args_is_help=True,
    short_help="Find a person's row and leaflet again.",
    help="""\b
    Examples:
      handouts find patients.csv "lee sam"
      handouts find patients.csv lee -o out

    List the rows of a table in which each of the WORDS begins a word, whatever its capitals
    and accents. With -o, list the leaflets that `handouts batch` made for these rows in DIR.
    The table is asked: nothing is written, and no text of a row is shown.

    A leaflet is listed only if it was made from the row as it is now; otherwise it is
    mentioned on stderr, since it may be another person's. If the batch had options for the
    table, such as --columns or --set, give them here too. To print a row again: handouts
    print NAME TABLE --rows ROW.

    The exit code is 1 if no row has the words.
    """,
)
@click.argument("table", type=click.Path(exists=True, dir_okay=False))
@click.argument("words")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder with the leaflets of a batch.",
)
@options.library_option
@options.brand_option
@options.language_option
@click.option(
    "--set",
    "shared",
    multiple=True,
    callback=parse_settings,
    metavar="FIELD=VALUE",
    help="A field that was the same for all.",
)
@table_options.add_options
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON, for a script.")
@click.pass_context
def command(context: click.Context, /, **arguments: Any) -> None:
    """Find the rows, and print each with its files."""
    words, folder, as_json = (arguments.pop(name) for name in ("words", "folder", "as_json"))
    if not any(letter.isalnum() for letter in words):
        raise click.UsageError("Say what to look for: a name, or its beginning.")
    from handouts.batch.find import find_rows
    from handouts.cli.batch_options import BatchOptions

    request = BatchOptions(
        **arguments,
        handout="",
        folder=folder or Path(),
        skip_bad=True,
    ).build_request()
    found = find_rows(request, words, folder)
    if as_json:
        _print_as_json(found)
    else:
        _print_rows(found)
    context.exit(0 if found.rows else 1)


def _print_as_json(found: FoundRows) -> None:
    rows = [
        {
            "row": each.row,
            "files": list(map(str, each.files)),
            "unsure": list(map(str, each.unsure)),
        }
        for each in found.rows
    ]
    print_json({"rows": rows, "merged": list(map(str, found.merged))})


def _print_rows(found: FoundRows) -> None:
    if not found.rows:
        print_note("No row has these words.")
    for each in found.rows:
        files = ", ".join(map(format_path, each.files))
        click.echo(f"row {each.row}: {files}" if files else f"row {each.row}")
        if each.unsure:
            print_note(
                f"Row {each.row}: {', '.join(map(format_path, each.unsure))} may be another "
                "person's: it was made from other data than the row has now, or with other "
                "options. Look at it before you hand it out."
            )
    if found.rows and found.merged:
        bookmarks = format_count(len(found.merged), "file")
        print_note(
            f"In {bookmarks} of many people, look for the bookmark with the row's number: "
            f"{', '.join(map(format_path, found.merged))}."
        )
