"""A batch that makes one file for the printer, as its user sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from handouts.cli.running import Run

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from handouts.batch.columns import Columns
    from handouts.batch.job import Found, Job, Report
    from handouts.batch.table import Table
    from handouts.spec.problems import Problem


class Merge(Run):
    """One run of the command with --merge."""

    def _job(self, table: Table, columns: Columns, password: str) -> Job:
        from handouts.batch.merge import alike, place

        job = super()._job(table, columns, password)
        self.place = place(job, force=job.force)
        # Single leaflets that may be in the folder are in nobody's way.
        return msgspec.structs.replace(alike(job), force=True)

    def _look(self, job: Job, executor: Executor) -> Found:
        """Single leaflets that are there already are not taken from there."""
        from handouts.batch.job import look
        from handouts.batch.merge import settle

        found = look(job, executor, self.progress)
        found.due, found.kept = found.due + found.kept, 0
        found.changed = found.others = 0
        ready = self.asked.skip_bad or not found.bad
        if ready and not self.asked.force and settle(found, self.place):
            self._say_anew()
        return found

    def _make(self, found: Found, executor: Executor) -> Report:
        from handouts.batch.job import Report
        from handouts.batch.merge import merged

        if not found.due:
            found.folder().tidy()
            self.report = Report(found.job.folder, found.kept, bad=dict(found.bad))
            return self.report
        skip_bad = self.asked.skip_bad
        self.report = merged(found, executor, self.place, self.progress, skip_bad=skip_bad)
        return self.report

    def _so_far(self) -> str:
        if self.report:
            return super()._so_far()
        return "The file is whole or not there: nothing of it was written."

    def _object(self, problems: Iterable[Problem]) -> dict[str, Any]:
        return {"file": str(self.place), **super()._object(problems)}
