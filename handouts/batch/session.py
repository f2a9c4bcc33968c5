"""Run a batch from its request: read the table, check every row, make the leaflets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from handouts.batch import worker
from handouts.batch.bad_rows import list_bad_files, write_bad_rows
from handouts.batch.cluster import open_cluster
from handouts.batch.jobs import Translations
from handouts.batch.request import (
    BadRowsWritten,
    BatchRequest,
    BatchResult,
    ColumnsSaved,
    LeafletsOutdated,
    RowsChecked,
    TableRead,
)
from handouts.batch.runner import (
    Inspection,
    Job,
    Outcome,
    find_first_task,
    inspect_job,
    make_leaflets,
)
from handouts.batch.sample import Sample, describe_first_person
from handouts.batch.scheduler import open_executor
from handouts.batch.sorting import BY_TIME
from handouts.batch.spool import Spool
from handouts.batch.table_job import build_table_job, load_translations
from handouts.building.format_choice import list_formats, report_format
from handouts.events import Reporter, ignore_event
from handouts.files import make_folder, require_regular_file, write_atomically
from handouts.people.dates import is_month_first
from handouts.reading.library import find_library
from handouts.sources.findings import Finding, Place, SpecError
from handouts.tables.address_columns import (
    add_address_columns,
    find_table_style,
    load_address_headers,
)
from handouts.tables.column_choices import load_choices, save_choices
from handouts.tables.column_finder import find_columns
from handouts.tables.columns import Columns
from handouts.tables.selection import NOT_CHOSEN
from handouts.tables.survey import Survey, survey_table
from handouts.tables.table import SheetInfo, Table, read_table


class BatchSession:
    """One run of a batch that makes a file for each person."""

    def __init__(self, request: BatchRequest, report: Reporter = ignore_event) -> None:
        self.request = request
        self.report = report
        self._output = request.folder
        self._columns: Columns | None = None
        self._sheet: SheetInfo | None = None
        self._has_refused_days = False
        self._plan: Inspection | None = None
        self._outcome: Outcome | None = None
        self._bad_file: Path | None = None
        self._sample: Sample | None = None
        self._spool = Spool(request.folder)
        self._leftover_files: tuple[Path, ...] = ()

    @property
    def result(self) -> BatchResult:
        """How far the batch has got, at any time."""
        result = BatchResult(self._output, self._columns, self._sheet, bad_file=self._bad_file)
        plan, outcome = self._plan, self._outcome
        if plan is None:
            return result
        return replace(
            result,
            pending=plan.pending,
            kept=plan.kept,
            made=outcome.made if outcome else 0,
            replaced=outcome.replaced if outcome else plan.changed,
            others=plan.others,
            has_begun=outcome is not None,
            bad=dict(outcome.bad if outcome else plan.bad),
            leftover_files=self._leftover_files,
            unmarked=plan.unmarked,
            unmarked_rows=tuple(plan.unmarked_rows),
            sample=self._sample,
            stale=tuple(plan.stale),
            left_out={reason: tuple(rows) for reason, rows in plan.left_out.items()},
            remarks={remark: tuple(rows) for remark, rows in plan.remarks.items()},
        )

    def run_batch(self) -> BatchResult:
        """Check all rows, then make the leaflets, unless it is a dry run.

        Reports TableRead, Progress, LeafletsOutdated, RowsChecked, BadRowsWritten and
        ColumnsSaved. If it is stopped, the same request goes on where it stopped.

        Raises RequestError; SpecError with the problems of all rows, unless bad rows are to be
        skipped; and OSError, with a message for the user, if a file cannot be read or written or
        the workers are lost.
        """
        self.request.check()
        table, columns = self._read_table()
        translations = load_translations(self.request)
        columns = self._add_addresses(table, columns, translations)
        survey = self._survey_table(table, columns, translations)
        with closing(self._spool), self._open_workers(table) as (executor, is_remote):
            job = self.create_job(table, columns, survey, translations)
            job = replace(job, is_remote=is_remote)
            self._report_formats(job)
            self._plan = plan = self._inspect_rows(job, executor)
            self._sample = describe_first_person(plan)
            is_stopped = bool(survey.problems or (plan.bad and not self.request.skip_bad))
            self.report(
                RowsChecked(plan.pending, plan.kept, plan.changed, len(plan.bad), is_stopped)
            )
            if is_stopped:
                raise SpecError([*survey.problems, *plan.problems])
            if self.request.sample:
                self._write_sample(plan)
            if self.request.sample or self.request.dry_run:
                return self.result
            self._write_bad_rows(table, plan.bad)
            self._save_columns(columns)
            outcome = self._make_leaflets(plan, executor)
        if outcome.bad != plan.bad:  # some could not be drawn
            self._write_bad_rows(table, outcome.bad)
        if not outcome.bad:
            self._leftover_files = list_bad_files(self.request.folder)
        return self.result

    def _report_formats(self, job: Job) -> None:
        """Report FormatReplaced or FormatUnusual for each handout, in the batch's language."""
        for name in job.translations.handouts:
            spec = job.translations.load_spec("", name)
            first = job.format or list_formats(spec.handout, on_paper=job.is_for_paper)[0]
            report_format(spec.handout, (first,), job.find_format(spec), self.report)

    @contextlib.contextmanager
    def _open_workers(self, table: Table) -> Iterator[tuple[Executor, bool]]:
        """The executor, and whether its workers cannot write into the output folder."""
        request = self.request
        if request.scheduler:
            with open_cluster(request.scheduler, request.folder) as cluster:
                yield cluster.executor, not cluster.sees_folder
        else:
            with open_executor(request.jobs, table.count, worker.preload_modules) as executor:
                yield executor, False

    def _read_table(self) -> tuple[Table, Columns]:
        request = self.request
        saved = load_choices(find_library(request.library))
        words = {*request.columns.values(), *saved.values()}
        addresses = load_address_headers()
        column = request.password_column
        table = read_table(
            request.table,
            request.sheet,
            words,
            shown_header=column or "",
            encoding=request.encoding,
        )
        self._sheet = table.sheet
        extra = [] if column is None else [column]
        extra += [request.sort] if request.sort not in ("", BY_TIME) else []
        extra += [request.separate_by] if request.separate_by else []
        columns = find_columns(
            table,
            {field: each for field, each in request.columns.items() if field not in addresses},
            {field: each for field, each in saved.items() if field not in addresses},
            extra,
            nameless=request.nameless,
            shared=request.shared.keys(),
        )
        self._columns = columns
        return table, columns

    def _add_addresses(self, table: Table, columns: Columns, translations: Translations) -> Columns:
        """The columns with those of addresses, if addresses are to be printed."""
        request = self.request
        if not request.prints_addresses:
            return columns
        saved = load_choices(find_library(request.library))
        style = find_table_style(table.headers, translations.load_spec().brand)
        self._columns = add_address_columns(columns, table, style, request.columns, saved)
        return self._columns

    def _survey_table(self, table: Table, columns: Columns, translations: Translations) -> Survey:
        """Look over the whole table, and report how its columns are read."""
        order = is_month_first(translations.load_spec().brand)
        survey = survey_table(table, columns, order, self.request.date_choices, self.request.today)
        event = TableRead(columns, table.header_row, bool(table.above), table.encoding)
        event = replace(event, remarks=survey.dates.remarks, sheet=table.sheet)
        self.report(replace(event, has_next_page=table.has_next_page))
        self._has_refused_days = bool(survey.dates.refused)
        return survey

    def create_job(
        self, table: Table, columns: Columns, survey: Survey, translations: Translations
    ) -> Job:
        """The job for the table's rows."""
        return build_table_job(self.request, table, columns, survey, translations)

    def _inspect_rows(self, job: Job, executor: Executor) -> Inspection:
        is_tried = self.request.dry_run or self.request.sample
        plan = inspect_job(job, executor, self.report, None if is_tried else self._spool)
        self._require_chosen_rows(plan)
        if plan.is_outdated and (self.request.skip_bad or not plan.bad):
            self.report(LeafletsOutdated())
        return plan

    def _require_chosen_rows(self, plan: Inspection) -> None:
        """Raise SpecError if rows were chosen, and the table has none of them."""
        selection = self.request.selection
        if self._has_refused_days:  # that is reported instead: it may be why nobody is chosen
            return
        if selection.is_everyone or plan.left_out.keys() - {NOT_CHOSEN} or plan.bad:
            return
        if not plan.pending and not plan.kept:
            message = "No row of the table is chosen by --only, --rows and --on."
            hint = "Check their words against the table."
            raise SpecError([Finding("unknown-choice", Place(plan.job.table), message, hint)])

    def _make_leaflets(self, plan: Inspection, executor: Executor) -> Outcome:
        self._outcome = Outcome(plan.job.folder)
        return make_leaflets(plan, executor, self.report, self._outcome)

    def _write_sample(self, plan: Inspection) -> None:
        """Make the first leaflet alone, as a file that its next sample replaces."""
        task = find_first_task(plan)
        if task is None:
            return
        spec = plan.job.translations.find_spec(task.spec)
        pdf = worker.render_task(spec, task, {})
        make_folder(self.request.folder)
        self._output = self.request.folder / f"{spec.handout.name}-sample.pdf"
        require_regular_file(self._output)
        write_atomically(self._output, pdf)

    def _write_bad_rows(self, table: Table, bad: Mapping[int, Iterable[Finding]]) -> None:
        if bad:
            self._bad_file = write_bad_rows(self.request.folder, table, bad, self._bad_file)
            self.report(BadRowsWritten(self._bad_file))

    def _save_columns(self, columns: Columns) -> None:
        """Save the headers in the clinic's folder, if requested."""
        if self.request.remember_columns:
            folder = find_library(self.request.library)
            typed = {
                field: columns.mapping.get(field, header)
                for field, header in self.request.columns.items()
            }
            self.report(ColumnsSaved(save_choices(folder, typed)))
