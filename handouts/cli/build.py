"""``handouts build``: make the PDF of one handout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from handouts.cli import options, person_options
from handouts.cli import output as outputs
from handouts.cli.report import (
    failure_as_json,
    print_json,
    print_note,
    print_path,
    record_written,
    start_writing,
)

if TYPE_CHECKING:
    from handouts.document.choices import Ink, Paper
    from handouts.document.handout import Spec
    from handouts.sources.findings import Finding


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

    Make the PDF of a handout and print its path.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.

    Without -o, the PDF is NAME.pdf in the current folder, or NAME.LANG.pdf if its language
    is not the brand's. For any format but the tri-fold, the name ends in the format, as in
    NAME-booklet.pdf. With --format all, every name ends in its format, and -o is the folder
    for the files, created if it is missing. If the text does not fit one of the formats, no
    file is written.

    With --ink mono, the PDF is for black and white: black text, frames instead of coloured
    backgrounds, light grey pictures, and no meaning carried by colour alone. It is named
    NAME-mono.pdf.

    With --press, the PDF is for a print shop: on larger paper, with crop and fold marks and
    a bleed of 3 mm (1/8 in on US Letter). It is named NAME-press.pdf. The screen format is
    not printed, so --format all leaves it out.

    For one person, use --set, or a file with --person. The fields are first_name, last_name,
    therapist, date, areas, advice (names from the handout, such as heat), next_visit, notes,
    language, format and paper, each optional. If all are blank, or only language, format and
    paper have a value, the PDF is the leaflet for everyone. Values typed after --set stay in
    the shell's history; a file's do not. The PDF is named NAME-personal.pdf or
    NAME-by-hand.pdf: its name never contains a person's name unless you type one.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
@outputs.output_option(help="The file to write; - is stdout. With --format all: the folder.")
@options.layout_options_with_all
@options.ink_option
@options.press_option
@options.library_option
@options.brand_option
@options.language_option
@person_options.add_options
@click.option("--open", "show", is_flag=True, help="Open the PDF afterwards.")
@click.option("--json", "as_json", is_flag=True, help="Print the files, or the problems, as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the path and problems.")
@click.pass_context
@failure_as_json
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
    settings: person_options.Settings,
    person: str | None,
    by_hand: bool,
    show: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read the handout, lay it out, write the PDFs and print their paths."""
    _start_output(output, format, show, as_json)
    from handouts.reading.library import load_spec

    def find(tongue: str | None) -> Spec:
        return load_spec(handout, library=library, brand=brand, language=tongue)

    request = person_options.read_request(find, language, settings, person, by_hand)
    spec, format, paper = (
        request.spec,
        request.choose_format(context, format),
        request.choose_paper(paper),
    )
    chosen = _choose_formats(format, press)
    edition = Edition(ink, press, request.audience)
    paths = _output_paths(spec, format, chosen, edition, output)
    if output != outputs.STDOUT:
        _protect_files(paths)
    pdfs = _render_formats(request, chosen, paper, edition)
    if output == outputs.STDOUT:
        click.echo(pdfs[format], nl=False)
        return
    _write_files(pdfs, paths)
    _print_paths(pdfs, paths, as_json)
    if not quiet and not as_json:
        print_note(_printing_advice(spec, paper, chosen, edition))
        request.print_notes()
    if show:
        _open_file(next(iter(paths.values())))


class Edition(NamedTuple):
    """The variant of a handout: its ink, whether it is for a print shop, and for whom."""

    ink: Ink = "colour"
    press: bool = False
    audience: person_options.Audience = ""


OFFICE = Edition()


def _choose_formats(format: str, press: bool) -> tuple[str, ...]:
    """Return the formats to make; a print shop gets only those for paper.

    Raises UsageError if none is left.
    """
    formats = options.FORMATS if format == options.ALL else (format,)
    if not press:
        return formats
    from handouts.layout.press import is_print_shop_format

    printable = tuple(filter(is_print_shop_format, formats))
    if not printable:
        raise click.UsageError(
            f"The {format} format is not for paper, so no print shop can print it. "
            "Leave out --press, or choose another --format."
        )
    return printable


def default_path(spec: Spec, format: str = "trifold", edition: Edition = OFFICE) -> Path:
    """Return NAME.pdf in the brand's language, or NAME.LANG.pdf, in the current folder.

    Suffixes show that it is personal or to be filled in by hand, so that nobody takes it for
    the leaflet for everyone; then the format, unless it is the tri-fold, and what is unusual
    about the edition: NAME-personal.pdf, NAME-booklet-mono-press.pdf.
    """
    return Path(_file_name(spec, "" if format == "trifold" else format, edition))


def _file_name(spec: Spec, format: str, edition: Edition) -> str:
    ink = "" if edition.ink == "colour" else edition.ink
    suffixes = [edition.audience, format, ink, "press" if edition.press else ""]
    return "-".join([_file_stem(spec), *filter(None, suffixes)]) + ".pdf"


def _file_stem(spec: Spec) -> str:
    handout = spec.handout
    is_brand_language = handout.language == spec.brand.language
    return handout.name if is_brand_language else f"{handout.name}.{handout.language}"


def _output_paths(
    spec: Spec, format: str, formats: Sequence[str], edition: Edition, output: str | None
) -> dict[str, Path]:
    """Return the path to write for each format."""
    if format != options.ALL:
        return {format: default_path(spec, format, edition) if output is None else Path(output)}
    folder = Path(output or ".")
    return {name: folder / _file_name(spec, name, edition) for name in formats}


def _protect_files(paths: Mapping[str, Path]) -> None:
    """Raise FileProblem if a file that is not a PDF would be overwritten."""
    for path in paths.values():
        outputs.protect_file(path, [b"%PDF-"], "a PDF")


def _write_files(pdfs: Mapping[str, bytes], paths: Mapping[str, Path]) -> None:
    """Write each format; create the folder if there are several."""
    from handouts.files import make_folder, write_atomically

    if len(pdfs) > 1:
        make_folder(next(iter(paths.values())).parent)
    for name, pdf in pdfs.items():
        write_atomically(paths[name], pdf)
        record_written(paths[name])


def _print_paths(pdfs: Mapping[str, bytes], paths: Mapping[str, Path], as_json: bool) -> None:
    """Print the path of each file, or JSON with its format, pages and size."""
    if as_json:
        files = [_describe_file(pdfs[name], name, path) for name, path in paths.items()]
        print_json({"files": files, "problems": []})
        return
    for path in paths.values():
        print_path(path)


def _describe_file(pdf: bytes, format: str, path: Path) -> dict[str, object]:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = len(file.pages)
    return {"path": str(path), "format": format, "pages": pages, "bytes": len(pdf)}


def _render_formats(
    request: person_options.HandoutRequest,
    formats: Sequence[str],
    paper: Paper | None,
    edition: Edition,
) -> dict[str, bytes]:
    """Return the PDF of each format. Raises SpecError with the problems of all formats."""
    from handouts.editions import render_handout
    from handouts.sources.findings import SpecError

    pdfs: dict[str, bytes] = {}
    problems: list[Finding] = []
    for name in formats:
        try:
            pdfs[name] = render_handout(
                request.spec,
                format=name,
                paper=paper,
                person=request.person,
                places=request.places,
                ink=edition.ink,
                press=edition.press,
            )
        except SpecError as error:
            problems += error.problems
    if problems:
        raise SpecError(dict.fromkeys(problems))
    return pdfs


def _start_output(output: str | None, format: str, show: bool, as_json: bool) -> None:
    """Record that files will be written; raise UsageError for what stdout cannot take."""
    if output != outputs.STDOUT:
        start_writing()
        return
    if format == options.ALL:
        raise click.UsageError("--format all makes many files. Leave out -o -, or name a folder.")
    if show:
        raise click.UsageError("A PDF on stdout cannot be opened. Leave out --open or -o -.")
    if as_json:
        raise click.UsageError("Stdout holds the PDF or the JSON. Leave out --json or -o -.")
    outputs.refuse_terminal("leaflet.pdf")


def _printing_advice(
    spec: Spec, paper: Paper | None, formats: Sequence[str], edition: Edition
) -> str:
    """Return how to print each format; formats printed in the same way share a sentence."""
    from handouts.document.papers import PAPERS
    from handouts.layout.formats import FORMATS

    name = PAPERS[paper or spec.brand.paper].name
    ways: dict[str, list[str]] = {}
    for format in formats:
        ways.setdefault(PRINTING_ADVICE[FORMATS[format].sides].format(name), []).append(format)
    if edition.press:
        advice = f"For a print shop: print both sides and cut to {name}."
    elif len(formats) > 1:
        advice = "\n".join(f"{', '.join(which)}: {way}" for way, which in ways.items())
    else:
        advice = "".join(ways)
    mark = " It is a draft and says so." if spec.handout.status == "draft" else ""
    return advice + mark


PRINTING_ADVICE = {
    "short edge": "For {}: print both sides at actual size, flip on the short edge.",
    "long edge": "For {}: print both sides at actual size, flip on the long edge.",
    "screen": "For a phone or an e-mail, not for paper.",
}


def _open_file(output: Path) -> None:
    if click.launch(str(output.resolve())):
        print_note("No program was found to open it with.")
