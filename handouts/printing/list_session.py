"""Print a list: a leaflet for each row of a table, in row order, and nothing kept.

The rows are read and checked as ``batch`` does it. The leaflets become one file for the printer,
or one for each kind of sheet, in a private folder that is deleted afterwards.
"""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from handouts.batch.inspection import Inspection
from handouts.batch.jobs import Job, Translations
from handouts.batch.merge import write_merged
from handouts.batch.merged_paths import plan_merged
from handouts.batch.request import BatchRequest
from handouts.batch.runner import Outcome, inspect_job
from handouts.batch.session import BatchSession
from handouts.batch.sheet_groups import require_paper
from handouts.data import Data
from handouts.drafts import create_private_folder
from handouts.events import Event, Reporter, RequestError, ignore_event
from handouts.layout.formats import FORMATS
from handouts.printing.delivery import (
    Delivery,
    PrintCommand,
    PrintResult,
    deliver_pdf,
    plan_delivery,
)
from handouts.printing.job import PrintError, build_job_title, build_print_job
from handouts.printing.review import list_objections
from handouts.printing.session import MANY_BY_HAND, object_or_report
from handouts.printing.sheets import SheetHandling
from handouts.tables.columns import Columns
from handouts.tables.survey import Survey
from handouts.tables.table import Table


class ListRequest(Data, frozen=True):
    """Which rows to print, and how; the rest is as in ``PrintRequest``.

    The ``batch`` says which table, rows and columns; its folder is not used.
    """

    batch: BatchRequest
    copies: int = 1
    printer: str | None = None
    sheets: SheetHandling = SheetHandling()
    anyway: bool = False
    dry_run: bool = False


class RowsPrinted(Event, frozen=True):
    """The leaflets of these rows are in the printer's queue, in this order.

    A row stands there once for each of its handouts. ``other_sheets`` are separators and
    addresses.
    """

    rows: tuple[int, ...]
    result: PrintResult
    other_sheets: int = 0


class RowsPlanned(Event, frozen=True):
    """The leaflets of these rows would be printed like this."""

    rows: tuple[int, ...]
    plan: PrintCommand
    other_sheets: int = 0


class ListSession(BatchSession):
    """One run that prints a leaflet for each row of a table, on the day ``today``."""

    def __init__(self, request: ListRequest, today: date, report: Reporter = ignore_event) -> None:
        super().__init__(request.batch, report)
        self.printing = request
        self.today = today

    def print_rows(self) -> None:
        """Check all rows, make the leaflets, and print them; what was printed is reported.

        Reports what ``run_batch`` and ``deliver_pdf`` report, and RowsPrinted after each job, or
        in a dry run RowsPlanned. Nothing is printed before all leaflets are made.

        Raises what ``run_batch`` raises; NotForPatients if the handout should not be handed out;
        and PrintError if a job cannot be printed.
        """
        if self.request.format and not FORMATS[self.request.format].printing.on_paper:
            raise RequestError(f"{self.request.format} is not for paper.")
        with create_private_folder() as folder:
            self.request = replace(self.request, folder=folder, force=True, dry_run=False)
            self._output = folder
            self.run_batch()
            files = self._outcome.files if self._outcome else ()
            deliveries = [(file.group, self._prepare(file.path)) for file in files]
            for group, delivery in deliveries:
                plan = plan_delivery(delivery)
                if self.printing.dry_run:
                    self.report(RowsPlanned(group.numbers, plan, group.other_sheets))
                if plan.obstacle:
                    raise plan.obstacle
            if not self.printing.dry_run:
                for group, delivery in deliveries:
                    result = deliver_pdf(delivery, self.report)
                    self.report(RowsPrinted(group.numbers, result, group.other_sheets))

    def _prepare(self, path: Path) -> Delivery:
        assert self._plan
        handout = self._plan.job.translations.load_spec().handout
        pdf = path.read_bytes()
        request = self.printing
        job = build_print_job(pdf, build_job_title(handout), request.copies, self.request.ink)
        return Delivery(pdf, job, path, request.printer, sheets=request.sheets, source="list")

    def create_job(
        self, table: Table, columns: Columns, survey: Survey, translations: Translations
    ) -> Job:
        """The job for the rows; a format that is not printed on sheets is an error of its row."""
        job = super().create_job(table, columns, survey, translations)
        return require_paper(job)

    def _inspect_rows(self, job: Job, executor: Executor) -> Inspection:
        plan = inspect_job(job, executor, self.report)
        self._require_chosen_rows(plan)
        return plan

    def _write_bad_rows(self, *arguments: object) -> None:
        """Bad rows are listed; a file with their cells would only be left lying about."""

    def _make_leaflets(self, plan: Inspection, executor: Executor) -> Outcome:
        self._require_approval(plan)
        merge = plan_merged(plan, plan.job.folder / "list.pdf")
        sheets = self.printing.sheets
        if (sheets.manual_duplex or sheets.half) and sum(
            len(file.group) for file in merge.files
        ) > 1:
            raise PrintError(MANY_BY_HAND)
        self._outcome = write_merged(plan, merge, self.report, skip_bad=self.request.skip_bad)
        return self._outcome

    def _require_approval(self, plan: Inspection) -> None:
        """Raise NotForPatients if a handout in one of the languages should not be handed out."""
        specs = [plan.job.translations.find_spec(key) for key in plan.digests]
        objections = [each for spec in specs for each in list_objections(spec, self.today)]
        object_or_report(objections, self.printing.anyway, self.report)
