"""``handouts batch``: a leaflet for each person of a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handouts.batch.names import DEFAULT, Pattern, read_pattern
from handouts.cli import options
from handouts.cli.asking import Asked
from handouts.cli.ending import code, stoppable


def _pattern(context: click.Context, parameter: click.Parameter, value: str) -> Pattern:
    try:
        return read_pattern(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command(
    "batch",
    no_args_is_help=True,
    short_help="Make a leaflet for each person of a table.",
    help="""\b
    Examples:
      handouts batch dry-needling patients.csv -o out
      handouts batch dry-needling patients.csv -o out --dry-run
      handouts batch dry-needling patients.csv -o out --columns first_name="Given name"
      handouts batch dry-needling - -o out --skip-bad < patients.csv
      handouts batch dry-needling patients.csv -o out --merge --ink mono

    Make the leaflet of each person of a table, CSV or XLSX, as practice software exports
    it; - is CSV on stdin. All rows are checked before the first page is made, and all that
    is wrong is told, with row and column; no cell is ever repeated. At the end, and with
    --dry-run, it says which column was read as what; --columns notes=- leaves a field out.

    Stopped or killed at any moment, the same command goes on where it stopped. What was
    made stands in DIR/manifest.jsonl, by row, without names. A leaflet is made anew where its
    row has changed, and that is said. What is there and not in the manifest, or was mostly
    made from another table, is never replaced without --force.

    With --skip-bad the right rows are made, and the others are written to bad-rows.csv in
    DIR, to be mended and run by themselves; the exit code is 1 then too. That file holds all
    their cells, passwords too: delete it when it is mended and run.

    With --merge all leaflets go into one file for the printer, DIR/HANDOUT-all.pdf, in the
    order of the rows, each on a new sheet, with a bookmark a row. This file is whole or not
    there: a run that was stopped begins again. The same rows keep it; one of other rows, or
    that another has made, is never replaced without --force. Rows that were mended go into a
    file beside it, HANDOUT-rows-FIRST-LAST.pdf.

    A pattern for --name has the fields {row} (or {row:05}), {handout}, {language},
    {format}, {paper}; and {first_name}, {last_name}, {therapist}, {date}, with which
    patients' names stand in the names of files, for all to see.

    Locked files (AES-256) have other bytes each time they are made, and are no PDF/A,
    which forbids a lock.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.Handout())
@click.argument("table", type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    required=True,
    help="The folder for the leaflets; made where it is missing.",
)
@options.paper
@options.ink
@options.library
@options.brand
@options.language
@click.option(
    "--columns",
    multiple=True,
    metavar="FIELD=HEADER",
    help="Which column holds a field, where its header is not understood. Several times.",
)
@click.option(
    "--remember-columns",
    is_flag=True,
    help="Keep the headers in columns.yaml of the library, for the next tables.",
)
@click.option(
    "--sheet", default="", metavar="NAME", help="The sheet of a workbook; else the first."
)
@click.option(
    "--name",
    "pattern",
    default=DEFAULT,
    show_default=True,
    callback=_pattern,
    metavar="PATTERN",
    help="How the files are named.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work at a time; else one a core.",
)
@click.option("--skip-bad", is_flag=True, help="Make the right rows; write the others to a file.")
@click.option("--force", is_flag=True, help="Replace files in DIR that another has made.")
@click.option("--merge", is_flag=True, help="Make one file of all leaflets, for the printer.")
@click.option("--password", "ask", is_flag=True, help="Lock all files; the password is asked for.")
@click.option(
    "--password-file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Lock all files with the password in the first line of a file.",
)
@click.option(
    "--password-column",
    metavar="HEADER",
    help="Lock each file with the password in this column of the table.",
)
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="What was made, for a script.")
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help="Say nothing but where it is, problems, and headers that look like slips.",
)
@click.pass_context
def command(context: click.Context, /, **given: Any) -> None:
    """Read, look at all, make; print the folder."""
    asked = Asked(**given)
    if asked.merge:
        asked.check_merge()
    from handouts.cli.merging import Merge
    from handouts.cli.running import Run

    with stoppable():
        try:
            done = (Merge if asked.merge else Run)(asked).go()
        except KeyboardInterrupt as stop:
            context.exit(code(stop))
    context.exit(0 if done else 1)
