"""``handouts print``: send a leaflet to the printer with the right settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from handouts.cli import options, person_options, print_job
from handouts.cli import output as outputs
from handouts.cli.report import report_findings

if TYPE_CHECKING:
    from handouts.document.choices import Ink
    from handouts.document.papers import Paper
    from handouts.printing.job import Half


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
      handouts print dry-needling --dry-run

    Make the PDF of a handout and send it to the printer: on the right paper, both sides,
    flipped on the right edge, at actual size. The command waits until the printer has
    accepted the job, and shows the job's number.

    What the printer cannot do is said before paper is spent. If it cannot turn the paper,
    --manual-duplex prints one side of each sheet, shows how to turn the stack, and prints the
    other. Settings saved on this computer for other documents do not change the leaflet.

    Without --printer, it uses the default printer, or the only one. On Windows, the program
    for PDFs does the printing, and the command shows the settings to choose.

    With --set or --person, as in `handouts build`, it prints that person's leaflet. The
    printer's queue shows the handout's title and no name.

    A draft, or a handout overdue for review, is printed only with --anyway. If the PDF
    cannot be printed, it is kept as a file, and the exit code is 1.

    NAME_OR_PATH is a name from `handouts list`, the path of a handout's file, or a PDF that
    this program made, also by `handouts batch --merge`. A PDF says itself which paper, sides
    and edge it needs, and whether it is a draft.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
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
    help="Keep the PDF in FILE. By default it is kept only if it cannot be printed."
)
@options.library_option
@options.brand_option
@options.language_option
@person_options.add_options
@click.option("--anyway", is_flag=True, help="Print a draft, or a handout overdue for review.")
@print_job.dry_run_option
@click.option("--json", "as_json", is_flag=True, help="Print the job as JSON, for a script.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the job's number and problems.")
@click.pass_context
def command(
    context: click.Context,
    handout: str,
    copies: int,
    printer: str | None,
    tray: str,
    one_sided: bool,
    manual_duplex: bool,
    half: Half | None,
    format: str,
    paper: Paper | None,
    ink: Ink,
    output: str | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    settings: person_options.Settings,
    person: str | None,
    by_hand: bool,
    anyway: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make the PDF, send it to the printer, wait, and print the job's number."""
    if output == outputs.STDOUT:
        raise click.UsageError("The PDF goes to the printer. For stdout: handouts build NAME -o -")
    from handouts.printing.review import today
    from handouts.printing.session import NotForPatients, PrintRequest, names_pdf, print_handout

    if names_pdf(handout):
        _refuse_options_of_handouts(context)
    request = PrintRequest(
        person_options.build_request(handout, library, brand, language, settings, person, by_hand),
        copies=copies,
        printer=printer,
        format=person_options.typed_format(context, format),
        paper=paper,
        ink=ink,
        keep=None if output is None else Path(output),
        sheets=print_job.read_sheets(tray, one_sided, manual_duplex, half, dry_run),
        anyway=anyway,
        dry_run=dry_run,
    )
    events = print_job.PrintEvents(quiet)
    try:
        result = print_handout(request, today(), events)
    except NotForPatients as error:
        report_findings(error.problems, "Nothing was printed.")
        context.exit(1)
    print_job.report_result(result, as_json, quiet)


_OF_HANDOUTS = ("format", "paper", "output", "library", "brand", "language", "settings", "person")


def _refuse_options_of_handouts(context: click.Context) -> None:
    """Raise UsageError if an option was typed that a finished PDF cannot have."""
    names = (*_OF_HANDOUTS, "by_hand")
    by_name = {option.name: option.opts[-1] for option in context.command.params}
    typed = [
        by_name[name]
        for name in names
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if typed:
        raise click.UsageError(f"A PDF is printed as it is: leave out {', '.join(typed)}.")
