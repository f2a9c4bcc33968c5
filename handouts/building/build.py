"""Build a handout: its PDFs in one format or all, for one person or for everyone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from handouts import editions
from handouts.building.format_choice import (
    FormatLeftOut,
    is_overflow,
    list_formats,
    make_first_fit,
    report_format,
)
from handouts.building.output_files import (
    build_file_name,
    default_path,
    number_paths,
    protect_pdf,
    write_pdf,
)
from handouts.building.selection import HandoutRequest, Selection, select_handout
from handouts.data import Data
from handouts.document.choices import Ink, PressColours, Standard
from handouts.document.edition import Edition
from handouts.document.papers import Paper
from handouts.events import Reporter, RequestError, ignore_event
from handouts.files import make_folder
from handouts.layout.press import is_imposed_format, is_print_shop_format
from handouts.sources.findings import Finding, SpecError


class BuildRequest(Data, frozen=True):
    """What to build. Without a format or a paper it is the person's, else the usual one: the first
    of the handout's formats that holds it. With ``all_formats`` it is each that does.

    ``output`` is the file, or with ``all_formats`` the folder for the files; by default they
    are named for the handout, in ``folder``, which is made. With ``in_memory`` no file is written.
    Without ``imposition`` a booklet for a print shop has single pages.
    """

    handout: HandoutRequest
    format: str | None = None
    all_formats: bool = False
    paper: Paper | None = None
    ink: Ink = "colour"
    press: PressColours | None = None
    imposition: bool = True
    standard: Standard = "ua-1"
    output: Path | None = None
    folder: Path = Path()
    in_memory: bool = False

    def find_edition(self, format: str) -> Edition:
        """The edition in a format, for everyone; what is not imposed stays as it is."""
        imposition = self.imposition or not is_imposed_format(format)
        edition = Edition(format, self.paper, self.ink, self.press, imposition=imposition)
        return replace(edition, standard=self.standard)


class BuiltPdf(Data, frozen=True):
    """A PDF in one format; ``path`` is None if it was not written to a file."""

    format: str
    pdf: bytes
    path: Path | None = None


class BuildResult(Data, frozen=True):
    """The PDFs that were built, what they were built from, and formats that do not hold it."""

    selection: Selection
    paper: Paper
    pdfs: tuple[BuiltPdf, ...]
    left_out: tuple[FormatLeftOut, ...] = ()


def build_handout(request: BuildRequest, report: Reporter = ignore_event) -> BuildResult:
    """Build the PDFs that are asked for, and write them to files: all of them, or none.

    One person's leaflet never replaces another's: without ``output`` it gets a number. Reports
    FormatReplaced, FormatUnusual or FormatLeftOut, EarlierKept, Written for each file, then
    ExampleBrandUsed, NoPersonData or AreasUnmarked. Raises SpecError with the problems of all
    formats, FileError, and RequestError for a print shop's edition of a format that is not for
    paper, for pages without imposition of one that is not imposed, or for PDF/X-4 as PDF/UA-2.
    """
    if request.press == "cmyk" and request.standard == "ua-2":
        raise RequestError(
            "--press cmyk makes PDF/X-4, which is PDF 1.6, and --standard ua-2 makes PDF 2.0. "
            "Leave out one of them; --press alone goes with --standard ua-2."
        )
    selection = select_handout(request.handout)
    formats = _choose_formats(request, selection)
    paper = selection.choose_paper(request.paper)
    pdfs, left_out = _render_formats(request, selection, formats, paper, report)
    paths = {} if request.in_memory else _choose_paths(request, selection, tuple(pdfs))
    paths = _keep_earlier(request, selection, paths, pdfs, report)
    for path in paths.values():
        protect_pdf(path)
    built = tuple(BuiltPdf(name, pdf, paths.get(name)) for name, pdf in pdfs.items())
    _write_pdfs(built, report, makes_folder=request.output is None or request.all_formats)
    selection.report_brand(report)
    selection.report_notes(report)
    return BuildResult(selection, paper, built, left_out)


def _choose_formats(request: BuildRequest, selection: Selection) -> tuple[str, ...]:
    """The formats to build, or to try; a print shop gets only those for paper."""
    handout = selection.spec.handout
    wanted = selection.find_format(request.format)
    formats = (wanted,) if wanted and not request.all_formats else list_formats(handout)
    if not request.press:
        if not request.imposition:
            raise RequestError("--no-imposition is for a print shop. Add --press, or leave it out.")
        return formats
    printable = tuple(filter(is_print_shop_format, formats))
    if not printable:
        raise RequestError(
            f"The {formats[0]} format is not for paper, so no print shop can print it. "
            "Leave out --press, or choose another --format."
        )
    if not request.imposition:
        _check_imposed(printable, request.all_formats)
    return printable


def _check_imposed(formats: tuple[str, ...], all_formats: bool) -> None:
    """Raise RequestError where imposition cannot be left out, because there is none."""
    imposed = tuple(filter(is_imposed_format, formats))
    if imposed and (all_formats or imposed == formats):
        return
    if len(formats) > 1:
        raise RequestError("--no-imposition is for a booklet. Add --format booklet.")
    raise RequestError(
        f"The pages of the {formats[0]} format are not imposed, that is placed on sheets for "
        "folding, so --no-imposition has nothing to do. Leave it out, or add --format booklet."
    )


def _choose_paths(
    request: BuildRequest, selection: Selection, formats: tuple[str, ...]
) -> dict[str, Path]:
    """The file for each format."""
    wanted = {name: request.find_edition(name) for name in formats}
    if request.all_formats:
        folder = request.output or Path()
        return {
            name: folder / build_file_name(selection, name, edition)
            for name, edition in wanted.items()
        }
    ((format, edition),) = wanted.items()
    return {format: request.output or default_path(selection, edition, request.folder)}


def _is_numbered(request: BuildRequest, selection: Selection) -> bool:
    """Whether a file is named by us for one person; one that ``output`` names is replaced."""
    return bool(selection.audience) and (request.output is None or request.all_formats)


def _keep_earlier(
    request: BuildRequest,
    selection: Selection,
    paths: dict[str, Path],
    pdfs: dict[str, bytes],
    report: Reporter,
) -> dict[str, Path]:
    """The paths, with a number where another person's leaflet has that name."""
    if not _is_numbered(request, selection):
        return paths
    numbered = number_paths({path: pdfs[format] for format, path in paths.items()}, report)
    return {format: numbered[path] for format, path in paths.items()}


def _render_formats(
    request: BuildRequest,
    selection: Selection,
    formats: tuple[str, ...],
    paper: Paper,
    report: Reporter,
) -> tuple[dict[str, bytes], tuple[FormatLeftOut, ...]]:
    """The PDF in each format, or in the first that holds it; and what was left out of all.

    Raises SpecError if none holds it.
    """

    def render(name: str) -> bytes:
        """Render the PDF in a format."""
        edition = replace(request.find_edition(name), paper=paper, person=selection.person)
        return editions.render_handout(selection.spec, edition, selection.places)

    if request.all_formats:
        return _render_all(formats, render, report)
    first = make_first_fit(formats, render)
    report_format(selection.spec.handout, formats, first.format, report)
    return {first.format: first.made}, ()


def _render_all(
    formats: tuple[str, ...], render: Callable[[str], bytes], report: Reporter
) -> tuple[dict[str, bytes], tuple[FormatLeftOut, ...]]:
    """The PDF in each format that holds the text, and those that do not.

    Raises SpecError if none does, or if the text is wrong in another way.
    """
    pdfs: dict[str, bytes] = {}
    problems: list[Finding] = []
    left_out: list[FormatLeftOut] = []
    for name in formats:
        try:
            pdfs[name] = render(name)
        except SpecError as error:
            if is_overflow(error):
                left_out.append(FormatLeftOut(name, error.problems[0]))
            problems += error.problems
    if len(left_out) + len(pdfs) < len(formats) or not pdfs:
        raise SpecError(problems)
    for each in left_out:
        report(each)
    return pdfs, tuple(left_out)


def _write_pdfs(built: tuple[BuiltPdf, ...], report: Reporter, *, makes_folder: bool) -> None:
    """Write the PDFs that have a path."""
    paths = [each.path for each in built if each.path]
    if makes_folder and paths:
        make_folder(paths[0].parent)
    for each in built:
        if each.path:
            write_pdf(each.path, each.pdf, report)
