"""``handouts print``: send a leaflet to the printer with the right settings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from handouts.cli import (
    options,
    person_options,
    print_job,
    stack_options,
    table_options,
)
from handouts.cli import output as outputs
from handouts.cli.report import report_findings, usage_errors

if TYPE_CHECKING:
    from handouts.printing.sheets import SheetHandling


@click.command(
    "print",
    no_args_is_help=True,
    short_help="Print a handout with the right settings.",
    help="""\b
    Examples:
      handouts print dry-needling --copies 20
      handouts print dry-needling --printer desk --paper a4 --ink mono
      handouts print dry-needling --half odd
      handouts print dry-needling --set first_name=Sam --set areas="trapezius left"
      handouts print dry-needling.pdf
      handouts print dry-needling patients.csv
      handouts print dry-needling patients.csv --rows 2-30
      handouts print dry-needling patients.csv --separate-by Practitioner
      handouts print dry-needling --dry-run

    Make the PDF of a handout and send it to the printer: on the right paper, both sides,
    flipped on the right edge, at actual size. The command waits until the printer has
    accepted the job, and shows the job's number.

    What the printer cannot do is said before paper is spent. If it cannot turn the paper,
    --manual-duplex prints one side of each sheet, shows how to turn the stack, and prints the
    other. Settings saved on this computer for other documents do not change the leaflet.

    Without --printer, it uses the default printer, or the only one. On Windows,
    SumatraPDF does the printing, which must be installed; no other program takes the settings.

    With --set or --person, as in `handouts build`, it prints that person's leaflet. The
    printer's queue shows the handout's title and no name.

    With a TABLE, it prints a leaflet for each row, in the table's order or as --sort says,
    as one job. The table is read and checked as in `handouts batch`, and no file is kept. It
    shows which rows were printed; after a jam, --rows prints the missing ones again. Rows for
    another paper, or whose sheets flip on another edge, are a job of their own. --set is then
    the same for all people. --separate-by puts a sheet before each therapist's leaflets, and
    --window one with the address before each person's, as in `handouts batch --merge`.

    A draft, or a handout overdue for review, is printed only with --anyway. If the PDF
    cannot be printed, it is kept as a file, and the exit code is 1.

    NAME_OR_PATH is a name from `handouts list`, the path of a handout's file, or a PDF that
    this program made, also by `handouts batch --merge`. A PDF says itself which paper, sides
    and edge it needs, and whether it is a draft.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
@click.argument("table", required=False, type=click.Path(allow_dash=True))
@click.option(
    "-n",
    "--copies",
    type=click.IntRange(1, 9999),
    default=1,
    show_default=True,
    help="The number of copies.",
)
@print_job.printer_option
@print_job.sheet_options
@options.layout_options
@options.ink_option
@outputs.output_option(
    help="Keep the PDF in FILE, or in a folder, with a slash at the end. By default it is kept "
    "only if it cannot be printed."
)
@options.library_option
@options.brand_option
@options.language_option
@person_options.add_options
@table_options.add_options
@stack_options.add_options
@click.option("--skip-bad", is_flag=True, help="Print the good rows, and list the others.")
@click.option("--anyway", is_flag=True, help="Print a draft, or a handout overdue for review.")
@print_job.dry_run_option
@click.option("--json", "as_json", is_flag=True, help="Print the job as JSON, for a script.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the job's number and problems.")
@click.pass_context
def command(context: click.Context, /, **arguments: Any) -> None:
    """Make the PDF, send it to the printer, wait, and print the job's number."""
    if arguments["output"] == outputs.STDOUT:
        raise click.UsageError("The PDF goes to the printer. For stdout: handouts build NAME -o -")
    handling = ("tray", "one_sided", "manual_duplex", "half", "dry_run")
    sheets = print_job.read_sheets(*(arguments[name] for name in handling))
    if arguments["table"] is not None:
        _refuse_typed(context, _OF_ONE, "For a table")
        _print_list(context, arguments, sheets)
    else:
        _refuse_typed(context, _OF_TABLES, "Without a table")
        _print_one(context, arguments, sheets)


def _print_one(context: click.Context, arguments: Any, sheets: SheetHandling) -> None:
    """Print a handout for one person or everyone, or a finished PDF."""
    from handouts.printing.review import today
    from handouts.printing.session import (
        NotForPatients,
        PrintRequest,
        names_pdf,
        print_handout,
    )

    if names_pdf(arguments["handout"]):
        _refuse_typed(context, _OF_HANDOUTS, "A PDF is printed as it is")
    of_person = ("handout", "library", "brand", "language", "settings", "person", "by_hand")
    kept = None if arguments["output"] is None else Path(arguments["output"])
    in_folder = outputs.is_folder(arguments["output"])
    request = PrintRequest(
        person_options.build_request(*(arguments[name] for name in of_person)),
        format=arguments["format"],
        keep=kept if kept and not in_folder else None,
        folder=kept if in_folder else None,
        sheets=sheets,
        **{name: arguments[name] for name in ("copies", "printer", "paper", "ink")},
        **{name: arguments[name] for name in ("anyway", "dry_run")},
    )
    quiet = arguments["quiet"]
    try:
        with usage_errors():
            result = print_handout(request, today(), print_job.PrintEvents(quiet))
    except NotForPatients as error:
        report_findings(error.problems, "Nothing was printed.")
        context.exit(1)
    print_job.report_result(result, arguments["as_json"], quiet)


def _print_list(context: click.Context, arguments: Any, sheets: SheetHandling) -> None:
    """Print a leaflet for each row of a table."""
    from handouts.cli.print_list import ListRun, read_list_options

    settings = {name: arguments[name] for name in ("copies", "printer", "anyway")}
    done = ListRun(read_list_options(arguments), sheets=sheets, **settings).run_batch()
    context.exit(0 if done else 1)


_OF_HANDOUTS = (
    *("format", "paper", "output", "library", "brand", "language", "settings", "person"),
    "by_hand",
)
_OF_ONE = ("output", "person", "by_hand")
_OF_TABLES = (*table_options.NAMES, *stack_options.NAMES, "skip_bad")


def _refuse_typed(context: click.Context, names: Iterable[str], when: str) -> None:
    """Raise UsageError if one of these options was typed, and does not go with the rest."""
    by_name = {option.name: option.opts[-1] for option in context.command.params}
    typed = [
        by_name[name]
        for name in names
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if typed:
        raise click.UsageError(f"{when}: leave out {', '.join(typed)}.")
