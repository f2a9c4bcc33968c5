"""``handouts batch --merge``: a batch that makes one file for the printer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from handouts.cli.batch_run import BatchRun

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from handouts.batch.runner import Inspection, Job, Report
    from handouts.sources.findings import Finding
    from handouts.tables.columns import Columns
    from handouts.tables.table import Table


class MergeRun(BatchRun):
    """One run of the command with --merge."""

    def _create_job(self, table: Table, columns: Columns, password: str) -> Job:
        from handouts.batch.merge import merged_path, require_same_sides

        job = super()._create_job(table, columns, password)
        self.output_path = merged_path(job, force=job.force)
        # Separate leaflets that may be in the folder do not get in the way.
        return msgspec.structs.replace(require_same_sides(job), force=True)

    def _inspect_rows(self, job: Job, executor: Executor) -> Inspection:
        """Inspect the rows; separate leaflets in the folder are not reused."""
        from handouts.batch.merge import check_earlier_merge
        from handouts.batch.runner import inspect_job

        plan = inspect_job(job, executor, self.progress)
        plan.pending, plan.kept = plan.pending + plan.kept, 0
        plan.changed = plan.others = 0
        ready = self.options.skip_bad or not plan.bad
        if ready and not self.options.force and check_earlier_merge(plan, self.output_path):
            self._note_rebuild()
        return plan

    def _render_leaflets(self, plan: Inspection, executor: Executor) -> Report:
        from handouts.batch.merge import write_merged
        from handouts.batch.runner import Report

        if not plan.pending:
            plan.read_folder().remove_leftovers()
            self.report = Report(plan.job.folder, plan.kept, bad=dict(plan.bad))
            return self.report
        skip_bad = self.options.skip_bad
        self.report = write_merged(
            plan, executor, self.output_path, self.progress, skip_bad=skip_bad
        )
        return self.report

    def _progress_summary(self) -> str:
        if self.report:
            return super()._progress_summary()
        return "The file is written complete or not at all: nothing was written."

    def _json_result(self, problems: Iterable[Finding]) -> dict[str, Any]:
        return {"file": str(self.output_path), **super()._json_result(problems)}
