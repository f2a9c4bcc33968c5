"""Run a batch that makes files for the printer: the leaflets of many people in each."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

from msgspec.structs import replace

from handouts.batch.desk_files import DeskOptions, LabelOptions, note_desk_files
from handouts.batch.desk_index import IndexOptions
from handouts.batch.jobs import Translations
from handouts.batch.merge import write_merged
from handouts.batch.merged_paths import (
    MergePlan,
    check_earlier_merge,
    list_stray_files,
    merged_path,
    plan_merged,
)
from handouts.batch.request import BatchRequest, BatchResult, LeafletsOutdated
from handouts.batch.runner import Inspection, Job, Outcome, inspect_job
from handouts.batch.session import BatchSession
from handouts.batch.sheet_groups import require_paper
from handouts.events import Reporter, ignore_event
from handouts.tables.columns import Columns
from handouts.tables.survey import Survey
from handouts.tables.table import Table


class MergeSession(BatchSession):
    """One run of a batch that makes files for the printer, one for each kind of sheet."""

    def __init__(self, request: BatchRequest, report: Reporter = ignore_event) -> None:
        super().__init__(request, report)
        self._merge: MergePlan | None = None
        self._strays: tuple[Path, ...] = ()

    def create_job(
        self, table: Table, columns: Columns, survey: Survey, translations: Translations
    ) -> Job:
        """The job for the rows, and the merged file's path; a row not for paper is a problem."""
        job = super().create_job(table, columns, survey, translations)
        self._output = merged_path(job, force=job.force)
        # Separate leaflets that may be in the folder do not get in the way.
        return replace(require_paper(job), force=True)

    def _inspect_rows(self, job: Job, executor: Executor) -> Inspection:
        """Inspect the rows; separate leaflets in the folder are not reused."""
        plan = inspect_job(job, executor, self.report)
        self._require_chosen_rows(plan)
        plan.pending, plan.kept = plan.pending + plan.kept, 0
        plan.changed = plan.others = 0
        notes = note_desk_files(plan, self._desk_options)
        self._merge = merge = plan_merged(plan, self._output, notes)
        is_ready = self.request.skip_bad or not plan.bad
        if not self.request.force and is_ready and check_earlier_merge(plan, merge):
            self.report(LeafletsOutdated())
        self._strays = tuple(list_stray_files(plan, merge)) if plan.pending else ()
        self._output = next((file.path for file in merge.files), self._output)
        return plan

    @property
    def _desk_options(self) -> DeskOptions:
        """Which files for the desk are to be made."""
        request = self.request
        return DeskOptions(
            index=IndexOptions(names=request.index_names) if request.index else None,
            labels=LabelOptions(request.labels, request.skipped_labels) if request.labels else None,
        )

    @property
    def result(self) -> BatchResult:
        """How far the batch has got, with its files."""
        merge, result = self._merge, super().result
        if merge is None or self.request.sample:
            return result
        files = tuple(self._outcome.files) if self._outcome else merge.files
        index, labels = merge.find_desk_file("index"), merge.find_desk_file("labels")
        return replace(result, files=files, index=index, labels=labels, strays=self._strays)

    def _make_leaflets(self, plan: Inspection, executor: Executor) -> Outcome:
        assert self._merge
        if not plan.pending:
            plan.read_folder().remove_leftovers()
            self._outcome = Outcome(plan.job.folder, plan.kept, bad=dict(plan.bad))
            self._outcome.files += self._merge.files
            return self._outcome
        self._outcome = write_merged(
            plan,
            self._merge,
            self.report,
            skip_bad=self.request.skip_bad,
            desk=self._desk_options,
        )
        return self._outcome
