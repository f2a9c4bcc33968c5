"""``handouts build``: make the PDF of one handout."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options, person_options
from handouts.cli import output as outputs
from handouts.cli.last_choices import Choices, apply_last, last_option, save_choices
from handouts.cli.notes import EventNotes
from handouts.cli.report import (
    failure_as_json,
    print_json,
    print_note,
    print_path,
    start_writing,
    usage_errors,
)
from handouts.document.person import PERSON_FIELDS
from handouts.sources.findings import join_choices

if TYPE_CHECKING:
    from handouts.building.build import BuildRequest, BuildResult, BuiltPdf
    from handouts.document.choices import Ink, PressColours, Standard
    from handouts.document.papers import Paper


@click.command(
    "build",
    cls=options.PressCommand,
    no_args_is_help=True,
    short_help="Make the PDF of a handout.",
    help=f"""\b
    Examples:
      handouts build dry-needling
      handouts build dry-needling --paper a4 -o leaflet.pdf
      handouts build dry-needling --format large-print
      handouts build dry-needling --format all -o leaflets
      handouts build dry-needling --ink mono
      handouts build dry-needling --press cmyk
      handouts build dry-needling --format booklet --press cmyk --no-imposition
      handouts build dry-needling --standard ua-2
      handouts build clinic/back-pain.en.yaml --open
      handouts build dry-needling -o - > leaflet.pdf
      handouts build dry-needling --set first_name=Sam --set areas="trapezius left"

    Make the PDF of a handout and print its path.

    NAME_OR_PATH is a name from `handouts list`, or the path of a handout's file.

    Without -o, the PDF is NAME.pdf in the current folder, or NAME.LANG.pdf if its language
    is not the brand's. For any format but the tri-fold, the name ends in the format, as in
    NAME-booklet.pdf. With --format all, every name ends in its format, and -o is the folder
    for the files, created if it is missing; formats that do not hold the text are named, and
    the others are made.

    Without --format, it is the first of the handout's formats that holds the text: those that
    its line 'formats' names, or else all, in the order of `handouts formats`.

    With --ink mono, the PDF is for black and white: black text, frames instead of coloured
    backgrounds, light grey pictures, and no meaning carried by colour alone. It is named
    NAME-mono.pdf.

    With --press, the PDF is for a print shop: on larger paper, with crop and fold marks and
    a bleed of 3 mm (1/8 in on US Letter). It is named NAME-press.pdf. The screen format is
    not printed, so --format all leaves it out. With --press cmyk, it is PDF/X-4 with the inks of
    offset printing on coated paper (FOGRA39), black text in black alone, and no links; it is named
    NAME-press-cmyk.pdf. With --no-imposition, a booklet for a print shop has single pages in
    reading order, each with its own bleed and crop marks; its name ends in pages.

    With --standard ua-2, the PDF is PDF/UA-2 and PDF/A-4f at once, in PDF 2.0, in place of PDF/UA-1
    and PDF/A-2a. It holds the handout's file as it was read, with its comments, but nothing of a
    person; whoever has the PDF can save that file. It is named NAME-ua-2.pdf. It cannot be PDF/X-4.

    For one person, use --set, or a file with --person. The fields are
    {join_choices(PERSON_FIELDS, "and")}, each optional; advice has names from the handout, such
    as heat, and so have exercises, each perhaps with its own dose: "chin tuck 2x10 hold 5s twice a
    day left, neck turn". Exercises that are not chosen are not printed. If all are blank, or only
    language, format and paper have a value, the PDF is the leaflet for everyone. Values typed
    after --set stay in the shell's history; a file's do not. With --by-hand, what is known is
    printed, and the rest is left to be filled in with a pen. The PDF is named NAME-personal.pdf
    or NAME-by-hand.pdf: its name never contains a person's name unless you type one. If another
    person's leaflet has that name, it is kept, and the new one is NAME-personal-2.pdf; only a
    file that -o names is replaced. --last repeats how this handout was last made for a person:
    format, paper, ink, language and advice, and nothing of the person.
    """,
)
@click.argument("handout", metavar="NAME_OR_PATH", type=options.HandoutParam())
@outputs.output_option(
    help="The file to write; - is stdout. With --format all, or a slash at the end: the folder."
)
@options.layout_options_with_all
@options.ink_option
@options.press_options
@options.standard_option
@options.library_option
@options.brand_option
@options.language_option
@person_options.add_options
@last_option
@click.option("--open", "show", is_flag=True, help="Open the PDF afterwards.")
@click.option("--json", "as_json", is_flag=True, help="Print the files, or the problems, as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the path and problems.")
@click.pass_context
@failure_as_json
def command(
    context: click.Context,
    handout: str,
    output: str | None,
    format: str | None,
    paper: Paper | None,
    ink: Ink,
    press: PressColours | None,
    imposition: bool,
    standard: Standard,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    settings: person_options.Settings,
    person: str | None,
    by_hand: bool,
    last: bool,
    show: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read the handout, lay it out, write the PDFs and print their paths."""
    _start_output(output, format, show, as_json)
    from handouts.building.build import BuildRequest, build_handout

    notes = EventNotes()
    in_folder = outputs.is_folder(output) and format != options.ALL
    choices = Choices(format, paper, ink, language, settings)
    if last:
        choices = apply_last(context, handout, choices)
    request = BuildRequest(
        person_options.build_request(
            handout, library, brand, choices.language, choices.settings, person, by_hand
        ),
        format=choices.single_format,
        all_formats=choices.format == options.ALL,
        paper=choices.paper,
        ink=choices.ink,
        press=press,
        imposition=imposition,
        standard=standard,
        output=None if output is None or in_folder else Path(output),
        folder=Path(output) if output and in_folder else Path(),
        in_memory=output == outputs.STDOUT,
    )
    with usage_errors():
        result = build_handout(request, notes)
    if request.in_memory:
        click.echo(result.pdfs[0].pdf, nl=False)
        return
    _print_paths(result, as_json)
    if not quiet and not as_json:
        print_note(_printing_advice(result, request))
        notes.print_notes()
    if result.selection.person:
        save_choices(handout, choices, result.selection.person.advice)
    if show:
        _open_file(result.pdfs[0])


def _start_output(output: str | None, format: str | None, show: bool, as_json: bool) -> None:
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


def _print_paths(result: BuildResult, as_json: bool) -> None:
    """Print the path of each file, or JSON with its format, pages and size."""
    if as_json:
        files = [_describe_file(each) for each in result.pdfs]
        left_out = [{"format": each.format, **each.finding.as_dict()} for each in result.left_out]
        print_json({"files": files, "left_out": left_out, "problems": []})
        return
    for each in result.pdfs:
        if each.path:
            print_path(each.path)


def _describe_file(built: BuiltPdf) -> dict[str, object]:
    return {
        "path": str(built.path),
        "format": built.format,
        "pages": _count_pages(built),
        "bytes": len(built.pdf),
    }


def _count_pages(built: BuiltPdf) -> int:
    import pikepdf  # slow to load

    with pikepdf.open(io.BytesIO(built.pdf)) as file:
        return len(file.pages)


def _find_least_pages(built: BuiltPdf, paper: Paper) -> int:
    """How many pages a PDF has at least; they are counted if its format may have a single one."""
    from handouts.layout.formats import FORMATS

    least = FORMATS[built.format].first_sheet(paper).page_count
    return _count_pages(built) if least == 1 else least


def _printing_advice(result: BuildResult, request: BuildRequest) -> str:
    """Return how to print each format; formats printed in the same way share a sentence."""
    from handouts.layout.formats import FORMATS
    from handouts.layout.press import advise_print_shop

    paper, ways = result.paper, dict[str, list[str]]()
    for each in result.pdfs:
        pages = _find_least_pages(each, paper)
        if request.press:
            way = advise_print_shop(request.find_edition(each.format), paper, pages)
        else:
            way = FORMATS[each.format].advise_printing(paper, pages)
        ways.setdefault(way, []).append(each.format)
    if request.press:
        advice = "\n".join(sorted(ways))
    elif len(result.pdfs) > 1:
        advice = "\n".join(f"{', '.join(which)}: {way}" for way, which in ways.items())
    else:
        advice = "".join(ways)
    is_draft = result.selection.spec.handout.status == "draft"
    return advice + (" It is a draft and says so." if is_draft else "")


def _open_file(built: BuiltPdf) -> None:
    if built.path and click.launch(str(built.path.resolve())):
        print_note("No program was found to open it with.")
