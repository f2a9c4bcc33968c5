"""``handouts print``: a leaflet goes to the printer, with the right settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options, patient, sending
from handouts.cli import output as outputs
from handouts.cli.build import Edition, default
from handouts.cli.report import note, tell_all
from handouts.cli.sending import Sending

if TYPE_CHECKING:
    from handouts.spec.colours import Ink
    from handouts.spec.models import Paper, Spec


@click.command(
    "print",
    no_args_is_help=True,
    short_help="Print a handout, with the right settings.",
    help="""\b
    Examples:
      handouts print dry-needling --copies 20
      handouts print dry-needling --printer desk --paper a4 --ink mono
      handouts print dry-needling --set first_name=Sam --set areas="trapezius left"
      handouts print dry-needling --dry-run

    Make the PDF of a handout and hand it to the printer: on the right paper, both sides,
    flipped on the right edge, at actual size. Waits until the printer has taken it, and
    prints the job's number.

    Without --printer it is the default one, or the only one there is. On Windows the
    program for PDFs does the printing, and you are told the settings to choose.

    For one person, with --set or --person as in `handouts build`, it is that person's
    leaflet; the printer's queue shows the handout's title and no name.

    A draft, or a handout that was due for review, is printed with --anyway only. If it
    cannot be printed the PDF is kept, and the exit code is 1.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.Handout())
@click.option(
    "-n",
    "--copies",
    type=click.IntRange(1, 9999),
    default=1,
    show_default=True,
    help="How many.",
)
@sending.printer
@options.paper
@options.ink
@outputs.option(help="Keep the PDF here. Without it: as build names it, if it cannot be printed.")
@options.library
@options.brand
@options.language
@patient.options
@click.option("--anyway", is_flag=True, help="Print a draft, or what is due for review.")
@sending.dry_run
@click.option("--json", "as_json", is_flag=True, help="What was printed where, for a script.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the job's number, and problems.")
@click.pass_context
def command(
    context: click.Context,
    handout: str,
    copies: int,
    printer: str | None,
    format: str,
    paper: Paper | None,
    ink: Ink,
    output: str | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    settings: patient.Settings,
    person: str | None,
    by_hand: bool,
    anyway: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read, lay out, ask the printer, hand over, wait; print the job's number."""
    if output == outputs.STDOUT:
        raise click.UsageError("The PDF goes to the printer. For stdout: handouts build NAME -o -")
    _refuse_pdf(handout, copies, ink)
    import handouts
    from handouts.making import render
    from handouts.printing.job import job_for, title_of

    def find(tongue: str | None) -> Spec:
        return handouts.load(handout, library=library, brand=brand, language=tongue)

    asked = patient.ask(find, language, settings, person, by_hand)
    spec, format, paper = asked.spec, asked.format(context, format), asked.paper(paper)
    if not _may_go(spec, anyway, quiet):
        context.exit(1)
    pdf = render(
        spec, format=format, paper=paper, person=asked.person, places=asked.places, ink=ink
    )
    if not quiet:
        asked.tell()
    job = job_for(pdf, title_of(spec.handout), copies, ink)
    path = (
        default(spec, format, Edition(ink, whose=asked.whose)) if output is None else Path(output)
    )
    Sending(pdf, job, path, printer, output is not None, as_json, quiet).send(dry_run)


def _refuse_pdf(handout: str, copies: int, ink: Ink) -> None:
    """Raise FileProblem for a PDF that is there, and say by which settings to print it."""
    from handouts.files import FileProblem, shown

    path = Path(handout)
    if path.suffix.lower() != ".pdf" or not path.is_file():
        return
    from handouts.printing.job import settings_of

    how = settings_of(path.read_bytes(), copies, ink)
    raise FileProblem(
        f"{shown(path)}: is a PDF already; print makes one from a handout, by its name "
        f"('handouts list' tells them). Print this one from the program that shows it{how}."
    )


def _may_go(spec: Spec, anyway: bool, quiet: bool) -> bool:
    """Whether nothing speaks against it; what does is told."""
    from handouts.printing.due import objections, today

    found = list(objections(spec.handout, today()))
    if found and not anyway:
        tell_all(found, "Nothing was printed.")
        return False
    for each in found if not quiet else ():
        note(f"Printing anyway: {each.place}: {each.message}")
    return True
