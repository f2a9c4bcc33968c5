"""``handouts batch``: a leaflet for each person in a table."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, get_args

import click

from handouts.batch.file_pattern import DEFAULT_PATTERN, Pattern, read_pattern
from handouts.cli import options, stack_options, table_options
from handouts.cli.batch_options import BatchOptions
from handouts.cli.choice import WordChoice
from handouts.cli.output import refuse_empty
from handouts.cli.person_options import parse_settings
from handouts.document.choices import LabelCode


def _parse_pattern(context: click.Context, parameter: click.Parameter, value: str) -> Pattern:
    try:
        return read_pattern(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _read_folder(context: click.Context, option: click.Parameter, folder: str) -> Path:
    return Path(refuse_empty(context, option, folder) or ".")


@click.command(
    "batch",
    no_args_is_help=True,
    short_help="Make a leaflet for each person in a table.",
    help="""\b
    Examples:
      handouts batch dry-needling patients.csv -o out
      handouts batch dry-needling patients.csv -o out --dry-run
      handouts batch dry-needling patients.csv -o out --on tomorrow --only Status=Booked
      handouts batch dry-needling patients.csv -o out --set therapist="J. Park"
      handouts batch dry-needling patients.csv -o out --columns first_name="Given name"
      handouts batch dry-needling - -o out --skip-bad < patients.csv
      handouts batch dry-needling patients.csv -o out --merge --ink mono
      handouts batch dry-needling patients.csv -o out --merge --separate-by Practitioner --index

    Make a leaflet for each person in a table, as practice software exports it: CSV, a
    workbook (XLSX, XLS, XLSB, ODS) or FHIR (JSON); - is stdin. All rows are checked before
    the first page is made, and every problem is listed with its row and column, but without
    the cell's text. Before anything is made, it says which column was read as which field, how
    many leaflets there will be, and who is left out. With --dry-run it stops there; --sample
    makes the first leaflet alone. --columns areas=- leaves a field out.

    A CSV may be in UTF-8, UTF-16 or an older encoding. Where its letters could be read in two
    ways, it is refused and --encoding settles it.

    Notes are read from a column that says they are for patients; for other columns of notes it
    is asked once. People who are cancelled, no-show, rescheduled, deceased, archived or
    do-not-contact by their status get no leaflet, unless --include names their group; they are
    counted, with their rows. A status that is not known is asked about, unless --include names
    it. --only, --rows and --on choose rows.

    Several handouts, separated by commas, are made for each person: all of them, or those that a
    column Handouts names. With --merge, each person's sheets are together; --sort puts people in
    the order of their visits or of any column.

    Of a workbook, hidden rows, columns and sheets are not read; hidden rows are counted. If
    several sheets may list people, --sheet names the right one. A password is what the sheet
    shows.

    If the run is stopped or killed at any moment, the same command continues where it
    stopped. DIR/manifest.jsonl lists the leaflets made, by row, without names. If a row has
    changed, its leaflet is made again and the summary mentions it. A file that is not in the
    manifest is never replaced without --force; nor are leaflets made mostly from another
    table.

    With --skip-bad, leaflets are made for the good rows. The others are written to
    bad-rows.csv in DIR, to be corrected and run on their own; the exit code is still 1. That
    file holds all their cells, including passwords: delete it after correcting and running it.

    With --merge, all leaflets go into one file for the printer, DIR/HANDOUT-all.pdf, in row
    order, each on a new sheet, with a bookmark for each row. Rows whose format is flipped on the
    other edge, or whose paper is another, go into files of their own, such as
    HANDOUT-all-large-print.pdf or HANDOUT-all-letter.pdf. The files are complete or absent:
    a run that was stopped starts again. If the rows are the same, the files are kept. A file
    of other rows, or one that something else has made, is never replaced without --force.
    Rows corrected later go into a file beside it, HANDOUT-rows-FIRST-LAST.pdf.

    --separate-by "Practitioner" sorts by that column first, and puts a sheet in large type before
    the leaflets of each practitioner, with their name and how many patients there are. Its back is
    empty, and it is not counted as a leaflet.

    --window puts a sheet before each person's leaflets, with their name and address: folded in
    three at its marks, and pushed down into the envelope, the address is behind the window.
    Addresses are read for this and for --labels only, from one column or from those of its parts
    (Street, City, State, ZIP); --columns address="Mailing address" names another. A row whose
    address is not complete, or does not fit, is a problem.

    --labels makes a file of labels besides, HANDOUT-all-labels.pdf, with the name and address of
    each person once, in the order of their leaflets: on A4, L7160 (21 a sheet) or L7163 (14); on
    US Letter, 5160 (30) or 5163 (10).

    --index makes a sheet for the desk besides, HANDOUT-all-index.pdf: a box to tick for each row,
    its number, its pages in the file, the time of its visit and its handouts, and which rows have
    no leaflet and why. It names nobody; --index-names adds the names. That sheet is confidential:
    keep it at the desk, and shred it.

    A pattern for --name may use the fields {row} (or {row:05}), {handout}, {language},
    {format} and {paper}. It may also use {first_name}, {last_name}, {therapist} and {date},
    but then anyone who sees the files sees patients' names.

    With --standard ua-2, each PDF is PDF/UA-2 and PDF/A-4f, and holds the handout's file, as with
    `handouts build`; one file for the printer holds those of all its handouts. Indexes and labels
    stay PDF/UA-1.

    Locked files (AES-256) have different bytes each time they are made. They are not PDF/A,
    which forbids encryption.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
@click.argument("table", type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(),
    metavar="DIR",
    required=True,
    callback=_read_folder,
    help="The folder for the leaflets; created if it is missing.",
)
@options.layout_options
@options.ink_option
@options.standard_option
@options.library_option
@options.brand_option
@options.language_option
@table_options.add_options
@click.option(
    "--set",
    "shared",
    multiple=True,
    callback=parse_settings,
    metavar="FIELD=VALUE",
    help='A field that is the same for all: therapist="J. Park", date=today.',
)
@click.option(
    "--name",
    "pattern",
    default=DEFAULT_PATTERN,
    show_default=True,
    callback=_parse_pattern,
    metavar="PATTERN",
    help="How the files are named.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes to use; by default one for each core.",
)
@click.option(
    "--dask",
    "scheduler",
    default="",
    metavar="ADDRESS",
    help="Share the work out to a Dask cluster, such as tcp://scheduler:8786.",
)
@click.option("--skip-bad", is_flag=True, help="Skip bad rows and write them to a file.")
@click.option("--force", is_flag=True, help="Replace files in DIR that this batch did not make.")
@click.option(
    "--merge",
    is_flag=True,
    help="Make one file with all leaflets, for the printer; one for each kind of sheet.",
)
@stack_options.add_options
@click.option(
    "--labels",
    type=WordChoice(get_args(LabelCode)),
    help="With --merge: make labels for envelopes, on sheets with this code of Avery's.",
)
@click.option(
    "--skip-labels",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="How many labels of the first sheet are used already.",
)
@click.option(
    "--index",
    is_flag=True,
    help="With --merge: make an index of its rows and pages, to tick off at the desk.",
)
@click.option(
    "--index-names", is_flag=True, help="Also name people on it: the sheet is then confidential."
)
@click.option("--password", "ask", is_flag=True, help="Lock all files; prompts for the password.")
@click.option(
    "--password-file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Lock all files with the password in the first line of FILE.",
)
@click.option(
    "--password-column",
    metavar="HEADER",
    help="Lock each file with the password in this column of the table.",
)
@click.option("--sample", is_flag=True, help="Check everything, and make the first leaflet alone.")
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for a script.")
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help="Print only the folder, problems, and headers that look misspelled.",
)
@click.pass_context
def command(context: click.Context, /, **arguments: Any) -> None:
    """Read the table, check every row, make the leaflets, and print the folder."""
    started = time.monotonic()
    batch_options = BatchOptions(**arguments)
    batch_options.check_merge()
    from handouts.cli.batch_run import BatchRun

    done = BatchRun(batch_options, started).run_batch()
    context.exit(0 if done else 1)
