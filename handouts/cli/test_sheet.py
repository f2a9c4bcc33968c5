"""``handouts test-sheet``: make a sheet that shows what a printer does wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options, print_job
from handouts.cli import output as outputs
from handouts.cli.report import print_note, print_path, record_event, start_writing

if TYPE_CHECKING:
    from handouts import Format
    from handouts.document.papers import Paper
    from handouts.printing.job import Half

ADVICE = "Print it on both sides, then follow the instructions on it."


@click.command(
    "test-sheet",
    short_help="Make a sheet that tests the printer.",
    help="""\b
    Examples:
      handouts test-sheet
      handouts test-sheet --paper a4 -o sheet.pdf
      handouts test-sheet --print

    Make a two-sided sheet that shows whether the printer flips on the wrong edge, scales the
    page or cuts off the margins, and says what to change. With --print, it goes to the
    printer exactly as `handouts print` sends a handout, so that it tests that path as well,
    and with --manual-duplex how you turn the stack.
    """,
)
@outputs.output_option(help="The file to write; - is stdout. By default test-sheet.pdf.")
@options.format_option(
    options.FORMATS, "The layout whose sides and edge are tested.", options.FORMATS[0]
)
@options.paper_option
@options.library_option
@click.option("--print", "to_paper", is_flag=True, help="Print it instead of writing a file.")
@print_job.printer_option
@print_job.sheet_options
@click.option("-q", "--quiet", is_flag=True, help="Print only the path and problems.")
def command(
    output: str | None,
    format: Format,
    paper: Paper | None,
    library: Path | None,
    to_paper: bool,
    printer: str | None,
    tray: str,
    one_sided: bool,
    manual_duplex: bool,
    half: Half | None,
    quiet: bool,
) -> None:
    """Make the sheet, write or print it, and show its path or the job's number."""
    from handouts.building.output_files import write_pdf
    from handouts.printing.session import (
        SHEET_PATH,
        SheetRequest,
        make_test_sheet,
        print_test_sheet,
    )

    request = SheetRequest(format, paper, library)
    if to_paper or printer:
        if output == outputs.STDOUT:
            raise click.UsageError("The sheet goes to the printer. Leave out -o -, or --print.")
        keep = None if output is None else outputs.name_file(output, SHEET_PATH.name)
        events = print_job.PrintEvents(quiet)
        sheets = print_job.read_sheets(tray, one_sided, manual_duplex, half)
        result = print_test_sheet(request, printer, keep, events, sheets=sheets)
        print_job.report_result(result, quiet=quiet)
        return
    pdf = make_test_sheet(request)
    if output == outputs.STDOUT:
        outputs.refuse_terminal("test-sheet.pdf")
        click.echo(pdf, nl=False)
        return
    start_writing()
    path = SHEET_PATH if output is None else outputs.name_file(output, SHEET_PATH.name)
    write_pdf(path, pdf, record_event)
    print_path(path)
    if not quiet:
        print_note(ADVICE)
