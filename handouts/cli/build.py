"""``handouts build``: one handout becomes one PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from handouts.cli import options, patient
from handouts.cli import output as outputs
from handouts.cli.report import note, writing, written, wrote

if TYPE_CHECKING:
    from handouts.spec.colours import Ink
    from handouts.spec.models import Paper, Spec
    from handouts.spec.problems import Problem


@click.command(
    "build",
    no_args_is_help=True,
    short_help="Make the PDF of a handout.",
    help="""\b
    Examples:
      handouts build dry-needling
      handouts build dry-needling --paper a4 -o leaflet.pdf
      handouts build dry-needling --format large-print
      handouts build dry-needling --format all -o leaflets
      handouts build dry-needling --ink mono
      handouts build dry-needling --press
      handouts build clinic/back-pain.en.yaml --open
      handouts build dry-needling -o - > leaflet.pdf
      handouts build dry-needling --set first_name=Sam --set areas="trapezius left"

    Make the PDF of a handout, and print where it is.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.

    Without -o it is NAME.pdf in the current folder, NAME.LANG.pdf in another language than
    the brand's. In another format than the tri-fold its name ends in the format, as in
    NAME-booklet.pdf. With --format all every file's name does, and -o is a folder for
    them, which is made if need be; where one format does not hold the text, none is written.

    With --ink mono it is made for black and white: black text, frames instead of coloured
    grounds, light grey pictures, and nothing that only a colour tells. It is named
    NAME-mono.pdf.

    With --press it is made for a print shop: on larger paper, with marks where to cut and
    fold, and colour that runs 3 mm over the edge (1/8 in on US Letter). It is named
    NAME-press.pdf. The screen format has no print to go to: --format all leaves it out.

    For one person: first_name, last_name, therapist, date, areas, advice (names from the
    handout, such as heat), next_visit, notes, language, format and paper, each optional,
    by --set or in a file by --person. Where all of them are blank, or only how it is made is
    given, it is the leaflet for everyone. What is typed after --set stays in the shell's
    history; a file does not. The PDF is named NAME-personal.pdf, or NAME-by-hand.pdf: no
    name of anyone's ever stands there unless you write it.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.Handout())
@outputs.option(help="Where to write it; - is stdout. With --format all: the folder for all.")
@options.paper_and_all
@options.ink
@options.press
@options.library
@options.brand
@options.language
@patient.options
@click.option("--open", "show", is_flag=True, help="Open it when it is made.")
@click.option("--json", "as_json", is_flag=True, help="What was made where, for a script.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but where it is, and problems.")
@click.pass_context
def command(
    context: click.Context,
    handout: str,
    output: str | None,
    format: str,
    paper: Paper | None,
    ink: Ink,
    press: bool,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    settings: patient.Settings,
    person: str | None,
    by_hand: bool,
    show: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read, lay out, write; print the paths."""
    _begin(output, format, show, as_json)
    from handouts.spec.library import load

    def find(tongue: str | None) -> Spec:
        return load(handout, library=library, brand=brand, language=tongue)

    asked = patient.ask(find, language, settings, person, by_hand)
    spec, format, paper = asked.spec, asked.format(context, format), asked.paper(paper)
    chosen = _formats(format, press)
    edition = Edition(ink, press, asked.whose)
    paths = _paths(spec, format, chosen, edition, output)
    if output != outputs.STDOUT:
        _keep(paths)
    made = _made(asked, chosen, paper, edition)
    if output == outputs.STDOUT:
        click.echo(made[format], nl=False)
        return
    _write(made, paths)
    _say(made, paths, as_json)
    if not quiet and not as_json:
        note(_advice(spec, paper, chosen, edition))
        asked.tell()
    if show:
        _open(next(iter(paths.values())))


class Edition(NamedTuple):
    """What a handout is printed with, whether by a print shop, and for whom."""

    ink: Ink = "colour"
    press: bool = False
    whose: patient.Whose = ""


OFFICE = Edition()


def _formats(format: str, press: bool) -> tuple[str, ...]:
    """The formats that are made: all may be asked for, but a press prints no screen."""
    formats = options.FORMATS if format == options.ALL else (format,)
    if not press:
        return formats
    from handouts.layout.press import pressed

    found = tuple(filter(pressed, formats))
    if not found:
        raise click.UsageError(
            f"The {format} format is for no paper, so no print shop can print it. "
            "Leave out --press, or choose another --format."
        )
    return found


def default(spec: Spec, format: str = "trifold", edition: Edition = OFFICE) -> Path:
    """NAME.pdf in the brand's language, NAME.LANG.pdf in any other, in the current folder.

    Behind it whether it is someone's or to be filled in by hand, so that it is not taken for
    everyone's; the format, where it is not a tri-fold, and what is unusual of the edition:
    NAME-personal.pdf, NAME-booklet-mono-press.pdf.
    """
    return Path(_named(spec, "" if format == "trifold" else format, edition))


def _named(spec: Spec, format: str, edition: Edition) -> str:
    ink = "" if edition.ink == "colour" else edition.ink
    own = [edition.whose, format, ink, "press" if edition.press else ""]
    return "-".join([_stem(spec), *filter(None, own)]) + ".pdf"


def _stem(spec: Spec) -> str:
    handout = spec.handout
    own = handout.language == spec.brand.language
    return handout.name if own else f"{handout.name}.{handout.language}"


def _paths(
    spec: Spec, format: str, formats: Sequence[str], edition: Edition, output: str | None
) -> dict[str, Path]:
    """Where each format is written."""
    if format != options.ALL:
        return {format: default(spec, format, edition) if output is None else Path(output)}
    folder = Path(output or ".")
    return {name: folder / _named(spec, name, edition) for name in formats}


def _keep(paths: Mapping[str, Path]) -> None:
    """Raise FileProblem where something would be written over that is no PDF."""
    for path in paths.values():
        outputs.keep(path, [b"%PDF-"], "a PDF")


def _write(made: Mapping[str, bytes], paths: Mapping[str, Path]) -> None:
    """Write each format; the folder for several is made if need be."""
    from handouts.files import make_folder, write_whole

    if len(made) > 1:
        make_folder(next(iter(paths.values())).parent)
    for name, pdf in made.items():
        write_whole(paths[name], pdf)
        wrote(paths[name])


def _say(made: Mapping[str, bytes], paths: Mapping[str, Path], as_json: bool) -> None:
    """Print where each file is, or all that a script may want to know of them."""
    if as_json:
        known = [_known(made[name], name, path) for name, path in paths.items()]
        click.echo(json.dumps(known, indent=2))
        return
    for path in paths.values():
        written(path)


def _known(pdf: bytes, format: str, path: Path) -> dict[str, object]:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = len(file.pages)
    return {"path": str(path), "format": format, "pages": pages, "bytes": len(pdf)}


def _made(
    asked: patient.Asked,
    formats: Sequence[str],
    paper: Paper | None,
    edition: Edition,
) -> dict[str, bytes]:
    """The PDF of each format. Raises SpecError with all that is wrong in any of them."""
    from handouts.making import render
    from handouts.spec.problems import SpecError

    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in formats:
        try:
            made[name] = render(
                asked.spec,
                format=name,
                paper=paper,
                person=asked.person,
                places=asked.places,
                ink=edition.ink,
                press=edition.press,
            )
        except SpecError as error:
            problems += error.problems
    if problems:
        raise SpecError(dict.fromkeys(problems))
    return made


def _begin(output: str | None, format: str, show: bool, as_json: bool) -> None:
    """Say that files are to be written; refuse what stdout cannot take."""
    if output != outputs.STDOUT:
        writing()
        return
    if format == options.ALL:
        raise click.UsageError("All formats are several files. Leave out -o -, or name a folder.")
    if show:
        raise click.UsageError("What goes to stdout cannot be opened. Leave out --open or -o -.")
    if as_json:
        raise click.UsageError("Stdout holds the PDF or the JSON. Leave out --json or -o -.")
    outputs.refuse_terminal("leaflet.pdf")


def _advice(spec: Spec, paper: Paper | None, formats: Sequence[str], edition: Edition) -> str:
    """How to print each format; formats that are printed in one way share a sentence."""
    from handouts.layout.formats import FORMATS

    name = options.PAPERS[paper or spec.brand.paper]
    ways: dict[str, list[str]] = {}
    for format in formats:
        ways.setdefault(PRINTED[FORMATS[format].sides].format(name), []).append(format)
    if edition.press:
        told = f"For a print shop: to be printed on both sides and cut to {name}."
    elif len(formats) > 1:
        told = "\n".join(f"{', '.join(which)}: {way}" for way, which in ways.items())
    else:
        told = "".join(ways)
    mark = " It is a draft and says so." if spec.handout.status == "draft" else ""
    return told + mark


PRINTED = {
    "short edge": "For {}: print both sides at actual size, flip on the short edge.",
    "long edge": "For {}: print both sides at actual size, flip on the long edge.",
    "screen": "For a phone or an e-mail, not for paper.",
}


def _open(output: Path) -> None:
    if click.launch(str(output.resolve())):
        note("No program was found to open it with.")
