"""``handouts build``: one handout becomes one PDF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from click.core import ParameterSource

from handouts.cli import options, patient
from handouts.cli import output as outputs
from handouts.cli.report import note, writing, written, wrote

if TYPE_CHECKING:
    from handouts import Format
    from handouts.spec.models import Paper, Person, Spec


@click.command(
    "build",
    no_args_is_help=True,
    short_help="Make the PDF of a handout.",
    help="""\b
    Examples:
      handouts build dry-needling
      handouts build dry-needling --paper a4 -o leaflet.pdf
      handouts build clinic/back-pain.en.yaml --open
      handouts build dry-needling -o - > leaflet.pdf
      handouts build dry-needling --set first_name=Sam --set areas="trapezius left"

    Make the PDF of a handout, and print where it is.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.

    For one person: first_name, last_name, therapist, date, areas, advice (names from the
    handout, such as heat), next_visit, notes, language, format and paper, each optional,
    by --set or in a file by --person. What is typed after --set stays in the shell's
    history; a file does not. No name ever stands in the name of the PDF unless you write
    it there.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.Handout())
@outputs.option(help="Where to write it; - is stdout. Without it: NAME.pdf in the current folder.")
@options.paper
@options.library
@options.brand
@options.language
@patient.options
@click.option("--open", "show", is_flag=True, help="Open it when it is made.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but where it is, and problems.")
@click.pass_context
def command(
    context: click.Context,
    handout: str,
    output: str | None,
    format: Format,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    settings: patient.Settings,
    person: str | None,
    by_hand: bool,
    show: bool,
    quiet: bool,
) -> None:
    """Read, lay out, write; print the path."""
    _refuse(output, show)
    if output != outputs.STDOUT:
        writing()
    from handouts.files import write_whole
    from handouts.making import render
    from handouts.spec.library import load

    given = patient.cells(settings, person, by_hand)
    spec = patient.load(
        given, lambda tongue: load(handout, library=library, brand=brand, language=tongue), language
    )
    who = patient.read(given, spec)
    if who:
        format, paper = _chosen(context, who, format), paper or who.paper or None
    path = default(spec) if output is None else Path(output)
    if output != outputs.STDOUT:
        outputs.keep(path, [b"%PDF-"], "a PDF")
    pdf = render(spec, format=format, paper=paper, person=who, places=patient.places(given))
    if output == outputs.STDOUT:
        click.echo(pdf, nl=False)
        return
    write_whole(path, pdf)
    wrote(path)
    written(path)
    if not quiet:
        note(_advice(spec, paper))
    if show:
        _open(path)


def _chosen(context: click.Context, person: Person, format: Format) -> Format:
    """The person's format, unless one was typed."""
    typed = context.get_parameter_source("format") is ParameterSource.COMMANDLINE
    return format if typed or not person.format else cast("Format", person.format)


def default(spec: Spec) -> Path:
    """NAME.pdf in the brand's language, NAME.LANG.pdf in any other, in the current folder."""
    handout = spec.handout
    own = handout.language == spec.brand.language
    return Path(f"{handout.name}.pdf" if own else f"{handout.name}.{handout.language}.pdf")


def _refuse(output: str | None, show: bool) -> None:
    if output != outputs.STDOUT:
        return
    if show:
        raise click.UsageError("What goes to stdout cannot be opened. Leave out --open or -o -.")
    if sys.stdout.isatty():
        raise click.UsageError("A PDF is no text for a terminal. Try: -o - > leaflet.pdf")


def _advice(spec: Spec, paper: Paper | None) -> str:
    name = options.PAPERS[paper or spec.brand.paper]
    mark = " It is a draft and says so." if spec.handout.status == "draft" else ""
    return f"For {name}: print both sides at actual size, flip on the short edge.{mark}"


def _open(output: Path) -> None:
    if click.launch(str(output.resolve())):
        note("No program was found to open it with.")
