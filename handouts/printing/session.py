"""Print a handout, or the test sheet: make the PDF, and send it with the right settings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil
from pathlib import Path

from msgspec.structs import replace

from handouts import editions
from handouts.building.format_choice import list_formats, make_first_fit, report_format
from handouts.building.output_files import default_path, number_paths
from handouts.building.selection import HandoutRequest, Selection, select_handout
from handouts.data import Data
from handouts.document.choices import Ink
from handouts.document.edition import Edition
from handouts.document.papers import Paper
from handouts.events import Event, Reporter, ignore_event
from handouts.files import make_folder
from handouts.layout.formats import FORMATS
from handouts.printing.delivery import (
    Delivery,
    PrintCommand,
    PrintResult,
    deliver_pdf,
    plan_delivery,
)
from handouts.printing.job import PrintError, build_job_title, build_print_job
from handouts.printing.printed_file import PrintedFile, read_printed_file
from handouts.printing.review import list_objections
from handouts.printing.sheets import PLAIN_HANDLING, SheetHandling
from handouts.printing.testsheet import TITLE, render_test_sheet
from handouts.reading.brand import read_brand
from handouts.reading.library import find_library
from handouts.reading.library_files import brand_path_in
from handouts.sources.findings import Finding, SpecError


class PrintRequest(Data, frozen=True):
    """What to print. Without a format or a paper it is the person's, else the usual one.

    ``keep`` is a file to keep the PDF in, ``folder`` a folder to keep it in under its usual name.
    With ``anyway``, a draft is printed too, and a handout overdue for review. With ``dry_run``
    nothing is printed or written. ``sheets`` says how the paper goes through the printer.
    """

    handout: HandoutRequest
    copies: int = 1
    printer: str | None = None
    format: str | None = None
    paper: Paper | None = None
    ink: Ink = "colour"
    keep: Path | None = None
    folder: Path | None = None
    sheets: SheetHandling = SheetHandling()
    anyway: bool = False
    dry_run: bool = False


class ObjectionIgnored(Event, frozen=True):
    """The handout is printed although it should not be handed out."""

    objection: Finding


MANY_BY_HAND = (
    "Several people's leaflets are not turned by hand: one sheet out of order, and a person gets "
    "another's back page. Print each row by itself (--rows), or use a printer that turns the paper."
)


class NotForPatients(SpecError):
    """The handout should not be handed out, so it was not printed."""


def print_handout(
    request: PrintRequest, today: date, report: Reporter = ignore_event
) -> PrintResult | PrintCommand:
    """Make a handout's PDF and print it, or with ``dry_run`` return how it would be printed.

    Reports ObjectionIgnored, FormatReplaced, FormatUnusual, NoPersonData, AreasUnmarked, Sending,
    and Written if the PDF is kept as a file. Raises SpecError; NotForPatients if it should not be
    handed out on the day ``today``; FileError if it is a PDF that another program made; and
    PrintError if it cannot be printed.
    """
    if names_pdf(request.handout.name_or_path):
        return _print_file(request, today, report)
    selection = select_handout(request.handout)
    object_or_report(list_objections(selection.spec, today), request.anyway, report)
    delivery = _prepare_delivery(request, selection, report)
    selection.report_notes(report)
    if request.dry_run:
        return plan_delivery(delivery)
    if request.folder:
        make_folder(request.folder)
    return deliver_pdf(delivery, report)


def names_pdf(name_or_path: str) -> bool:
    """Whether what is to be printed is an existing PDF, not a handout."""
    path = Path(name_or_path)
    return path.suffix.lower() == ".pdf" and path.is_file()


def object_or_report(objections: Iterable[Finding], anyway: bool, report: Reporter) -> None:
    """Raise NotForPatients for the objections; with ``anyway``, report them as ignored."""
    objections = tuple(objections)
    if objections and not anyway:
        raise NotForPatients(objections)
    for each in objections:
        report(ObjectionIgnored(each))


def _print_file(request: PrintRequest, today: date, report: Reporter) -> PrintResult | PrintCommand:
    """Print a PDF that this program made, as it says itself: paper, sides and edge."""
    file = read_printed_file(Path(request.handout.name_or_path))
    object_or_report(file.list_objections(today), request.anyway, report)
    _require_one_leaflet(file, request.sheets)
    title = f"{file.identity.id} {file.title}"
    delivery = Delivery(
        file.pdf,
        build_print_job(file.pdf, title, request.copies, request.ink),
        file.path,
        request.printer,
        sheets=request.sheets,
        source="file",
    )
    return plan_delivery(delivery) if request.dry_run else deliver_pdf(delivery, report)


def _require_one_leaflet(file: PrintedFile, sheets: SheetHandling) -> None:
    """Raise PrintError if a stack of several people's leaflets would be turned by hand."""
    if file.identity.has_many and (sheets.manual_duplex or sheets.half):
        raise PrintError(MANY_BY_HAND)


def _prepare_delivery(request: PrintRequest, selection: Selection, report: Reporter) -> Delivery:
    handout = selection.spec.handout
    paper = selection.choose_paper(request.paper)
    wanted = selection.find_format(request.format)
    formats = (wanted,) if wanted else list_formats(handout, on_paper=True)

    def render(name: str) -> bytes:
        """Render the PDF in a format."""
        edition = Edition(name, paper, request.ink, person=selection.person)
        return editions.render_handout(selection.spec, edition, selection.places)

    first = make_first_fit(formats, render)
    report_format(handout, formats, first.format, report)
    pdf = first.made
    per_copy = FORMATS[first.format].count_leaflets(paper)
    copies = ceil(request.copies / per_copy)
    job = build_print_job(pdf, build_job_title(handout), copies, request.ink)
    job = replace(job, per_copy=per_copy)
    path = default_path(selection, Edition(first.format, ink=request.ink))
    path = request.keep or (request.folder / path.name if request.folder else path)
    if selection.audience and not request.keep:
        path = number_paths({path: pdf}, ignore_event)[path]
    keeps = bool(request.keep or request.folder)
    return Delivery(pdf, job, path, request.printer, keeps, request.sheets)


SHEET_PATH = Path("test-sheet.pdf")


class SheetRequest(Data, frozen=True):
    """Which test sheet to make; the paper is by default that of the library's brand."""

    format: str
    paper: Paper | None = None
    library: Path | None = None


def make_test_sheet(request: SheetRequest) -> bytes:
    """The test sheet, as a PDF. Raises SpecError if the brand has problems."""
    paper = request.paper
    if paper is None:
        paper = read_brand(brand_path_in(find_library(request.library))).paper
    return render_test_sheet(request.format, paper)


def print_test_sheet(
    request: SheetRequest,
    printer: str | None = None,
    keep: Path | None = None,
    report: Reporter = ignore_event,
    *,
    sheets: SheetHandling = PLAIN_HANDLING,
) -> PrintResult:
    """Print the test sheet as a handout is printed. Raises SpecError and PrintError."""
    pdf = make_test_sheet(request)
    job = build_print_job(pdf, TITLE)
    path = keep or SHEET_PATH
    return deliver_pdf(Delivery(pdf, job, path, printer, keep is not None, sheets), report)
