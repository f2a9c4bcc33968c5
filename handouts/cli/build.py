"""``handouts build``: one handout becomes one PDF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options
from handouts.cli import output as outputs
from handouts.cli.report import note, writing, written, wrote

if TYPE_CHECKING:
    from handouts import Format
    from handouts.spec.models import Paper, Spec


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

    Make the PDF of a handout, and print where it is.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.Handout())
@outputs.option(help="Where to write it; - is stdout. Without it: NAME.pdf in the current folder.")
@options.paper
@options.library
@options.brand
@options.language
@click.option("--open", "show", is_flag=True, help="Open it when it is made.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but where it is, and problems.")
def command(
    handout: str,
    output: str | None,
    format: Format,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    show: bool,
    quiet: bool,
) -> None:
    """Read, lay out, write; print the path."""
    _refuse(output, show)
    if output != outputs.STDOUT:
        writing()
    from handouts import load, render
    from handouts.files import write_whole

    spec = load(handout, library=library, brand=brand, language=language)
    if output == outputs.STDOUT:
        click.echo(render(spec, format=format, paper=paper), nl=False)
        return
    path = default(spec) if output is None else Path(output)
    outputs.keep(path, [b"%PDF-"], "a PDF")
    write_whole(path, render(spec, format=format, paper=paper))
    wrote(path)
    written(path)
    if not quiet:
        note(_advice(spec, paper))
    if show:
        _open(path)


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
