"""``handouts test-sheet``: one sheet that shows what a printer does wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options, sending
from handouts.cli import output as outputs
from handouts.cli.report import note, writing, written, wrote
from handouts.cli.sending import Sending

if TYPE_CHECKING:
    from handouts import Format
    from handouts.spec.models import Paper

ADVICE = "Print it on both sides, then follow the words on it."


@click.command(
    "test-sheet",
    short_help="Make a sheet that tests the printer.",
    help="""\b
    Examples:
      handouts test-sheet
      handouts test-sheet --paper a4 -o sheet.pdf
      handouts test-sheet --print

    Make one sheet, for both sides, that shows whether the printer flips on the right edge,
    scales, or cuts the margins, and says what to change. With --print it goes to the
    printer just as `handouts print` sends a handout, so that it tests that way as well.
    """,
)
@outputs.option(help="Where to write it; - is stdout. Without it: test-sheet.pdf.")
@options.paper
@options.library
@click.option("--print", "to_paper", is_flag=True, help="Print it, rather than write it.")
@sending.printer
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but where it is, and problems.")
def command(
    output: str | None,
    format: Format,
    paper: Paper | None,
    library: Path | None,
    to_paper: bool,
    printer: str | None,
    quiet: bool,
) -> None:
    """Draw, write, perhaps print; print the path, or the job's number."""
    from handouts.printing.testsheet import TITLE, draw

    pdf = draw(format, paper or _paper(library))
    if to_paper or printer:
        from handouts.printing.job import job_for

        keep = output is not None
        path = _path(output)
        Sending(pdf, job_for(pdf, TITLE), path, printer, keep, quiet=quiet).send()
    elif output == outputs.STDOUT:
        outputs.refuse_terminal("test-sheet.pdf")
        click.echo(pdf, nl=False)
    else:
        _write(_path(output), pdf)
        if not quiet:
            note(ADVICE)


def _paper(library: Path | None) -> Paper:
    """The paper of the library's brand."""
    from handouts.spec.brand import read_brand
    from handouts.spec.library import brand_in, find_library

    return read_brand(brand_in(find_library(library))).paper


def _path(output: str | None) -> Path:
    if output == outputs.STDOUT:
        raise click.UsageError("It goes to the printer. Leave out -o -, or --print.")
    return Path(output or "test-sheet.pdf")


def _write(path: Path, pdf: bytes) -> None:
    from handouts.files import write_whole

    writing()
    outputs.keep(path, [b"%PDF-"], "a PDF")
    write_whole(path, pdf)
    wrote(path)
    written(path)
