"""``handouts test-sheet``: make a sheet that shows what a printer does wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options, print_job
from handouts.cli import output as outputs
from handouts.cli.print_job import PrintRequest
from handouts.cli.report import print_note, print_path, record_written, start_writing

if TYPE_CHECKING:
    from handouts import Format
    from handouts.document.choices import Paper

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
    printer exactly as `handouts print` sends a handout, so that it tests that path as well.
    """,
)
@outputs.output_option(help="The file to write; - is stdout. By default test-sheet.pdf.")
@options.layout_options
@options.library_option
@click.option("--print", "to_paper", is_flag=True, help="Print it instead of writing a file.")
@print_job.printer_option
@click.option("-q", "--quiet", is_flag=True, help="Print only the path and problems.")
def command(
    output: str | None,
    format: Format,
    paper: Paper | None,
    library: Path | None,
    to_paper: bool,
    printer: str | None,
    quiet: bool,
) -> None:
    """Make the sheet, write or print it, and show its path or the job's number."""
    from handouts.printing.testsheet import TITLE, render_test_sheet

    pdf = render_test_sheet(format, paper or _brand_paper(library))
    if to_paper or printer:
        from handouts.printing.job import build_print_job

        keep = output is not None
        path = _output_path(output)
        PrintRequest(pdf, build_print_job(pdf, TITLE), path, printer, keep, quiet=quiet).send()
    elif output == outputs.STDOUT:
        outputs.refuse_terminal("test-sheet.pdf")
        click.echo(pdf, nl=False)
    else:
        _write_sheet(_output_path(output), pdf)
        if not quiet:
            print_note(ADVICE)


def _brand_paper(library: Path | None) -> Paper:
    """Return the paper of the library's brand."""
    from handouts.reading.brand import read_brand
    from handouts.reading.library import brand_path_in, find_library

    return read_brand(brand_path_in(find_library(library))).paper


def _output_path(output: str | None) -> Path:
    if output == outputs.STDOUT:
        raise click.UsageError("The sheet goes to the printer. Leave out -o -, or --print.")
    return Path(output or "test-sheet.pdf")


def _write_sheet(path: Path, pdf: bytes) -> None:
    from handouts.files import write_atomically

    start_writing()
    outputs.protect_file(path, [b"%PDF-"], "a PDF")
    write_atomically(path, pdf)
    record_written(path)
    print_path(path)
